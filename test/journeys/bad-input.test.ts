import {appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {openStore} from '../../src/session/store.ts';
import {chained} from '../session/old.ts';
import {built, eventsIn, type Home, newHome, run} from './built.ts';

let home: Home;

beforeAll(built);
beforeEach(() => {
	home = newHome();
});
afterEach(() => home.remove());

type Asked = {readonly env?: NodeJS.ProcessEnv; readonly says: readonly RegExp[]};

/** Refused with exit 2 and one sentence or two that say all of `says`; nothing on standard output, no stack, nothing a terminal would obey. */
const refused = async (args: readonly string[], {env = {}, says}: Asked) => {
	const {exit, stdout, stderr} = await run(args, {home, env});
	expect(stderr).toMatch(/^exit 2: could not start: [\s\S]*\.\n$/);
	for (const words of says) {
		expect(stderr).toMatch(words);
	}

	expect({exit, stdout}).toEqual({exit: 2, stdout: ''});
	expect(stderr.trimEnd().split('\n'), 'one line').toHaveLength(1);
	expect(stderr.length).toBeLessThan(1000);
	expect(stderr, 'no stack, no word of ours').not.toMatch(/\bat .*:\d+:\d+|undefined|\[object|CannotStart/);
	expect(stderr.slice(0, -1), 'nothing that a terminal would obey').not.toMatch(/\p{Cc}/u);
	return stderr;
};

const clear = 'a\u001B[2Jb';
const endless = 'a'.repeat(10_000);
const practised = ['--practice', 'ready'] as const;

it.each([[], ['check'], ['plan'], ['sessions'], ['resume'], ['export'], ['import'], ['evidence'], ['collector'], ['doctor']])(
	'the help of whfb %s fits a window of 80 columns',
	async (...command) => {
		const {stdout} = await run([...command, '--help'], {home});
		expect(stdout).toContain('whfb');
		expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
	},
);

it('a directory is not asked in a session of practice, and nobody is told that it was', async () => {
	await run(['check', ...practised, '--session', 'zz', '--step', '1'], {home});
	const before = eventsIn(home, 'zz').length;
	await refused(['check', '--session', 'zz', '--directory', 'dc1.contoso.com'], {
		says: [/zz is practice/, /dc1\.contoso\.com is not looked at/],
	});
	await refused(['check', '--session', 'zz', '--tenant', 'contoso.com'], {says: [/contoso\.com is not looked at/]});
	expect(eventsIn(home, 'zz').length, 'nothing was written').toBe(before);
});

describe('what is not known is refused, with what there is', () => {
	it.each([
		['a command', ['frobnicate'], [/no command "frobnicate"/, /check, plan, sessions/]],
		['an option', ['check', '--frob'], [/no option --frob/, /--help/]],
		['an option without its value', ['check', '--step'], [/--step/, /needs a value/]],
		['a value where none belongs', ['check', '--strict=3'], [/--strict/, /takes no value/]],
		['an empty value', ['check', '--session', ''], [/--session/, /empty/]],
		['a word too many', ['check', 'extra'], [/"extra"/, /--help/]],
		['a practice environment', ['check', '--practice', 'nope'], [/"nope"/, /connect-before-schema/]],
		[
			'a practice environment that is not named',
			['check', '--practice'],
			[/--practice needs the name/, /alternate-upn, .*unverified-domain\./],
		],
		['a practice environment before another option', ['check', '--practice', '--strict'], [/--practice needs the name/, /ready/]],
		['a practice environment for the wizard', ['--practice', 'nope'], [/"nope"/, /connect-before-schema/]],
		['a step', ['check', ...practised, '--step', '9'], [/"9"/, /1 to 7/, /04-directory-synchronization/]],
		['a format of check', ['check', ...practised, '--format', 'yaml'], [/"yaml"/, /text, json, junit/]],
		['a format of plan', ['plan', '--format', 'yaml'], [/"yaml"/, /text, md, json/]],
		['a format of sessions', ['sessions', '--format', 'yaml'], [/"yaml"/, /text, json/]],
		['a cloud', ['check', ...practised, '--cloud', 'mars'], [/"mars"/, /global, usgov, usgovdod, china/]],
		['a way to sign in', ['check', ...practised, '--sign-in', 'magic'], [/"magic"/, /device-code/]],
		['a proxy', ['check', ...practised, '--proxy', 'nonsense'], [/"nonsense"/, /http:\/\//]],
		[
			'a directory beside practice',
			['check', ...practised, '--directory', 'dc1.contoso.com'],
			[/dc1\.contoso\.com is not looked at/, /--practice/],
		],
		['a tenant beside practice', ['report', ...practised, '--tenant', 'contoso.com'], [/contoso\.com is not looked at/]],
		['a session beside practice', ['report', 'hq', ...practised], [/of a session or of a practice environment/]],
		['a place', ['collector', '--place', 'moon', '--out', 'x.ps1'], [/"moon"/, /connect-server/]],
		['a PowerShell, by option', ['check', ...practised, '--powershell', '/nowhere/pwsh'], [/\/nowhere\/pwsh/, /--powershell/]],
		['a session to resume', ['resume', 'gone'], [/no session gone/]],
		['a session to export', ['export', 'gone'], [/no session gone/]],
		['a session to remove', ['sessions', 'remove', 'gone'], [/no session gone/]],
		['a path to import', ['import', '/nowhere/at/all'], [/\/nowhere\/at\/all/]],
		['a folder to write to', ['check', ...practised, '--out', '/no/such/folder/found.json'], [/cannot be written/, /--out/]],
	] as const)('%s', async (_, args, says) => {
		await refused(args, {says});
		expect(existsSync(home.sessions), 'nothing was made').toBe(false);
	});

	it('a PowerShell, by variable', async () => {
		for (const args of [['check', ...practised], ['doctor'], ['plan']]) {
			await refused(args, {env: {WHFB_POWERSHELL: '/nowhere/pwsh'}, says: [/\/nowhere\/pwsh/, /--powershell/]});
		}
	});

	it('a Graph that is not this computer', async () => {
		const env = {WHFB_GRAPH_ORIGIN: 'https://graph.contoso.test', WHFB_GRAPH_TOKEN: 'secret'};
		const said = await refused(['check', '--step', '3', '--sign-in', 'token'], {env, says: [/WHFB_GRAPH_ORIGIN/, /127\.0\.0\.1/]});
		expect(said).not.toMatch(/secret/);
		await refused(['plan'], {env, says: [/WHFB_GRAPH_ORIGIN/]});
	});
});

describe('the wizard', () => {
	it.each([[[]], [['--practice', 'ready']], [['--session', 'contoso-hq']]])(
		'without a terminal names whfb check and whfb --plain (%j)',
		async args => {
			await refused(args, {says: [/terminal/, /whfb check/, /whfb --plain/]});
		},
	);
});

describe('hostile values', () => {
	it.each([
		['--session', ['check', ...practised, '--session', clear]],
		['--step', ['check', ...practised, '--step', clear]],
		['--format', ['check', ...practised, '--format', clear]],
		['--directory', ['check', '--directory', clear]],
		['--powershell', ['check', ...practised, '--powershell', clear]],
		['--out', ['check', ...practised, '--out', `/none/${clear}`]],
		['an option’s name', ['check', `--${clear}`]],
		['a command', [clear]],
		['a session’s name', ['resume', clear]],
		['a path', ['import', clear]],
		['a practice environment', ['check', '--practice', clear]],
	] as const)('control characters in %s are shown, never obeyed', async (_, args) => {
		await refused(args, {says: [/\\u001b|\^\[/i]});
	});

	it.each([
		['--session', ['check', ...practised, '--session', endless]],
		['--step', ['check', ...practised, '--step', endless]],
		['--practice', ['check', '--practice', endless]],
		['--directory', ['check', '--directory', endless]],
		['--powershell', ['check', ...practised, '--powershell', endless]],
		['a command', [endless]],
		['a path', ['import', endless]],
	] as const)('ten thousand letters in %s are not repeated in full', async (_, args) => {
		await refused(args, {says: [/aaaa\.\.\./]});
	});

	it('a directory that is a filter, and a session that is a path, are no names', async () => {
		await refused(['check', '--directory', 'a)(objectClass=*'], {says: [/no host name/, /corp\.contoso\.com/]});
		await refused(['check', ...practised, '--session', '../x'], {says: [/"\.\.\/x"/, /letters, digits/i]});
		expect(readdirSync(home.path)).toEqual([]);
	});
});

const fileOf = (name: string) => join(home.sessions, `${name}.whfb.jsonl`);

describe('a session', () => {
	beforeEach(async () => {
		await run(['check', '--practice', 'connect-before-schema', '--session', 'contoso', '--format', 'json'], {home});
		expect(existsSync(fileOf('contoso'))).toBe(true);
	});

	it('that is not there is refused with those there are', async () => {
		await refused(['resume', 'gone'], {says: [/no session gone/, /There are: contoso/]});
	});

	it('of a newer version is left as it is', async () => {
		const newer = readFileSync(fileOf('contoso'), 'utf8')
			.replace('"version":2', '"version":3')
			.replace(/"tool":"[^"]*"/, '"tool":"9.0.0"');
		writeFileSync(fileOf('contoso'), newer);
		for (const args of [
			['resume', 'contoso'],
			['check', '--session', 'contoso'],
			['export', 'contoso'],
			['sessions', 'remove', 'contoso'],
		]) {
			await refused(args, {says: [/whfb 9\.0\.0/, /Nothing was changed/, /later/]});
		}

		expect(readFileSync(fileOf('contoso'), 'utf8')).toBe(newer);
		expect((await run(['sessions'], {home})).stdout).toMatch(/contoso {2}written by whfb 9\.0\.0/);
	});

	it('whose last line broke off goes on, and says so', async () => {
		const before = eventsIn(home, 'contoso');
		appendFileSync(fileOf('contoso'), '{"seq":99,"event":{"type":"fou');
		const {exit, stderr} = await run(['check', '--session', 'contoso', '--step', '1'], {home});
		expect(exit).toBe(0);
		expect(stderr).toBe('The session ended in mid-line. The last thing is missing; all before it is here.\n');
		expect(eventsIn(home, 'contoso').slice(0, before.length)).toEqual(before);
	});

	it.each([
		['changed', (text: string) => text.replace('"outcome":"met"', '"outcome":"mat"')],
		['torn', (text: string) => text.split('\n').toSpliced(6, 1, '{"seq":5,"ev').join('\n')],
		['taken out', (text: string) => text.split('\n').toSpliced(6, 1).join('\n')],
	] as const)('with a line in the middle that is %s is kept aside whole, and goes on from what is sound', async (_, damage) => {
		const whole = eventsIn(home, 'contoso');
		const damaged = damage(readFileSync(fileOf('contoso'), 'utf8'));
		writeFileSync(fileOf('contoso'), damaged);
		await refused(['check', '--session', 'contoso'], {says: [/damaged in line \d+/, /is kept as/, /Run the same command again/]});
		const [kept] = readdirSync(join(home.sessions, 'quarantine'));
		expect(readFileSync(join(home.sessions, 'quarantine', kept ?? ''), 'utf8')).toBe(damaged);
		const sound = eventsIn(home, 'contoso');
		expect(sound.length).toBeGreaterThan(0);
		expect(sound.at(-1)).toMatchObject({type: 'mended', line: sound.length + 1});
		expect(whole.slice(0, sound.length - 1)).toEqual(sound.slice(0, -1));
		expect((await run(['check', '--session', 'contoso', '--format', 'json'], {home})).exit).toBe(4);
	});

	it('that is damaged is named by verify, which changes nothing and hides no other', async () => {
		await run(['check', ...practised, '--session', 'other', '--step', '1'], {home});
		expect((await run(['sessions', 'verify'], {home})).exit).toBe(0);
		const damaged = readFileSync(fileOf('contoso'), 'utf8').replace('"outcome":"met"', '"outcome":"mat"');
		writeFileSync(fileOf('contoso'), damaged);
		const {exit, stdout} = await run(['sessions', 'verify'], {home});
		expect(exit).toBe(2);
		expect(stdout).toMatch(/^contoso {2}NOT SOUND\n {2}It is damaged in line \d+: it is not what was written/m);
		expect(stdout).toMatch(/^other {2}sound\n {2}\d+ entries; each line proves the one before it\./m);
		expect((await run(['sessions', 'verify', 'other'], {home})).exit).toBe(0);
		const json = await run(['sessions', 'verify', 'contoso', '--format', 'json'], {home});
		expect(json.exit).toBe(2);
		expect(JSON.parse(json.stdout)).toMatchObject({isSound: false, sessions: [{name: 'contoso', isSound: false, chain: 'damaged'}]});
		expect(readFileSync(fileOf('contoso'), 'utf8')).toBe(damaged);
		await refused(['sessions', 'verify', 'gone'], {says: [/no session gone/, /There are: .*contoso/]});
		for (const format of ['text', 'json']) {
			await refused(['sessions', 'verify', '--format', format, '--sessions', 'mistyped'], {
				says: [/no session in mistyped, so nothing was verified/],
			});
		}
		expect(readdirSync(home.sessions).sort()).toEqual(['contoso.whfb.jsonl', 'other.whfb.jsonl']);
	});

	it('that is no session at all is left as it is', async () => {
		writeFileSync(fileOf('contoso'), 'something else\n');
		await refused(['resume', 'contoso'], {says: [/not a session/, /Nothing was changed/]});
		expect(readFileSync(fileOf('contoso'), 'utf8')).toBe('something else\n');
	});

	it('is not renamed onto another, and not brought in over one', async () => {
		const before = readFileSync(fileOf('contoso'), 'utf8');
		await run(['check', ...practised, '--session', 'other', '--step', '1'], {home});
		await refused(['sessions', 'rename', 'other', 'contoso'], {says: [/session contoso already/, /Nothing was renamed/]});
		const out = join(home.path, 'other.jsonl');
		await run(['export', 'other', '--out', out], {home});
		await refused(['import', out, '--session', 'contoso'], {says: [/session contoso already/, /--session/]});
		expect(readFileSync(fileOf('contoso'), 'utf8')).toBe(before);
	});

	it('cannot be kept where there is no folder for it, and nothing is looked at', async () => {
		const file = join(home.path, 'a-file');
		writeFileSync(file, '');
		for (const folder of [file, join(file, 'below')]) {
			await refused(['check', ...practised, '--session', 'a'], {env: {WHFB_SESSIONS: folder}, says: [/cannot be kept in/, /--sessions/]});
		}
	});
});

const pilot = inPackage('test', 'fixtures', 'connect-export', 'pilot');

describe('what is brought in', () => {
	const brought = (name: string) => join(home.path, name);

	it.each([
		['an empty file', '', [/empty/]],
		['text of any kind', 'hello there\n', [/nothing that whfb can use/, /Connect export/]],
		['bytes of any kind', Buffer.from(Array.from({length: 4000}, (_, at) => (at * 7919) % 256)), [/nothing that whfb can use/]],
		['an archive', 'PK\u0003\u0004 and so on', [/Unpack it/]],
		['JSON of any kind', '{"hello": ["there"]}', [/nothing that whfb can use/]],
	] as const)('%s is refused with what whfb takes', async (_, content, says) => {
		writeFileSync(brought('thing'), content);
		await refused(['import', brought('thing'), '--session', 'contoso'], {says: [/was not taken/, ...says]});
		expect(existsSync(home.sessions), 'no session is made for nothing').toBe(false);
	});

	it('an empty folder is refused', async () => {
		mkdirSync(brought('folder'));
		await refused(['import', brought('folder'), '--session', 'contoso'], {says: [/was not taken/, /empty/]});
	});

	it('an export that lacks a part is refused, and the part is named', async () => {
		cpSync(pilot, brought('export'), {recursive: true});
		rmSync(join(brought('export'), 'SynchronizationRules'), {recursive: true});
		await refused(['import', brought('export'), '--session', 'contoso'], {says: [/not whole/, /SynchronizationRules/, /again/]});
	});

	it('an export whose file was cut is refused, and the file is named', async () => {
		cpSync(pilot, brought('export'), {recursive: true});
		const [rule = ''] = readdirSync(join(brought('export'), 'SynchronizationRules'));
		truncateSync(join(brought('export'), 'SynchronizationRules', rule), 900);
		await refused(['import', brought('export'), '--session', 'contoso'], {says: [new RegExp(rule.replace(/[{}.]/g, '.'))]});
	});

	it('an export of another forest is refused, and the session stays as it was', async () => {
		const at = '2026-11-22T09:00:00Z';
		const open = openStore(home.sessions).create('fabrikam', at, '1.0.0');
		const ids = ['6d6ddc5e-44c1-4a5c-8a4d-22e7a9d1b2f1'];
		const tenant = {id: '11111111-2222-4333-8444-555555555555', domains: ['fabrikam.com']};
		open.journal.append({type: 'identified', at, identity: {forests: [{name: 'fabrikam.com', ids}], tenant}});
		open.close();
		const before = readFileSync(fileOf('fabrikam'), 'utf8');
		await refused(['import', pilot, '--session', 'fabrikam'], {says: [/was not taken/, /somebody else/, /--session NAME/]});
		expect(readFileSync(fileOf('fabrikam'), 'utf8')).toBe(before);
	});

	it('an old export is taken, and says how old it is', async () => {
		const {exit, stdout} = await run(['import', pilot, '--session', 'contoso'], {home});
		expect(exit).toBe(0);
		expect(stdout).toMatch(/exported, taken at 2016-/);
		expect(stdout).toMatch(/\d+ days old/);
	});

	it('for no session in particular needs a name', async () => {
		await refused(['import', pilot], {says: [/which session/, /--session NAME/]});
	});

	it('a session that broke off is brought in, and says that its last thing is missing', async () => {
		await run(['check', ...practised, '--session', 'contoso'], {home});
		const text = readFileSync(fileOf('contoso'), 'utf8');
		writeFileSync(brought('torn.jsonl'), text.slice(0, text.length - 40));
		const {exit, stdout} = await run(['import', brought('torn.jsonl'), '--session', 'torn'], {home});
		expect(exit).toBe(0);
		expect(stdout).toMatch(/The last thing is missing/);
		expect(eventsIn(home, 'torn').slice(0, -1)).toEqual(eventsIn(home, 'contoso').slice(0, -1));
		expect(eventsIn(home, 'torn').at(-1)).toMatchObject({type: 'brought'});
	});

	it.each<readonly [string, unknown, RegExp]>([
		['a kind of entry that there is none of', {type: 'opens-every-gate', at: '2026-11-22T09:00:00Z'}, /type/],
		['a finding without a verdict', {type: 'found', at: '2026-11-22T09:00:00Z', check: 'x', finding: {kind: 'judged'}}, /finding/],
		['a time that is none', {type: 'entered', at: 'soon', step: '01-overview'}, /\(at\)/],
		['no entry at all', null, /what kind/],
	])('a session with %s is refused, though its hashes are right, and nothing is left of it', async (_, event, where) => {
		const open = openStore(join(home.path, 'elsewhere')).create('made', '2026-11-22T09:00:00Z', '1.0.0');
		open.close();
		writeFileSync(brought('made.jsonl'), chained(readFileSync(open.file, 'utf8').trimEnd(), [event]));
		await refused(['import', brought('made.jsonl')], {says: [/line 2 holds something that whfb never writes/, where, /fresh export/]});
		expect(existsSync(home.sessions) ? readdirSync(home.sessions) : []).toEqual([]);
	});

	it('a session that was edited is refused, and nothing is left of it', async () => {
		await run(['check', ...practised, '--session', 'contoso'], {home});
		writeFileSync(brought('edited.jsonl'), readFileSync(fileOf('contoso'), 'utf8').replace('"outcome":"met"', '"outcome":"mat"'));
		await refused(['import', brought('edited.jsonl'), '--session', 'edited'], {says: [/damaged in line \d+/, /Nothing was kept of it/]});
		expect(readdirSync(home.sessions)).toEqual(['contoso.whfb.jsonl']);
	});

	it.each(['yesterday', '2999-01-01T00:00:00Z'])('a time that is none is refused: --taken %s', async taken => {
		await refused(['import', pilot, '--session', 'contoso', '--taken', taken], {says: [/--taken/]});
	});
});
