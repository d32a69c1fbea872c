import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {beforeAll, describe, expect, it} from 'vitest';
import {collectorScript} from '../../src/evidence/collector-script.ts';
import type {Identity} from '../../src/session/event.ts';
import {connectExport} from '../../steps/04-directory-synchronization/connect-export/connect-export.ts';
import {outline} from '../../steps/outline.ts';
import {type DescribedServer, whole} from '../fixtures/adsync/described.ts';
import {engine, parser} from '../lab/powershell.ts';
import {parsed} from '../powershell/parsed.ts';
import {describeWith} from '../require.ts';
import {importEvidence} from './import-evidence.ts';
import {collectors, domainId, folder} from './pilot.ts';

const constrained = join(import.meta.dirname, '..', 'powershell', 'constrained.ps1');
const root = join(import.meta.dirname, '..', '..');
const nonce = '0123456789abcdef0123456789abcdef';
const created = '2026-11-22T08:00:00.000Z';
const scriptOf = (place: 'connect-server' | 'client' | 'domain-controller') =>
	collectorScript({place, places: outline.places, collectors, nonce, created});
const shipped = (path: string) => readFileSync(join(root, path), 'latin1');
const denied: DescribedServer = {
	...whole,
	throws: {'Get-ADSyncConnector': {type: 'System.UnauthorizedAccessException', message: 'Access is denied.'}},
};
const inboundDisabled: DescribedServer = {...whole, rules: whole.rules.map(rule => ({...rule, Disabled: rule.Direction === 'Inbound'}))};
const nobody: Identity = {forests: [], tenant: null};

