import {z} from 'zod';
import {unobservedReasons} from '../guide/answer.ts';

const source = z.enum(['live', 'carried', 'exported', 'attested', 'practice']);
const at = z.iso.datetime({offset: true});
const count = z.int().nonnegative();

const gate = z.strictObject({
	id: z.string(),
	step: z.string(),
	guards: z.enum(['enter', 'leave']),
	check: z.string(),
	finding: z.enum(['met', 'unmet', 'unobserved']),
	open: z.boolean(),
	because: z.string().min(1),
	remedy: z.string().min(1).nullable(),
});

const judged = z.strictObject({
	check: z.string(),
	question: z.string().endsWith('?'),
	kind: z.literal('judged'),
	outcome: z.enum(['met', 'caution', 'unmet', 'not-applicable']),
	because: z.string().min(1),
	remedy: z.string().min(1).nullable(),
	source,
	from: z.string(),
	at,
	takenAt: z.string().nullable(),
	evidence: z.unknown(),
});

const unobserved = z.strictObject({
	check: z.string(),
	question: z.string().endsWith('?'),
	kind: z.literal('unobserved'),
	reason: z.enum(unobservedReasons),
	detail: z.string(),
	remedy: z.string().min(1),
	at,
	source: source.optional(),
	from: z.string().optional(),
	evidence: z.unknown().optional(),
});

/** One finding of a check. */
export const findingSchema = z.discriminatedUnion('kind', [judged, unobserved]);

/** The schema of `check --format json`; it ships as dist/check.schema.json. */
export const checkDocumentSchema = z.strictObject({
	format: z.literal('whfb-check'),
	version: z.literal(1),
	tool: z.string(),
	guide: z.string(),
	at,
	environment: z.strictObject({kind: z.enum(['practice', 'real']), name: z.string()}),
	gates: z.array(gate).min(1),
	steps: z.array(z.strictObject({id: z.string(), title: z.string(), findings: z.array(findingSchema)})),
	summary: z.strictObject({met: count, caution: count, unmet: count, notApplicable: count, unobserved: count}),
	exit: z.int(),
});
