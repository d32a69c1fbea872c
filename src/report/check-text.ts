import {plainRemedy, remediesOf} from '../content/library.ts';
import {type Guide, gateName, numberedChecks} from '../guide/step.ts';
import {countedLook, dayOf, type Look, looks, outcomeWord, type SignSet, signOf, sourceWords, timeOf} from '../guide/words.ts';
import type {CheckDocument, FindingLine} from './check-document.ts';
import {errandsFor} from './errands.ts';
import {errandsText} from './errands-text.ts';
import {stepLine, stepsOf} from './remedy-steps.ts';
import {width, wrappedHere as wrapped} from './wrapped.ts';

const lookOfLine = (finding: FindingLine): Look => (finding.kind === 'unobserved' ? 'unobserved' : finding.outcome);

const colours: Readonly<Record<Look, string>> = {
	met: '32',
	caution: '33',
	unmet: '1;31',
	unobserved: '35',
	'not-applicable': '2',
	'not-looked': '2',
};

/** How a text is drawn: which signs, and whether in colour. */
export type Drawing = {readonly signs: SignSet; readonly colour: boolean};

const sign = (look: Look, {signs, colour}: Drawing, text = signOf(look, signs)) =>
	colour ? `\u001B[${colours[look]}m${text}\u001B[0m` : text;

const counts = (findings: readonly FindingLine[]): readonly string[] =>
	(['met', 'caution', 'unmet', 'unobserved', 'not-applicable'] as const).flatMap(look => {
		const n = findings.filter(finding => lookOfLine(finding) === look).length;
		return n === 0 ? [] : [countedLook(n, look)];
	});

/** Counts beside a step's title; what has no room stands below, none broken in two. */
const beside = (guide: Guide, title: string, findings: readonly FindingLine[]): string => {
	const column = 45;
	const rows: string[] = [];
	for (const count of counts(findings)) {
		const last = rows.pop();
		const isRoomy = last !== undefined && column + last.length + 3 + count.length <= width;
		rows.push(...(isRoomy ? [`${last}   ${count}`] : last === undefined ? [count] : [last, count]));
	}

	return `${shorten(guide, title, 36).padEnd(column - 7)}${rows.join(`\n${' '.repeat(column)}`)}`.trimEnd();
};

const worstOf = (findings: readonly FindingLine[]): Look =>
	looks.find(look => findings.some(finding => lookOfLine(finding) === look)) ?? 'not-looked';

const label = (name: string) => `  ${name.padEnd(12)}`;

/** What to do, a step a line where the page numbers them. */
const doRows = (step: string, check: string, remedy: string): readonly string[] => {
	const whole = remediesOf(step, check).remedies.find(({id}) => plainRemedy(step, check, id)?.whatToDo === remedy);
	return (whole === undefined ? [remedy] : stepsOf(whole.whatToDo).map(stepLine)).flatMap((words, at) =>
		wrapped(words, at === 0 ? label('What to do') : ' '.repeat(14), /^\d+\. /.test(words) ? 17 : 14),
	);
};

/** One finding in words: where it is from, what was seen, and what to do where it is not met. */
export const detail = (number: string, step: string, finding: FindingLine, drawing: Drawing): readonly string[] => {
	const look = lookOfLine(finding);
	const place =
		finding.kind === 'judged'
			? ` ${drawing.signs === 'full' ? '·' : '-'} ${sourceWords(finding.source, finding.from)}, ${dayOf(finding.takenAt ?? finding.at)}, ${timeOf(finding.takenAt ?? finding.at)}`
			: '';
	const row = (name: string, text: string) => wrapped(text, label(name), 14);
	const {remedy} = finding;
	const id = finding.kind === 'judged' ? finding.outcome : finding.reason;
	const known = remedy === null ? null : remedyNamed(step, finding.check, remedy);
	return [
		'',
		...wrapped(`${number} ${finding.check}${place}`, `${signOf(look, drawing.signs)} ${outcomeWord(look)}  `, 2).map((line, index) =>
			index === 0 ? line.replace(signOf(look, drawing.signs), sign(look, drawing)) : line,
		),
		...wrapped(finding.question, '  ', 2),
		...row('Seen', finding.kind === 'judged' ? finding.because : `${finding.detail} (${id})`),
		// What lets be seen what was not is told once for all of it, at the end.
		...(remedy === null || finding.kind === 'unobserved' ? [] : doRows(step, finding.check, remedy)),
		...(known === null || finding.kind === 'unobserved' ? [] : [...row('Who', known.who), ...row('How long', known.howLong)]),
	];
};

