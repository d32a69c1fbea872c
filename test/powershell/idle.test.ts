import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {runScript} from '../../src/powershell/powershell.ts';
import {standInAnswer} from './answer.ts';

let folder: string;
const script = join(import.meta.dirname, 'fixtures', 'echo.ps1');
const minutes = 60_000;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-idle-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** A program in the place of PowerShell that does what a shell is told; `page N` and `answer N` give frames as host.ps1 does where it is constrained. */
const shell = (does: string) => {
	const path = join(folder, 'shell');
	const answer = standInAnswer({pages: 2});
	writeFileSync(
		path,
		`#!/bin/sh
read -r request; nonce=\${request#*'"nonce":"'}; nonce=\${nonce%%'"'*}
frame() { printf 'WHFB-BEGIN %s %s %s %s -\\n%s\\nWHFB-END %s %s\\n' "$nonce" "$1" "$2" "\${#3}" "$3" "$nonce" "$2"; }
page() { frame page "$1" "$1"; }
answer() { frame answer "$1" '${answer}'; }
${does}
`,
	);
	chmodSync(path, 0o755);
	return {path};
};

describe.skipIf(process.platform === 'win32')('a script that gives pages', () => {
	const run = (does: string, idleLimit: number, onPage: (page: unknown) => void | Promise<void> = () => undefined) =>
		runScript(shell(does), {script, parameters: {}, deadline: 30 * minutes, idleLimit, onPage});

	it('M6 is ended when nothing has come from it for longer than its silence may last, and says for how long', async () => {
		const began = performance.now();
		expect(await run('sleep 60', 700)).toEqual({
			kind: 'unobserved',
			reason: 'timed-out',
			detail: 'echo.ps1 was ended, because nothing came from it for 0.7 seconds; it might have taken 1800 seconds in all.',
		});
		expect(performance.now() - began).toBeLessThan(4_000);
	});

	it('M6 is ended when it falls silent in the midst of its pages', async () => {
		const pages: unknown[] = [];
		expect(await run('page 1; sleep 60', 1_000, page => void pages.push(page))).toMatchObject({reason: 'timed-out'});
		expect(pages).toEqual([1]);
	});

	it('may take longer in all than it may be silent', async () => {
		const began = performance.now();
		expect(await run('sleep 1; page 1; sleep 1; page 2; sleep 1; answer 3', 2_500)).toMatchObject({kind: 'facts'});
		expect(performance.now() - began).toBeGreaterThan(2_500);
	});

	it('is heard in every byte, and not in what it complains', async () => {
		expect(await run('for i in 1 2 3 4; do sleep 0.5; printf " "; done; echo; page 1; page 2; answer 3', 1_500)).toMatchObject({
			kind: 'facts',
		});
		expect(await run('while :; do sleep 0.1; echo no >&2; done', 700)).toMatchObject({reason: 'timed-out'});
	});

	it('is not silent while somebody deals with its page', async () => {
		expect(await run('page 1; page 2; answer 3', 700, () => wait(1_500))).toMatchObject({kind: 'facts'});
	});
});
