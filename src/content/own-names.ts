import type {Block, Command} from './blocks.ts';
import type {Run} from './runs.ts';

/** The examples of the pages that stand for something of the environment. Every other name is somebody's to fill in. */
export const examples = ['corp.example.test', 'dc01.corp.example.test', 'pc01.corp.example.test', 'anna@example.test'] as const;

/** What each example stands for, for somebody who has to put in a name. */
const standsFor: Readonly<Record<(typeof examples)[number], string>> = {
	'corp.example.test': 'the DNS name of your domain',
	'dc01.corp.example.test': 'the domain controller that is meant',
	'pc01.corp.example.test': 'the computer of the pilot user',
	'anna@example.test': 'the user name of the pilot user',
};

/** The examples that are still in some commands, a sentence each. */
export const examplesLeft = (commands: readonly string[]): readonly string[] => {
	const left = examples.filter(example => commands.some(line => line.search(whole[example]) >= 0));
	return left.map(example => `${example} in a command stands for ${standsFor[example]}.`);
};

/** What a command may hold in the place of an example: each example with this environment's own name for it; null where there is none. */
export type OwnNames = Readonly<Record<(typeof examples)[number], string | null>>;

/** Whether a name means nothing to a shell. A command is pasted as it stands, so a name that holds anything else stays an example. */
export const isPlainName = (name: string): boolean => /^\w[\w.@-]*$/.test(name);

/**
 * An example as a whole name: no part of a longer one, nor followed by more of it; behind a service's labels, as in _msdcs.corp.example.test, it is one.
 */
const wholeOf = (example: string): RegExp =>
	new RegExp(`(?<![\\w@-]|(?<!(?<!\\w)_\\w+)[.])${example.replaceAll('.', '[.]')}(?![\\w@-]|[.]\\w)`, 'gi');

/** Made once: a report looks for each of them in every line. */
const whole = Object.fromEntries(examples.map(example => [example, wholeOf(example)])) as Readonly<
	Record<(typeof examples)[number], RegExp>
>;

/** A text with the environment's own names for the examples in it. */
export const withOwnNames = (text: string, names: OwnNames): string =>
	examples.reduce((filled, example) => {
		const own = names[example];
		return own === null ? filled : filled.replace(whole[example], () => own);
	}, text);

const inRuns = (runs: readonly Run[], names: OwnNames): readonly Run[] =>
	runs.map(run => (run.kind === 'code' ? {...run, text: withOwnNames(run.text, names)} : run));

/** A command with the environment's own names. */
export const ownCommand = (command: Command, names: OwnNames): Command => ({
	...command,
	who: command.who === null ? null : withOwnNames(command.who, names),
	lines: command.lines.map(line => withOwnNames(line, names)),
});

/** Blocks with the environment's own names in commands and in what is set as code; words, and names in prose, stay as they are. */
export const ownBlocks = (blocks: readonly Block[], names: OwnNames): readonly Block[] =>
	blocks.map((block): Block => {
		switch (block.kind) {
			case 'command':
				return ownCommand(block, names);
			case 'paragraph':
			case 'heading':
				return {...block, runs: inRuns(block.runs, names)};
			case 'list':
				return {...block, items: block.items.map(item => ownBlocks(item, names))};
			case 'callout':
				return {...block, body: ownBlocks(block.body, names)};
			case 'table':
				return {
					...block,
					head: block.head.map(cell => inRuns(cell, names)),
					rows: block.rows.map(row => row.map(cell => inRuns(cell, names))),
				};
			default:
				return block;
		}
	});
