import {z} from 'zod';
import {changedSchema} from './changed-schema.ts';

const text = z.string();
const at = z.iso.datetime({offset: true});
const count = z.int().nonnegative();
const look = z.enum(['met', 'caution', 'unmet', 'unobserved', 'not-applicable', 'not-looked']);

const command = z.strictObject({who: text.nullable(), lines: z.array(text).readonly()});
/** A step of what to do: `mark` is its number or its dash, `who` does it where several people share the remedy, `code` is taken as it stands. */
const step = z.strictObject({
	mark: text.nullable(),
	who: text.nullable(),
	words: z.array(z.strictObject({text, code: z.boolean()})).readonly(),
	/** What is run at this step. */
	commands: z.array(command).readonly(),
});
const remedy = z.strictObject({
	/** A heading of the check's page. */
	id: text,
	/** All steps on one line, without commands. */
	whatToDo: text.min(1),
	steps: z.array(step).readonly(),
	who: text,
	howLong: text,
	why: text,
	/** What belongs to no single step. */
	commands: z.array(command).readonly(),
});

const finding = z.strictObject({
	/** The check's id: numbers move when a guide grows. */
	check: text,
	number: text,
	question: text.endsWith('?'),
	look,
	/** What was seen, or why it was not. */
	because: text.min(1),
	/** Why it was not seen; null for everything else. */
	reason: text.nullable(),
	/** What to do, from the check's page; null where nothing is to be done, or the page says nothing. */
	remedy: remedy.nullable(),
	/** What would let it be seen; null for what was. */
	wayToSee: text.nullable(),
	source: text.nullable(),
	/** When it was looked at, and when the oldest evidence that it rests on was taken. */
	at: at.nullable(),
	takenAt: text.nullable(),
	exhibits: z.array(z.strictObject({sign: look, what: text, seen: text})),
});

/** The schema of `report --format json`; it ships as dist/report.schema.json. */
export const reportDocumentSchema = z.strictObject({
	format: z.literal('whfb-report'),
	version: z.literal(1),
	tool: text,
	guide: z.strictObject({id: text, title: text}),
	at,
	/** Whether tokens stand in the place of names. */
	redacted: z.boolean(),
	/** `practice`: an environment for practice, about nobody. */
	environment: z.strictObject({
		kind: z.enum(['practice', 'real']),
		name: text,
		forests: z.array(text),
		tenant: text.nullable(),
		scopeGroup: text.nullable(),
		/** The names of machines that are known, by the guide's place. */
		machines: z.array(z.strictObject({place: text, names: z.array(text)})),
	}),
	/** The head of the chain of the session that it was made from, SHA-256 of its last entry; null where it was made from no session. */
	seal: z.strictObject({session: text, entries: count, head: text}).nullable(),
	gates: z.array(
		z.strictObject({
			id: text,
			name: text,
			step: count,
			guards: z.enum(['enter', 'leave']),
			check: text,
			state: z.enum(['open', 'shut']),
			look,
			because: text.min(1),
		}),
	),
	/** What to do, in the order of doing: what shuts a gate or is not met, then what was not seen, then cautions; in each, earlier steps first. */
	next: z.array(
		z.strictObject({
			who: text,
			actions: z.array(
				z.strictObject({
					/** `remedy`: something is mended. Everything else lets something be seen: one file from the machine of `place`, a sign-in, answers, or another look. */
					kind: z.enum(['remedy', 'file', 'sign-in', 'answer', 'again']),
					place: text.nullable(),
					title: text,
					/** All steps on one line, without commands. */
					whatToDo: text,
					steps: z.array(step).readonly(),
					howLong: text,
					/** The checks that it settles; `gate` is the gate that one of them keeps shut. */
					checks: z.array(z.strictObject({check: text, number: text, gate: text.nullable()})),
				}),
			),
		}),
	),
	steps: z.array(
		z.strictObject({
			id: text,
			number: count,
			title: text,
			standing: z.enum(['finished', 'started', 'not started']),
			counts: z.record(look, count),
			findings: z.array(finding),
		}),
	),
	statements: z.array(z.strictObject({statement: text, question: text, yes: z.boolean(), by: text, at, reason: text})),
	/** What is otherwise than in the last report of this session, or than in the one that was named; null where there was none. */
	changed: changedSchema.nullable(),
	/** The looks of the session, oldest first: how many checks each was of, and how all of them stood after it. None without a session. */
	looks: z.array(z.strictObject({at, checks: count, counts: z.record(look, count)})),
	coverage: z.strictObject({proved: count, attested: count, advice: count, notReadable: count, missing: count}),
	/** What the guide says and this tool does not look at, with the reason. */
	notLookedAt: z.array(z.strictObject({id: text, text, because: text})),
	/** The reads that findings rest on. */
	reads: z.array(z.strictObject({collector: text, what: text, source: text, from: text, takenAt: text.nullable()})),
	/** The last member: the seal once more, and the digest of everything else in the document; `whfb verify` reads it. */
	mark: text,
});

/** What `whfb report` says, whatever its form. Names are part of the contract. */
export type ReportDocument = z.infer<typeof reportDocumentSchema>;
export type ReportedFinding = ReportDocument['steps'][number]['findings'][number];