/** The remedy whose first words a line carries, with who and how long; null where the words are not from a page. */
const remedyNamed = (step: string, check: string, whatToDo: string) => {
	const ids = remediesOf(step, check).remedies.map(({id}) => id);
	return ids.map(id => plainRemedy(step, check, id)).find(remedy => remedy?.whatToDo === whatToDo) ?? null;
};

const closing = ({exit, summary}: CheckDocument): string => {
	const cautions = summary.caution === 0 ? '' : ` (${summary.caution} ${summary.caution === 1 ? 'caution' : 'cautions'})`;
	switch (exit) {
		case 0:
			return `exit 0: everything is met or does not apply${cautions}`;
		case 1:
			return summary.unmet === 0
				? `exit 1: ${summary.caution} cautions, and this run is strict`
				: `exit 1: ${summary.unmet} ${summary.unmet === 1 ? 'check is' : 'checks are'} not met`;
		case 4:
			return 'exit 4: a gate is shut because its condition is not met';
		default:
			return `exit 3: nothing is not met, ${summary.unobserved} ${summary.unobserved === 1 ? 'check was' : 'checks were'} not seen`;
	}
};

/** `whfb check` for a person to read: gates, steps, and everything that is not simply met; at most 80 columns, where no single word is longer. */
export const checkText = (guide: Guide, document: CheckDocument, drawing: Drawing): string => {
	const dot = drawing.signs === 'full' || drawing.signs === 'classic' ? '·' : '-';
	const {environment, gates, steps, summary} = document;
	const name = environment.kind === 'practice' ? `PRACTICE ${environment.name}` : environment.name;
	const numbers = new Map(numberedChecks(guide).map(({number, check}) => [check.id, number]));
	const listed = steps.flatMap(step => step.findings.map(finding => ({step: step.id, finding, look: lookOfLine(finding)})));
	const open = listed
		.filter(({look}) => look === 'unmet' || look === 'unobserved' || look === 'caution')
		.toSorted((a, b) => looks.indexOf(a.look) - looks.indexOf(b.look));
	const reasons = new Map(listed.flatMap(({finding}) => (finding.kind === 'unobserved' ? [[finding.check, finding.reason]] : [])));
	const errands = errandsFor(guide, id => reasons.get(id) ?? null, [...reasons.keys()]);
	return [
		`whfb ${document.tool} ${dot} ${name} ${dot} ${dayOf(document.at)}, ${timeOf(document.at)}`,
		'',
		'Gates',
		...gates.flatMap(({id, step, guards, open: isOpen, finding, because}) => {
			const look: Look = isOpen ? 'met' : finding === 'unmet' ? 'unmet' : 'unobserved';
			const number = guide.steps.findIndex(candidate => candidate.id === step) + 1;
			return [
				`  ${sign(look, drawing)} ${isOpen ? 'open' : 'shut'}  ${gateName(guide, id)}, to ${guards} step ${number}${look === 'unobserved' ? ' (not seen)' : ''}`,
				...wrapped(because, ' '.repeat(10), 10),
			];
		}),
		'',
		'Steps',
		...steps.map(
			({id, title, findings}) =>
				`  ${sign(worstOf(findings), drawing)} ${guide.steps.findIndex(step => step.id === id) + 1}  ${beside(guide, title, findings)}`,
		),
		...open.flatMap(({step, finding}) => detail(numbers.get(finding.check) ?? '', step, finding, drawing)),
		...(errands.length === 0 ? [] : ['', 'What lets the rest be seen', '', ...errandsText(errands)]),
		'',
		[
			`${summary.met} met`,
			`${summary.caution} caution`,
			`${summary.unmet} not met`,
			`${summary.unobserved} not seen`,
			countedLook(summary.notApplicable, 'not-applicable'),
		].join(` ${dot} `),
		closing(document),
		'',
	].join('\n');
};

/** A title in so many columns: long names give way to their abbreviations first. */
const shorten = ({outline}: Guide, title: string, most: number) =>
	title.length <= most
		? title
		: Object.entries(outline.abbreviations)
				.reduce((text, [long, short]) => text.replace(long, short), title)
				.slice(0, most);
