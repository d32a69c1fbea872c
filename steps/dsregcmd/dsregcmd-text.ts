import type {MendedLine} from '../../src/guide/damaged-lines.ts';
import {mendText} from '../../src/guide/damaged-text.ts';
import {comparableLine, isJudged, isKept, questionOf, sectionOf, sectionOrder} from './dsregcmd-lines.ts';
import {answerOf, lastSentence, looseIn, runsIn, type StatusRun, titleOf, wrapped} from './dsregcmd-run.ts';

/** A text that cannot be used, and why: one sentence on what it is, with the lines by number, and what to do. */
export type UnreadStatus = {readonly refused: string};
export type StatusText = {readonly run: StatusRun; readonly damages: readonly string[]};

const again = 'Save the whole output anew and bring it unchanged: dsregcmd /status > status.txt';

const most = 20;
const listedRuns = (runs: readonly StatusRun[]): string => {
	const told = runs
		.slice(0, most)
		.map(
			({number, computer, time}, index) =>
				`run ${index + 1} begins at line ${number} (${computer ?? 'no computer name'}${time === null ? '' : `, ${time}`})`,
		);
	return [...told, ...(runs.length > most ? [`and ${runs.length - most} more`] : [])].join('; ');
};

type Told = {readonly name: string; readonly number: number};

/** Two lines of a run that answer the same question. */
const twice = ({sections}: StatusRun): readonly [Told, Told] | null => {
	const seen = new Map<string, Told>();
	for (const {title, answers} of sections) {
		for (const {name, number} of answers.filter(each => isJudged(each.name))) {
			const question = questionOf(name, title);
			const first = seen.get(question);
			if (first !== undefined) {
				return [first, {name, number}];
			}

			seen.set(question, {name, number});
		}
	}

	return null;
};

const placeOf = (title: string): number => (sectionOrder as readonly (string | null)[]).indexOf(sectionOf(title));

const disordered = ({sections}: StatusRun): string | null => {
	const known = sections.filter(({title}) => sectionOf(title) !== null);
	for (const [index, section] of known.entries()) {
		const same = known.slice(0, index).find(({title}) => comparableLine(title) === comparableLine(section.title));
		if (same !== undefined) {
			return `The section ${section.title} begins twice, at lines ${same.number} and ${section.number}. ${again}`;
		}

		const before = known[index - 1];
		if (before !== undefined && placeOf(section.title) < placeOf(before.title)) {
			return `The section ${section.title} (line ${section.number}) stands behind ${before.title} (line ${before.number}), and dsregcmd prints them the other way round. ${again}`;
		}
	}

	return null;
};

/** A line that names a judged answer and cannot be read as one: damage that is not everywhere, or somebody's note. */
const unread = (lines: readonly MendedLine[]): {readonly line: MendedLine; readonly name: string} | null => {
	for (const line of lines) {
		const found = titleOf(line) === null ? answerOf(line) : null;
		const name = titleOf(line) === null && !(found !== null && isKept(found.name)) && !lastSentence.test(line.text) ? looseIn(line) : null;
		if (name !== null) {
			return {line, name};
		}
	}

	return null;
};

const shown = (text: string): string => (text.trim().length > 60 ? `${text.trim().slice(0, 60)}…` : text.trim());

const looseStart = /(?<![A-Za-z])Device[^A-Za-z0-9]{1,12}State(?![A-Za-z])/i;

/** What a text without a beginning is. */
const fragment = (lines: readonly MendedLine[]): UnreadStatus => {
	const titles = [...new Set(lines.flatMap(line => sectionOf(titleOf(line) ?? '') ?? []))];
	const around = lines.find(({text}) => looseStart.test(text));
	if (around !== undefined) {
		return {
			refused: `Line ${around.number} holds the banner Device State of dsregcmd /status and more, which whfb cannot take off: "${shown(around.text)}". ${again}`,
		};
	}

	return titles.length > 0
		? {
				refused: `This is ${titles.length === 1 ? 'one section' : 'a part'} of dsregcmd /status (${titles.join(', ')}): the section Device State, which comes first and says what the computer is, is not in it. ${again}`,
			}
		: {
				refused: `These are lines of dsregcmd /status without the banners of its sections, so nobody can tell which section says what. ${again}`,
			};
};

