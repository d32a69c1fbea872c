import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {readLine} from '../../src/evidence/carried-line.ts';
import {collectorScript} from '../../src/evidence/collector-script.ts';
import {readMachine} from '../../src/evidence/judge-machine.ts';
import type {Collector} from '../../src/guide/check.ts';
import {clientRegistration} from '../../steps/05-device-registration/client-registration.facts.ts';
import {deviceJoined} from '../../steps/05-device-registration/device-joined.ts';
import {dsregcmd} from '../../steps/05-device-registration/dsregcmd.facts.ts';
import {helloPolicyValues} from '../../steps/06-hello-settings/hello-policy.facts.ts';
import {helloPrerequisites} from '../../steps/07-sign-in-and-provision/hello-prerequisites.ts';
import {type Printed, printed, workAccount} from '../../steps/case-builders/printed.ts';
import {outline} from '../../steps/outline.ts';
import {parser} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';
import {closed, printedLine} from './printed-line.ts';

const at = '2026-11-22T08:30:00.0000000Z';
const own = [dsregcmd, clientRegistration, helloPolicyValues] as readonly Collector[];
/** The same questions, asked by scripts that answer on any computer. */
const staged: readonly Collector[] = own.map(one => ({
	...one,
	query: {via: 'powershell', script: `test/fixtures/one-line/${one.id}.ps1`, on: 'client'},
}));
const registration = {
	computer: 'PC07',
	domain: null,
	toldTenantId: 'a~b|c!d*e:f,"g";h\u0416',
	toldTenantName: '',
	joinedTenantIds: ['11111111-1111-4111-8111-111111111111', ''],
};

/** What a client may print, each with the outcome of its own judges. */
const texts: Readonly<Record<string, Printed>> = {
	healthy: {},
	'not joined, with a cause': {
		'Device State': {AzureAdJoined: 'NO'},
		'Diagnostic Data': {'Error Phase': 'discover', 'Client ErrorCode': '0x801c001d', 'Server Message': 'x'.repeat(3_000)},
	},
	'with a key and two work accounts': {
		'User State': {NgcSet: 'YES'},
		'Work Account 1': workAccount('YES'),
		'Work Account 2': workAccount('NO'),
	},
	'on-premises TGT by both names': {'Ngc Prerequisite Check': {OnPremTGT: 'YES', PreReqResult: 'WillNotProvision', DeviceEligible: 'NO'}},
	'run as the computer': {'Diagnostic Data': {'Executing Account Name': 'CONTOSO\\PC07$, '}},
};

const judgedOf = (answers: Readonly<Record<string, unknown>>) =>
	readMachine(own, answers, at).judged([deviceJoined as never, helloPrerequisites as never]);
const answersIn = (line: string, collectors = own): Readonly<Record<string, unknown>> => {
	const read = readLine(line, collectors);
	if ('refused' in read) {
		throw new Error(read.refused);
	}

	return Object.fromEntries(read.answers.flatMap(one => (one.outcome === 'facts' ? [[one.collector, one.facts]] : [])));
};
const lineOf = (text: string, collectors = own) =>
	printedLine({
		place: 'client',
		collectors,
		answers: {dsregcmd: {text, exit: 0}, 'client-registration': registration},
		at,
		computer: 'PC07',
		account: 'CONTOSO\\hana',
	});

