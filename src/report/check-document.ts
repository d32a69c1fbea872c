import type {z} from 'zod';
import {commandLine} from '../command-line.ts';
import {plainRemedy} from '../content/library.ts';
import type {Finding} from '../guide/finding.ts';
import {wayToSee} from '../guide/silence.ts';
import {type Gate, type Guide, gatesOf, type Step} from '../guide/step.ts';
import {becauseOf, remedyOf} from '../guide/words.ts';
import {isOpen} from '../session/decide.ts';
import type {Session} from '../session/session.ts';
import type {checkDocumentSchema} from './check-schema.ts';

/** What `whfb check --format json` prints. Names are part of the contract. */
export type CheckDocument = z.infer<typeof checkDocumentSchema>;
export type FindingLine = CheckDocument['steps'][number]['findings'][number];
type GateLine = CheckDocument['gates'][number];

/** What to do about a finding, in a sentence or two; null where there is nothing to do. */
const remedyText = (step: string, check: string, finding: Finding): string | null => {
	// Where nothing here could ask at all, what the judge would want to see next is no help.
	if (finding.kind === 'unobserved' && ['no-runner', 'blocked', 'cancelled'].includes(finding.reason)) {
		return wayToSee(finding.reason);
	}

	const id = remedyOf(finding);
	const remedy = id === null ? null : plainRemedy(step, check, id);
	if (remedy !== null) {
		return remedy.whatToDo;
	}

	return finding.kind === 'unobserved' ? wayToSee(finding.reason) : id;
};

/** A finding as documents of checks print it. */
export const findingLine = (
	step: Pick<Step, 'id'>,
	check: {readonly id: string; readonly question: string},
	finding: Finding,
): FindingLine => {
	const common = {check: check.id, question: check.question};
	if (finding.kind === 'judged') {
		const {verdict, source, from, at, takenAt, facts} = finding;
		return {
			...common,
			kind: 'judged',
			outcome: verdict.outcome,
			because: becauseOf(finding),
			remedy: remedyText(step.id, check.id, finding),
			source,
			from,
			at,
			takenAt,
			evidence: facts,
		};
	}

	const {reason, at, source, from, facts} = finding;
	return {
		...common,
		kind: 'unobserved',
		reason,
		detail: becauseOf(finding),
		remedy: remedyText(step.id, check.id, finding) ?? wayToSee(reason),
		at,
		...(source === undefined ? {} : {source}),
		...(from === undefined ? {} : {from}),
		...(facts === undefined ? {} : {evidence: facts}),
	};
};

const gateLine = (step: Step, gate: Gate, session: Session, look: string, asked: boolean): GateLine => {
	const finding = session.findings[gate.check.id];
	const common = {id: gate.id, step: step.id, guards: gate.guards, check: gate.check.id};
	if (!asked || finding === undefined) {
		return {
			...common,
			finding: 'unobserved',
			open: false,
			because: 'Not looked at.',
			remedy: `Look at this step as well: ${commandLine(['whfb', 'check', '--step', step.id])}`,
		};
	}

	const open = isOpen(gate, session, look);
	return {
		...common,
		finding: finding.kind === 'unobserved' ? 'unobserved' : open ? 'met' : finding.verdict.outcome === 'unmet' ? 'unmet' : 'unobserved',
		open,
		because: becauseOf(finding),
		remedy: open ? null : (remedyText(step.id, gate.check.id, finding) ?? gate.because),
	};
};

/** The exit code of `check`: the first that holds of 4, 1, 3, 0. A strict run takes a caution for 1. */
const exitOf = (gates: readonly GateLine[], summary: CheckDocument['summary'], strict: boolean): number => {
	if (gates.some(({finding}) => finding === 'unmet')) {
		return 4;
	}

	if (summary.unmet > 0 || (strict && summary.caution > 0)) {
		return 1;
	}

	return summary.unobserved > 0 || gates.some(({open}) => !open) ? 3 : 0;
};

/** Puts one look into a document. `asked` are the steps that were asked for; gates of the others are shut because nobody looked. */
export const checkDocument = (parts: {
	readonly guide: Guide;
	readonly session: Session;
	readonly titles: (step: string) => string;
	readonly asked: readonly string[];
	/** The id of the look that the document is of. */
	readonly look: string;
	readonly at: string;
	readonly tool: string;
	readonly environment: CheckDocument['environment'];
	readonly strict: boolean;
}): CheckDocument => {
	const {guide, session, asked, look, at, tool, environment} = parts;
	const gates = guide.steps.flatMap(step => gatesOf(step).map(gate => gateLine(step, gate, session, look, asked.includes(step.id))));
	const steps = guide.steps
		.filter(({id}) => asked.includes(id))
		.map(step => ({
			id: step.id,
			title: parts.titles(step.id),
			findings: step.checks.flatMap(check => {
				const finding = session.findings[check.id];
				return finding === undefined ? [] : [findingLine(step, check, finding)];
			}),
		}));
	const findings = steps.flatMap(step => step.findings);
	const count = (outcome: string) => findings.filter(finding => finding.kind === 'judged' && finding.outcome === outcome).length;
	const summary = {
		met: count('met'),
		caution: count('caution'),
		unmet: count('unmet'),
		notApplicable: count('not-applicable'),
		unobserved: findings.filter(({kind}) => kind === 'unobserved').length,
	};
	const counting = gates.filter(({step}) => asked.includes(step));
	return {
		format: 'whfb-check',
		version: 1,
		tool,
		guide: guide.id,
		at,
		environment,
		gates,
		steps,
		summary,
		exit: exitOf(counting, summary, parts.strict),
	};
};
