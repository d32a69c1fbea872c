import type {Block, Command} from '../content/blocks.ts';
import type {Remedy} from '../content/page.ts';
import {textOf} from '../content/runs.ts';
import {wrapped} from './wrapped.ts';

/** Something asked of somebody, whole enough to be sent: they have not seen the screen. */
export type Request = {
	/** What is asked, as a sentence. */
	readonly asked: string;
	/** What was seen, and where it was seen. */
	readonly seen: readonly string[];
	readonly steps: readonly string[];
	readonly commands: readonly Command[];
	readonly who: string;
	readonly howLong: string;
	readonly why: string;
	/** How everybody will know that it is done. */
	readonly proof: string;
};

/** What a remedy's prose says to do, a step a line; an ordered list keeps its numbers. */
export const stepsIn = (blocks: readonly Block[]): readonly string[] =>
	blocks.flatMap(block => {
		switch (block.kind) {
			case 'paragraph':
			case 'heading':
				return [textOf(block.runs)];
			case 'list':
				return block.items.map((item, at) => `${block.ordered ? `${block.start + at}.` : '-'} ${stepsIn(item).join(' ')}`);
			case 'callout':
				return [`${block.word} ${stepsIn(block.body).join(' ')}`];
			case 'table':
				return block.rows.map(cells => `- ${cells.map(textOf).join(': ')}`);
			default:
				return [];
		}
	});

/** The request that a remedy amounts to. */
export const requestOf = (remedy: Remedy, more: Pick<Request, 'asked' | 'seen' | 'proof'>): Request => ({
	...more,
	steps: stepsIn(remedy.whatToDo),
	commands: remedy.commands,
	who: textOf(remedy.who),
	howLong: textOf(remedy.howLong),
	why: textOf(remedy.why),
});

const labelled = (name: string, words: string): readonly string[] => (words === '' ? [] : wrapped(words, `${name.padEnd(11)}`, 11));

/** A request as text that can be sent, at most 80 columns; commands stand as they are, to be pasted. */
export const requestText = ({asked, seen, steps, commands, who, howLong, why, proof}: Request): string =>
	[
		...wrapped(asked, '', 0),
		'',
		...seen.flatMap((words, at) => labelled(at === 0 ? 'Seen' : '', words)),
		...(seen.length === 0 ? [] : ['']),
		...steps.flatMap(words => wrapped(words, '', /^\d+\. /.test(words) ? 3 : /^- /.test(words) ? 2 : 0)),
		...commands.flatMap(command => [
			'',
			...(command.who === null ? [] : wrapped(`As ${command.who}:`, '', 0)),
			...command.lines.map(line => `  ${line}`),
		]),
		'',
		...labelled('Who', who),
		...labelled('How long', howLong),
		...labelled('Why', why),
		...labelled('Proof', proof),
		'',
	].join('\n');
