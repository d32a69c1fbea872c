import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {built, type Home, newHome, run} from './built.ts';

let home: Home;

beforeAll(built);
beforeEach(() => {
	home = newHome();
});
afterEach(() => {
	home.remove();
});

/** No C0 but the ends of lines and the tabs of JSON, nothing that a terminal obeys, and nothing that it does not show. */
const unsafe = /[\0-\x08\x0b-\x1f\x7f-\x9f]|[\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** Clears a screen, writes a clipboard, turns the direction of writing, and cannot be seen. */
const evil = 'x\u001b[2J\u001b]52;c;eA==\u0007\u009b31m\u202e\u200by';
const quiet = 'x\u202e\u200b\u2066y';

const ready = ['check', '--practice', 'ready'];

describe('M9 a text that somebody gives whfb is shown as it is safe to show', () => {
	it.each<[string, readonly string[]]>([
		['the name of a group', [...ready, '--step', '2', '--scope-group']],
		['the name of a group, in JSON', [...ready, '--step', '2', '--format', 'json', '--scope-group']],
		['the name of a group, in JUnit', [...ready, '--step', '2', '--format', 'junit', '--scope-group']],
		['a session', [...ready, '--session']],
		['a folder of sessions', ['sessions', '--sessions']],
		['a folder of sessions, in JSON', ['sessions', '--format', 'json', '--sessions']],
		['a directory', [...ready, '--directory']],
		['a PowerShell', ['check', '--step', '1', '--powershell']],
		['a tenant', ['check', '--tenant']],
		['a client', ['check', '--client-id']],
		['a proxy', ['check', '--proxy']],
		['a cloud', ['check', '--cloud']],
		['a way to sign in', ['check', '--sign-in']],
		['a practice environment', ['check', '--practice']],
		['a step', [...ready, '--step']],
		['a format', [...ready, '--format']],
		['a file that cannot be written', [...ready, '--step', '1', '--out', 'nowhere/']],
		['a file to import', ['import']],
		['a time', ['import', 'package.json', '--taken']],
		['a run', ['import', 'package.json', '--run']],
		['a place', ['collector', '--out', 'x.ps1', '--place']],
		['a script to write', ['collector', '--place', 'client', '--out']],
		['a session to remove', ['sessions', 'remove']],
		['a session to go on with', ['resume']],
		['a command', []],
	])('%s', async (_, args) => {
		for (const text of [evil, quiet]) {
			const {stdout, stderr} = await run(args.at(-1) === 'nowhere/' ? [...args.slice(0, -1), `nowhere/${text}`] : [...args, text], {home});
			expect(stdout + stderr).not.toBe('');
			expect(unsafe.exec(stdout + stderr)?.[0]).toBeUndefined();
		}
	});

	it.each(['WHFB_SESSIONS', 'WHFB_POWERSHELL'])('the variable %s', async name => {
		const {stdout, stderr} = await run(['sessions'], {home, env: {[name]: join(home.path, quiet)}});
		const second = await run(['check', '--step', '1'], {home, env: {[name]: join(home.path, quiet)}});
		expect(unsafe.exec(stdout + stderr + second.stdout + second.stderr)?.[0]).toBeUndefined();
	});

	it('a file that lies in the folder of sessions', async () => {
		await run([...ready, '--step', '1', '--session', 'mine'], {home});
		writeFileSync(join(home.sessions, `${evil}.whfb.jsonl`), readFileSync(join(home.sessions, 'mine.whfb.jsonl')));
		expect(readdirSync(home.sessions)).toContain(`${evil}.whfb.jsonl`);
		for (const args of [['sessions'], ['sessions', '--format', 'json'], ['export', 'nobody'], ['doctor']]) {
			const {stdout, stderr} = await run(args, {home});
			expect(unsafe.exec(stdout + stderr)?.[0]).toBeUndefined();
		}

		expect((await run(['sessions'], {home})).stdout).toContain('mine  step 1');
	});

	it.skipIf(process.platform === 'win32')('names in a printed command the folder of sessions that an option named', async () => {
		await run([...ready, '--step', '1', '--session', 'mine'], {home});
		await run(['export', 'mine', '--out', 'mine.json'], {home});
		const {stdout} = await run(['import', 'mine.json', '--sessions', 'other place'], {home});
		expect(stdout).toContain("whfb resume mine --sessions 'other place'");
	});

	it.skipIf(process.platform === 'win32')('L5 a name that a shell would run is printed as one word of a command', async () => {
		await run([...ready, '--step', '1', '--session', 'mine'], {home});
		const {stdout} = await run(['export', 'mine', '--out', 'x y;calc $(reboot)'], {home});
		expect(stdout).toContain("whfb import 'x y;calc $(reboot)' --session mine");
	});
});
