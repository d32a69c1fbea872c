import type {MendedLine} from '../../src/guide/damaged-lines.ts';
import {mendText} from '../../src/guide/damaged-text.ts';
import {comparableLine, isJudged, isKept, judgedNames, questionOf, sectionOf, sectionOrder} from './dsregcmd-lines.ts';

/** One line `name : value` as it stood there; `number` is the line's, from 1. */
type StatusAnswer = {readonly name: string; readonly value: string; readonly number: number};
type StatusSection = {readonly title: string; readonly number: number; readonly answers: readonly StatusAnswer[]};

/** What one start of `dsregcmd /status` printed. */
export type StatusRun = {
	readonly number: number;
	readonly sections: readonly StatusSection[];
	/** Whether the sentence that ends the output stands at its end. Builds before 2020 print none. */
	readonly ended: boolean;
	/** `Device Name`, as it stood there; null where it is not printed. */
	readonly computer: string | null;
	/** When it ran, as the text says it: the client's own clock, or the time stamp of a log. */
	readonly time: string | null;
	readonly lines: readonly MendedLine[];
};

/** A text that cannot be used, and why: one sentence on what it is, with the lines by number, and what to do. */
export type UnreadStatus = {readonly refused: string};
export type StatusText = {readonly run: StatusRun; readonly damages: readonly string[]};

const banner = /^ *\| *([A-Za-z][A-Za-z0-9 .-]*?) *\| *$/;
const frame = /^ *\+-*\+? *$/;
const answer = /^ *([A-Za-z][A-Za-z0-9 ()/.-]*?) *:(?!\/\/) *(.*?) *$/;
const lastSentence = /^ *For more information, please visit /i;

const again = 'Save the whole output anew and bring it unchanged: dsregcmd /status > status.txt';

/** No line of dsregcmd that says a word is longer; matching what is would take too long. */
const longest = 1_000;

const titleOf = ({text}: MendedLine): string | null =>
	text.length > longest ? null : (banner.exec(text)?.[1]?.replace(/\s+/g, ' ') ?? null);
const answerOf = ({text, number}: MendedLine): StatusAnswer | null => {
	const [, name, value] = (text.length > longest ? null : answer.exec(text)) ?? [];
	return name === undefined || value === undefined || lastSentence.test(text) ? null : {name, value, number};
};
const isStart = (line: MendedLine): boolean => sectionOf(titleOf(line) ?? '') === 'Device State';

/** Names of judged lines wherever they stand in a line: behind other signs, in front of another sign than a colon, inside a value. */
const loose = new RegExp(
	`(?<![A-Za-z])(${judgedNames.map(name => [...name.replaceAll(' ', '')].join('[^A-Za-z0-9:]*')).join('|')})(?![A-Za-z])`,
	'i',
);
const looseIn = (line: MendedLine): string | null => {
	const found = loose.exec(line.text);
	if (found === null) {
		return null;
	}

	const before = line.text.slice(0, found.index);
	const after = line.text.slice(found.index + found[0].length);
	const isNamed = !/[A-Za-z0-9]/.test(before) || /^[^A-Za-z0-9]*:/.test(after);
	return isNamed ? (judgedNames.find(name => comparableLine(name) === comparableLine(found[1] ?? '')) ?? null) : null;
};

const isOpen = ({text}: MendedLine): boolean => text.length <= longest && /: *\[[^\]]*$/.test(text);
/** A value that opens a bracket and does not close it goes on in the next line: programs wrap long lines. */
const wrapped = (lines: readonly MendedLine[]): readonly MendedLine[] =>
	lines.flatMap((line, index) => {
		const before = lines[index - 1];
		const isRest = before !== undefined && isOpen(before) && /\]\s*$/.test(line.text) && titleOf(line) === null;
		const next = lines[index + 1];
		const goesOn = next !== undefined && isOpen(line) && /\]\s*$/.test(next.text) && titleOf(next) === null;
		return isRest ? [] : [goesOn ? {...line, text: `${line.text.trimEnd()} ${next.text.trim()}`} : line];
	});

const sectionsOf = (lines: readonly MendedLine[]): readonly StatusSection[] => {
	const sections: {title: string; number: number; answers: StatusAnswer[]}[] = [];
	for (const line of lines) {
		const title = titleOf(line);
		const found = title === null ? answerOf(line) : null;
		if (title !== null) {
			sections.push({title, number: line.number, answers: []});
		} else if (found !== null) {
			sections.at(-1)?.answers.push(found);
		}
	}

	return sections;
};

const valueOf = (sections: readonly StatusSection[], name: string): string | null =>
	sections
		.filter(({title}) => sectionOf(title) !== 'Work Account')
		.flatMap(({answers}) => answers)
		.find(each => comparableLine(each.name) === comparableLine(name) && each.value !== '')?.value ?? null;

/** Whether the last sentence of the output stands behind everything that the run says. */
const hasEnd = (lines: readonly MendedLine[]): boolean => {
	const last = lines.findLastIndex(({text}) => lastSentence.test(text));
	return last !== -1 && lines.slice(last + 1).every(line => titleOf(line) === null && !isKept(answerOf(line)?.name ?? ''));
};

const runOf = (raw: readonly MendedLine[]): StatusRun => {
	const lines = wrapped(raw);
	const sections = sectionsOf(lines);
	return {
		number: raw[0]?.number ?? 1,
		sections,
		ended: hasEnd(lines),
		computer: valueOf(sections, 'Device Name'),
		time: valueOf(sections, 'Client Time') ?? raw[0]?.stamp ?? null,
		lines: raw,
	};
};

/** The runs of a text, by their first banner; the frame above that belongs to it. What stands before the first is `above`. */
const runsIn = (lines: readonly MendedLine[]): {readonly above: readonly MendedLine[]; readonly runs: readonly StatusRun[]} => {
	const starts = lines.flatMap((line, index) =>
		isStart(line) ? [index > 0 && frame.test(lines[index - 1]?.text ?? '') ? index - 1 : index] : [],
	);
	return {
		above: lines.slice(0, starts[0] ?? lines.length),
		runs: starts.map((start, index) => runOf(lines.slice(start, starts[index + 1] ?? lines.length))),
	};
};

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
