import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {scriptsFor} from '../../src/evidence/collector-script.ts';
import {hashOf, isShipped, releasesOf, shippedScripts} from '../../src/evidence/shipped-scripts.ts';
import {inPackage} from '../../src/package-root.ts';
import {connectExport} from '../../steps/04-directory-synchronization/connect-export/connect-export.ts';
import {connectServerFacts} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {server} from '../../steps/case-builders/connect-servers.ts';
import {outline} from '../../steps/outline.ts';
import {type ImportParts, importEvidence} from './import-evidence.ts';
import {collectors, folder} from './pilot.ts';
import {type PrintedAnswer, printed} from './printed.ts';

const now = '2026-11-22T09:00:00Z';
const parts: ImportParts = {
	importers: [connectExport],
	collectors,
	places: outline.places,
	identity: {forests: [], tenant: null},
	evidence: [],
	taken: null,
	now,
};
const scripts = Object.fromEntries(outline.places.flatMap(({id: place}) => scriptsFor(place, collectors).map(({id, path}) => [id, path])));
const scriptOf = (id: string): string => scripts[id] ?? 'none';
const saved = (text: string) => {
	const file = join(folder(), 'answer.json');
	writeFileSync(file, text);
	return file;
};
const brought = (...given: Parameters<typeof printed>) => importEvidence(saved(printed(...given)), parts);

const facts = connectServerFacts.parse(Object.fromEntries(Object.entries(server()).filter(([name]) => name in connectServerFacts.shape)));
const connect: PrintedAnswer = {collector: 'connect-server', script: scriptOf('connect-server'), facts};
const policy: PrintedAnswer = {collector: 'hello-policy', script: scriptOf('hello-policy'), facts: {}};
const status: PrintedAnswer = {collector: 'dsregcmd', script: scriptOf('dsregcmd'), facts: {text: ''}};

