import {momentOf} from '../../src/guide/age.ts';
import {safeText} from '../../src/guide/untrusted.ts';
import {foldAscii, isSameGuid} from '../identity.ts';
import {
	comparableLine,
	isKept,
	isPrerequisite,
	type JudgedLine,
	type JudgedName,
	judgedLines,
	keysOf,
	type SectionTitle,
	sectionOf,
	sectionOrder,
} from './dsregcmd-lines.ts';
import type {StatusRun} from './dsregcmd-run.ts';
import {readStatus} from './dsregcmd-text.ts';

/** What a client says of itself: sections in their order, and in each the lines that decide or explain something, as they stood there. */
export type Dsregcmd = {
	/** When the output was taken, ISO 8601, UTC; null where nobody knows. */
	readonly takenAt: string | null;
	/** Whether it is known that nothing is missing at its end. */
	readonly whole: boolean;
	readonly sections: readonly {readonly title: string; readonly answers: readonly {readonly name: string; readonly value: string}[]}[];
};

/** The lines of a run that decide or explain something. `whole`: whoever ran the program saw it end well. */
export const statusOf = (
	{sections, ended}: StatusRun,
	{takenAt = null, whole = false}: Partial<Pick<Dsregcmd, 'takenAt' | 'whole'>> = {},
): Dsregcmd => ({
	takenAt,
	whole: whole || ended,
	sections: sections.map(({title, answers}) => ({
		title,
		answers: answers.filter(({name}) => isKept(name)).map(({name, value}) => ({name, value})),
	})),
});

/**
 * Reads the output of `dsregcmd /status`, whatever its layout and its damage.
 * Throws with one sentence where the text is another, holds two runs, or answers a question twice.
 */
export const parseDsregcmd = (text: string, known: Partial<Pick<Dsregcmd, 'takenAt' | 'whole'>> = {}): Dsregcmd => {
	const read = readStatus(text);
	if ('refused' in read) {
		throw new Error(read.refused);
	}

	return statusOf(read.run, known);
};

/** What one line says. */
export type Said = {
	/** The line's name, as it stands there or as it should. */
	readonly name: string;
	/** As it stood there; null where the line is not printed. */
	readonly value: string | null;
	/** The word of those that the line may say; null where it says none of them. */
	readonly word: string | null;
	/** Whether the line stands where dsregcmd prints it. Elsewhere it may condemn, and it lets nobody pass. */
	readonly isAtHome: boolean;
};

const without = (text: string): string => foldAscii(text.replaceAll(' ', ''));
const most = 160;

/** A value from outside, safe to show and not endless. */
export const shown = (value: string): string =>
	value === '' ? 'empty' : safeText(value.length > most ? `${value.slice(0, most)}...` : value);

/** What a line of evidence shows of a line. */
export const shownOrNot = ({value}: Said): string => (value === null ? 'not printed' : shown(value));

/** Answers to a question in a run: those that are not a work account's own, else its own; but whose key NgcSet tells, it never says of the user. */
const answersTo = ({sections}: Dsregcmd, name: JudgedName) => {
	const keys = keysOf(name);
	const all = sections.flatMap(({title, answers}) => {
		const section = sectionOf(title);
		return answers
			.filter(
				each =>
					keys.includes(comparableLine(each.name)) && !(section === 'SSO State' && name === 'onPremTgt' && !isPrerequisite(each.name)),
			)
			.map(each => ({...each, section}));
	});
	const others = all.filter(({section}) => section !== 'Work Account');
	return others.length > 0 || name === 'ngcSet' ? others : all;
};

