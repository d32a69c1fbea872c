import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {asTyped, type CommandShell, commandLine, pathWord, typedIn} from '../src/command-line.ts';
import {commands} from '../src/commands/table.ts';
import {safeText} from '../src/guide/untrusted.ts';
import {wrappedHere} from '../src/report/wrapped.ts';
import {engine} from './lab/powershell.ts';
import {describeWith} from './require.ts';

const seed = 26_11_2026;

/** Names as an attacker would give a file that somebody is to import. */
const hostile = [
	'x y;calc',
	'$(reboot)',
	'`reboot`',
	'a & b | c > d',
	"it's",
	'it\u2019s \u2018so\u2019 \u201ahere\u201b',
	'"quoted"',
	'C:\\Users\\A B\\',
	'-out',
	'@args',
	'#no',
	'~',
	'~root/x',
	'=ls',
	'*',
	'[a]',
	'{a,b}',
	'$HOME',
	'$env:PATH',
	'!history',
	'%PATH%',
	'a\nb',
	'a\rb',
	'\u001b[2J\u001b]52;c;eA==\u0007',
	'safe\u202etxt.exe',
	'con\u200btoso',
	'\u009b31m',
	'1kb',
	'007',
	'1..3',
	'-a.b',
	'a,b',
	'',
	' ',
	'\\',
	"'",
	"''",
	'\u{1f600}',
	'\u{e0041}x',
];

const someWord = fc.oneof(
	fc.constantFrom(...hostile),
	fc.string({
		unit: fc.oneof(fc.constantFrom(...'\'"\\$`;&|<>(){}[]*?!#~=%@,^ \t\n-ab1'), fc.constantFrom('\u001b', '\u202e', '\u2019', '\u200d')),
	}),
	fc.string({unit: 'grapheme'}),
);
const all = [...hostile, ...fc.sample(someWord, {seed, numRuns: 1_000})];
/** Some dozen a command: a process for each word would take its time from the other tests. */
const words = Array.from({length: Math.ceil(all.length / 40)}, (_, at) => all.slice(at * 40, at * 40 + 40));

let folder = '';
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-words-'));
	writeFileSync(join(folder, 'words.cjs'), "process.stdout.write(JSON.stringify(process.argv.slice(2)) + '\\n');\n");
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** What a program gets from each of the printed commands, when a real shell has read them all as one script. */
const received = (shell: CommandShell, program: string, args: readonly string[]): readonly unknown[] => {
	const script = join(folder, shell === 'powershell' ? 'all.ps1' : 'all.sh');
	const call = shell === 'powershell' ? `& '${process.execPath}' words.cjs` : `'${process.execPath}' words.cjs`;
	writeFileSync(
		script,
		`\uFEFF${words.map(each => `${call} ${commandLine(each, shell)}\n`).join('')}`.slice(shell === 'powershell' ? 0 : 1),
	);
	const output = execFileSync(program, [...args, script], {cwd: folder, encoding: 'utf8', maxBuffer: 1e8});
	return output
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
};

