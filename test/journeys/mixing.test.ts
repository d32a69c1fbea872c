import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, describe, expect, it} from 'vitest';
import {oldJournal, oldOpened} from '../session/old.ts';
import {built, eventsIn, newHome, run} from './built.ts';

await built();

describe('what must not be mixed', () => {
	const homes: {readonly remove: () => void}[] = [];
	afterEach(() => {
		for (const home of homes.splice(0)) {
			home.remove();
		}
	});
	const home = () => {
		const made = newHome();
		homes.push(made);
		return made;
	};

	it('a real session is never asked in a practice environment, nor the other way round', async () => {
		const own = home();
		await run(['check', '--session', 'contoso', '--step', '1'], {home: own});
		const mixed = await run(['check', '--session', 'contoso', '--practice', 'ready'], {home: own});
		expect(mixed.exit).toBe(2);
		expect(mixed.stderr).toMatch(/Session contoso is a real one/);
		await run(['check', '--session', 'try', '--practice', 'ready'], {home: own});
		expect((await run(['check', '--session', 'try', '--practice', 'unreachable'], {home: own})).stderr).toMatch(
			/Session try is practice in ready/,
		);
		// Without the option it stays what it is.
		expect((await run(['check', '--session', 'try'], {home: own})).exit).toBe(0);
	});

	it('a password in the address of a proxy is refused, and kept nowhere', async () => {
		const own = home();
		const refused = await run(['check', '--session', 'contoso', '--proxy', 'http://bob:hunter2@proxy.contoso.com:8080'], {home: own});
		expect(refused.exit).toBe(2);
		expect(refused.stderr).not.toContain('hunter2');
	});

	it('a session from elsewhere chooses no program to run here', async () => {
		const own = home();
		const program = join(own.path, 'powershell');
		writeFileSync(program, `#!/bin/sh\ntouch ${join(own.path, 'ran')}\n`, {mode: 0o755});
		const brought = join(own.path, 'giver.whfb.jsonl');
		const at = '2026-11-22T09:00:00.000Z';
		const environment = {powershell: program, directories: ['nosuch.example.test']};
		writeFileSync(brought, oldJournal([oldOpened, {type: 'settled', at, environment}]));
		expect((await run(['import', brought], {home: own})).exit).toBe(0);
		await run(['check', '--session', 'giver', '--step', '2', '--confirm'], {home: own, env: {WHFB_POWERSHELL: ''}});
		expect(() => readFileSync(join(own.path, 'ran'))).toThrow(/ENOENT/);
		await run(['check', '--session', 'own', '--step', '1', '--powershell', program], {home: own});
		expect(JSON.stringify(eventsIn(own, 'own'))).not.toContain(program);
	});

	it('a session from elsewhere draws nothing on this terminal', async () => {
		const own = home();
		const brought = join(own.path, 'giver.whfb.jsonl');
		const at = '2026-11-22T09:00:00.000Z';
		writeFileSync(brought, oldJournal([oldOpened, {type: 'settled', at, environment: {scopeGroup: 'x\u001b]0;title\u0007'}}]));
		const refused = await run(['import', brought], {home: own});
		expect(refused.exit).toBe(2);
		expect(refused.stderr).toMatch(/a group whose name is none \("x\^\[\]0;title\^G"\)/);
	});
});
