/** Which UTF-16 some bytes are without a mark: texts of ours are mostly ASCII, so every other byte of them is zero. Null for anything else. */
const wideWithoutMark = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null => {
	const head = bytes.subarray(0, 512);
	const pairs = head.length >> 1;
	const zeros = (offset: number) => Array.from({length: pairs}, (_, index) => head[index * 2 + offset]).filter(byte => byte === 0).length;
	const [even, odd] = [zeros(0), zeros(1)];
	if (pairs === 0 || even + odd <= pairs / 2) {
		return null;
	}

	return even === 0 ? 'utf-16le' : odd === 0 ? 'utf-16be' : null;
};

/** Text of a file: UTF-8, or UTF-16 of either end as Windows PowerShell's `>` writes it, with a mark or without. The mark is no part of it. */
export const decode = (bytes: Uint8Array): string => {
	const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
	return new TextDecoder(marked ?? wideWithoutMark(bytes) ?? 'utf-8').decode(bytes);
};
