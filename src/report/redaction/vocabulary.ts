/** Words that the guide itself uses: they name nobody. In small letters. */
export type Vocabulary = ReadonlySet<string>;

/** What Microsoft's pages and ours call people and companies in examples: somebody may really be called so. */
const samples = ['anna', 'contoso', 'corp', 'fabrikam'];

/** What everybody's names end or begin with, what kinds of files and of addresses are called, how a distinguished name is written, and months. */
const everywhere =
	'com net org local lan test www yes no ok ps1 psm1 psd1 exe dll json jsonl csv xml txt md evtx crl crt cer dns dc ou cn ldap ldaps http https tcp udp smb rpc tls path utc msdcs microsoft windows microsoftonline onmicrosoft jan feb mar apr may jun jul aug sep oct nov dec'.split(
		' ',
	);

/** The words of some texts, in small letters. A host, an address and what is numbered is no word: somebody's computer may be called like it. */
export const vocabularyOf = (texts: Iterable<string>): Vocabulary => {
	const words = new Set(everywhere);
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

/** Whether a word of prose names nobody: a letter, a small number, a release of Windows, a code of an error, or made of words of the guide. */
export const isPlain = (word: string, vocabulary: Vocabulary): boolean =>
	/^(?:0x[0-9a-f]{1,8}|\d\dH[12])$/i.test(word) ||
	[...word.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].every(([part]) =>
		/^\d+$/.test(part) ? part.length < 6 : vocabulary.has(part.toLowerCase()) || /^\p{L}$/u.test(part),
	);
