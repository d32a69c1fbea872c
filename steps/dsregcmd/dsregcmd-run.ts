import type {MendedLine} from '../../src/guide/damaged-lines.ts';
import {comparableLine, isKept, judgedNames, sectionOf} from './dsregcmd-lines.ts';

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

const banner = /^ *\| *([A-Za-z][A-Za-z0-9 .-]*?) *\| *$/;
const frame = /^ *\+-*\+? *$/;
const answer = /^ *([A-Za-z][A-Za-z0-9 ()/.-]*?) *:(?!\/\/) *(.*?) *$/;
export const lastSentence = /^ *For more information, please visit /i;

/** No line of dsregcmd that says a word is longer; matching what is would take too long. */
const longest = 1_000;

export const titleOf = ({text}: MendedLine): string | null =>
	text.length > longest ? null : (banner.exec(text)?.[1]?.replace(/\s+/g, ' ') ?? null);
export const answerOf = ({text, number}: MendedLine): StatusAnswer | null => {
	const [, name, value] = (text.length > longest ? null : answer.exec(text)) ?? [];
	return name === undefined || value === undefined || lastSentence.test(text) ? null : {name, value, number};
};
const isStart = (line: MendedLine): boolean => sectionOf(titleOf(line) ?? '') === 'Device State';

/** Names of judged lines wherever they stand in a line: behind other signs, in front of another sign than a colon, inside a value. */
const loose = new RegExp(
	`(?<![A-Za-z])(${judgedNames.map(name => [...name.replaceAll(' ', '')].join('[^A-Za-z0-9:]*')).join('|')})(?![A-Za-z])`,
	'i',
);
export const looseIn = (line: MendedLine): string | null => {
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
export const wrapped = (lines: readonly MendedLine[]): readonly MendedLine[] =>
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
export const runsIn = (lines: readonly MendedLine[]): {readonly above: readonly MendedLine[]; readonly runs: readonly StatusRun[]} => {
	const starts = lines.flatMap((line, index) =>
		isStart(line) ? [index > 0 && frame.test(lines[index - 1]?.text ?? '') ? index - 1 : index] : [],
	);
	return {
		above: lines.slice(0, starts[0] ?? lines.length),
		runs: starts.map((start, index) => runOf(lines.slice(start, starts[index + 1] ?? lines.length))),
	};
};
