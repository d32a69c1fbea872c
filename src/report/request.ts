import type {Remedy} from '../content/page.ts';
import {textOf} from '../content/runs.ts';
import {type RemedyStep, type StepCommand, stepLine, stepsOf} from './remedy-steps.ts';
import {wrapped} from './wrapped.ts';

/** How something is done that is asked of somebody, and what comes of it. */
export type Doing = {
	readonly steps: readonly RemedyStep[];
	/** What belongs to no single step. */
	readonly commands: readonly StepCommand[];
	readonly who: string;
	readonly howLong: string;
	readonly why: string;
	/** How everybody will know that it is done. */
	readonly proof: string;
};

/** Something asked of somebody, whole enough to be sent: they have not seen the screen. */
export type Request = Doing & {
	/** What is asked, as a sentence. */
	readonly asked: string;
	/** What was seen, and where it was seen. */
	readonly seen: readonly string[];
};

/** The request that a remedy amounts to. */
export const requestOf = (remedy: Remedy, more: Pick<Request, 'asked' | 'seen' | 'proof'>): Request => ({
	...more,
	steps: stepsOf(remedy.whatToDo),
	commands: remedy.commands,
	who: textOf(remedy.who),
	howLong: textOf(remedy.howLong),
	why: textOf(remedy.why),
});

const labelled = (name: string, words: string): readonly string[] => (words === '' ? [] : wrapped(words, `${name.padEnd(11)}`, 11));

const commandText = ({who, lines}: StepCommand, indent: number): readonly string[] => [
	'',
	...(who === null ? [] : wrapped(`As ${who}:`, ' '.repeat(indent), indent)),
	...lines.map(line => `${' '.repeat(indent + 2)}${line}`),
];

/** A request as text that can be sent, at most 80 columns; commands stand as they are, to be pasted. */
export const requestText = ({asked, seen, steps, commands, who, howLong, why, proof}: Request): string =>
	[
		...wrapped(asked, '', 0),
		'',
		...seen.flatMap((words, at) => labelled(at === 0 ? 'Seen' : '', words)),
		...(seen.length === 0 ? [] : ['']),
		...steps.flatMap(step => {
			const indent = step.mark === null ? 0 : step.mark.length + 1;
			return [...wrapped(stepLine(step), '', indent), ...step.commands.flatMap(command => commandText(command, indent))];
		}),
		...commands.flatMap(command => commandText(command, 0)),
		'',
		...labelled('Who', who),
		...labelled('How long', howLong),
		...labelled('Why', why),
		...labelled('Proof', proof),
		'',
	].join('\n');
