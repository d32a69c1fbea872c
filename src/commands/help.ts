import {outline} from '../../steps/outline.ts';
import {numberWord} from '../guide/outline.ts';
import {wrapped} from '../report/wrapped.ts';
import {type Command, commands, filled, formats, ofOneCommand, options, toldElsewhere} from './table.ts';

const column = 23;

/** Two columns: what is typed, and what it is for. */
const row = (typed: string, about: string): readonly string[] => wrapped(about, `  ${typed}`.padEnd(column), column);

const written = (name: string, command: Command): string => {
	const {takes}: {readonly takes: string | null} = options[name as keyof typeof options];
	const value = name === 'format' && command in formats ? formats[command as keyof typeof formats].join('|') : takes;
	return `--${name}${value === null ? '' : ` ${value}`}`;
};

/** How a command is written, one line a form; options that may be left out stand in brackets. */
export const usage = (command: Command): readonly string[] =>
	commands[command].forms.flatMap(({words, own}) => {
		const first = ['whfb', command, ...(words === '' ? [] : [words])].join(' ');
		const parts = own.map((option: string) => {
			const name = option.replace('!', '');
			const isMany = 'many' in options[name as keyof typeof options];
			// Blanks inside one option are kept together.
			const text = written(name, command).replaceAll(' ', '\u00A0');
			return option.endsWith('!') ? text : `[${text}]${isMany ? '...' : ''}`;
		});
		return wrapped(parts.join(' '), `${first} `, first.length + 1).map(line => line.replaceAll('\u00A0', ' '));
	});

const shared = (): readonly string[] => [
	'Options that describe the environment, the same everywhere:',
	...Object.entries(options).flatMap(([name, option]) =>
		!ofOneCommand.has(name) && !toldElsewhere.has(name)
			? row(`--${name}${option.takes === null ? '' : ` ${option.takes}`}`, filled(option.about, outline))
			: [],
	),
	'',
];

const paragraphs = (about: readonly string[]): readonly string[] => about.flatMap(text => ['', ...wrapped(filled(text, outline), '', 0)]);

/** The help of the program, or of one command; every line is at most 80 columns wide. */
export const helpFor = (command: Command | null): string =>
	(command === null
		? [
				...wrapped(`whfb: ${outline.title}, in ${numberWord(outline.steps)} steps.`, '', 0),
				...wrapped(
					`It looks at ${outline.looksAt} at every step, and lets nobody pass while a hard condition does not hold. It changes nothing.`,
					'',
					0,
				),
				'',
				'whfb                   the wizard',
				'whfb --practice [ID]   the wizard in a practice environment',
				'whfb --plain           the same as questions and answers, line by line',
				'',
				...Object.entries(commands).map(([name, {what}]) => `whfb ${name.padEnd(18)}${what}`),
				'',
				'whfb COMMAND --help    more about one command',
				'whfb --version',
				'',
				...shared(),
			]
		: [...usage(command), ...paragraphs(commands[command].about), '', ...shared()]
	).join('\n');
