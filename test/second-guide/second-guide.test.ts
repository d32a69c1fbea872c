import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Home, newHome, run} from '../journeys/built.ts';
import {terminal} from '../journeys/terminal.ts';
import {type SecondPackage, secondPackage} from './package.ts';

let home: Home;
let second: SecondPackage;

beforeAll(() => {
	home = newHome();
	second = secondPackage();
});
afterAll(() => {
	home.remove();
	second?.remove();
});

const whfb = (args: readonly string[], input = '') => run(args, {home, file: second.program, input});
/** What only the guide of the product may say. */
const ofTheProduct = /hello|key trust|connect|dsregcmd|upn|seven/i;

describe('a second guide of two steps, one gate and one place', () => {
	it('is what the help speaks of', async () => {
		const {exit, stdout} = await whfb(['--help']);
		expect(exit).toBe(0);
		expect(stdout).toContain('A printer for the office, shared queue, in two steps.');
		expect(stdout).toContain('print server');
		expect(stdout).not.toMatch(ofTheProduct);
		expect((await whfb(['import', '--help'])).stdout).toContain('a saved queue report');
		expect((await whfb(['collector', '--help'])).stdout).toContain('print-server');
	});

	it('is planned', async () => {
		const {exit, stdout} = await whfb(['plan']);
		expect(exit).toBe(0);
		expect(stdout).toContain('the report of the queue');
		expect(stdout.replace(/\s+/g, ' ')).toContain("Of the guide's 2 sentences 1 are proved");
		expect(stdout).toContain('The print server, or by whfb collector --place print-server');
		expect(stdout).not.toMatch(ofTheProduct);
	});

	it('is checked, open and shut', async () => {
		const good = await whfb(['check', '--practice', 'printing', '--format', 'json']);
		expect(good.exit).toBe(0);
		expect(JSON.parse(good.stdout)).toMatchObject({
			guide: 'office-printer',
			gates: [{id: 'paper-before-page', open: true}],
			summary: {met: 2},
		});
		const shut = await whfb(['check', '--practice', 'no-paper']);
		expect(shut.exit).toBe(4);
		expect(shut.stdout).toContain('shut  paper before page, to leave step 1');
		expect(shut.stdout).toContain('Put paper into the tray.');
		expect(shut.stdout).not.toMatch(ofTheProduct);
	});

	it('writes a script for its place', async () => {
		const {exit, stdout} = await whfb(['collector', '--place', 'print-server', '--out', 'ask.ps1']);
		expect(exit).toBe(0);
		expect(stdout).toContain('On the print server run');
		expect((await whfb(['collector', '--place', 'connect-server', '--out', 'x.ps1'])).stderr).toContain('It is one of: print-server.');
	});

	it('takes what is brought, and lists, exports and verifies its sessions', async () => {
		const report = join(home.path, 'report.txt');
		writeFileSync(report, 'queue report\ntray: 7 sheets\n');
		expect(await whfb(['import', report, '--session', 'office', '--taken', new Date().toISOString()])).toMatchObject({
			exit: 0,
			stdout: expect.stringContaining('Kept in session office, which is new.'),
		});
		const seen = await whfb(['check', '--session', 'office', '--step', '1', '--format', 'json']);
		expect(JSON.parse(seen.stdout)).toMatchObject({gates: [{open: true, because: expect.stringContaining('7 sheets are in the tray.')}]});
		expect((await whfb(['evidence', '--session', 'office'])).stdout).toContain('queue-report: the report of the queue');
		expect((await whfb(['sessions'])).stdout).toContain('office  step 1 of 2');
		expect((await whfb(['sessions', 'verify'])).exit).toBe(0);
		expect((await whfb(['export', 'office', '--out', 'office.jsonl'])).exit).toBe(0);
		expect((await whfb(['import', 'office.jsonl', '--session', 'again'])).exit).toBe(0);
	});

	it('is walked in the wizard to its end', async () => {
		const person = terminal({home, args: ['--practice', 'printing'], file: second.program});
		await person.until(/Queue|queue/);
		expect(person.screen()).not.toMatch(ofTheProduct);
		for (let keys = 0; keys < 25 && !/Both steps are done/.test(await person.calm()); keys++) {
			await person.press('enter');
		}

		await person.until(/Both steps are done/);
		expect(person.raw()).not.toMatch(ofTheProduct);
		await person.press('ctrl-c');
		await person.exit();
	});

	it('is walked line by line', async () => {
		const {stdout} = await whfb(['--plain', '--practice', 'printing'], '\n'.repeat(60));
		expect(stdout).toContain('Look at the queue');
		expect(stdout).not.toMatch(ofTheProduct);
	});
});
