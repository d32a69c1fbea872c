/** Fails with the sentences, one a line, and with nothing else; passes where there are none. */
export const tell = (sentences: readonly string[]): void => {
	if (sentences.length > 0) {
		throw new Error(sentences.join('\n'));
	}
};
