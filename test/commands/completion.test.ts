import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {bashCompletion} from '../../src/commands/completion/bash.ts';
import {fishCompletion} from '../../src/commands/completion/fish.ts';
import {powershellCompletion} from '../../src/commands/completion/powershell.ts';
import {type Offered, offers} from '../../src/commands/completion/words.ts';
import {zshCompletion} from '../../src/commands/completion/zsh.ts';
import {manPage} from '../../src/commands/man-page.ts';
import {typed} from '../../src/commands/options.ts';
import {commands, options, shells} from '../../src/commands/table.ts';
import {outline} from '../../steps/outline.ts';
import {built, newHome} from '../journeys/built.ts';
import {terminal} from '../journeys/terminal.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';

const folder = mkdtempSync(join(tmpdir(), 'whfb-completion-'));
const home = newHome();
let all: readonly Offered[];

beforeAll(async () => {
	await built();
	all = offers();
	for (const [shell, make] of [
		['bash', bashCompletion],
		['zsh', zshCompletion],
		['fish', fishCompletion],
		['ps1', powershellCompletion],
	] as const) {
		writeFileSync(join(folder, `whfb.${shell}`), make(all));
	}
});
afterAll(() => {
	home.remove();
	rmSync(folder, {recursive: true, force: true});
});

/** What is typed so far, and what a shell has to offer then. */
const lines: readonly (readonly [line: string, words: readonly string[]])[] = [
	['whfb ', Object.keys(commands)],
	['whfb col', ['collector']],
	['whfb check --for', ['--format']],
	['whfb check --format ', ['text', 'json', 'junit']],
	['whfb check --format j', ['json', 'junit']],
	['whfb report --for ', outline.roles.map(({id}) => id)],
	['whfb --cloud us', ['usgov', 'usgovdod']],
	['whfb --practice rea', ['ready']],
	['whfb plan --sign-in b', ['browser']],
	['whfb sessions ', ['diff', 'remove', 'rename', 'verify']],
	['whfb completion ', [...shells]],
	['whfb collector --one', ['--one-line']],
];
/** Where nothing may be offered: a value that nobody can guess, an option of another command. PowerShell offers files then. */
const nothing = ['whfb check --tenant ', 'whfb plan --one', 'whfb nonsense '];

const expected = Object.fromEntries(
	[...lines, ...nothing.map(line => [line, []] as const)].map(([line, words]) => [line, [...words].sort()]),
);

/** Lines of `TYPED<tab>WORD`, one a word that was offered. */
const offered = (stdout: string, asked: readonly string[]) =>
	Object.fromEntries(
		asked.map(line => [
			line,
			stdout
				.split('\n')
				.filter(row => row.startsWith(`${line}\t`))
				.map(row => row.slice(line.length + 1).trim())
				.filter(word => word !== '')
				.sort(),
		]),
	);

const ran = (program: string, args: readonly string[]) => {
	const {stdout, stderr, status} = spawnSync(program, args, {encoding: 'utf8', cwd: folder, env: {...home.env, HOME: folder}});
	expect({status, stderr}).toEqual({status: 0, stderr: ''});
	return stdout;
};

const asked = Object.keys(expected);

describe('what is offered', () => {
	it('is what the command takes, option by option', () => {
		for (const {command, options: offeredOptions} of all) {
			for (const {name, value} of offeredOptions.filter(option => option.name !== 'help' && option.name !== 'version')) {
				expect(() => typed(value === 'none' ? [`--${name}`] : [`--${name}`, 'x'], command)).not.toThrow();
			}
		}

		expect(all.map(({command}) => command)).toEqual([null, ...Object.keys(commands)]);
	});

	it('is every option that there is, somewhere', () => {
		const named = new Set(all.flatMap(each => each.options.map(({name}) => name)));
		expect(Object.keys(options).filter(name => !named.has(name as keyof typeof options))).toEqual([]);
	});
});

