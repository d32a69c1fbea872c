import {type Outline, placeWords} from '../guide/outline.ts';
import {signInWays} from '../session/environment.ts';

/** What an option takes, null for one that is on or off; how often; and what it is for. */
type Option = {readonly takes: string | null; readonly many?: true; readonly short?: string; readonly about: string};

export const cloudNames = ['global', 'usgov', 'usgovdod', 'china'] as const;

/** Every option there is: read by `typed`, and written into the help in this order. */
export const options = {
	session: {takes: 'NAME', about: 'the session to keep things in; check without one keeps nothing'},
	sessions: {takes: 'DIR', about: 'where sessions are kept (or WHFB_SESSIONS)'},
	directory: {
		takes: 'HOST',
		many: true,
		about: "a domain or a domain controller; once per forest; without one, this computer's own domain",
	},
	powershell: {takes: 'NAME', about: 'the PowerShell to use (or WHFB_POWERSHELL)'},
	'scope-group': {takes: 'GROUP', about: 'name or SID of the group that will use DEPLOYED; without one, every enabled user'},
	'pilot-user': {takes: 'NAME', many: true, about: 'a user of the pilot whose keys are looked at one by one; once per user'},
	'pilot-client': {takes: 'NAME', about: 'the client of the pilot, for the commands of reports'},
	'pilot-dc': {takes: 'NAME', about: 'the domain controller to look at first, for the same'},
	cloud: {takes: 'NAME', about: `${cloudNames.slice(0, -1).join(', ')} or ${cloudNames.at(-1)}`},
	'sign-in': {takes: 'WAY', about: `${signInWays.slice(0, -1).join(', ')} or ${signInWays.at(-1)}; token is read from WHFB_GRAPH_TOKEN`},
	tenant: {takes: 'ID', about: 'the tenant, by its id or one of its domains'},
	'client-id': {takes: 'ID', about: 'the application to sign in as'},
	proxy: {takes: 'URL', about: 'the proxy for sign-in and Graph'},
	confirm: {takes: null, about: 'whom a session from elsewhere names is right, and may be asked'},
	ascii: {takes: null, about: 'ASCII signs only (or WHFB_ASCII=1)'},
	plain: {takes: null, about: 'questions and answers, line by line'},
	practice: {takes: 'ID', about: 'a practice environment; nothing real is touched'},
	help: {takes: null, short: 'h', about: 'what there is, or more about one command'},
	version: {takes: null, about: 'the version'},
	step: {takes: 'ID', many: true, about: 'a step, by id or number; once per step'},
	user: {takes: 'UPN', about: 'one user, by user principal name; what is seen of nobody else'},
	format: {takes: 'FORMAT', about: 'how it is written'},
	out: {takes: 'FILE', about: 'the file to write, for its owner alone'},
	strict: {takes: null, about: 'a caution is not enough'},
	taken: {takes: 'TIME', about: 'when it was taken, where it does not say'},
	run: {takes: 'N', about: 'which of several runs in one text'},
	yes: {takes: null, about: 'do it without asking'},
	place: {takes: 'PLACE', about: 'the kind of machine that the script is for'},
	all: {takes: null, about: 'every session of the folder, one row each'},
	for: {takes: 'ROLE', about: 'one page for one role'},
	since: {takes: 'REPORT', about: 'an earlier report; what changed since stands in the new one'},
	redact: {takes: 'KEY', about: 'no names; the file that gives them back is KEY'},
	restore: {takes: 'KEY', about: 'the names back, from the file KEY'},
	'one-line': {takes: null, about: 'a script that prints one line'},
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof options;

/** Options that one command alone takes; every other is taken by all of them. */
export const ofOneCommand: ReadonlySet<string> = new Set<OptionName>([
	'step',
	'user',
	'format',
	'out',
	'strict',
	'taken',
	'run',
	'yes',
	'place',
	'all',
	'for',
	'since',
	'redact',
	'restore',
	'one-line',
]);

/** Options that every command's help leaves out: they belong to the wizard, or are told where the commands are listed. */
export const toldElsewhere: ReadonlySet<string> = new Set<OptionName>(['plain', 'practice', 'help', 'version']);

/** The formats of each command that has several; the first is the usual one. */
export const formats = {
	check: ['text', 'json', 'junit'],
	plan: ['text', 'md', 'json'],
	sessions: ['text', 'json'],
	evidence: ['text', 'json'],
	report: ['md', 'html', 'json', 'csv'],
	config: ['text', 'json'],
} as const;

/** The shells that complete what is typed. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** Options that the file of settings may hold: what is of a person or a computer, and of no environment. */
export const settingNames = ['sessions', 'powershell', 'proxy', 'sign-in', 'ascii', 'plain'] as const satisfies readonly OptionName[];

/** One way to write a command: the words after its name, and the options that belong to it; `!` marks one that has to be there. */
type Form = {readonly words: string; readonly own: readonly (OptionName | `${OptionName}!`)[]};

type CommandLine = {
	/** One line in the list of commands. */
	readonly what: string;
	readonly forms: readonly Form[];
	/** Paragraphs. */
	readonly about: readonly string[];
};

/** Every command, in the order of the help. */
export const commands = {
	check: {
		what: 'look at everything, or at one step, without a screen',
		forms: [
			{words: '', own: ['step', 'practice', 'format', 'out', 'strict']},
			{words: '', own: ['user!', 'practice', 'format', 'out', 'strict']},
		],
		about: [
			'Looks at everything, or at the steps asked for by id or number, and prints what it saw. It reads and changes nothing.',
			'With --user it prints everything that is seen of one user, by user principal name: each account, the tenant, scope, keys, sign-in and policy, each with its source and age, and what could not be seen. A session of --session is read, and nothing is kept in it.',
			'Exit codes: 0 everything met or not applicable (a caution is still 0; --strict makes it 1), 1 something not met, 2 could not start or wrong usage, 3 nothing not met but something not seen, 4 a gate is shut because its condition is not met, 70 a mistake of ours, 130 interrupted.',
		],
	},
	plan: {
		what: 'every read that whfb may make, before it makes one',
		forms: [{words: '', own: ['format']}],
		about: ['Prints every read that whfb may make: what, where, with which right, and why. It makes none of them.'],
	},
	sessions: {
		what: 'list sessions; remove, rename, verify or compare',
		forms: [
			{words: '', own: ['format']},
			{words: 'remove NAME', own: ['yes']},
			{words: 'rename NAME NEW', own: []},
			{words: 'verify [NAME]', own: ['format']},
			{words: 'diff A B', own: ['format']},
		],
		about: [
			'Lists the sessions, newest first, and keeps them in order. verify reads all of them, or one, and says of each whether its entries are what was written, whether each step that was passed has its proof in the same look, and in which form it is. It changes nothing, and one bad session hides no other.',
			'diff says what changed between two sessions of one environment: newly met, not met and not seen, evidence that aged, answers, counts and scope. NAME@N is a session as it was after N of its entries, so that two points of one session can be compared; a report names that number.',
			'remove asks before it deletes a session; without a terminal, --yes says so beforehand.',
			'Exit codes of verify: 0 every session is sound, 2 one is not, or could not start.',
		],
	},
	resume: {
		what: 'go on with a session',
		forms: [{words: '[NAME]', own: ['plain']}],
		about: ['Goes on with a session; without a name, with the newest.'],
	},
	export: {
		what: 'write a session to one file',
		forms: [{words: 'NAME', own: ['out']}],
		about: ['Writes a session to one file that whfb import takes on another computer.'],
	},
	import: {
		what: 'bring in evidence or a session',
		forms: [{words: 'PATH', own: ['session', 'taken', 'run']}],
		about: [
			'Brings in a file written by a whfb collector script, BRINGS, a saved answer of Graph, or an exported session. A folder up to three levels above what belongs together does as well, and a zip archive of it.',
			'A folder of files that scripts wrote on many computers is read one by one: each is taken, or named with the reason; and so is each line of a text or table with lines that such scripts printed.',
			"The evidence's own time counts; --taken is for files that carry none, and is written like 2026-11-22T09:00Z; without a zone it is in UTC. With one session, --session may be left out. Where a text holds several runs of a program, they are listed, and --run chooses one.",
		],
	},
	evidence: {
		what: 'what was brought in, how old it is, what it is used for',
		forms: [{words: '[NAME]', own: ['format']}],
		about: [
			'Lists what was brought into a session: what it is about, from whom, when it was taken, what it is worth now, and which checks need it or rest on it. It asks nobody anything.',
		],
	},
	report: {
		what: 'write the hand-over: what was seen, and who does what',
		forms: [
			{words: '[NAME]', own: ['practice', 'format', 'for', 'since', 'redact', 'out']},
			{words: 'FILE', own: ['restore!', 'out']},
			{words: '', own: ['all!', 'format', 'out']},
		],
		about: [
			'Looks at the gates of a session once more, and prints what the session knows: where the gates stand and why, what to do next and by whom, every check with its source and age, what people stated, and what was not seen. With --practice it is about a practice environment.',
			'What changed since the last report of the session stands in it as well; --since REPORT names an earlier one, by its file.',
			'--for writes one page of what is asked of one role, with the commands, how long it takes and how it is proved. Roles: ROLES.',
			'--redact KEY puts tokens in the place of the names of people, computers, domains, tenants, groups and addresses, and of words that neither the guide nor whfb uses itself. A name is replaced wherever it stands as a whole word in what was seen, also where it is a word there; a token that ends in v2 or v3 is another spelling of the same name. The file KEY is made, or used again: the same name has the same token in every report that is made with it. Keep KEY, and send the report alone: whfb report FILE --restore KEY gives the names back, to the letter, or nothing where KEY does not know a token.',
			'--all writes one table of all sessions in the folder, as html or csv: gates as they were seen last, what is open, and how old it is. It asks nobody anything.',
			'It is a file to hand over: without --redact with names of people and computers in it. Exit codes: 0 it was written, 2 it could not be.',
		],
	},
	verify: {
		what: 'is a report as it was made from its session?',
		forms: [{words: 'REPORT', own: ['session']}],
		about: [
			'Reads a report and the session that it names, or the one of --session, and says whether the report is as it was written, whether it was made from that session, and what was added since. It shows carelessness and damage, not a determined forger.',
			'Exit codes: 0 all of that holds, 2 it does not, or could not start.',
		],
	},
	collector: {
		what: 'write a script to carry to another machine',
		forms: [{words: '', own: ['place!', 'out!', 'one-line']}],
		about: [
			'Writes one readable, read-only script to run on another machine. What it prints there, saved as a file, comes back with whfb import. Run with -Out FOLDER it writes a new file there each time, for many computers.',
			'With --one-line the script for a client prints one line of at most 2,048 characters, which is what Intune keeps of a detection script; whfb import takes a list of such lines, or a table with them in any column.',
			'Places: PLACES. Where nothing has to be carried yet, it says so.',
		],
	},
	doctor: {
		what: 'what this computer can look at',
		forms: [{words: '', own: []}],
		about: ['Says what this computer can and cannot look at. Safe to paste in a ticket.'],
	},
	config: {
		what: 'settings, and where each value comes from',
		forms: [{words: '', own: ['format']}],
		about: [
			'Shows each setting, its value and where it comes from: an option, a variable, the file of settings, or what is usual. The first that says something counts, in that order.',
			`The file is whfb/config.json in the folder of your configuration: %APPDATA% on Windows, else $XDG_CONFIG_HOME or ~/.config. It holds one JSON object with any of: ${settingNames.join(', ')}. Whatever describes one environment belongs to its session, and is no setting.`,
			'Colours: FORCE_COLOR stands first, then NO_COLOR, then TERM=dumb, which starts the wizard line by line as well, then CI; else there are colours where a terminal is.',
		],
	},
	completion: {
		what: 'a script by which a shell completes what is typed',
		forms: [{words: `${shells.slice(0, -1).join('|')}|${shells.at(-1)}`, own: []}],
		about: [
			'Prints a script for a shell. For one window: source <(whfb completion bash), the same in zsh; whfb completion fish | source; whfb completion powershell > whfb-completion.ps1, and then . .\\whfb-completion.ps1. For every window, write that line into the file that your shell reads when it starts.',
		],
	},
} as const satisfies Readonly<Record<string, CommandLine>>;

export type Command = keyof typeof commands;

/** The names of the options that the forms of a command show. */
export const ownOptions = (command: Command): readonly string[] =>
	commands[command].forms.flatMap(({own}) => own.map((name: string) => name.replace('!', '')));

/** Puts the guide's own words into a text of the table. */
export const filled = (text: string, {deployed, brings, places, roles}: Outline): string =>
	text
		.replace('DEPLOYED', deployed)
		.replace('BRINGS', brings.long.join(', '))
		.replace('ROLES', roles.map(({id, words}) => `${id} (${words})`).join(', '))
		.replace('PLACES', places.map(({id}) => `${id} (${placeWords(places, id)})`).join(', '));
