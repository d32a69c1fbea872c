import {z} from 'zod';
import {type Unobserved, unobservedReasons, type Weighed} from '../guide/answer.ts';
import type {Check} from '../guide/check.ts';
import type {Finding} from '../guide/finding.ts';
import type {OneUser, UserRoom} from '../guide/one-user.ts';
import type {Guide} from '../guide/step.ts';
import {safeThroughout} from '../guide/untrusted.ts';
import {findingLine} from './check-document.ts';
import {checkDocumentSchema, findingSchema} from './check-schema.ts';

const {tool, guide, at, environment} = checkDocumentSchema.shape;
const source = z.enum(['live', 'carried', 'exported', 'attested', 'practice']);
const count = z.int().nonnegative();

const part = z.strictObject({
	name: z.string(),
	/** Checks that looked at this user alone. */
	findings: z.array(z.strictObject({step: z.string(), finding: findingSchema})),
	/** What was seen of this user, with where and when. `takenAt` is null where nobody knows. */
	seen: z.array(
		z.strictObject({what: z.string(), seen: z.string(), read: z.string(), source, from: z.string(), takenAt: z.string().nullable()}),
	),
	/** What could not be seen, and why. */
	unseen: z.array(z.strictObject({what: z.string(), read: z.string(), reason: z.enum(unobservedReasons), detail: z.string()})),
	/** What was read of many users and does not name this one. It says nothing of this one. */
	unnamed: z.array(z.strictObject({read: z.string(), because: z.string()})),
});

/** The schema of `check --user UPN --format json`; it ships as dist/user.schema.json. */
export const oneUserSchema = z.strictObject({
	format: z.literal('whfb-user'),
	version: z.literal(1),
	tool,
	guide,
	at,
	environment,
	/** By user principal name, as it was asked for. */
	user: z.string(),
	parts: z.array(part),
	summary: z.strictObject({seen: count, unseen: count, unmet: count, caution: count}),
	exit: z.int(),
});

/** What is seen of one user. Names are part of the contract. */
export type OneUserDocument = z.infer<typeof oneUserSchema>;
type Part = OneUserDocument['parts'][number];
type Answered = {readonly room: UserRoom; readonly answer: Weighed | Unobserved};

const told = ({room, answer}: Answered, who: ReturnType<OneUser['whoIs']>): Omit<Part, 'name' | 'findings'> => {
	const read = room.collector.id;
	if (answer.kind === 'unobserved') {
		const {reason, detail} = answer;
		return {seen: [], unseen: [{what: room.collector.what, read, reason, detail}], unnamed: []};
	}

	const {source: by, from, takenAt} = answer;
	const lines = room.says(answer.facts, who);
	const doubts = (answer.doubts ?? []).map(doubt => ({what: room.collector.what, read, ...doubt}));
	return {
		seen: lines.flatMap(line => ('seen' in line ? [{...line, read, source: by, from, takenAt}] : [])),
		unseen: [...doubts, ...lines.flatMap(line => ('silent' in line ? [{what: line.what, read, ...line.silent}] : []))].map(
			({what, reason, detail}) => ({what, read, reason, detail}),
		),
		unnamed: lines.length === 0 ? [{read, because: room.unnamed}] : [],
	};
};

/** As `check` counts: 1 something not met, 3 something not seen, else 0; a strict run takes a caution for 1. There is no gate among it. */
const exitOf = ({unmet, caution, unseen}: OneUserDocument['summary'], strict: boolean): number =>
	unmet > 0 || (strict && caution > 0) ? 1 : unseen > 0 ? 3 : 0;

/** Puts what was answered and found about one user into a document, part by part, every text safe to show. */
export const oneUserDocument = (parts: {
	readonly guide: Guide;
	readonly oneUser: OneUser;
	readonly tool: string;
	readonly user: string;
	readonly at: string;
	readonly environment: OneUserDocument['environment'];
	readonly answers: readonly Answered[];
	readonly findings: readonly {readonly part: string; readonly check: Check; readonly step: string; readonly finding: Finding}[];
	readonly strict: boolean;
}): OneUserDocument => {
	const {oneUser, answers, findings, user} = parts;
	const seen = Object.fromEntries(answers.map(({room, answer}) => [room.collector.id, answer.kind === 'facts' ? answer.facts : null]));
	const who = oneUser.whoIs(user, seen);
	const names = [...new Set([...answers.map(({room}) => room.part), ...findings.map(one => one.part)])];
	const all = names.map((name): Part => {
		const own = answers.filter(({room}) => room.part === name).map(one => told(one, who));
		return {
			name,
			findings: findings
				.filter(one => one.part === name)
				.map(({step, check, finding}) => ({step, finding: findingLine({id: step}, check, finding)})),
			seen: own.flatMap(one => one.seen),
			unseen: own.flatMap(one => one.unseen),
			unnamed: own.flatMap(one => one.unnamed),
		};
	});
	const lines = all.flatMap(one => one.findings.map(({finding}) => finding));
	const outcome = (wanted: string) => lines.filter(line => line.kind === 'judged' && line.outcome === wanted).length;
	const summary = {
		seen: all.reduce((sum, one) => sum + one.seen.length, 0),
		unseen: all.reduce((sum, one) => sum + one.unseen.length, 0) + lines.filter(({kind}) => kind === 'unobserved').length,
		unmet: outcome('unmet'),
		caution: outcome('caution'),
	};
	return safeThroughout({
		format: 'whfb-user',
		version: 1,
		tool: parts.tool,
		guide: parts.guide.id,
		at: parts.at,
		environment: parts.environment,
		user,
		parts: all,
		summary,
		exit: exitOf(summary, parts.strict),
	});
};
