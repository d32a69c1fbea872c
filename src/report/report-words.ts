import {countRows} from '../guide/coverage.ts';
import {capital} from '../guide/outline.ts';
import {countedLook, outcomeWord, zonedMomentWords} from '../guide/words.ts';
import {changedParts, changedSpan} from './changed-words.ts';
import type {ReportDocument, ReportedFinding} from './report-schema.ts';

/** The headings of a report, in their order; each form has all of them. */
export const headings = {
	gates: 'Where the gates stand',
	next: 'What to do next',
	steps: 'Step by step',
	unseen: 'What was not seen',
	statements: 'What people have stated',
	changed: 'What changed since the last report',
	looks: 'When somebody looked',
	evidence: 'What this rests on',
	coverage: 'How much of the guide is proved',
	limits: 'What this tool does not look at',
} as const;

/** What the report is of, in one line. */
export const titleOf = ({environment}: ReportDocument): string =>
	environment.kind === 'practice' ? `PRACTICE ${environment.name}: an exercise, about no real directory` : environment.name;

/** What a report without names says of itself; it goes where names are put back. */
export const tokensStand =
	'Tokens stand in the place of names, the same token for the same name. Who made it keeps a file that gives the names back.';

/** Of what and when, a sentence each. */
export const introOf = ({guide, tool, at, environment, seal, redacted}: ReportDocument): readonly string[] => [
	`${guide.title}. Made ${zonedMomentWords(at)} by whfb ${tool}, which reads and changes nothing.`,
	...(environment.kind === 'practice' ? ['This is an environment for practice: nothing in it is about a real directory.'] : []),
	...(environment.kind === 'practice'
		? []
		: [
				`Forests: ${environment.forests.length === 0 ? 'none seen' : environment.forests.join(', ')}. Tenant: ${environment.tenant ?? 'not known'}. Users: ${environment.scopeGroup === null ? 'every enabled user' : `the group ${environment.scopeGroup}`}.`,
			]),
	...(redacted ? [tokensStand] : []),
	seal === null
		? 'It was made from no saved session, so nothing can show later that it was not changed.'
		: `It was made from session ${seal.session} with ${seal.entries} entries, the last of which has the digest ${seal.head}. whfb verify compares the two. This shows carelessness and damage, not a determined forger.`,
];

/** A gate in one sentence. */
export const gateWords = ({name, step, guards, state, look}: ReportDocument['gates'][number]): string =>
	`${capital(name)}, to ${guards} step ${step}: ${state}${state === 'open' ? '' : ` (${outcomeWord(look)})`}`;

const counted = ['met', 'caution', 'unmet', 'unobserved', 'not-applicable', 'not-looked'] as const;

/** `7 met, 2 caution`; nothing that is none. */
const countWords = (counts: ReportDocument['steps'][number]['counts']): string =>
	counted.flatMap(look => (counts[look] > 0 ? [countedLook(counts[look], look)] : [])).join(', ');

/** How far somebody came with a step in the wizard, and how its checks stand: looking at them starts no step. */
export const standingWords = ({standing, counts}: ReportDocument['steps'][number]): string =>
	`${capital(standing)}${standing === 'finished' ? '' : ' in the wizard'}. Of its checks: ${countWords(counts)}.`;

/** Where a finding comes from and how old it is. */
export const sourceOf = ({source, at, takenAt}: ReportedFinding): string =>
	[source, takenAt === null ? (at === null ? null : `looked ${zonedMomentWords(at)}`) : `taken ${zonedMomentWords(takenAt)}`]
		.filter(word => word !== null)
		.join(', ');

/** What was not seen, of all steps. */
export const unseenIn = ({steps}: ReportDocument): readonly ReportedFinding[] =>
	steps.flatMap(({findings}) => findings.filter(({look}) => look === 'unobserved' || look === 'not-looked'));

/** What would let something be seen: what is asked once for many, by its title, or else the remedy's own words. */
export const waysIn = ({next}: ReportDocument): ((finding: ReportedFinding) => string) => {
	const asked = new Map(
		next.flatMap(({actions}) =>
			actions.flatMap(({kind, title, checks}) => (kind === 'remedy' ? [] : checks.map(({check}) => [check, `${title}.`] as const))),
		),
	);
	return ({check, remedy, wayToSee}) => asked.get(check) ?? remedy?.whatToDo ?? wayToSee ?? '';
};

/** The count of the guide's sentences, a row each. */
export const coverageRows = ({coverage}: ReportDocument): readonly (readonly [string, number])[] =>
	countRows(coverage).map(([what, count]) => [capital(what), count]);

/** Since when, and whether anything changed. */
export const changedIntro = ({changed, seal}: ReportDocument): string =>
	changed === null
		? seal === null
			? 'It was made from no saved session, so there is nothing to compare with.'
			: 'It is the first report of this session, so there is nothing to compare with.'
		: `${changedSpan(changed)}${changedParts(changed).length === 0 ? ' Nothing changed.' : ''}`;

export const noLooks = 'Everything was looked at just now, once.';

/** How many looks are told one by one, the newest ones. */
export const mostLooks = 24;

/** The looks, a row each, the newest last; of very many the newest alone. */
export const looksRows = ({looks}: ReportDocument): readonly string[] => [
	...(looks.length > mostLooks ? [`${looks.length - mostLooks} earlier looks.`] : []),
	...looks
		.slice(-mostLooks)
		.map(
			({at, checks, counts}) =>
				`${zonedMomentWords(at)}: ${checks} ${checks === 1 ? 'check' : 'checks'} looked at; then ${countWords(counts)}.`,
		),
];

/** What the report rests on, a row each: collector, what it reads, source, from whom, and when it was taken; what reads alike is one row. */
export const readRows = ({reads}: ReportDocument): readonly (readonly [string, string, string, string, string])[] => {
	const rows = reads.map(
		({collector, what, source, from, takenAt}) =>
			[collector, what, source, from, takenAt === null ? 'at an unknown time' : zonedMomentWords(takenAt)] as const,
	);
	return [...new Map(rows.map(row => [JSON.stringify(row), row])).values()];
};