describe('a command that whfb prints', () => {
	it('gives every word to the program as it is, in bash', () => {
		expect(received('posix', 'bash', [])).toEqual(words);
	});

	it('runs nothing of a name in a plain sh, which reads less than bash does', () => {
		const marker = join(folder, 'ran');
		const names = [`\u200bx'; touch ${marker} #`, `\u200b\\'; touch ${marker} #`, `\u200b$(touch ${marker})`, `\u200b\`touch ${marker}\``];
		writeFileSync(join(folder, 'hostile.sh'), names.map(name => `: ${commandLine([name], 'posix')}\n`).join(''));
		execFileSync('sh', [join(folder, 'hostile.sh')], {cwd: folder});
		expect(existsSync(marker)).toBe(false);
	});

	it.each(['posix', 'powershell'] as const)('holds nothing that a terminal obeys or hides, for %s', shell => {
		for (const each of words) {
			const line = commandLine(each, shell);
			expect(safeText(line)).toBe(line);
		}
	});

	it('stands as a person would type it, where nothing in it needs more', () => {
		expect(commandLine(['whfb', 'import', '/home/a/contoso-1.json', '--session', 'contoso-1'], 'posix')).toBe(
			'whfb import /home/a/contoso-1.json --session contoso-1',
		);
		expect(commandLine(['whfb', 'import', 'C:\\Temp\\a b.json'], 'powershell')).toBe("whfb import 'C:\\Temp\\a b.json'");
	});

	it('starts Node itself on Windows where a batch file would have cmd.exe obey a word', () => {
		for (const name of ['R&D', 'a|b', 'a>b', '100%PATH%', 'a^b', 'wow!']) {
			const line = commandLine(['whfb', 'import', `${name}.json`], 'powershell');
			expect(line).toMatch(/^(& ')?[^ ]*node(\.exe)?'? .*whfb\.js'? import '/);
			expect(commandLine(['whfb', 'import', `${name}.json`], 'posix')).toMatch(/^whfb import /);
		}

		expect(commandLine(['whfb', 'import', "it's (1).json"], 'powershell')).toBe("whfb import 'it''s (1).json'");
	});

	it('names a file that begins with a dash so that it is no option', () => {
		expect(commandLine(['whfb', 'import', pathWord('-x')], 'posix')).toBe('whfb import ./-x');
	});
});

describeWith('powershell', 'a command that whfb prints on Windows', () => {
	it('gives every word to the program as it is, in PowerShell', {timeout: 180_000}, async () => {
		expect(received('powershell', await engine(), ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'RemoteSigned', '-File'])).toEqual(
			// Windows PowerShell 5.1 needs backslashes at the end of a word with a space twice; to a path they mean the same.
			words.map(each => each.map(word => (/\s/.test(word) ? word.replace(/\\+$/, '$&$&') : word))),
		);
	});
});

describe('a sentence as it is right on this computer', () => {
	const started = process.env['npm_lifecycle_event'];
	beforeEach(() => {
		process.env['npm_lifecycle_event'] = 'start';
	});
	afterEach(() => {
		if (started === undefined) {
			delete process.env['npm_lifecycle_event'];
		} else {
			process.env['npm_lifecycle_event'] = started;
		}
	});

	it.each([
		['whfb check looks again.', 'npm start --silent -- check looks again.'],
		["It's there: whfb plan names it.", "It's there: npm start --silent -- plan names it."],
		["There is nothing at '/n/my whfb report x.json'.", "There is nothing at '/n/my whfb report x.json'."],
		[
			'There is nothing at "/n/my whfb report x.json", and whfb plan says so.',
			'There is nothing at "/n/my whfb report x.json", and npm start --silent -- plan says so.',
		],
		["The users' group: whfb check --user ANNA", "The users' group: npm start --silent -- check --user ANNA"],
	])('names the command in %s, and no name that holds its words', (text, typed) => {
		expect(asTyped(text)).toBe(typed);
	});

	it.each(Object.keys(commands))('knows whfb %s, as every command', command => {
		expect(asTyped(`Then whfb ${command} says so.`)).toBe(`Then npm start --silent -- ${command} says so.`);
	});

	it('leaves a printed command what it is, whatever its folder is called', () => {
		const line = commandLine(['whfb', 'check', '--session', 'a', '--out', '/data/my whfb check'], 'posix');
		expect(asTyped(line)).toBe(line);
		expect(typedIn({shown: [line]})).toEqual({shown: [line]});
	});

	it('is broken over lines at no blank of a command, nor before its first word', () => {
		for (let before = 0; before < 80; before++) {
			const lines = wrappedHere(`${'a '.repeat(before)}from whfb plan.`, '', 0);
			expect(
				lines.some(line => line.includes('npm start --silent -- plan.')),
				lines.join('\n'),
			).toBe(true);
		}
	});
});
