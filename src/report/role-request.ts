import {commandElsewhere} from '../command-line.ts';
import {collectorsOf} from '../guide/check.ts';
import {here, placeWords, type RoleOutline} from '../guide/outline.ts';
import {type Guide, numberedChecks} from '../guide/step.ts';
import {whoeverLooks} from './report-document.ts';
import type {ReportDocument, ReportedFinding} from './report-schema.ts';

/** One thing that is asked of somebody. Texts are safe to show. */
export type Ask = {
	readonly checks: readonly {readonly check: string; readonly number: string; readonly question: string; readonly seen: string}[];
	/** The gate that stays shut until it is done; null where none does. */
	readonly gate: string | null;
	readonly what: string;
	readonly why: string;
	readonly who: string;
	readonly howLong: string;
	readonly commands: readonly {readonly who: string | null; readonly lines: readonly string[]}[];
	/** What comes back to whoever asks, and what proves it then. */
	readonly proof: string;
};

/** Everything that is asked of one role, a page of its own. */
export type RoleRequest = {readonly role: string; readonly words: string; readonly report: ReportDocument; readonly asks: readonly Ask[]};

const proofOf = (guide: Guide, check: string): string => {
	const found = numberedChecks(guide).find(({check: {id}}) => id === check)?.check;
	const queries = found === undefined ? [] : collectorsOf(found).map(({query}) => query);
	const scripts = queries.flatMap(query => (query.via === 'powershell' && query.on !== here ? [query.on] : []));
	const [place] = scripts;
	if (queries.every(({via}) => via === 'person')) {
		return 'Say that it is done, and by whom: somebody states it in whfb, with name, date and reason.';
	}

	return place === undefined
		? 'Nothing has to be sent: whfb looks again from where it runs, and says whether it holds.'
		: `Send back the file of the script that ${commandElsewhere(['whfb', 'collector', '--place', place, '--out', 'FILE.ps1'])} writes, run on ${placeWords(guide.outline.places, place)} after it is done; whfb judges it. Nothing has to be sent where whfb itself runs there.`;
};

const askOf = (guide: Guide, findings: readonly ReportedFinding[], gate: string | null): Ask | null => {
	const [first] = findings;
	if (first === undefined) {
		return null;
	}

	const {whatToDo, why, who, howLong, commands} = first.remedy ?? {
		whatToDo: first.wayToSee ?? '',
		why: 'What was not seen is no pass.',
		who: whoeverLooks,
		howLong: 'Not known.',
		commands: [],
	};
	return {
		checks: findings.map(({check, number, question, because}) => ({check, number, question, seen: because})),
		gate,
		what: whatToDo,
		why,
		who,
		howLong,
		commands,
		proof: proofOf(guide, first.check),
	};
};

/** What a report asks of one role, in the report's order: what shuts a gate first. What several checks ask alike is asked once. */
export const roleRequest = (guide: Guide, report: ReportDocument, role: RoleOutline): RoleRequest => {
	const findings = new Map(report.steps.flatMap(step => step.findings.map(finding => [finding.check, finding] as const)));
	const asks = report.next.flatMap(({who, actions}) =>
		role.who.test(who)
			? actions.flatMap(({checks}) => {
					const own = checks.flatMap(({check}) => findings.get(check) ?? []);
					return askOf(guide, own, checks.find(({gate}) => gate !== null)?.gate ?? null) ?? [];
				})
			: [],
	);
	return {role: role.id, words: role.words, report, asks};
};