describe('a carried file', () => {
	it('is taken where every answer is of the place that its script is for, and keeps place and script', () => {
		expect(brought({place: 'connect-server', answers: [connect]})).toMatchObject({
			kind: 'taken',
			evidence: [
				{
					collector: 'connect-server',
					script: {place: 'connect-server', sha256: hashOf(connect.script)},
					answer: {source: 'carried', from: 'SYNC01 by hana', takenAt: '2026-11-22T08:00:00.000Z'},
				},
			],
		});
	});

	const places = outline.places.flatMap(({id: place}) =>
		collectors.filter(({query}) => query.via !== 'powershell' || query.on !== place).map(({id, query}) => ({place, id, query})),
	);
	it.each(places)('for a $place brings nothing of $id, which is not asked there', ({place, id, query}) => {
		const script = query.via === 'powershell' ? query.script : connect.script;
		expect(() => brought({place, answers: [{collector: id, script, facts: {}, sha256: hashOf(script)}]})).toThrow(
			/It says that it is from the script for .*, and holds an answer of .*, which that script never gives\. Bring what the script printed, unchanged\./,
		);
	});

	it('is refused whole where one answer among others is of another place', () => {
		expect(() => brought({place: 'client', answers: [status, policy, connect]})).toThrow(
			/a client computer, and holds an answer of connect-server/,
		);
	});

	it('is refused where an answer names another script than its collector has', () => {
		expect(() => brought({place: 'connect-server', answers: [{...connect, script: policy.script}]})).toThrow(
			/which that script never gives/,
		);
	});

	it('is refused where no release shipped the script that made it, and says how to make it anew', () => {
		expect(() => brought({place: 'connect-server', answers: [{...connect, sha256: 'a'.repeat(64)}]})).toThrow(
			/connect-server was looked at by a script that no release of whfb shipped \(SHA-256 aaaaaaaaaaaa\.\.\.\)\. Make the script anew with whfb collector --place connect-server --out FILE\.ps1, carry it unchanged, and bring what it prints\./,
		);
	});

	it('needs no hash in ConstrainedLanguage, which computes none, and says so wherever it is named', () => {
		const taken = brought({place: 'connect-server', answers: [connect], language: 'ConstrainedLanguage'});
		expect(taken).toMatchObject({
			sentence: expect.stringContaining('SYNC01 by hana (script not proved: ConstrainedLanguage)'),
			evidence: [{script: {sha256: null}, answer: {from: 'SYNC01 by hana (script not proved: ConstrainedLanguage)'}}],
		});
	});

	it.each([
		['FullLanguage without the hash of an answer', {language: 'FullLanguage', answers: [{...connect, sha256: null}]}],
		['FullLanguage without the hash of the whole', {language: 'FullLanguage', hashed: false, answers: [connect]}],
		[
			'ConstrainedLanguage with the hash of an answer',
			{language: 'ConstrainedLanguage', answers: [{...connect, sha256: hashOf(connect.script)}]},
		],
		['ConstrainedLanguage with the hash of the whole', {language: 'ConstrainedLanguage', hashed: true, answers: [connect]}],
		[
			'a language without hashes that runs no script',
			{language: 'RestrictedLanguage', hashed: false, answers: [{...connect, sha256: null}]},
		],
		['a language without a name', {language: '', hashed: false, answers: [{...connect, sha256: null}]}],
	])('was changed where it says %s', (_, given) => {
		expect(() => brought({place: 'connect-server', ...given})).toThrow(/was changed after the script wrote it/);
	});

	it('of the script of 1.0.0 is refused, because that script read less, and says how to make it anew', () => {
		const file = inPackage('test', 'fixtures', 'carried', 'connect-server-1.0.0.json');
		expect(() => importEvidence(file, parts)).toThrow(
			/was not taken\. What it holds for connect-server lacks what this whfb judges, because its script is that of whfb 1\.0\.0\. Make the script anew with whfb collector --place connect-server/,
		);
	});

	it('says of facts that its own script printed and nobody understands that they are not understood', () => {
		expect(() => brought({place: 'connect-server', answers: [{...connect, facts: {server: 'SYNC01'}}]})).toThrow(
			/What it holds for connect-server could not be understood\. Make the script anew/,
		);
		expect(() => brought({place: 'client', answers: [status]})).toThrow(/What it holds for dsregcmd could not be understood/);
	});

	it('shows no words of a validator', () => {
		for (const spoilt of [{}, {server: 1}, null, [], {...facts, rules: 'none'}]) {
			expect(() => brought({place: 'connect-server', answers: [{...connect, facts: spoilt}]})).toThrow(
				/^(?!.*(→|expected|Invalid|ZodError|\{)).*$/s,
			);
		}
	});

	it('keeps a time that lies ahead as the script said it, and says which clocks to look at (B67)', () => {
		const taken = brought({place: 'connect-server', answers: [connect], at: '2026-11-22T09:30:00.1234567Z'});
		expect(taken).toMatchObject({
			evidence: [{answer: {takenAt: '2026-11-22T09:30:00.123Z'}}],
			sentence: expect.stringMatching(
				/30 min ahead of this clock.*one of the two clocks is wrong\. It can shut a gate, and opens none before the times fit\.$/,
			),
		});
	});
});

describe('the list of shipped scripts', () => {
	const carried = outline.places.flatMap(({id: place}) => scriptsFor(place, collectors).map(({path}) => path));

	it('holds every script that is carried, as it lies here: npm run shipped writes it', () => {
		expect(carried.length).toBeGreaterThan(2);
		expect(carried.filter(path => releasesOf(path, hashOf(path)) === null)).toEqual([]);
	});

	it('holds the scripts of 1.0.0', () => {
		expect(
			shippedScripts()
				.filter(({releases}) => releases.includes('1.0.0'))
				.map(({script, sha256}) => [script, sha256.slice(0, 8)]),
		).toEqual([
			['steps/04-directory-synchronization/connect-server.ps1', 'a75b656a'],
			['steps/05-device-registration/dsregcmd.ps1', '26565b8d'],
			['steps/06-hello-settings/hello-policy.ps1', 'fda66f7b'],
		]);
	});

	it('names each script and hash once, and of each script at most one that is not released', () => {
		const names = shippedScripts().map(({script, sha256}) => `${script} ${sha256}`);
		expect(new Set(names).size).toBe(names.length);
		const own = shippedScripts().filter(({releases}) => releases.includes('development'));
		expect(own.filter(({releases}) => releases.length > 1)).toEqual([]);
		expect(new Set(own.map(({script}) => script)).size).toBe(own.length);
	});

	it('knows the scripts of this build, and none under the hash of another', () => {
		for (const path of carried) {
			expect(isShipped(path, hashOf(path))).toBe(true);
			expect(carried.filter(other => other !== path && isShipped(other, hashOf(path)))).toEqual([]);
		}
	});
});
