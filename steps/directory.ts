import {z} from 'zod';
import {
	type DirectoryAnswer,
	type Entry,
	type ForestAnswer,
	type Reading,
	type UnobservedReason,
	unobservedReasons,
} from '../src/guide/answer.ts';
import {firstOf} from '../src/guide/first-names.ts';
import {grouped} from '../src/guide/plain-order.ts';
import {isSameDnsName, isSameGuid} from './identity.ts';

/** Why something was not read, as facts carry it; `unresolved` where DNS has no such name. */
export const silenceSchema = z.strictObject({
	reason: z.enum(unobservedReasons),
	detail: z.string(),
	unresolved: z.literal(true).optional(),
});

/** Why one server was silent, as facts carry it. */
export const silenceIn = ({silent, detail, unresolved}: Extract<Reading, {silent: UnobservedReason}>) => ({
	reason: silent,
	detail,
	...(unresolved === undefined ? {} : {unresolved}),
});

/**
 * Facts per forest: what was read of each forest asked, or why it was silent.
 * A session always asks at least one forest; an empty list is a failed look.
 */
export const perForest = <Shape extends z.ZodRawShape>(shape: Shape) =>
	z.strictObject({
		forests: z
			.array(
				z.union([
					z.strictObject({forest: z.string(), silent: silenceSchema}),
					z.strictObject({forest: z.string(), silent: z.null(), ...shape}),
				]),
			)
			.min(1),
	});

/** Facts per domain of each forest: what was read of each domain, or why it was silent. A forest has at least its root domain. */
export const perDomain = <Shape extends z.ZodRawShape>(shape: Shape) =>
	perForest({
		domains: z
			.array(
				z.union([
					z.strictObject({domain: z.string(), silent: silenceSchema}),
					z.strictObject({domain: z.string(), silent: z.null(), ...shape}),
				]),
			)
			.min(1),
	});

/** Facts per domain controller of each forest: what each showed, or why it was silent. A forest has at least one; none is a failed look. */
export const perController = <Shape extends z.ZodRawShape>(shape: Shape) =>
	perForest({controllers: z.array(z.strictObject({server: z.string(), silent: silenceSchema.nullable(), ...shape})).min(1)});

type AnsweredForest = ForestAnswer & {readonly answered: true};

/** Whether a forest lists a name as its own: that of one of its domains, or of one of its domain controllers (A25). */
export const listsName = (
	{
		domains,
		controllers,
	}: {readonly domains: readonly {readonly name: string}[]; readonly controllers: readonly {readonly host: string | null}[]},
	name: string,
): boolean => [...domains.map(own => own.name), ...controllers.map(own => own.host)].some(own => isSameDnsName(own, name));

/**
 * Each forest of an answer once. A silent name that an answering forest lists as its own is that forest, and is heard through it.
 * Two forests that answer under one name and share no id are two that nobody can tell apart by name: both are silent.
 */
export const forestsIn = (answer: unknown): readonly ForestAnswer[] => {
	const {forests} = answer as DirectoryAnswer;
	const spoken = forests.filter((one): one is AnsweredForest => one.answered);
	const twinOf = (one: AnsweredForest) =>
		spoken.find(
			other => other !== one && isSameDnsName(other.forest, one.forest) && !other.ids.some(id => one.ids.some(own => isSameGuid(id, own))),
		);
	return forests.flatMap((one, at): readonly ForestAnswer[] => {
		if (one.answered) {
			return twinOf(one) === undefined
				? [one]
				: [
						{
							asked: one.asked,
							answered: false,
							reason: 'contradicted',
							detail: `Two forests answer under the name ${one.forest}, with different ids: they cannot be told apart. Look at one of them at a time.`,
						},
					];
		}

		const isKnown = spoken.some(forest => listsName(forest, one.asked));
		const isAgain = forests.slice(0, at).some(other => !other.answered && isSameDnsName(other.asked, one.asked));
		return isKnown || isAgain ? [] : [one];
	});
};

/** Maps each forest that answered; a silent one stays silent, under the name it was asked by. */
export const mapForests = <T extends object>(answer: unknown, read: (forest: AnsweredForest) => T) => ({
	forests: forestsIn(answer).map(forest =>
		forest.answered
			? {forest: forest.forest, silent: null, ...read(forest)}
			: {forest: forest.asked, silent: {reason: forest.reason, detail: forest.detail}},
	),
});

/** The first value of an attribute, or null. */
export const valueOf = (entry: Entry, attribute: string): string | null => entry.attributes[attribute]?.[0] ?? null;

/** An attribute as a whole number, or null where it is absent or no number. */
export const numberOf = (entry: Entry, attribute: string): number | null => {
	const value = valueOf(entry, attribute);
	return value !== null && /^-?\d+$/.test(value) ? Number(value) : null;
};

/** The readings that came back. */
export const answered = (readings: readonly Reading[]) => readings.filter(reading => 'entries' in reading);

/** The readings that did not. */
export const silent = (readings: readonly Reading[]) => readings.filter(reading => 'silent' in reading);

/** The bytes of a text that is base64 as Active Directory's readers write it; null where it is something else. */
const bytesOf = (base64: string): Buffer | null => {
	const bytes = Buffer.from(base64, 'base64');
	return bytes.toString('base64') === base64 ? bytes : null;
};

/**
 * A GUID from the base64 of its 16 bytes as Active Directory stores them (first three parts little-endian, MS-DTYP 2.3.4.2), lower case;
 * null where it is no such thing, which is an answer that nobody understands and no id.
 */
export const guidOf = (base64: string): string | null => {
	const bytes = bytesOf(base64);
	if (bytes?.length !== 16) {
		return null;
	}

	const hex = bytes.toString('hex');
	const reversed = (text: string) => (text.match(/../g) ?? []).reverse().join('');
	return `${reversed(hex.slice(0, 8))}-${reversed(hex.slice(8, 12))}-${reversed(hex.slice(12, 16))}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

/** A SID and where it ends (MS-DTYP 2.4.2.2); null where the bytes are none. */
export const sidAt = (bytes: Buffer, at: number): {readonly sid: string; readonly end: number} | null => {
	const parts = bytes[at + 1] ?? 0;
	const end = at + 8 + 4 * parts;
	if (bytes[at] !== 1 || parts < 1 || parts > 15 || end > bytes.length) {
		return null;
	}

	// A list that is joined takes three times as long, and a survey reads a million.
	let sid = `S-1-${bytes.readUIntBE(at + 2, 6)}`;
	for (let part = at + 8; part < end; part += 4) {
		sid += `-${bytes.readUInt32LE(part)}`;
	}

	return {sid, end};
};

/** A SID as text from the base64 of its bytes; null where they are none: too few, too many, or of another revision. */
export const sidOf = (base64: string): string | null => {
	const bytes = bytesOf(base64);
	const found = bytes === null ? null : sidAt(bytes, 0);
	return found !== null && found.end === bytes?.length ? found.sid : null;
};

/** `1 user`, `2 users`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : many}`;

/** `a`, `a and b`, `a, b and c`; after `most` names, how many more there are. */
export const listed = (names: readonly string[], most = 5): string => {
	const shown = firstOf(names, most);
	return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};
