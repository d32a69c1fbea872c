/** Words that the guide itself uses: they name nobody. In small letters. */
export type Vocabulary = ReadonlySet<string>;

/** What Microsoft's pages and ours call people and companies in examples: somebody may really be called so. */
const samples = ['anna', 'contoso', 'corp', 'fabrikam'];

/** The words of some texts, in small letters. A host, an address and what is numbered is no word: somebody's computer may be called like it. */
export const vocabularyOf = (texts: Iterable<string>): Vocabulary => {
	// The ends of names that everybody has.
	const words = new Set(['com', 'net', 'org', 'local', 'lan', 'test', 'yes']);
	for (const text of texts) {
		for (const [piece] of text.matchAll(/[^\s/]+/g)) {
			for (const [word] of /[@\\]|[.]\w/.test(piece) ? [] : piece.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
				if (!/\p{N}/u.test(word)) {
					words.add(word.toLowerCase());
				}
			}
		}
	}

	for (const sample of samples) {
		words.delete(sample);
	}

	return words;
};

/** What is shorter names nobody by itself. */
export const shortest = 3;

/** Whether a word names nobody: a small number, a code of an error, or made of words of the guide. */
export const isPlain = (word: string, vocabulary: Vocabulary): boolean =>
	/^0x[0-9a-f]{1,8}$/i.test(word) ||
	[...word.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].every(([part]) =>
		/^\d+$/.test(part) ? part.length < 6 : vocabulary.has(part.toLowerCase()) || (/^\p{L}+$/u.test(part) && part.length < shortest),
	);