describe('the script to carry', () => {
	it.each([
		['connect-server', ['steps/04-directory-synchronization/connect-server.ps1']],
		[
			'client',
			[
				'steps/05-device-registration/client-registration.ps1',
				'steps/05-device-registration/dsregcmd.ps1',
				'steps/06-hello-settings/hello-policy.ps1',
			],
		],
	] as const)('for a %s holds the shipped files as they stand, and lines of data', (place, files) => {
		let rest = scriptOf(place);
		const functions = place === 'client' ? ['src/powershell/carried-line.ps1'] : [];
		for (const file of ['src/powershell/carried-head.ps1', ...files, ...functions, 'src/powershell/carried.ps1']) {
			expect(rest).toContain(shipped(file));
			rest = rest.replace(shipped(file), () => '');
		}

		const lines = rest.split('\r\n').filter(line => line !== '' && !line.startsWith('# ----'));
		expect(lines[0]?.replace(/ Form = '[0-9a-f]{12}';/, '')).toBe(
			`$whfb = @{ Place = '${place}'; Nonce = '${nonce}'; Created = '${created}'; Out = $Out; OneLine = [bool] $OneLine; Briefs = [ordered] @{}; Collectors = [ordered] @{} }`,
		);
		expect(
			lines
				.slice(1)
				.filter(
					line =>
						!/^\$whfb\.Briefs\['[a-z-]+'\] = @\{( (Members|Names|Words) = @\([A-Za-z0-9 ',.]*\);?| Report = '[a-z]*';)+ \}$/.test(line) &&
						!/^(\$whfb\.Collectors\['[a-z-]+'\] = @\{ Path = '[a-z0-9/.-]+'; Script = \{| ?\} ?\}|& \{| ?\} \$whfb)$/.test(line),
				),
		).toEqual([]);
	});

	it('is not made where there is nothing to carry, and says where there is', () => {
		expect(() => scriptOf('domain-controller')).toThrow(
			'There is nothing to carry to a domain controller yet: every check asks it from here. There are scripts for connect-server and client.',
		);
	});
});

describeWith('dotnet', 'the script to carry, as the parser reads it', () => {
	it.each(['connect-server', 'client'] as const)(
		'for a %s has no error, nothing that 5.1 cannot read, and redirects nothing',
		async place => {
			const file = join(folder(), 'carry.ps1');
			writeFileSync(file, scriptOf(place), 'latin1');
			const [script] = await parsed([file]);
			expect(script?.errors).toEqual([]);
			expect(script?.modern).toEqual([]);
			expect(script?.redirections.filter(({text}) => !/\$null$/.test(text))).toEqual([]);
			expect(script?.help?.synopsis).toMatch(/Looks at this computer/);
			expect(script?.help?.notes).toMatch(/who may run it/i);
		},
	);
});

describeWith('powershell', 'what a carried script prints', () => {
	let path = '';
	beforeAll(async () => {
		path = await engine();
	});

	const stub = join(root, 'test', 'fixtures', 'adsync', 'ADSync.psm1');
	/** Runs the script for a Connect server in a computer where the module of the fixtures stands for ADSync; null: there is none. */
	const printed = async (described: DescribedServer | null, language: 'full' | 'constrained' = 'full'): Promise<string> => {
		const place = folder();
		const description = join(place, 'server.json');
		writeFileSync(description, JSON.stringify(described));
		const carried = join(place, 'carry.ps1');
		const around = join(place, 'run.ps1');
		writeFileSync(carried, scriptOf('connect-server'), 'latin1');
		writeFileSync(around, `${described === null ? '' : `Import-Module '${stub}' -ArgumentList '${description}'\r\n`}& '${carried}'\r\n`);
		const running = promisify(execFile)(
			language === 'full' ? path : await parser(),
			['-NoLogo', '-NoProfile', '-NonInteractive', '-File', ...(language === 'full' ? [around] : [constrained, carried])],
			{
				env: {
					...process.env,
					NO_COLOR: '1',
					TERM: 'dumb',
					...(described === null ? {} : {WHFB_TEST_MODULE: stub, WHFB_TEST_WORLD: description}),
				},
			},
		);
		running.child.stdin?.end();
		return (await running).stdout;
	};

	const saved = (text: string, encoding: BufferEncoding = 'utf8') => {
		const file = join(folder(), 'answer.json');
		writeFileSync(file, text, encoding);
		return file;
	};

	const now = () => new Date().toISOString();
	const parts = (identity = nobody) => ({
		places: outline.places,
		importers: [connectExport],
		collectors,
		identity,
		evidence: [],
		taken: null,
		now: now(),
	});

	it('is taken as evidence, with server, account, time and what it holds', async () => {
		const brought = importEvidence(saved(await printed(whole)), parts());
		expect(brought).toMatchObject({
			kind: 'taken',
			sentence: expect.stringMatching(/^Taken: \S+ by \S+, carried, taken at .*, just now: 2 connectors and 3 rules\.$/),
			evidence: [{collector: 'connect-server', about: 'connect-server/this computer', answer: {source: 'carried', facts: {rulesRead: 3}}}],
		});
	});

	it('is pure ASCII, and survives the UTF-16 and the line ends of Windows PowerShell', async () => {
		const text = await printed(whole);
		expect(text).toMatch(/^[\n\r -~]+$/);
		expect(importEvidence(saved(`\ufeff${text.replaceAll('\n', '\r\n')}`, 'utf16le'), parts()).kind).toBe('taken');
	});

	it('carries the SHA-256 of the collector that ran', async () => {
		const {payload} = JSON.parse(await printed(whole));
		const file = readFileSync(join(root, 'steps/04-directory-synchronization/connect-server.ps1'));
		expect(payload.answers[0].sha256).toBe(createHash('sha256').update(file).digest('hex'));
	});

	it('is written into a folder that is named, a new file each time, and nowhere where that folder is not there', async () => {
		const place = folder();
		const brought = join(place, 'brought');
		mkdirSync(brought);
		const carried = join(place, 'carry.ps1');
		writeFileSync(carried, scriptOf('connect-server'), 'latin1');
		const once = `& '${carried}' -Out '${brought}'`;
		const around = join(place, 'run.ps1');
		writeFileSync(around, `${once}\r\n${once}\r\ntry { & '${carried}' -Out '${brought}-not' } catch { 'nothing' }\r\n`);
		const running = promisify(execFile)(await parser(), ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', constrained, around]);
		running.child.stdin?.end();
		const lines = (await running).stdout.trim().split(/\r?\n/);
		const files = readdirSync(brought).toSorted();
		expect(files.length).toBe(2);
		expect(lines).toEqual([...files.map(file => `Written: ${file}`), 'nothing']);
		expect(files[0]).toMatch(/^connect-server_[A-Za-z0-9-]*_\d{8}T\d{9}Z_\d+\.json$/);
		expect(importEvidence(brought, {...parts(), fleets: []})).toMatchObject({
			kind: 'taken',
			sentence: expect.stringMatching(/^Taken: 2 files of 1 computer\.$/),
		});
		expect(readdirSync(place).toSorted()).toEqual(['brought', 'carry.ps1', 'run.ps1']);
	});

	it('says that Connect is absent where the script was carried to and it is not there', async () => {
		expect(importEvidence(saved(await printed(null)), parts())).toMatchObject({
			sentence: expect.stringContaining('Connect Sync is not installed there'),
			evidence: [{answer: {facts: {product: 'absent'}}}],
		});
	});

	it('is no evidence where the script could not look, and says why', async () => {
		const file = saved(await printed(denied));
		expect(() => importEvidence(file, parts())).toThrow(
			/connect-server could not be read on \S+: Access is denied\. Run it as somebody who may look\./,
		);
	});

	it('is refused when it was edited, cut off, set anew, or lost its hash', async () => {
		const text = await printed(inboundDisabled);
		expect(importEvidence(saved(text), parts()).kind).toBe('taken');
		const spoilt: readonly [string, RegExp][] = [
			[text.replace('"disabled":true', '"disabled":false'), /was changed after the script wrote it/],
			[text.replace('"disabled":true', '"disabled":null'), /was changed after the script wrote it/],
			[text.slice(0, text.length / 2), /breaks off before its end/],
			[text.trimEnd().slice(0, -1), /breaks off before its end/],
			[JSON.stringify(JSON.parse(text), null, 2), /was changed after the script wrote it/],
			[text.replace(/"sha256": "[0-9a-f]{64}"/, '"sha256": null'), /was changed after the script wrote it/],
			[text.replace(/"nonce": "\w+"/, '"nonce": "none"'), /another shape/],
			[text.replace('"version": 1', '"version": 2'), /version 2, and this whfb reads version 1/],
		];
		for (const [one, why] of spoilt) {
			expect(one).not.toBe(text);
			expect(() => importEvidence(saved(one), parts())).toThrow(why);
		}
	});

	it('is refused when it is of another forest', async () => {
		const text = await printed(whole);
		const own = {forests: [{name: 'contoso.com', ids: [domainId]}], tenant: null};
		const other = {forests: [{name: 'fabrikam.com', ids: ['99999999-aaaa-4bbb-8ccc-000000000000']}], tenant: null};
		expect(importEvidence(saved(text), parts(own)).kind).toBe('taken');
		expect(() => importEvidence(saved(text), parts(other))).toThrow(/the forest contoso\.com, and this session is about fabrikam\.com/);
	});

	it.each([
		['nothing', null],
		['a whole server', whole],
	])('stands without a hash in ConstrainedLanguage, where it finds %s', async (_what, described) => {
		const text = await printed(described, 'constrained');
		expect(text).toContain('"sha256": null');
		expect(text).toContain('"language":"ConstrainedLanguage"');
		expect(importEvidence(saved(text), parts())).toMatchObject({
			kind: 'taken',
			evidence: [{answer: {facts: described === null ? {product: 'absent', rulesRead: null} : {product: 'connect-sync', rulesRead: 3}}}],
		});
	});
});
