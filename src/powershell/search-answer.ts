import {z} from 'zod';
import type {Entry, Reading, Unobserved, UnobservedReason} from '../guide/answer.ts';
import {unobserved} from '../guide/answer.ts';
import type {Attribute, DirectoryQuery} from '../guide/query.ts';

const text = z.string();
const code = text.nullable();
const forestPart = z.strictObject({
	name: text,
	ids: z.array(z.guid()).min(3),
	bound: text,
	domains: z.array(z.strictObject({name: text, namingContext: text, sid: text.nullable(), server: text.nullable(), code})).min(1),
	controllers: z.array(z.strictObject({server: text, namingContext: text, readOnly: z.boolean(), dn: text, host: text, computer: text})),
});
const rows = z.array(text);
const readingPart = z.strictObject({
	query: text,
	server: text,
	namingContext: text,
	code,
	count: z.int().nonnegative(),
	rows,
});
const conclusion = {
	matches: z.int().nonnegative(),
	sids: z.array(z.strictObject({sid: text, state: z.enum(['found', 'absent', 'unseen', 'elsewhere'])})),
	lost: z.array(text),
	trusts: z.array(z.strictObject({name: text, sid: text.nullable()})),
	readings: z.array(readingPart),
};
const silentPart = z.strictObject({kind: z.literal('silent'), server: text, code: text});
const headPart = z.strictObject({kind: z.literal('head'), forest: forestPart});
const pagePart = z.strictObject({kind: z.literal('page'), query: text, server: text, namingContext: text, rows});
/** Nothing is made of it: it shows that a large scope is still walked. */
const walkPart = z.strictObject({kind: z.literal('walk'), members: z.int().nonnegative()});
const tailPart = z.strictObject({kind: z.literal('tail'), ...conclusion});

/** What search-directory.ps1 gives without pages. */
export const wholeAnswer = z.discriminatedUnion('kind', [
	silentPart,
	z.strictObject({kind: z.literal('whole'), forest: forestPart, ...conclusion}),
]);
/** The parts that it gives with them. */
export const answerPart = z.discriminatedUnion('kind', [silentPart, headPart, walkPart, pagePart, tailPart]);

/** How a forest describes itself, and what it says to a batch of queries. */
export type Described = z.infer<typeof forestPart>;
export type Tail = Omit<z.infer<typeof tailPart>, 'kind'>;

/**
 * Why, by code of RFC 4511 and winldap.h or a word of search-directory.ps1. 82 is a bind without a usable ticket,
 * and a bind that "succeeded" for nobody shows only when something is read.
 */
const reasons: Readonly<Record<string, readonly [UnobservedReason, string]>> = {
	name: ['unreachable', 'its name is not found in DNS'],
	'no-domain': ['unreachable', 'this computer belongs to no domain, and none was named; --directory HOST names one, also for whfb resume'],
	81: ['unreachable', 'it does not answer on port 389'],
	91: ['unreachable', 'it cannot be connected to'],
	51: ['unreachable', 'it says that it is busy'],
	52: ['unreachable', 'it says that it is unavailable'],
	85: ['timed-out', 'it did not answer in time'],
	3: ['timed-out', 'it ran into its own time limit'],
	11: ['timed-out', 'it ran into a limit set by its administrator'],
	anonymous: ['access-denied', 'it does not know who asks: sign in with an account of this forest'],
	7: ['access-denied', 'it refuses this way of signing in'],
	8: ['access-denied', 'it asks for a stronger way of signing in'],
	48: ['access-denied', 'it refuses this way of signing in'],
	49: ['access-denied', 'it does not accept the account'],
	50: ['access-denied', 'the account has not the right to read this'],
	82: ['access-denied', 'no Kerberos ticket for it could be had: sign in with an account of this forest'],
	86: ['access-denied', 'it refuses this way of signing in'],
};

/** Why a server said nothing, by the code that the script gave. */
export const unseen = (server: string, given: string): Unobserved => {
	const [reason, because] = reasons[given] ?? (['malformed', `it answered with the LDAP code ${given}`] as const);
	return unobserved(reason, `${server === '' ? 'The directory' : server} was asked by LDAP: ${because}.`);
};

const named = (attribute: Attribute) => (typeof attribute === 'string' ? {name: attribute, as: 'text'} : attribute);

/** A query as the script takes it. */
export const asParameter = (id: string, {from, base, scope, filter, attributes, countOnly}: DirectoryQuery) => ({
	id,
	from,
	base: typeof base === 'string' ? base : base.in,
	path: typeof base === 'string' ? '' : base.path,
	scope,
	filter,
	attributes: attributes.map(named),
	countOnly: countOnly === true,
});

/** Rows come as one flat list: the DN, then for each attribute how many values it has, and the values. Null where they do not add up. */
export const entriesOf = (flat: readonly string[], attributes: readonly Attribute[]): readonly Entry[] | null => {
	const columns = attributes.map(named);
	const entries: Entry[] = [];
	let at = 0;
	while (at < flat.length) {
		const dn = flat[at++] ?? '';
		const held: Record<string, readonly string[]> = {};
		for (const {name} of columns) {
			const written = flat[at++] ?? '';
			const count = Number(written);
			if (!/^\d+$/.test(written) || at + count > flat.length) {
				return null;
			}

			if (count > 0) {
				held[name] = flat.slice(at, at + count);
			}

			at += count;
		}

		entries.push({dn, attributes: held});
	}

	return entries;
};

/** What one server said to a query. `streamed`: how many of its entries came in pages. */
export const readingOf = (
	query: DirectoryQuery,
	{server, namingContext, code: given, count, rows: flat}: Tail['readings'][number],
	streamed?: number,
): Reading => {
	if (given !== null) {
		const {reason, detail} = unseen(server, given);
		return {server, namingContext, silent: reason, detail};
	}

	const entries = query.countOnly ? [] : entriesOf(flat, query.attributes);
	const came = streamed ?? entries?.length;
	if (entries === null || (!query.countOnly && came !== count)) {
		return {
			server,
			namingContext,
			silent: 'malformed',
			detail: `${server} announced ${count} objects, and ${came ?? 'another number'} came.`,
		};
	}

	return {server, namingContext, entries, count};
};