describe('the line of one client', () => {
	it.each(Object.entries(texts))('fits, and is judged as the whole answer is: %s', (_, over) => {
		const text = printed(over);
		const line = lineOf(text);
		expect(line.length).toBeLessThanOrEqual(2_048);
		expect(line).toMatch(/^[A-Za-z0-9._:+~!*|-]+$/);
		expect(judgedOf(answersIn(line))).toEqual(
			judgedOf({dsregcmd: {text: text.replace(/^.*Server Message.*$/m, ''), exit: 0}, 'client-registration': registration}),
		);
	});

	it('says what was said, whatever signs stood there', () => {
		expect(answersIn(lineOf(printed()))['client-registration']).toEqual(registration);
	});

	it('does not hide a line that nobody can read', () => {
		const text = printed().replace('DeviceAuthStatus : SUCCESS', 'DeviceAuthStatus = FAILED');
		expect(judgedOf(answersIn(lineOf(text)))).toEqual(judgedOf({dsregcmd: {text, exit: 0}}));
		expect(judgedOf(answersIn(lineOf(text)))[0]?.outcome).toBe('declined');
	});

	it('is refused wherever it is cut, and whatever one sign becomes another', () => {
		const line = lineOf(printed());
		for (let index = 12; index < line.length; index += 1) {
			expect(readLine(line.slice(0, index), own)).toHaveProperty('refused');
			const other = line[index] === 'N' ? 'Y' : 'N';
			expect(readLine(line.slice(0, index) + other + line.slice(index + 1), own)).toHaveProperty('refused');
			expect(readLine(line.slice(0, index) + line.slice(index + 1), own)).toHaveProperty('refused');
		}
	});

	it.each([
		['of another whfb', (body: string) => body.replace(/^(whfb-line-1\|client\|)\w+/, '$1000000000000'), /another whfb made/],
		['of no place', (body: string) => body.replace('|client|', '|printer|'), /another whfb made/],
		['of a script that none shipped', (body: string) => body.replace(/dsregcmd!\w+/, 'dsregcmd!abcdefabcdef'), /another shape/],
		['without a hash of its script', (body: string) => body.replace(/dsregcmd!\w+/, 'dsregcmd!'), /another shape/],
		['with a hash of two letters', (body: string) => body.replace(/(dsregcmd!\w\w)\w+/, '$1'), /another shape/],
		['with an answer gone', (body: string) => body.replace(/\|dsregcmd!.*?(?=\|)/, ''), /another shape/],
		['with a field more', (body: string) => body.replace('|hello-policy', '!n|hello-policy'), /another shape/],
		['with a field of no kind', (body: string) => body.replace('!i0!', '!zz!'), /another shape/],
		['with a word that no list has', (body: string) => body.replace('*.0*', '*.999*'), /another shape/],
		['of no time', (body: string) => body.replace(at, 'yesterday'), /another shape/],
		['of a later version', (body: string) => body.replace('whfb-line-1', 'whfb-line-2'), /version 2/],
	])('is refused where it is %s, though its sum holds', (_, change, why) => {
		const body = lineOf(printed()).replace(/\|\d+\|\w+\|end$/, '');
		expect(change(body)).not.toBe(body);
		expect(readLine(closed(change(body)), own)).toEqual({refused: expect.stringMatching(why)});
	});
});

describeWith('powershell', 'the line that the script prints', () => {
	it('is what its fields say, with a hash and in ConstrainedLanguage, and never longer than Intune keeps', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'whfb-line-'));
		const [script, around] = [join(folder, 'carry.ps1'), join(folder, 'run.ps1')];
		const made = {place: 'client', places: outline.places, collectors: staged, nonce: '0'.repeat(32), created: at};
		writeFileSync(script, collectorScript({...made, oneLine: true}), 'latin1');
		const all = {...texts, endless: {'Tenant Details': {TenantId: 'x'.repeat(2_000)}}, odd: {'SSO State': {CloudTgt: '\u0416 ~|!*'}}};
		const files = Object.values(all).map((over, index) => {
			const file = join(folder, `${index}.txt`);
			writeFileSync(file, `${printed(over)}\r\nDeviceAuthStatus = FAILED\r\n`);
			return file;
		});
		const each = `foreach ($file in @(${files.map(file => `'${file}'`).join(', ')})) { $env:WHFB_TEST_STATUS = $file; try { & '${script}' } catch { "$_" } }`;
		writeFileSync(around, `${each}\r\n$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'\r\n${each}\r\n`);
		const running = promisify(execFile)(await parser(), ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', around], {
			env: {...process.env, NO_COLOR: '1', TERM: 'dumb', COMPUTERNAME: 'PC07', USERDOMAIN: 'CONTOSO', USERNAME: 'hana'},
		});
		running.child.stdin?.end();
		const printedLines = (await running).stdout.trim().split(/\r?\n/);
		rmSync(folder, {recursive: true});
		const bodies = Object.values(all).map(over => `${printed(over)}\r\nDeviceAuthStatus = FAILED\r\n`);
		expect(printedLines.length).toBe(2 * bodies.length);
		for (const [index, line] of printedLines.entries()) {
			const text = bodies[index % bodies.length] ?? '';
			if (text.includes('x'.repeat(2_000)) && !text.includes('Server Message')) {
				expect(line).toMatch(/^This computer says more than fits into 2,048 characters/);
				continue;
			}

			const read = readLine(line, staged);
			if ('refused' in read) {
				throw new Error(`${read.refused}: ${line}`);
			}

			const {computer, account, at: then, language} = read;
			expect(language).toBe(index < bodies.length ? 'FullLanguage' : 'ConstrainedLanguage');
			expect(line).toBe(
				printedLine({
					place: 'client',
					collectors: staged,
					answers: {dsregcmd: {text, exit: 0}, 'client-registration': registration},
					at: then,
					computer,
					account,
					language: index < bodies.length ? 'F' : 'C',
				}),
			);
		}
	});
});