const chosenIn = (lines: readonly MendedLine[], asked: number | null): StatusRun | UnreadStatus => {
	const {above, runs} = runsIn(lines);
	const [first] = runs;
	if (first === undefined) {
		return fragment(lines);
	}

	if (asked !== null) {
		return (
			runs[asked - 1] ?? {
				refused: `There is no run ${asked} in this text; it holds ${runs.length === 1 ? 'one' : runs.length}: ${listedRuns(runs)}.`,
			}
		);
	}

	if (runs.length > 1) {
		return {
			refused: `This text holds ${runs.length} runs of dsregcmd /status, and one is needed: ${listedRuns(runs)}. Choose one: whfb import with --run N.`,
		};
	}

	const early = above.flatMap(line => {
		const found = answerOf(line);
		const name = found !== null && isJudged(found.name) ? found.name : looseIn(line);
		return name === null ? [] : [{name, number: line.number}];
	})[0];
	if (early === undefined) {
		return first;
	}

	const same = first.sections.flatMap(({answers}) => answers).find(({name}) => comparableLine(name) === comparableLine(early.name));
	return {
		refused: `Line ${early.number} says ${early.name} above the first banner (line ${first.number}), ${same === undefined ? 'where no run of dsregcmd says it' : `and line ${same.number} says it again`}. Take away what stands above, or choose what the program printed, with whfb import and --run 1: ${listedRuns(runs)}.`,
	};
};

/** A run has some 5,000 letters, and a log that holds many of them some millions. */
const mostLetters = 10_000_000;

/**
 * Reads a text that holds what `dsregcmd /status` printed, whatever was done to it since. `asked` is the run to take where there are several, from 1.
 * Refuses what answers a question twice, what names an answer and cannot be read, and what has no beginning.
 */
export const readStatus = (text: string, asked: number | null = null): StatusText | UnreadStatus => {
	if (text.length > mostLetters) {
		return {
			refused: `This text holds ${Math.round(text.length / 1_000_000)} million letters, and one run of dsregcmd /status some 5,000. Cut the run that is meant out of it, and bring it alone.`,
		};
	}

	const {lines: mended, damages} = mendText(text);
	const lines = mended.map(line => ({...line, text: line.text.trimEnd()}));
	const run = chosenIn(lines, asked);
	if ('refused' in run) {
		return run;
	}

	const double = twice(run);
	if (double !== null) {
		const [one, other] = double;
		return {
			refused: `Lines ${one.number} and ${other.number} both say ${one.name}, so these are two answers in one run. ${again}`,
		};
	}

	const wrong = disordered(run);
	if (wrong !== null) {
		return {refused: wrong};
	}

	const lost = unread(wrapped(run.lines));
	if (lost !== null) {
		return {
			refused: `Line ${lost.line.number} names ${lost.name} and is not as dsregcmd prints it, where other lines are: "${shown(lost.line.text)}". ${again}`,
		};
	}

	const [state] = run.sections;
	if (!state?.answers.some(({name}) => ['azureadjoined', 'domainjoined'].includes(comparableLine(name)))) {
		const last = run.lines.findLast(({text: line}) => line.trim() !== '');
		return {
			refused: `This output of dsregcmd /status ${run.sections.length > 1 ? 'says' : 'breaks off'} ${run.sections.length > 1 ? 'neither AzureAdJoined nor DomainJoined in the section Device State' : `at line ${last?.number ?? run.number}, in the section Device State, before it says AzureAdJoined or DomainJoined`}. ${again}`,
		};
	}

	return {run, damages};
};

/** Whether a text is, or once was, an output of dsregcmd or a piece of one. */
export const looksLikeStatus = (text: string): boolean => {
	// Nearly every file that is brought is something else, and may be large.
	const isLikely = /Device.{0,12}State|AzureAdJoined|DomainJoined|NgcSet|AzureAdPrt|PreReqResult/i.test(text.replace(/[\0\p{Cf}]/gu, ''));
	if (!isLikely || text.includes('whfb-carried')) {
		return false;
	}

	if (text.length > mostLetters) {
		return !/^\s*[[{]/.test(text);
	}

	const {lines} = mendText(text);
	const names = new Set(lines.map(line => comparableLine(answerOf(line)?.name ?? looseIn(line) ?? '')).filter(isJudged));
	return names.size > 1 || lines.some(line => sectionOf(titleOf(line) ?? '') !== null || (names.size > 0 && looseStart.test(line.text)));
};