describeWith('shells', 'what is typed after whfb is completed', () => {
	it('by bash', () => {
		const script = `source whfb.bash
compopt() { :; }
for line in "$@"; do
	read -ra COMP_WORDS <<< "$line"; [[ $line == *' ' ]] && COMP_WORDS+=('')
	COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _whfb
	for word in "\${COMPREPLY[@]}"; do printf '%s\\t%s\\n' "$line" "$word"; done
done`;
		expect(offered(ran('bash', ['--norc', '-c', script, 'bash', ...asked]), asked)).toEqual(expected);
	});

	it('by bash with the whole name of a file that has blanks in it', () => {
		writeFileSync(join(folder, 'an answer of pc 1.json'), '');
		const script = `source whfb.bash; compopt() { :; }; COMP_WORDS=(whfb import 'an '); COMP_CWORD=2; _whfb; printf '%s\\n' "\${COMPREPLY[@]}"`;
		expect(ran('bash', ['--norc', '-c', script])).toBe('an answer of pc 1.json\n');
	});

	it('by zsh', () => {
		// Its own functions answer to an editor, so that two that say what they were given stand in their places.
		const script = `compdef() { :; }; source ./whfb.zsh
compadd() { shift; for word; do [[ $word == $PREFIX* ]] && print -r -- "$line"$'\\t'"$word"; done }
_describe() { for word in \${(P)2}; do word=\${word%%:*}; [[ $word == $PREFIX* ]] && print -r -- "$line"$'\\t'"$word"; done }
_files() { :; }
for line; do
	words=(\${(z)line}); [[ $line == *' ' ]] && words+=(''); CURRENT=\${#words}; PREFIX=\${words[CURRENT]}; _whfb
done; true`;
		expect(offered(ran('zsh', ['-f', '-c', script, 'zsh', ...asked]), asked)).toEqual(expected);
	});

	it('by fish', () => {
		const script = `source whfb.fish; for line in $argv; complete -C $line | while read -l word; printf '%s\\t%s\\n' $line (string split -f1 \\t -- $word); end; end`;
		expect(offered(ran('fish', ['--no-config', '-c', script, ...asked]), asked)).toEqual(expected);
	});

	it('by the editor of zsh itself, at the key', async () => {
		const person = terminal({home: {...home, path: folder}, command: ['zsh', '-f'], args: [], env: {PS1: 'ready> '}});
		await person.until(/ready>/);
		await person.press('autoload -Uz compinit; compinit -u -D; source ./whfb.zsh; clear; PS1="set> "\r');
		await person.until(/^set>/m);
		await person.press('whfb coll', 'tab', '--pl', 'tab');
		await person.until(/whfb collector --place/);
		person.kill('SIGKILL');
	});
});

describeWith('powershell', 'what is typed after whfb is completed', () => {
	it('by PowerShell', {timeout: 60_000}, async () => {
		const known = lines.map(([line]) => line);
		writeFileSync(
			join(folder, 'ask.ps1'),
			`. ./whfb.ps1
foreach ($line in $args) {
	foreach ($one in (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches) { "$line\`t$($one.CompletionText)" }
}`,
		);
		const stdout = ran(await engine(), ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', 'ask.ps1', ...known]);
		expect(offered(stdout, known)).toEqual(Object.fromEntries(known.map(line => [line, expected[line]])));
	});
});

describe('the manual page', () => {
	it('names every command and every option, and no line is taken for a request', () => {
		const page = manPage('1.2.3');
		for (const name of Object.keys(commands)) {
			expect(page).toContain(`\n.SS ${name}\n`);
		}

		for (const name of Object.keys(options)) {
			expect(page).toContain(`\n.B \\-\\-${name.replaceAll('-', '\\-')}`);
		}

		expect(page.split('\n').filter(line => /^[.'](?!(TH|SH|SS|PP|TP|B|nf|fi)\b)/.test(line))).toEqual([]);
	});

	describeWith('man', 'as man shows it', () => {
		it('has nothing that man warns of', () => {
			const file = join(folder, 'whfb.1');
			writeFileSync(file, manPage('1.2.3'));
			expect(ran('man', ['--warnings', '-l', file])).toMatch(/whfb check \[--step ID\]/);
		});
	});
});
