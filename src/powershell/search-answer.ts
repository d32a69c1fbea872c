import {z} from 'zod';

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
const silentPart = z.strictObject({kind: z.literal('silent'), server: text, code: text});
const headPart = z.strictObject({kind: z.literal('head'), forest: forestPart});
/** `reading`: its place among the readings of the tail. Two of them may be of one server and one context. */
const pagePart = z.strictObject({
	kind: z.literal('page'),
	reading: z.int().nonnegative(),
	query: text,
	server: text,
	namingContext: text,
	rows,
});
/** Nothing is made of it: it shows that a large scope is still walked. */
const walkPart = z.strictObject({kind: z.literal('walk'), members: z.int().nonnegative()});
const tailPart = z.strictObject({
	kind: z.literal('tail'),
	matches: z.int().nonnegative(),
	sids: z.array(z.strictObject({sid: text, state: z.enum(['found', 'absent', 'unseen', 'elsewhere'])})),
	lost: z.array(text),
	trusts: z.array(z.strictObject({name: text, sid: text.nullable()})),
	readings: z.array(readingPart),
});

/** The parts in which search-directory.ps1 answers. */
export const answerPart = z.discriminatedUnion('kind', [silentPart, headPart, walkPart, pagePart, tailPart]);

/** How a forest describes itself. */
export type Described = z.infer<typeof forestPart>;
/** What a forest says to a batch of queries. */
export type Tail = Omit<z.infer<typeof tailPart>, 'kind'>;
