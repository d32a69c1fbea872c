import {readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {begin, built, type Home, newHome, run} from './built.ts';

let home: Home;
beforeAll(built);
beforeEach(() => {
	home = newHome();
});
afterEach(() => home.remove());

/** Somebody who has begun practice in plain mode and reads. */
const reading = async () => {
	const child = begin(['--plain', '--session', 'contoso'], {home});
	let said = '';
	child.stdout?.on('data', data => {
		said += data;
	});
	for (let tries = 0; !/What now\?/.test(said) && tries < 400; tries++) {
		await new Promise(resolve => setTimeout(resolve, 50));
	}

	const closed = new Promise<number | null>(resolve => child.on('close', resolve));
	return {child, closed, said: () => said};
};
const file = () => join(home.sessions, 'contoso.whfb.jsonl');

describe('a session that is open', () => {
	it('M2 can be looked at by a second whfb, which asks nothing and writes nothing', {timeout: 60_000}, async () => {
		const first = await reading();
		const before = readFileSync(file(), 'utf8');
		const {exit, stdout, stderr} = await run(['resume', 'contoso', '--plain'], {home, input: '1\nb\n1\nyes\nHana\nbecause\nq\n'});
		expect({exit, stderr}).toEqual({exit: 0, stderr: ''});
		expect(stdout.replace(/\s+/g, ' ')).toMatch(
			/is open in another whfb on this computer \(process \d+\)\. Leave it there first\. It can be read here, and nothing else\./,
		);
		expect(stdout).toMatch(/contoso {3}READ ONLY, at step 1 of 7/);
		expect(readFileSync(file(), 'utf8')).toBe(before);
		const refused = await run(['check', '--session', 'contoso', '--step', '1'], {home});
		expect({exit: refused.exit, stdout: refused.stdout}).toEqual({exit: 2, stdout: ''});
		expect(refused.stderr).not.toMatch(/everything is saved/);
		first.child.stdin?.end('q\n');
		expect(await first.closed).toBe(0);
		expect(readdirSync(home.sessions)).toEqual(['contoso.whfb.jsonl']);
	});

	it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('M2 leaves no lock behind where it is left by %s', {timeout: 60_000}, async signal => {
		const first = await reading();
		first.child.kill(signal);
		await first.closed;
		expect(readdirSync(home.sessions)).toEqual(['contoso.whfb.jsonl']);
	});

	it('M10 that is deleted under whoever works on it is not said to be saved, and is kept elsewhere', {timeout: 60_000}, async () => {
		const first = await reading();
		rmSync(file());
		first.child.stdin?.end('\n\n\ny\nHana Novak\nbecause\nq\n');
		await first.closed;
		const after = first.said().slice(first.said().indexOf('What now?'));
		expect(after.replace(/\s+/g, ' ')).toMatch(/NOT SAVED, the file of this session was deleted or moved away while it was open/);
		expect(after).not.toMatch(/Saved \d\d:\d\d/);
		const kept = /whfb import (\S+\.jsonl) --session contoso-kept/.exec(after)?.[1] ?? '';
		expect((await run(['import', kept, '--session', 'rescued'], {home})).exit).toBe(0);
		expect((await run(['resume', 'rescued', '--plain'], {home, input: 'q\n'})).stdout).toMatch(/not answered\s+yet|Step 1 of 7/);
		rmSync(kept);
	});
});
