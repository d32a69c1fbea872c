import {capital} from '../guide/outline.ts';
import {isGood, outcomeWord, signOf, zonedMomentWords} from '../guide/words.ts';
import {changedParts} from './changed-words.ts';
import {code, escaped, table} from './markdown.ts';
import {commandLines, stepsMarkdown} from './remedy-markdown.ts';
import type {ReportDocument, ReportedFinding} from './report-schema.ts';
import {
	changedIntro,
	coverageRows,
	gateWords,
	headings,
	introOf,
	looksRows,
	noLooks,
	readRows,
	sourceOf,
	standingWords,
	titleOf,
	unseenIn,
	waysIn,
} from './report-words.ts';

const labelled = (label: string, text: string): readonly string[] => (text === '' ? [] : [`**${label}** ${escaped(text)}`, '']);

const findingLines = (finding: ReportedFinding): readonly string[] => {
	const {number, check, question, look, because, remedy, wayToSee, exhibits} = finding;
	return [
		`#### ${signOf(look)} ${number} ${escaped(question)}`,
		'',
		`${outcomeWord(look)}: ${escaped(because)}`,
		'',
		`${code(check)} · ${escaped(sourceOf(finding)) || 'no source'}`,
		'',
		...(exhibits.length === 0
			? []
			: [
					...table(
						['', 'What', 'Seen'],
						exhibits.map(({sign, what, seen}) => [`${signOf(sign)} ${outcomeWord(sign)}`, escaped(what), escaped(seen)]),
					),
					'',
				]),
		...(isGood(look) || remedy === null
			? []
			: [
					...stepsMarkdown('What to do', remedy.steps),
					...labelled('Who', remedy.who),
					...labelled('How long', remedy.howLong),
					...labelled('Why', remedy.why),
					...commandLines(remedy.commands),
				]),
		...(remedy === null && wayToSee !== null ? labelled('What would let it be seen', wayToSee) : []),
	];
};

/** What is to be done, with the checks that it settles; commands of a remedy stand at its check. */
const actionLines = ({kind, title, steps, howLong, checks}: ReportDocument['next'][number]['actions'][number]): readonly string[] => {
	const settled = checks.map(
		({number, check, gate}) => `${number} ${code(check)}${gate === null ? '' : ` (opens the gate ${escaped(gate)})`}`,
	);
	const own = kind === 'remedy' ? steps.map(step => ({...step, commands: []})) : steps;
	return [
		`- **${escaped(title)}** ${settled.join(', ')}${howLong === '' ? '' : ` *${escaped(howLong)}*`}`,
		'',
		...stepsMarkdown(null, own).map(line => (line === '' ? '' : `  ${line}`)),
	];
};

const changedLines = (report: ReportDocument): readonly string[] => [
	escaped(changedIntro(report)),
	'',
	...(report.changed === null ? [] : changedParts(report.changed)).flatMap(({title, rows}) => [
		`### ${title}`,
		'',
		...rows.map(row => `- ${escaped(row)}`),
		'',
	]),
];

const looksLines = (report: ReportDocument): readonly string[] => [
	...(report.looks.length === 0 ? [noLooks] : looksRows(report).map(row => `- ${row}`)),
	'',
];

/** A report as Markdown. Whatever a directory or a person calls something is text in it, and nothing else. */
export const reportMarkdown = (report: ReportDocument): string => {
	const {gates, next, steps, statements, reads, notLookedAt, mark} = report;
	const unseen = unseenIn(report);
	const wayIn = waysIn(report);
	return [
		`# ${escaped(titleOf(report))}`,
		'',
		...introOf(report).flatMap(sentence => [escaped(sentence), '']),
		`## ${headings.gates}`,
		'',
		...gates.flatMap(gate => [
			`- ${gate.state === 'open' ? signOf('met') : signOf(gate.look === 'unmet' ? 'unmet' : 'unobserved')} **${escaped(gateWords(gate))}.** ${escaped(gate.because)}`,
		]),
		'',
		`## ${headings.next}`,
		'',
		...(next.length === 0 ? ['Nothing is open.', ''] : []),
		...next.flatMap(({who, actions}) => [`### ${escaped(capital(who.replace(/[.]$/, '')))}`, '', ...actions.flatMap(actionLines)]),
		`## ${headings.steps}`,
		'',
		...steps.flatMap(step => [
			`### ${step.number} ${escaped(step.title)}`,
			'',
			standingWords(step),
			'',
			...step.findings.flatMap(findingLines),
		]),
		`## ${headings.unseen}`,
		'',
		...(unseen.length === 0
			? ['Everything was seen.']
			: table(
					['Check', 'Why not', 'What would let it be seen'],
					unseen.map(finding => [`${finding.number} ${code(finding.check)}`, escaped(finding.because), escaped(wayIn(finding))]),
				)),
		'',
		`## ${headings.statements}`,
		'',
		...(statements.length === 0
			? ['Nobody has stated anything.']
			: table(
					['Question', 'Answer', 'By', 'When', 'Reason'],
					statements.map(({question, yes, by, at, reason}) => [
						escaped(question),
						yes ? 'yes' : 'no',
						escaped(by),
						zonedMomentWords(at),
						escaped(reason),
					]),
				)),
		'',
		`## ${headings.changed}`,
		'',
		...changedLines(report),
		`## ${headings.looks}`,
		'',
		...looksLines(report),
		`## ${headings.evidence}`,
		'',
		...(reads.length === 0
			? ['Nothing was read.']
			: table(
					['Read', 'What', 'Source', 'From', 'Taken'],
					readRows(report).map(([collector, what, source, from, taken]) => [code(collector), escaped(what), source, escaped(from), taken]),
				)),
		'',
		`## ${headings.coverage}`,
		'',
		...table(
			['Sentences of the guide', ''],
			coverageRows(report).map(([what, count]) => [escaped(what), String(count)]),
		),
		'',
		`## ${headings.limits}`,
		'',
		...table(
			['Sentence', 'Why not'],
			notLookedAt.map(({id, text, because}) => [`${escaped(id)} ${escaped(text)}`, escaped(because)]),
		),
		'',
		`<!-- ${mark} -->`,
		'',
	].join('\n');
};
