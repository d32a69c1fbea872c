import type {Block, Command} from '../content/blocks.ts';
import type {Run} from '../content/runs.ts';

/** A command with who runs it; null where everybody does who reads it. */
export type StepCommand = Pick<Command, 'who' | 'lines'>;

/** A stretch of words; code is what is typed, pasted or looked for as it stands. */
export type Words = {readonly text: string; readonly code: boolean};

/** One step of a remedy. */
export type RemedyStep = {
	/** What stands before it: `1.`, `-`, the word of a callout, or null for a paragraph. */
	readonly mark: string | null;
	/** Who does it, where several people share the remedy and the page says so; null otherwise. */
	readonly who: string | null;
	readonly words: readonly Words[];
	/** What is run at this step. */
	readonly commands: readonly StepCommand[];
};

const wordsOf = (runs: readonly Run[]): readonly Words[] =>
	runs.reduce<Words[]>((all, {kind, text}) => {
		const last = all.at(-1);
		const code = kind === 'code';
		if (last !== undefined && last.code === code) {
			all[all.length - 1] = {text: last.text + text, code};
		} else {
			all.push({text, code});
		}

		return all;
	}, []);

/** Who a step begins with: strong words that end in a colon, `**The pilot user:** signs in.` */
const whoOf = ([first, second, ...rest]: readonly Run[]): {readonly who: string | null; readonly runs: readonly Run[]} => {
	const who = first?.kind === 'strong' ? /^(.+):$/.exec(first.text)?.[1] : undefined;
	return who === undefined || second === undefined
		? {who: null, runs: [first, second, ...rest].filter(run => run !== undefined)}
		: {who, runs: [{...second, text: second.text.trimStart()}, ...rest]};
};

const stepOf = (mark: string | null, runs: readonly Run[]): RemedyStep => {
	const {who, runs: own} = whoOf(runs);
	return {mark, who, words: wordsOf(own), commands: []};
};

/** A step and all that stands below it, as one: an item may have several paragraphs, and its commands. */
const joined = (mark: string, steps: readonly RemedyStep[]): RemedyStep => ({
	mark,
	who: steps[0]?.who ?? null,
	words: steps.flatMap(({mark: inner, words}, at) => [
		...(at === 0 ? [] : [{text: inner === null ? ' ' : ` ${inner} `, code: false}]),
		...words,
	]),
	commands: steps.flatMap(({commands}) => commands),
});

const colon: Words = {text: ': ', code: false};

/** What a remedy's prose says to do, a step for each paragraph, item and row; a command belongs to the step that it stands in. */
export const stepsOf = (blocks: readonly Block[]): readonly RemedyStep[] =>
	allSteps(blocks).filter(({words, commands}) => words.some(({text}) => text.trim() !== '') || commands.length > 0);

const allSteps = (blocks: readonly Block[]): readonly RemedyStep[] =>
	blocks.flatMap((block): readonly RemedyStep[] => {
		switch (block.kind) {
			case 'paragraph':
			case 'heading':
				return [stepOf(null, block.runs)];
			case 'list':
				return block.items.map((item, at) => joined(block.ordered ? `${block.start + at}.` : '-', allSteps(item)));
			case 'callout':
				return [joined(block.word, allSteps(block.body))];
			case 'table':
				return block.rows.map(cells => ({
					mark: '-',
					who: null,
					words: cells.flatMap((cell, at) => [...(at === 0 ? [] : [colon]), ...wordsOf(cell)]),
					commands: [],
				}));
			case 'command':
				return [{mark: null, who: null, words: [], commands: [{who: block.who, lines: block.lines}]}];
			default:
				return [];
		}
	});

/** A step in plain words, without its mark. */
const stepText = ({who, words}: RemedyStep): string => `${who === null ? '' : `${who}: `}${words.map(({text}) => text).join('')}`.trim();

/** A step as a line of text, with its mark. */
export const stepLine = (step: RemedyStep): string => `${step.mark === null ? '' : `${step.mark} `}${stepText(step)}`;

/** The same step of plain words: for what is asked without a page. */
export const plainStep = (mark: string | null, text: string, ...commands: readonly StepCommand[]): RemedyStep => ({
	mark,
	who: null,
	words: [{text, code: false}],
	commands,
});
