import {outline} from '../../steps/outline.ts';
import {asTyped, calledHere} from '../command-line.ts';
import {numberWord} from '../guide/outline.ts';
import {wrapped, wrappedHere} from '../report/wrapped.ts';
import {type Command, commands, filled, formats, ofOneCommand, options, toldElsewhere} from './table.ts';

const column = 23;

/** Longer ways to call the program are said once, and the lists keep its name. */
const longest = 12;
const called = (): string => (calledHere().length > longest ? 'whfb' : calledHere());
const told = (): readonly string[] =>
	calledHere().length > longest ? ['', ...wrapped(`Here whfb is typed as ${calledHere()}`, '', 0)] : [];

/** Two columns: what is typed, and what it is for. */
const row = (typed: string, about: string): readonly string[] => wrapped(about, `  ${typed}`.padEnd(column), column);

const written = (name: string, command: Command): string => {
	const {takes}: {readonly takes: string | null} = options[name as keyof typeof options];
	const value = name === 'format' && command in formats ? formats[command as keyof typeof formats].join('|') : takes;
	return `--${name}${value === null ? '' : ` ${value}`}`;
};

/** A way to call the program, and what it is for. */
const calling = (words: string, what: string): readonly string[] => {
	const wide = called().length + 1 + 18;
	return wrapped(what, `${called()} ${words}`.padEnd(wide), wide);
};

/** How a command is written, one line a form; options that may be left out stand in brackets. */
export const usage = (command: Command): readonly string[] =>
	commands[command].forms.flatMap(({words, own}) => {
		const first = [called(), command, ...(words === '' ? [] : [words])].join(' ');
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

const paragraphs = (about: readonly string[]): readonly string[] =>
	about.flatMap(text => ['', ...wrappedHere(filled(text, outline), '', 0)]);

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
				...[
					['', 'the wizard'],
					['--practice [ID]', 'the wizard in a practice environment'],
					['--plain', 'the same as questions and answers, line by line'],
					[],
					...Object.entries(commands).map(([name, {what}]) => [name, asTyped(what)]),
					[],
					['COMMAND --help', 'more about one command'],
					['--version'],
				].flatMap(([words, what = '']) => (words === undefined ? [''] : calling(words, what))),
				...told(),
				'',
				...shared(),
			]
		: [...usage(command), ...told(), ...paragraphs(commands[command].about), '', ...shared()]
	).join('\n');
