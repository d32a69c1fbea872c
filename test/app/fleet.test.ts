import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {importInto} from '../../src/app/importing.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {openStore, type Store} from '../../src/session/store.ts';
import {tenantId} from '../../steps/case-builders/printed.ts';
import {guide} from '../../steps/guide.ts';
import {fileDamages} from '../evidence/fleet-damages.ts';
import {type ClientFile, clientFile} from '../evidence/fleet-files.ts';
import {foundIn, verdictOf} from './brought.ts';

let folder: string;
let store: Store;
const now = () => '2026-11-22T09:00:00.000Z';
const at = '2026-11-22T08:30:00.000Z';

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-fleet-'));
	store = openStore(join(folder, 'sessions'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const write = (path: string, text: string): string => {
	const file = join(folder, 'brought', path);
	mkdirSync(dirname(file), {recursive: true});
	writeFileSync(file, text);
	return file;
};
const bring = (path = join(folder, 'brought')): Promise<string> =>
	importInto({guide, store, tool: '1.0.0', now, confirms: false, environment: {}}, {path, taken: null}, 'contoso', () => {});
const client = (number: number, over: Partial<ClientFile> = {}): ClientFile => ({name: `pc${number}`, at, ...over});
const writeClients = (...clients: readonly ClientFile[]) => {
	for (const one of clients) {
		write(`${one.domain ?? 'corp'}-${one.name}-${one.at.replaceAll(':', '')}-${one.account?.length ?? 0}.json`, clientFile(one));
	}
};
const held = () => store.open('contoso');

/** What the directory and the tenant say: so many clients seen lately in one domain, and this tenant. */
const world = (clients: number | null, tenant = tenantId): Readonly<Record<string, unknown>> => ({
	...(clients === null
		? {}
		: {
				'clients-by-version': {
					forests: [
						{
							forest: 'corp.contoso.com',
							silent: null,
							domains: [
								{domain: 'corp.contoso.com', silent: null, kinds: [{system: 'windows', build: 26100, recent: true, computers: clients}]},
							],
						},
					],
				},
			}),
	tenant: {id: tenant, displayName: null, onPremisesSyncEnabled: true, onPremisesLastSyncDateTime: null, verifiedDomains: ['contoso.com']},
});

/** What a check says of what the session holds. */
const found = (id: string, answers: Readonly<Record<string, unknown>>, when = now): Promise<Finding> =>
	foundIn(store, 'contoso', id, answers, when);
const said = async (id: string, ...given: Parameters<typeof found> extends [string, ...infer Rest] ? Rest : never) =>
	verdictOf(await found(id, ...given));

describe('a folder of files of many clients', () => {
	it('is judged together: how many will provision, and which will not and why', async () => {
		writeClients(...Array.from({length: 8}, (_, index) => client(index)), client(8, {state: 'no-tpm'}), client(9, {state: 'certificate'}));
		expect(await bring()).toMatch(/^Taken: 10 files of 10 computers\.\nKept in session contoso/);
		expect(await said('hello-prerequisites', world(10))).toBe(
			'unmet: 8 of 10 clients will provision, or have Hello; 2 not: no TPM that fits (1: pc8.corp.contoso.com), certificate trust (1: pc9.corp.contoso.com).',
		);
		expect(await said('hello-policy', world(10))).toBe(
			'unmet: 9 of 10 clients have a policy for key trust; 1 not: certificate trust (1: pc9.corp.contoso.com).',
		);
		expect(await said('device-joined', world(10))).toBe('met: 10 of 10 clients are hybrid joined.');
	});

	it('is one entry of the journal, and names nobody who has nothing to mend in what a look keeps', async () => {
		writeClients(...Array.from({length: 20}, (_, index) => client(index)), client(20, {state: 'not-joined'}));
		await bring();
		const {session, close} = held();
		close();
		expect(session.evidence.map(({collector}) => collector)).toEqual(['client-fleet']);
		const finding = await found('device-joined', world(21));
		expect(JSON.stringify(finding)).toContain('pc20.corp.contoso.com');
		expect(JSON.stringify(finding)).not.toContain('pc7.corp.contoso.com');
	});

	it('is not met where the directory lists more clients, and says how many nobody brought', async () => {
		writeClients(client(1), client(2));
		await bring();
		expect(await said('device-joined', world(7))).toBe(
			'elsewhere: 2 of 2 clients are hybrid joined. The directory lists 7 clients seen within 90 days, and nothing was brought from 5.',
		);
		expect(await said('device-joined', world(null))).toMatch(/^elsewhere: 2 of 2 .* How many clients the directory lists was not seen\./);
	});

	it('names each file that it refuses and takes the others', async () => {
		writeClients(client(1), client(2));
		fileDamages.forEach(({of}, index) => {
			write(`damaged/${String(index).padStart(2, '0')}.json`, of(client(100 + index)));
		});
		const told = await bring();
		expect(told).toContain(`Taken: 2 files of 2 computers.\n${fileDamages.length} files were not taken:`);
		const named = told.split('\n').flatMap(line => /^ {2}"damaged\/(\d\d)\.json": (.+)$/.exec(line)?.[1] ?? []);
		expect(named).toEqual(fileDamages.map((_, index) => String(index).padStart(2, '0')));
		expect(await said('device-joined', world(2))).toBe('met: 2 of 2 clients are hybrid joined.');
	});

	it('lets the newest file of a client speak, whichever is brought first, and counts the same file once', async () => {
		const later = '2026-11-22T08:45:00.000Z';
		writeClients(client(1, {at: later}), client(2));
		write('again.json', clientFile(client(2)));
		expect(await bring()).toContain('Taken: 2 files of 2 computers. 1 file came twice.');
		rmSync(join(folder, 'brought'), {recursive: true});
		writeClients(client(1, {state: 'no-tpm'}), client(3));
		await bring();
		expect(await said('hello-prerequisites', world(3))).toBe('met: 3 of 3 clients will provision, or have Hello.');
		expect(await bring()).toMatch(/^These files were brought before, and nothing changed/);
	});

	it('takes one file more of a client that was mended, and judges it in the place of the old one', async () => {
		writeClients(client(1, {state: 'no-tpm'}), client(2));
		await bring();
		await bring(write('../mended.json', clientFile(client(1, {at: '2026-11-22T08:50:00.000Z'}))));
		expect(await said('hello-prerequisites', world(2))).toBe('met: 2 of 2 clients will provision, or have Hello.');
	});

	it('takes two clients of one short name in two domains for two', async () => {
		writeClients(client(1), client(1, {domain: 'emea.contoso.com', state: 'no-tpm'}));
		expect(await bring()).toContain('2 files of 2 computers');
		expect(await said('hello-prerequisites', world(2))).toMatch(/^foreign: 1 of 2 clients .*pc1\.emea\.contoso\.com/);
	});

	it('is foreign where its domain is in no forest, or its tenant is another', async () => {
		writeClients(client(1), client(2, {domain: 'corp.fabrikam.com'}));
		await bring();
		expect(await said('hello-prerequisites', world(1))).toMatch(/^foreign: 1 of 2 clients .* Not seen: .*pc2\.corp\.fabrikam\.com/);
		expect(await said('hello-prerequisites', world(2, '99999999-2222-4333-8444-555555555555'))).toMatch(/^foreign: 0 of 2 clients/);
		expect(await said('device-joined', world(2, '99999999-2222-4333-8444-555555555555'))).toMatch(/^unmet: 0 of 2 .*another tenant \(2/);
	});

	it('condemns when it is old, and opens nothing', async () => {
		writeClients(client(1, {at: '2026-11-20T08:00:00.000Z'}), client(2));
		await bring();
		expect(await said('device-joined', world(2))).toMatch(/^stale: 1 of 2 clients .*pc1\.corp\.contoso\.com/);
		expect(await said('device-joined', world(2), () => '2026-11-24T08:00:00.000Z')).toMatch(/^stale: 0 of 2/);
	});

	it('says when one computer has as many enrolled users as Windows 10 takes', async () => {
		const users = (count: number) =>
			Array.from({length: count}, (_, index) => client(1, {state: 'enrolled', account: `CONTOSO\\${'u'.repeat(index + 1)}`}));
		writeClients(...users(9), client(2));
		await bring();
		expect(await said('hello-prerequisites', world(2))).toMatch(/^met: 2 of 2/);
		writeClients(...users(10));
		await bring();
		expect(await said('hello-prerequisites', world(2))).toMatch(/^caution: 2 of 2 .*count the users \(1: pc1\.corp\.contoso\.com\)/);
	});
});