/** What a line says, of whatever section; the reader has seen to it that it stands there once. */
export const said = (client: Dsregcmd, name: JudgedName): Said => {
	const {names, home, words}: JudgedLine = judgedLines[name];
	const answers = answersTo(client, name);
	// Of two names for one line, the one that condemns counts.
	const found = answers.find(({value}) => without(value) === 'yes') ?? answers[0];
	if (found === undefined) {
		return {name: names[0] ?? name, value: null, word: null, isAtHome: false};
	}

	// People who retype leave banners out, and then everything stands under the first one. Whose key NgcSet tells, only its own banner says.
	const isFlat =
		found.section === 'Device State' &&
		name !== 'ngcSet' &&
		!client.sections.some(({title}) => home.some(section => section === sectionOf(title)));
	return {
		name: found.name,
		value: found.value,
		word: words.find(word => without(word) === without(found.value)) ?? null,
		isAtHome: isFlat || home.some(section => section === found.section),
	};
};

/** Whether a line says YES, wherever it stands. False for NO and for a line that was not printed. */
export const isYes = ({word}: Said): boolean => word === 'YES';
/** Whether a line says NO, wherever it stands. */
export const isNo = ({word}: Said): boolean => word === 'NO';

/** Words that mean that a test could not run. They are no causes. */
const untested =
	/^:? *(?:unknown|skipped|n\/a|not (?:tested|run|available)|must run elevated.*|error\b.*|failed\.? ?\(?error\b.*|failed\.? ?\[?\(?0x.*)\.?$/i;
export const isUntested = ({value}: Said): boolean => value !== null && untested.test(value);

/** Why a line decides nothing, as a clause; null where it says one of its words in its place. */
export const undecided = (name: JudgedName, line: Said): string | null => {
	const {home, words}: JudgedLine = judgedLines[name];
	if (line.value === null) {
		return `${line.name} is not printed`;
	}

	if (line.word !== null) {
		return line.isAtHome ? null : `${line.name} does not stand in the section ${home[0]}, where dsregcmd prints it`;
	}

	if (isUntested(line)) {
		return `${line.name} is ${shown(line.value)}: that test could not run`;
	}

	const whole = words.filter(word => line.value !== '' && without(word).startsWith(without(line.value ?? '')));
	return whole.length > 0
		? `${line.name} is ${shown(line.value)}, which is cut off: it is the beginning of ${whole.join(' or ')}`
		: `${line.name} is ${shown(line.value)}, and that is no word that whfb knows there`;
};

/** Whether a computer says that it is hybrid joined, and to this tenant. */
export const isHybridJoinedTo = (client: Dsregcmd, tenantId: string): boolean =>
	(['azureAdJoined', 'domainJoined'] as const).every(name => isYes(said(client, name)) && said(client, name).isAtHome) &&
	isSameGuid(said(client, 'tenantId').value, tenantId);

const place = (title: string): number => sectionOrder.indexOf(sectionOf(title) as SectionTitle);
/** The first section that prints a judged line; lines of nobody's question have none. */
const placeOfLine = (name: string): number => {
	const key = comparableLine(name);
	const line: JudgedLine | undefined = Object.values(judgedLines).find(({names}: JudgedLine) =>
		names.some(each => comparableLine(each) === key),
	);
	return line?.home[0] === undefined ? -1 : sectionOrder.indexOf(line.home[0]);
};

/** Whether the output is seen to go on behind a section, so that what that section did not say was not cut off. */
export const goesBeyond = ({whole, sections}: Dsregcmd, section: SectionTitle): boolean => {
	const end = sectionOrder.indexOf(section);
	return (
		whole ||
		sections.some(
			({title, answers}) =>
				place(title) > end || (sectionOf(title) === 'Device State' && answers.some(({name}) => placeOfLine(name) > end)),
		)
	);
};

/** The name of the last section that is there, for the sentence that says where an output ends. */
export const lastSection = ({sections}: Dsregcmd): string => safeText(sections.at(-1)?.title ?? 'Device State');

/** The value of a line that explains; null where it is not printed or empty. */
export const told = ({sections}: Dsregcmd, name: string): string | null =>
	sections.flatMap(({answers}) => answers).find(each => comparableLine(each.name) === comparableLine(name) && each.value !== '')?.value ??
	null;

const listed = (lines: readonly {readonly name: string; readonly value: string}[]): string | null =>
	lines.length === 0 ? null : lines.map(({name, value}) => `${name} ${shown(value)}`).join(', ');

const ofPrt = ['Attempt Status', 'HTTP Error', 'HTTP Status', 'Server Error Code', 'Server Error Description'].map(comparableLine);
const isSilent = (value: string): boolean => value === '' || /^0x0+$|^200$/i.test(value);

/** What the client says of its last attempt to get a primary refresh token; what follows EnterprisePrt speaks of AD FS. */
export const causeOfNoPrt = ({sections}: Dsregcmd): string | null => {
	const answers = sections.find(section => section.answers.some(({name}) => comparableLine(name) === 'azureadprt'))?.answers ?? [];
	const from = answers.findIndex(({name}) => comparableLine(name) === 'azureadprt');
	const to = answers.findIndex(({name}, index) => index > from && comparableLine(name) === 'enterpriseprt');
	const own = answers
		.slice(from + 1, to === -1 ? answers.length : to)
		.filter(({name, value}) => ofPrt.includes(comparableLine(name)) && !isSilent(value));
	// Acquiring and refreshing are told one after the other in the same words; the first is enough to look for.
	return listed(own.filter(({name}, index) => own.findIndex(each => each.name === name) === index));
};

const ofJoin = [
	'AD Connectivity Test',
	'AD Configuration Test',
	'DRS Discovery Test',
	'DRS Connectivity Test',
	'Token acquisition Test',
	'Error Phase',
	'Client ErrorCode',
	'Server ErrorCode',
	'Server Message',
].map(comparableLine);

/** What the client says of its last attempt to join: the tests that did not pass, and where and with which code it broke off. */
export const causeOfNoJoin = ({sections}: Dsregcmd): string | null =>
	listed(
		sections
			.flatMap(({answers}) => answers)
			.filter(({name, value}) => ofJoin.includes(comparableLine(name)) && !isSilent(value) && !/^(?:pass|skipped)$/i.test(value)),
	);

/** Milliseconds since 1970 of a time as dsregcmd prints it, always in UTC; null where it is none. */
export const momentIn = (text: string | null | undefined): number | null => {
	const [, date, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?) UTC$/i.exec(text?.trim() ?? '') ?? [];
	const moment = date === undefined || time === undefined ? Number.NaN : momentOf(`${date}T${time}Z`);
	return Number.isNaN(moment) ? null : moment;
};

export type Validity = {readonly from: number; readonly to: number; readonly until: string};

/** From when and until when the device's certificate is valid; null where the line cannot be read. */
export const validityIn = ({value}: Said): Validity | null => {
	const [, start, end] = /^\[\s*(.+?)\s*(?:--|\u2013|\u2014)\s*(.+?)\s*\]$/.exec(value ?? '') ?? [];
	const [from, to] = [momentIn(start), momentIn(end)];
	return from === null || to === null || end === undefined ? null : {from, to, until: end};
};

/** The latest moment at which the output can be said to have been taken: its own time, or a time that it prints and that must have been. */
export const latestMoment = (client: Dsregcmd): number | null => {
	const moments = [
		client.takenAt === null ? null : momentOf(client.takenAt),
		...['Client Time', 'AzureAdPrtUpdateTime', 'Previous Prt Attempt', 'Previous Registration'].map(name => momentIn(told(client, name))),
	].filter(moment => moment !== null);
	return moments.length === 0 ? null : Math.max(...moments);
};

/** What a session keeps of the lines: safe to show, and without the name of whoever ran the program. */
export const keptOf = (client: Dsregcmd): Dsregcmd => ({
	...client,
	sections: client.sections.map(({title, answers}) => ({
		title: safeText(title),
		answers: answers
			.filter(({name}) => comparableLine(name) !== 'executingaccountname')
			.map(({name, value}) => ({name, value: shown(value)})),
	})),
});
