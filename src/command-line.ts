import {safeText} from './guide/untrusted.ts';

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

/** The words that start this program again: by npm or npx it is on nobody's PATH. Both say in variables that they are at work (docs.npmjs.com, npm exec). */
const startedBy = (env: NodeJS.ProcessEnv): readonly string[] => {
	switch (env['npm_lifecycle_event']) {
		case 'start':
			return ['npm', 'start', '--silent', '--'];
		case 'npx':
			// Whoever starts another program by npx, which starts this one, finds it by its own name.
			return /^["']?whfb\b/.test(env['npm_lifecycle_script'] ?? '') ? ['npx', 'whfb'] : ['whfb'];
		default:
			return ['whfb'];
	}
};

/** Our own commands as this program was started. */
const asStarted = (words: readonly string[]): readonly string[] =>
	words[0] === 'whfb'
		? [...startedBy(process.env), ...words.slice(1), ...(folder !== null && ofSessions.has(words[1]) ? ['--sessions', folder] : [])]
		: words;

/**
 * A command as a person can paste it into a shell of any computer: each word comes to the program as it is here, whatever it holds, and nothing of it is
 * obeyed. What cannot be seen is written by its number.
 */
export const commandElsewhere = (words: readonly string[], shell: CommandShell = shellHere()): string =>
	words.map(word => (plain[shell].test(word) ? word : shell === 'posix' ? posixWord(word) : powershellWord(word))).join(' ');

/** The same for this computer: our own program as it was started. Every command that whfb prints with a name in it is made by one of these two. */
export const commandLine = (words: readonly string[], shell: CommandShell = shellHere()): string =>
	commandElsewhere(asStarted(words), shell);

/** A path as a word of a command that no program takes for an option. */
export const pathWord = (path: string): string => (path.startsWith('-') ? `./${path}` : path);
