import {readFileSync} from 'node:fs';
import {outline} from '../../../steps/outline.ts';
import {inPackage} from '../../package-root.ts';
import {signInWays} from '../../session/environment.ts';
import {
	type Command,
	cloudNames,
	commands,
	filled,
	formats,
	type OptionName,
	ofOneCommand,
	options,
	ownOptions,
	shells,
	toldElsewhere,
} from '../table.ts';

/** An option as a shell completes it. */
export type OfferedOption = {
	readonly name: OptionName;
	readonly about: string;
	/** What it may be followed by: nothing, one of a few words, the name of a file, or what nobody can guess. */
	readonly value: 'none' | 'file' | 'any' | readonly string[];
};

/** What may follow `whfb`, or one of its commands. */
export type Offered = {
	/** Null for the wizard, which has no name. */
	readonly command: Command | null;
	readonly about: string;
	readonly options: readonly OfferedOption[];
	/** Words that are no options: a few, or the name of a file. */
	readonly words: 'file' | readonly string[];
};

const practices = (): readonly string[] =>
	(JSON.parse(readFileSync(inPackage('dist', 'practices.json'), 'utf8')) as readonly {readonly id: string}[]).map(({id}) => id);

const valueOf = (name: OptionName, command: Command | null): OfferedOption['value'] => {
	const {takes}: {readonly takes: string | null} = options[name];
	switch (name) {
		case 'cloud':
			return cloudNames;
		case 'sign-in':
			return signInWays;
		case 'format':
			return command !== null && command in formats ? formats[command as keyof typeof formats] : 'any';
		case 'practice':
			return practices();
		case 'place':
			return outline.places.map(({id}) => id);
		case 'for':
			return outline.roles.map(({id}) => id);
		case 'step':
			return Array.from({length: outline.steps}, (_, at) => String(at + 1));
		case 'out':
		case 'sessions':
		case 'powershell':
			return 'file';
		default:
			return takes === null ? 'none' : 'any';
	}
};

/** Whether a command's own help would name an option, or every help does. */
const isOffered = (name: OptionName, command: Command | null): boolean =>
	name === 'help' ||
	(command === null
		? !ofOneCommand.has(name)
		: (!ofOneCommand.has(name) && !toldElsewhere.has(name)) || ownOptions(command).includes(name));

const wordsOf = (command: Command): Offered['words'] => {
	switch (command) {
		case 'import':
		case 'verify':
			return 'file';
		case 'completion':
			return shells;
		default:
			// The first word of a form that is written as it stands, such as `remove NAME`.
			return commands[command].forms.flatMap(({words}) => /^[a-z]+/.exec(words)?.[0] ?? []);
	}
};

const offer = (command: Command | null): Offered => ({
	command,
	about: command === null ? 'the wizard' : commands[command].what,
	options: (Object.keys(options) as OptionName[])
		.filter(name => isOffered(name, command))
		.map(name => ({name, about: filled(options[name].about, outline), value: valueOf(name, command)})),
	words: command === null ? Object.keys(commands) : wordsOf(command),
});

/** Everything that can be completed, the wizard first. It is all in the table of commands and options. */
export const offers = (): readonly Offered[] => [offer(null), ...(Object.keys(commands) as Command[]).map(offer)];
