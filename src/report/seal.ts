import {createHash} from 'node:crypto';
import {z} from 'zod';

/** What a report says of the session that it was made from. Null where it was made from none. */
export type Seal = {readonly session: string; readonly entries: number; readonly head: string} | null;

const none = '0'.repeat(64);
const mark = /whfb-seal (\{[^{}]*\}|null) whfb-digest ([0-9a-f]{64})\b/g;
const sealShape = z
	.strictObject({session: z.string().min(1).max(200), entries: z.int().nonnegative(), head: z.string().regex(/^[0-9a-f]{64}$/)})
	.nullable();

/** A name as the mark holds it: nothing in it ends a text, a comment or a mark. */
export const inMark = (name: string): string => name.replace(/[^\w.-]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** One line that carries the seal, for the end of a document; its digest is of nothing yet. */
export const markOf = (seal: Seal): string => {
	return `whfb-seal ${seal === null ? 'null' : `{"session":"${inMark(seal.session)}","entries":${seal.entries},"head":"${seal.head}"}`} whfb-digest ${none}`;
};

/** The last mark of a document: what an environment calls something may look like one, and stands before it. */
const lastMark = (text: string): {readonly seal: string; readonly digest: string; readonly without: string} | null => {
	// In JSON the mark is a text, so its quotes are escaped there; they are as long as other letters in the digest.
	const found = [...text.matchAll(/whfb-digest ([0-9a-f]{64})\b/g)].at(-1);
	const seal = [
		...text
			.slice(0, found?.index === undefined ? 0 : found.index + found[0].length)
			.replaceAll('\\"', '"')
			.matchAll(mark),
	].at(-1);
	return found?.[1] === undefined || seal?.[1] === undefined || seal[2] !== found[1]
		? null
		: {seal: seal[1], digest: found[1], without: text.slice(0, found.index) + text.slice(found.index + found[0].length)};
};

const digestOf = (without: string): string => createHash('sha256').update(without).digest('hex');

/** A document that carries a mark, with the digest of everything else in that mark. */
export const sealed = (text: string): string => {
	const found = lastMark(text);
	if (found === null) {
		throw new Error('A report without a mark cannot be sealed.');
	}

	const at = text.lastIndexOf(found.digest);
	return text.slice(0, at) + digestOf(found.without) + text.slice(at + found.digest.length);
};

/** What a document says of itself: whether it is as it was written, and its seal. `unmarked`: it is no report, or its mark is gone. */
export type SealReading = {readonly kind: 'unmarked'} | {readonly kind: 'changed'} | {readonly kind: 'whole'; readonly seal: Seal};

/** Reads the mark of a document. */
export const readSeal = (text: string): SealReading => {
	const found = lastMark(text);
	if (found === null) {
		return {kind: 'unmarked'};
	}

	if (found.digest !== digestOf(found.without)) {
		return {kind: 'changed'};
	}

	// In JSON a letter that was escaped is escaped once more.
	const seal = sealShape.safeParse(JSON.parse(found.seal.replaceAll('\\\\u', '\\u')));
	return seal.success ? {kind: 'whole', seal: seal.data} : {kind: 'changed'};
};
