import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {built, type Home, newHome, run} from './built.ts';
import {type Person, terminal} from './terminal.ts';

let home: Home;
let person: Person | null = null;

beforeAll(built);
beforeEach(() => {
	home = newHome();
});
afterEach(() => {
	person?.kill('SIGKILL');
	person = null;
	home.remove();
});

const settle = (content: string) => {
	const folder = process.platform === 'win32' ? join(home.path, 'roaming', 'whfb') : join(home.path, '.config', 'whfb');
	mkdirSync(folder, {recursive: true});
	writeFileSync(join(folder, 'config.json'), content);
};

const configOf = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
	const {exit, stdout, stderr} = await run(['config', '--format', 'json', ...args], {home, env});
	expect({exit, stderr}).toEqual({exit: 0, stderr: ''});
	const {settings} = JSON.parse(stdout) as {settings: readonly {name: string; value: unknown; from: string}[]};
	return Object.fromEntries(settings.map(({name, value, from}) => [name, [value, from]]));
};

describe('settings', () => {
	it('come from an option before a variable, from a variable before the file, and from the file before what is usual', async () => {
		settle(JSON.stringify({sessions: '/of/the/file', 'sign-in': 'browser', proxy: 'http://proxy.contoso.com:8080', ascii: true}));
		expect(await configOf(['--sign-in', 'none'], {FORCE_COLOR: '1'})).toMatchObject({
			sessions: [home.sessions, 'WHFB_SESSIONS'],
			'sign-in': ['none', 'option'],
			proxy: ['http://proxy.contoso.com:8080', 'file'],
			ascii: [true, 'file'],
			plain: [false, 'usual'],
			colour: [true, 'FORCE_COLOR'],
		});
		expect(await configOf([], {WHFB_SESSIONS: ''})).toMatchObject({sessions: ['/of/the/file', 'file'], 'sign-in': ['browser', 'file']});
	});

	it('are obeyed: a wizard asks line by line, and sessions are kept where the file says', async () => {
		settle(JSON.stringify({plain: true, sessions: join(home.path, 'kept')}));
		person = terminal({home, args: ['--practice', 'ready'], rows: 40, env: {WHFB_SESSIONS: ''}});
		await person.until(/for 1\b/);
		expect(person.isAlternate()).toBe(false);
		const {stdout} = await run(['sessions'], {home, env: {WHFB_SESSIONS: ''}});
		expect(stdout).toMatch(/practice-1/);
		expect(stdout).not.toMatch(/--sessions/);
	});

	it('that are broken stop every command that would obey them, in a sentence, and no other', async () => {
		settle('{"proxy": ');
		for (const args of [['config'], ['check', '--practice', 'ready'], ['sessions'], ['doctor'], ['--plain']]) {
			const {exit, stderr} = await run(args, {home});
			expect({exit, stderr}).toEqual({
				exit: 2,
				stderr: expect.stringMatching(/^exit 2: could not start: The file of settings .* cannot be used: it is no JSON/),
			});
		}

		for (const args of [['--help'], ['--version'], ['completion', 'bash']]) {
			expect(await run(args, {home})).toMatchObject({exit: 0, stderr: ''});
		}
	});

	it('with a value that an option could not have are named with their file', async () => {
		settle('{"proxy": "nowhere"}');
		const {exit, stderr} = await run(['check', '--practice', 'ready'], {home});
		expect(exit).toBe(2);
		expect(stderr).toMatch(/--proxy "nowhere" is no address.*The file of settings says it: .*config\.json/);
	});
});

describe('what the environment asks for', () => {
	it('is line by line on a terminal that cannot move its cursor', async () => {
		person = terminal({home, args: ['--practice', 'ready'], rows: 40, env: {TERM: 'dumb'}});
		await person.until(/for 1\b/);
		expect(person.isAlternate()).toBe(false);
		expect(person.raw()).not.toContain('\u001B[');
	});

	it.each<[string, NodeJS.ProcessEnv, boolean]>([
		['colours in a pipe, with FORCE_COLOR', {FORCE_COLOR: '1'}, true],
		['none in a pipe', {}, false],
		['none in a pipe, with FORCE_COLOR=0', {FORCE_COLOR: '0'}, false],
	])('is %s', async (_, env, coloured) => {
		const {stdout} = await run(['check', '--practice', 'ready', '--step', '1'], {home, env});
		expect(stdout).toMatch(/exit 0/);
		expect(stdout.includes('\u001B[')).toBe(coloured);
	});

	it.each<[NodeJS.ProcessEnv, boolean]>([
		[{}, true],
		[{NO_COLOR: '1'}, false],
		[{CI: 'true'}, false],
		[{CI: 'true', FORCE_COLOR: '1'}, true],
	])('is a screen whose colours follow %j', async (env, coloured) => {
		person = terminal({home, args: ['--practice', 'ready'], env});
		await person.until(/1 of 7/);
		expect(person.raw().includes('\u001B[7m')).toBe(coloured);
	});
});
