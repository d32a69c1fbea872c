import type {RemedyStep, StepCommand} from '../remedy-steps.ts';
import type {ReportDocument, ReportedFinding} from '../report-schema.ts';
import {markOf} from '../seal.ts';
import {type Names, replacer} from './names.ts';

type Replace = (text: string) => string;

const inCommand = (command: StepCommand, own: Replace) => ({
	who: command.who === null ? null : own(command.who),
	lines: command.lines.map(own),
});

const inStep = (step: RemedyStep, own: Replace): RemedyStep => ({
	...step,
	words: step.words.map(({text, code}) => ({text: own(text), code})),
	commands: step.commands.map(command => inCommand(command, own)),
});

const inRemedy = (remedy: ReportedFinding['remedy'], own: Replace): ReportedFinding['remedy'] =>
	remedy === null
		? null
		: {
				...remedy,
				whatToDo: own(remedy.whatToDo),
				steps: remedy.steps.map(step => inStep(step, own)),
				commands: remedy.commands.map(command => inCommand(command, own)),
			};

const inFinding = (finding: ReportedFinding, all: Replace, own: Replace): ReportedFinding => ({
	...finding,
	because: all(finding.because),
	source: finding.source === null ? null : all(finding.source),
	exhibits: finding.exhibits.map(({sign, what, seen}) => ({sign, what: all(what), seen: all(seen)})),
	remedy: inRemedy(finding.remedy, own),
});

const orNull = (text: string | null, all: Replace): string | null => (text === null ? null : all(text));

const inChanged = (changed: ReportDocument['changed'], all: Replace): ReportDocument['changed'] =>
	changed === null
		? null
		: {
				...changed,
				outcomes: changed.outcomes.map(one => ({...one, because: all(one.because)})),
				answers: changed.answers.map(one => ({...one, was: orNull(one.was, all), is: orNull(one.is, all)})),
				scope: changed.scope.map(({what, was, is}) => ({what, was: all(was), is: all(is)})),
			};

/**
 * A report in which every name is its token. What the guide and this program say themselves stays as it is: only what comes from an environment, a person or a
 * file is looked through, and of remedies what was filled in.
 */
export const redacted = (report: ReportDocument, names: {readonly all: Names; readonly commands: Names}): ReportDocument => {
	const [all, own] = [replacer(names.all), replacer(names.commands)];
	const {environment, seal} = report;
	const hidden = seal === null ? null : {...seal, session: all(seal.session)};
	return {
		...report,
		redacted: true,
		environment: {
			kind: environment.kind,
			name: environment.kind === 'practice' ? environment.name : all(environment.name),
			forests: environment.forests.map(all),
			tenant: orNull(environment.tenant, all),
			scopeGroup: orNull(environment.scopeGroup, all),
			machines: environment.machines.map(({place, names: own}) => ({place, names: own.map(all)})),
		},
		seal: hidden,
		gates: report.gates.map(gate => ({...gate, because: all(gate.because)})),
		next: report.next.map(({who, actions}) => ({
			who,
			actions: actions.map(action => ({
				...action,
				title: own(action.title),
				whatToDo: own(action.whatToDo),
				steps: action.steps.map(step => inStep(step, own)),
			})),
		})),
		steps: report.steps.map(step => ({...step, findings: step.findings.map(finding => inFinding(finding, all, own))})),
		statements: report.statements.map(one => ({...one, by: all(one.by), reason: all(one.reason)})),
		changed: inChanged(report.changed, all),
		reads: report.reads.map(read => ({...read, from: all(read.from)})),
		mark: markOf(hidden),
	};
};
