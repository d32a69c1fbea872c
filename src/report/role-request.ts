import {commandElsewhere} from '../command-line.ts';
import {type Check, collectorsOf} from '../guide/check.ts';
import {checkNamed} from '../guide/checks.ts';
import {here, type RoleOutline} from '../guide/outline.ts';
import type {Guide} from '../guide/step.ts';
import {plainStep, type RemedyStep, type StepCommand} from './remedy-steps.ts';
import {whoeverLooks} from './report-document.ts';
import type {ReportDocument, ReportedFinding} from './report-schema.ts';

/** One thing that is asked of somebody. Texts are safe to show. */
export type Ask = {
	readonly checks: readonly {readonly check: string; readonly number: string; readonly question: string; readonly seen: string}[];
	/** The gate that stays shut until it is done; null where none does. */
	readonly gate: string | null;
	readonly steps: readonly RemedyStep[];
	readonly why: string;
	readonly who: string;
	readonly howLong: string;
	/** What belongs to no single step. */
	readonly commands: readonly StepCommand[];
	/** What comes back to whoever asks, and what proves it then. */
	readonly proof: string;
};

/** Everything that is asked of one role, a page of its own. */
export type RoleRequest = {readonly role: string; readonly words: string; readonly report: ReportDocument; readonly asks: readonly Ask[]};

/** What proves one check once a role has done its part: a person's word, a file of the role's own machines or of somebody else's, or another look. */
const proofOf = ({outline}: Guide, role: RoleOutline, check: Check): string => {
	const queries = collectorsOf(check).map(({query}) => query);
	const scripts = queries.flatMap(query => (query.via === 'powershell' && query.on !== here ? [query.on] : []));
	if (queries.every(({via}) => via === 'person')) {
		return 'Say that it is done, and by whom: somebody states it in whfb, with name, date and reason.';
	}

	// What can be asked from here is asked again; what only a machine knows comes from whoever has that machine.
	const isAskedHere = scripts.length < queries.length;
	const place = scripts.find(one => one === role.place) ?? (isAskedHere && role.place !== undefined ? undefined : scripts[0]);
	const machine = outline.places.find(({id}) => id === place);
	if (machine === undefined || (place !== role.place && isAskedHere)) {
		return 'Nothing has to be sent: whfb looks again from where it runs, and says whether it holds.';
	}

	const make = commandElsewhere(['whfb', 'collector', '--place', machine.id, '--out', 'look.ps1']);
	return place === role.place || role.place === undefined
		? `Whoever runs whfb makes a script with ${make} and gives it to you. When it is done, run it on ${machine.words} in ${machine.window}: powershell -NoProfile -ExecutionPolicy RemoteSigned -File .\\look.ps1 > answer.json. Send answer.json back within a day; whfb judges it. Nothing has to be sent where whfb itself runs there.`
		: `Nothing has to be sent by you: whoever runs ${machine.words} sends a file of the script that ${make} writes, and whfb judges it.`;
};

/** The proof of all checks that one thing is asked for; where they are proved in several ways, each with its checks. */
const proofsOf = (guide: Guide, role: RoleOutline, findings: readonly ReportedFinding[]): string => {
	const groups = [...Map.groupBy(findings, ({check}) => proofOf(guide, role, checkNamed(guide, check).check))];
	return groups.map(([proof, own]) => (groups.length === 1 ? proof : `${own.map(({number}) => number).join(' ')}: ${proof}`)).join(' ');
};

const askOf = (guide: Guide, role: RoleOutline, findings: readonly ReportedFinding[], gate: string | null): Ask | null => {
	const [first] = findings;
	if (first === undefined) {
		return null;
	}

	const {steps, why, who, howLong, commands} = first.remedy ?? {
		steps: [plainStep(null, first.wayToSee ?? '')],
		why: 'What was not seen is no pass.',
		who: whoeverLooks,
		howLong: 'Not known.',
		commands: [],
	};
	return {
		checks: findings.map(({check, number, question, because}) => ({check, number, question, seen: because})),
		gate,
		steps,
		why,
		who,
		howLong,
		commands,
		proof: proofsOf(guide, role, findings),
	};
};

/** What a report asks of one role, in the report's order: what shuts a gate first. What several checks ask alike is asked once. */
export const roleRequest = (guide: Guide, report: ReportDocument, role: RoleOutline): RoleRequest => {
	const findings = new Map(report.steps.flatMap(step => step.findings.map(finding => [finding.check, finding] as const)));
	const asks = report.next.flatMap(({who, actions}) =>
		role.who.test(who)
			? actions.flatMap(({checks}) => {
					const own = checks.flatMap(({check}) => findings.get(check) ?? []);
					return askOf(guide, role, own, checks.find(({gate}) => gate !== null)?.gate ?? null) ?? [];
				})
			: [],
	);
	return {role: role.id, words: role.words, report, asks};
};
