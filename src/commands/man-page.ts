import {outline} from '../../steps/outline.ts';
import {numberWord} from '../guide/outline.ts';
import {usage} from './help.ts';
import {type Command, commands, filled, type OptionName, options} from './table.ts';

/** Text as roff reads it: hyphens that are typed, no escapes, and no request at the beginning of a line (groff_char(7)). */
const escaped = (text: string): string => {
	const safe = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('\u00A0', ' ');
	return /^[.']/.test(safe) ? `\\&${safe}` : safe;
};

const paragraph = (text: string): readonly string[] => ['.PP', escaped(filled(text, outline))];

const command = (name: Command): readonly string[] => [
	`.SS ${escaped(name)}`,
	escaped(commands[name].what),
	'.PP',
	'.nf',
	...usage(name).map(escaped),
	'.fi',
	...commands[name].about.flatMap(paragraph),
];

const option = (name: OptionName): readonly string[] => {
	const {takes, about}: {readonly takes: string | null; readonly about: string} = options[name];
	return ['.TP', `.B ${escaped(`--${name}`)}${takes === null ? '' : ` \\fI${escaped(takes)}\\fR`}`, escaped(filled(about, outline))];
};

/** The manual page, section 1, as man(7) has it. It has no date, so that the same sources make the same page. */
export const manPage = (version: string): string =>
	[
		`.TH WHFB 1 "" "whfb ${escaped(version)}" "User Commands"`,
		'.SH NAME',
		`whfb \\- ${escaped(outline.title)}, in ${numberWord(outline.steps)} steps`,
		'.SH SYNOPSIS',
		'.B whfb',
		`[\\fICOMMAND\\fR] [\\fIOPTION\\fR]...`,
		'.SH DESCRIPTION',
		escaped(
			`It looks at ${outline.looksAt} at every step, and lets nobody pass while a hard condition does not hold. It changes nothing. Without a command it is the wizard.`,
		),
		'.SH COMMANDS',
		...(Object.keys(commands) as Command[]).flatMap(command),
		'.SH OPTIONS',
		...(Object.keys(options) as OptionName[]).flatMap(option),
		'',
	].join('\n');
