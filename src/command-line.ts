import {safeText} from './guide/untrusted.ts';
import {inPackage} from './package-root.ts';
import {startedBy} from './started-by.ts';

/** Whose rules a printed command follows: Windows PowerShell and PowerShell 7, or sh, dash, bash and zsh. cmd.exe has no quoting that PowerShell reads as well. */
export type CommandShell = 'powershell' | 'posix';

const shellHere = (): CommandShell => (process.platform === 'win32' ? 'powershell' : 'posix');

/** Read by every shell as it stands. A tilde, an equals sign or a dash means something to one of them where a word begins. */
const plain: Readonly<Record<CommandShell, RegExp>> = {
	posix: /^(?![~=])[\w.:/=@%+-]+$/,
	powershell: /^[A-Za-z](?:[\w.:/\\-]*[\w./-])?$|^\.?[\\/][\w./\\-]*[\w./-]$|^--?[A-Za-z][A-Za-z-]*$|^\d+$/,
};

/** UTF-8 in octal, three digits a byte, which every shell with `$'...'` reads (POSIX.1-2024, 2.2.4). */
const octal = (text: string): string => [...Buffer.from(text, 'utf8')].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');

/** Shown as it is; a mark that stands on the letter before it may be one of many, so it is written by its number as well. */
const isSeen = (character: string): boolean => safeText(character) === character && !/\p{M}/u.test(character);

const posixWord = (word: string): string =>
	safeText(word) === word
		? `'${word.replaceAll("'", String.raw`'\''`)}'`
		: `$'${[...word].map(character => (isSeen(character) && !/[\\']/.test(character) ? character : octal(character))).join('')}'`;

/**
 * PowerShell takes typographic quotation marks for straight ones, so each is doubled. Windows PowerShell 5.1 hands a quotation mark, and backslashes
 * before one or at the end of a word with a space, to a program as they stand; the program's own reading of its command line wants them escaped. File names
 * of Windows hold no quotation mark, so only backslashes at the end matter, and a path means the same with two of them.
 * `--%` alone comes to no program from PowerShell, however it is written: as a path it begins with `./`.
 */
const powershellWord = (word: string): string => {
	const whole = /\s/.test(word) ? word.replace(/\\+$/, '$&$&') : word;
	const single = (text: string) => `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
	if (safeText(whole) === whole) {
		return single(whole);
	}

	const parts: string[] = [];
	let shown = '';
	for (const character of whole) {
		if (isSeen(character)) {
			shown += character;
			continue;
		}

		parts.push(single(shown), ...[...Array(character.length).keys()].map(at => `[char]0x${character.charCodeAt(at).toString(16)}`));
		shown = '';
	}

	return `(${[...parts, single(shown)].join(' + ')})`;
};

/** Commands that look for a session. */
const ofSessions: ReadonlySet<string | undefined> = new Set(['check', 'sessions', 'resume', 'export', 'import', 'evidence', 'report']);

let folder: string | null = null;

/** The folder of sessions that an option named: a command that is printed has to name it too, or it finds another session of that name. */
export const repeatSessions = (named: string): void => {
	folder = named;
};

/** Our own command without what starts us. */
const ownWords = (words: readonly string[]): readonly string[] => [
	...words.slice(1),
	...(folder !== null && ofSessions.has(words[1]) ? ['--sessions', folder] : []),
];

/**
 * What a batch file would hand to cmd.exe to obey. On Windows one starts us, our own, npm's or npx's, and PowerShell quotes for it what holds a blank and nothing
 * else (CVE-2024-24576 is the same).
 */
const isObeyed = (word: string): boolean => /[&|<>^%!"]/.test(word);

/**
 * A command as a person can paste it into a shell of any computer: that shell hands each word to the program as it is here, whatever it holds, and obeys nothing of
 * it. What cannot be seen is written by its number. Where the program is a batch file, cmd.exe reads the words once more: see `commandLine`.
 */
export const commandElsewhere = (words: readonly string[], shell: CommandShell = shellHere()): string =>
	words.map(word => (plain[shell].test(word) ? word : shell === 'posix' ? posixWord(word) : powershellWord(word))).join(' ');

/** The same for this computer: our own program as it was started. Every command that whfb prints with a name in it is made by one of these two. */
export const commandLine = (words: readonly string[], shell: CommandShell = shellHere()): string => {
	if (words[0] !== 'whfb') {
		return commandElsewhere(words, shell);
	}

	const own = ownWords(words);
	const isByNode = shell === 'powershell' && own.some(isObeyed);
	const line = commandElsewhere([...(isByNode ? [process.execPath, inPackage('dist', 'whfb.js')] : startedBy(process.env)), ...own], shell);
	// To PowerShell a quoted word that begins a line is a text, and no program.
	return shell === 'powershell' && /^['(]/.test(line) ? `& ${line}` : line;
};

/** How this program is called here: `whfb`, or what a shell of this computer reads in its place. */
export const calledHere = (): string => commandLine(['whfb']);

/** Our own name where a command of ours follows it, as in "whfb doctor says"; not where it is the program that does something, nor the end of a path. */
const typed =
	/(?<![\w./\\@-]|npx )whfb(?= (?:(?:check|plan|sessions|resume|export|import|evidence|report|verify|collector|doctor|config|completion|alone|COMMAND)\b|--[a-z]))/g;

/** Whether a place of a text stands in quotation marks: there may be a name of somebody's, and in a printed command there is. */
const isQuoted = (text: string, at: number): boolean => {
	const mark = /(?:^|[\s(=$&])(?<mark>['"])(?:(?!\k<mark>).)*$/s.exec(text.slice(0, at))?.groups?.['mark'];
	return mark !== undefined && text.includes(mark, at);
};

/**
 * A sentence or a line as it is right on this computer: each `whfb COMMAND` in it as it is typed here, but not in quotation marks. What is given to somebody else
 * keeps the plain name. `blank`: what stands between the words that are typed, and before the command.
 */
export const asTyped = (text: string, blank = ' '): string => {
	const called = calledHere();
	const words = called.replaceAll(' ', blank);
	return called === 'whfb'
		? text
		: text.replace(typed, (name, at: number) => (isQuoted(text, at) ? name : words)).replaceAll(`${words} `, `${words}${blank}`);
};

const screens = new WeakMap<object, unknown>();

/** What a screen shows, deep: its texts as they are typed here. What its deeds carry, and what somebody has typed, stays as it is. Nothing is copied where nothing changes. */
export const typedIn = <T>(shown: T): T => {
	if (calledHere() === 'whfb') {
		return shown;
	}

	const within = (value: unknown): unknown => {
		if (typeof value === 'string') {
			return asTyped(value);
		}

		if (typeof value !== 'object' || value === null) {
			return value;
		}

		if (!screens.has(value)) {
			screens.set(
				value,
				Array.isArray(value)
					? value.map(within)
					: Object.fromEntries(
							Object.entries(value).map(([key, part]) => [
								key,
								['deed', 'value', 'id', 'focus', 'href'].includes(key) ? part : within(part),
							]),
						),
			);
		}

		return screens.get(value);
	};
	return within(shown) as T;
};

/** A path as a word of a command that no program takes for an option. */
export const pathWord = (path: string): string => (path.startsWith('-') ? `./${path}` : path);
