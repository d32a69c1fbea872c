import {countOf, sentencesOf} from '../guide/coverage.ts';
import type {Finding} from '../guide/finding.ts';
import {wayToSee} from '../guide/silence.ts';
import {collectorsIn, type Gate, type Guide, gateName, gatesOf, numberedChecks, type Step} from '../guide/step.ts';
import {becauseOf, exhibitsBeside, lookOf, remedyOf, sourceWords} from '../guide/words.ts';
import {isOpen} from '../session/decide.ts';
import type {Event} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import {changedBetween, type Point} from './changed.ts';
import {type Filling, namesIn, objectsNamed} from './filled-names.ts';
import {type Hide, nothingHidden} from './hide.ts';
import {machinesIn} from './machines.ts';
import {nextOf} from './next.ts';
import {filledRemedy} from './remedy.ts';
import type {ReportDocument, ReportedFinding} from './report-schema.ts';
import {markOf} from './seal.ts';
import {statementsIn} from './stated.ts';
import {countLooks, looksIn} from './timeline.ts';

/** What a report is made of. */
export type ReportParts = {
	readonly guide: Guide;
	readonly session: Session;
	/** The title of a step's page. */
	readonly titles: (step: string) => string;
	/** The look that gates were last looked at in. */
	readonly look: string;
	/** ISO 8601, UTC. */
	readonly at: string;
	readonly tool: string;
	readonly environment: Pick<ReportDocument['environment'], 'kind' | 'name'>;
	readonly seal: ReportDocument['seal'];
	/** What happened in the session up to now; none where it was looked at just now and is kept nowhere. */
	readonly events: readonly Event[];
	/** The session as it was when the report was made that this one is compared with; null where there is none. */
	readonly before: Point | null;
	/** What stands in the place of names; left out, names stand as they are. */
	readonly hide?: Hide;
};

const nobodyLooked = 'Nobody has looked at it yet.';

const reported = (
	step: Step,
	number: string,
	check: {readonly id: string; readonly question: string},
	finding: Finding | undefined,
	filling: Filling,
): ReportedFinding => {
	const common = {check: check.id, number, question: check.question, look: lookOf(finding)};
	if (finding === undefined) {
		return {
			...common,
			because: nobodyLooked,
			reason: null,
			remedy: null,
			wayToSee: 'Look at this step.',
			source: null,
			at: null,
			takenAt: null,
			exhibits: [],
		};
	}

	const id = remedyOf(finding);
	const {source, from = ''} = finding;
	return {
		...common,
		because: becauseOf(finding),
		reason: finding.kind === 'unobserved' ? finding.reason : null,
		remedy: id === null ? null : filledRemedy(step.id, check.id, id, filling),
		wayToSee: finding.kind === 'unobserved' ? wayToSee(finding.reason) : null,
		source: source === undefined ? null : sourceWords(source, from),
		at: finding.at,
		takenAt: finding.kind === 'judged' ? finding.takenAt : null,
		exhibits: exhibitsBeside(finding).map(exhibit => ({...exhibit})),
	};
};

const gateOf = (guide: Guide, step: Step, gate: Gate, session: Session, look: string): ReportDocument['gates'][number] => {
	const finding = session.findings[gate.check.id];
	return {
		id: gate.id,
		name: gateName(guide, gate.id),
		step: guide.steps.indexOf(step) + 1,
		guards: gate.guards,
		check: gate.check.id,
		state: isOpen(gate, session, look) ? 'open' : 'shut',
		look: lookOf(finding),
		because: finding === undefined ? nobodyLooked : becauseOf(finding),
	};
};

const standingOf = (step: Step, {finished, entered}: Session): ReportDocument['steps'][number]['standing'] =>
	finished.includes(step.id) ? 'finished' : entered.includes(step.id) ? 'started' : 'not started';

/** Every answer that findings rest on, each once. */
const readsOf = (guide: Guide, {findings}: Session): ReportDocument['reads'] => {
	const what = new Map(collectorsIn(guide).map(collector => [collector.id, collector.what]));
	const pieces = Object.values(findings).flatMap(({restsOn = []}) => restsOn.filter(({used}) => used));
	const rows = pieces.map(({collector, source, from, takenAt}) => ({
		collector,
		what: what.get(collector) ?? collector,
		source: sourceWords(source, ''),
		from,
		takenAt,
	}));
	return [...new Map(rows.map(row => [JSON.stringify(row), row])).values()].toSorted((a, b) =>
		a.collector < b.collector ? -1 : a.collector > b.collector ? 1 : 0,
	);
};

/** Everything that a report says, made from what a session holds. Texts are safe to show; a renderer has only to escape for its own form. */
export const reportDocument = (parts: ReportParts): ReportDocument => {
	const {guide, titles, look, at, tool, environment, events, before, hide = nothingHidden} = parts;
	const session = hide.session(parts.session);
	const names = hide.own(namesIn(guide, parts.session));
	const seal = parts.seal === null ? null : {...parts.seal, session: hide.name(parts.seal.session)};
	const numbers = new Map(numberedChecks(guide).map(({number, check}) => [check.id, number]));
	const steps = guide.steps.map((step, index) => {
		const findings = step.checks.map(check =>
			reported(step, numbers.get(check.id) ?? '', check, session.findings[check.id], {
				names,
				objects: objectsNamed(parts.session.findings[check.id]),
				hidden: hide.text,
			}),
		);
		return {
			id: step.id,
			number: index + 1,
			title: titles(step.id),
			standing: standingOf(step, session),
			counts: countLooks(findings.map(({look}) => look)),
			findings,
		};
	});
	const gates = guide.steps.flatMap(step => gatesOf(step).map(gate => gateOf(guide, step, gate, session, look)));
	const machines = machinesIn(guide, parts.session).map(({place, names: own}) => ({place, names: own.map(hide.text)}));
	return {
		format: 'whfb-report',
		version: 1,
		tool,
		guide: {id: guide.id, title: guide.outline.title},
		at,
		redacted: hide.isOn,
		environment: {
			kind: environment.kind,
			name: environment.kind === 'practice' ? environment.name : hide.name(environment.name),
			forests: session.identity.forests.map(({name}) => name),
			tenant: session.identity.tenant?.id ?? session.environment.tenant,
			scopeGroup: session.environment.scopeGroup,
			machines: machines.map(({place, names}) => ({place, names: [...names]})),
		},
		seal,
		gates,
		next: nextOf(guide, session, {steps, gates}, machines),
		steps,
		statements: statementsIn(guide, session, hide.text),
		changed: before === null ? null : changedBetween(guide, before, {at, session: parts.session}, hide),
		looks: looksIn(guide, events),
		coverage: countOf(guide.coverage),
		notLookedAt: sentencesOf(guide.coverage).flatMap(one =>
			one.how === 'not readable' || one.how === 'missing' ? [{id: one.id, text: one.text, because: one.because}] : [],
		),
		reads: readsOf(guide, session),
		mark: markOf(seal),
	};
};
