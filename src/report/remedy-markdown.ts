import {code, escaped, fenced} from './markdown.ts';
import {pasted} from './remedy.ts';
import type {RemedyStep, StepCommand, Words} from './remedy-steps.ts';

const space = (text: string | undefined) => (text === ' ' || text === '\n' ? ' ' : '');

/** Words on one line; what is code stays code, so that it can be copied. */
const inline = (words: readonly Words[]): string =>
	words
		.map(({text, code: isCode}) =>
			isCode ? code(text) : `${space(text.at(0))}${escaped(text)}${text.length > 1 ? space(text.at(-1)) : ''}`,
		)
		.join('')
		.trim();

const block = (command: StepCommand): readonly string[] => fenced(pasted(command), 'powershell');

/** Commands as blocks to paste, an empty line after each. */
export const commandLines = (commands: readonly StepCommand[]): readonly string[] => commands.flatMap(command => [...block(command), '']);

/** The commands of a step, each after an empty line, at the step's indent: there they belong to it. */
const below = (commands: readonly StepCommand[], indent: string): readonly string[] =>
	commands.flatMap(command => ['', ...block(command).map(line => (line === '' ? '' : `${indent}${line}`))]);

const isItem = (step: RemedyStep | undefined): boolean => /^(?:\d+\.|-)$/.test(step?.mark ?? '');

const stepLines = (step: RemedyStep, label: string): readonly string[] => {
	const {mark, who, words, commands} = step;
	const by = `${who === null ? '' : `**${escaped(who)}:** `}${inline(words)}`;
	if (mark !== null && isItem(step)) {
		return [`${mark} ${by}`, ...below(commands, ' '.repeat(mark.length + 1))];
	}

	const said = `${label}${mark === null ? '' : `**${escaped(mark)}** `}${by}`;
	return [...(said === '' ? [] : [said]), ...below(commands, '')];
};

/** What to do, after its label, where it has one: paragraphs apart, numbers as numbers, and each command under the step that it belongs to. */
export const stepsMarkdown = (label: string | null, steps: readonly RemedyStep[]): readonly string[] => {
	const head = label === null ? '' : `**${label}** `;
	return [
		...(label !== null && isItem(steps[0]) ? [head.trimEnd(), ''] : []),
		...steps.flatMap((step, at) => [
			...(at > 0 && !(isItem(step) && isItem(steps[at - 1])) ? [''] : []),
			...stepLines(step, at === 0 && !isItem(step) ? head : ''),
		]),
		'',
	];
};
