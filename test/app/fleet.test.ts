import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {importInto} from '../../src/app/importing.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {collectorsIn} from '../../src/guide/step.ts';
import {inPackage} from '../../src/package-root.ts';
import {openStore, type Store} from '../../src/session/store.ts';
import {tenantId} from '../../steps/case-builders/printed.ts';
import {guide} from '../../steps/guide.ts';
import {fileDamages} from '../evidence/fleet-damages.ts';
import {type ClientFile, clientFile} from '../evidence/fleet-files.ts';
import {printedLine} from '../evidence/printed-line.ts';
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

/** What client-computer gave when it was recorded, with other values, as of a computer. */
const recordedClient = (over: object) => (computer: string) => {
	const path = inPackage('steps', '05-device-registration', 'client', 'client-computer.recorded.json');
	const {answer} = JSON.parse(readFileSync(path, 'utf8')) as {readonly answer: object};
	return {...answer, computer, domain: 'corp.contoso.com', ...over};
};

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
			'unmet: 8 of 10 clients will provision, or have Hello; 2 not: no TPM that fits (1: pc8.corp.contoso.com), certificate trust (1: pc9.corp.contoso.com). The remedy named is for the first cause; the page of this check has leave-certificate-trust for certificate trust.',
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
			'elsewhere: 2 of 2 clients are hybrid joined. The directory lists 7 clients seen within 90 days, and nothing was brought from 5; Get-ADComputer names them, as the remedy shows.',
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

	it('is what files make that are brought one after another, from the second computer on', async () => {
		await bring(write('../first.json', clientFile(client(1, {state: 'no-tpm'}))));
		const alone = await said('hello-prerequisites', world(5));
		expect(alone).toMatch(/^unmet: /);
		expect(alone).not.toContain('1 clients');
		expect(await said('device-joined', world(5))).toBe('met: The computer is hybrid joined: AzureAdJoined and DomainJoined are YES.');
		await bring(write('../second.json', clientFile(client(2, {at: '2026-11-22T08:45:00.000Z'}))));
		expect(await said('hello-prerequisites', world(2))).toBe(
			'unmet: 1 of 2 clients will provision, or have Hello; 1 not: no TPM that fits (1: pc1.corp.contoso.com).',
		);
		expect(await said('hello-policy', world(2))).toBe('met: 2 of 2 clients have a policy for key trust.');
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
		expect(await said('hello-prerequisites', world(2, '99999999-2222-4333-8444-555555555555'))).toMatch(
			/^foreign: Of 2 clients no file could be judged\. Not seen: /,
		);
		expect(await said('device-joined', world(2, '99999999-2222-4333-8444-555555555555'))).toMatch(/^unmet: 0 of 2 .*another tenant \(2/);
	});

	it('is judged by every check of a client', async () => {
		writeClients(client(1), client(2));
		expect(await bring()).toMatch(/^Taken: 2 files of 2 computers/);
		for (const id of ['client-build', 'join-task', 'trust-in-use', 'client-tpm', 'controller-found', 'hello-events']) {
			expect(await said(id, world(2)), id).toMatch(/[oO]f 2 clients /);
		}
	});

	it('is not met while nobody knows in which tenant its clients should be', async () => {
		writeClients(client(1), client(2));
		await bring();
		const {tenant: _, ...unknown} = world(2);
		expect(await said('device-joined', unknown)).toMatch(
			/^elsewhere: 2 of 2 clients are hybrid joined\. In which tenant clients should be was not seen\./,
		);
	});

	it('lets no server, and nobody of another domain, fill the place of a client', async () => {
		const server = recordedClient({role: 3});
		writeClients(client(1));
		write('srv1.json', clientFile(client(2), {answers: {'client-computer': server('pc2.corp.contoso.com')}}));
		await bring();
		expect(await said('hello-policy', world(2))).toMatch(/nothing was brought from 1/);
	});

	it('is of no domain that counts where only its name says one, and that is of nobody', async () => {
		writeClients(client(1));
		write('pc2.json', clientFile(client(2, {domain: 'corp.fabrikam.com'}), {only: ['hello-policy']}));
		await bring();
		expect(await said('hello-policy', world(1))).toMatch(/^foreign: 1 of 2 clients .*pc2\.corp\.fabrikam\.com/);
	});

	it('speaks for each of its users: the worst, whoever came last', async () => {
		const later = {at: '2026-11-22T08:45:00.000Z'};
		writeClients(client(1, {state: 'no-tpm', account: 'CONTOSO\\anna'}), client(1, {account: 'CONTOSO\\bob', ...later}), client(2));
		await bring();
		expect(await said('hello-prerequisites', world(2))).toMatch(/^unmet: 1 of 2 clients .*no TPM that fits/);
	});

	it('lets an elevated window speak where no user could, and nowhere else', async () => {
		const elevated = recordedClient({elevated: true});
		const user = recordedClient({elevated: false});
		const name = 'pc1.corp.contoso.com';
		write('user.json', clientFile(client(1, {account: 'CONTOSO\\anna'}), {answers: {'client-computer': user(name)}}));
		write(
			'admin.json',
			clientFile(client(1, {account: 'CONTOSO\\admin', at: '2026-11-22T08:45:00.000Z', state: 'no-tpm'}), {
				answers: {'client-computer': elevated(name)},
			}),
		);
		writeClients(client(2));
		await bring();
		expect(await said('hello-prerequisites', world(2))).toMatch(/^met: 2 of 2/);
	});

	it("takes nothing of a user from the computer's own account", async () => {
		writeClients(client(1, {account: 'NT AUTHORITY\\SYSTEM'}), client(2, {account: 'CONTOSO\\PC2$'}));
		await bring();
		expect(await said('hello-prerequisites', world(2))).toMatch(/^elsewhere|^inconclusive/);
		expect(await said('device-joined', world(2))).toMatch(/^met: 2 of 2/);
	});

	it("knows the computer's own account by its SID, whatever its name is, in a file and in a line", async () => {
		const own = {account: 'AUTORITE NT\\Système', sid: 'S-1-5-18'};
		writeClients(client(1, own), client(2));
		write('lines.txt', clientLine(client(3, {account: 'S-1-5-20'})));
		await bring();
		const verdict = await said('hello-prerequisites', world(3));
		expect(verdict).toMatch(/^inconclusive: 1 of 3 /);
		expect(verdict).toContain('pc1.corp.contoso.com and pc3.corp.contoso.com');
	});

	it("takes nothing of a user from a file of the computer's own account that is the only one", async () => {
		const file = write('pc1.json', clientFile(client(1, {account: 'AUTORITE NT\\Système', sid: 'S-1-5-18'})));
		await bring(file);
		const ofUsers = guide.fleets?.flatMap(fleet => fleet.ofUsers.map(({id}) => id)) ?? [];
		expect(ofUsers.length).toBeGreaterThanOrEqual(5);
		for (const id of ofUsers) {
			expect(await said(id, world(1)), id).toMatch(/^inconclusive: /);
		}

		expect(await said('device-joined', world(1))).toMatch(/^met: /);
	});

	it('is not met of one client alone either, while nobody knows in which tenant it should be', async () => {
		await bring(write('pc1.json', clientFile(client(1))));
		const {tenant: ours, ...without} = world(1);
		expect(await said('device-joined', {...without, tenant: ours})).toMatch(/^met: /);
		expect(await said('device-joined', without)).toMatch(/^elsewhere: .*In which tenant clients should be was not seen\./);
		expect(await said('hello-prerequisites', without)).toMatch(/^elsewhere: /);
		expect(await said('hello-policy', without)).toMatch(/^met: /);
	});

	it('refuses a file whose answers speak of two computers', async () => {
		writeClients(client(2));
		write('two.json', clientFile(client(1), {answers: {'client-computer': recordedClient({elevated: true})('pc9.corp.contoso.com')}}));
		const told = await bring();
		expect(told).toContain('Taken: 1 file of 1 computer.');
		expect(told).toContain('"two.json": It does not say of which computer it is');
	});

	it('ages each file by itself, also one that was ahead of the clock when it came', async () => {
		writeClients(client(1, {at: '2026-11-22T09:10:00.000Z'}), client(2, {at: '2026-11-25T08:00:00.000Z'}));
		await bring();
		expect(await said('device-joined', world(2), () => '2026-11-25T08:30:00.000Z')).toMatch(/^stale: 1 of 2 clients .*pc1\.corp/);
	});

	it('condemns when it is old, and opens nothing', async () => {
		writeClients(client(1, {at: '2026-11-20T08:00:00.000Z'}), client(2));
		await bring();
		expect(await said('device-joined', world(2))).toMatch(/^stale: 1 of 2 clients .*pc1\.corp\.contoso\.com/);
		expect(await said('device-joined', world(2), () => '2026-11-24T08:00:00.000Z')).toMatch(
			/^stale: Of 2 clients no file could be judged\./,
		);
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

/** The line that the script of a client prints, of the same client as its file. */
const clientLine = (one: ClientFile): string => {
	const {
		computer,
		account,
		at: then,
		answers,
	} = JSON.parse(clientFile(one)).payload as {
		readonly computer: string;
		readonly account: string;
		readonly at: string;
		readonly answers: readonly {readonly collector: string; readonly facts: unknown}[];
	};
	return printedLine({
		place: 'client',
		collectors: collectorsIn(guide),
		answers: Object.fromEntries(answers.map(({collector, facts}) => [collector, facts])),
		at: then,
		computer,
		account,
	});
};
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('the practised fleet', () => {
	it('is judged by every check that judges fleets', () => {
		const {answers} = JSON.parse(readFileSync(inPackage('steps', 'practice', 'fleet.json'), 'utf8')) as {
			readonly answers: {readonly 'client-fleet': {readonly checks: readonly {readonly check: string}[]}};
		};
		const judged = guide.fleets?.flatMap(({checks}) => checks.map(({id}) => id)) ?? [];
		expect(answers['client-fleet'].checks.map(({check}) => check).toSorted()).toEqual(judged.toSorted());
	});
});

describe('a table of lines of many clients', () => {
	it('is judged as their files are, whichever column holds a line, in quotes or among other lines', async () => {
		const lines = Array.from({length: 8}, (_, index) => clientLine(client(index)));
		const bad = clientLine(client(8, {state: 'no-tpm'}));
		const rows = [
			...lines.map((line, index) => [`PC${index}`, line, '', index === 3 ? line : '']),
			['PC8', '', `Name "x";\r\n${bad}\nafterwards, more`, ''],
			['PC9', 'Access is denied.', '', ''],
		];
		const head = ['deviceName', 'preRemediationDetectionScriptOutput', 'postRemediationDetectionScriptOutput', 'other'];
		const table = [head, ...rows].map(row => row.map(quote).join(',')).join('\r\n');
		expect(await bring(write('export.csv', `\ufeff${table}`))).toMatch(/^Taken: 9 lines of 9 computers\. 1 line came twice\.\nKept in/);
		expect(await said('hello-prerequisites', world(9))).toBe(
			'unmet: 8 of 9 clients will provision, or have Hello; 1 not: no TPM that fits (1: pc8.corp.contoso.com).',
		);
		expect(await said('hello-policy', world(9))).toBe('met: 9 of 9 clients have a policy for key trust.');
		expect(await bring()).toMatch(/^These lines were brought before, and nothing changed/);
	});

	it('names each line that was cut off or changed, and takes the others', async () => {
		const [one, two, three] = [1, 2, 3].map(number => clientLine(client(number)));
		const text = [one, two?.slice(0, 600), three?.replace('WillProvision', 'WillProvisiom'), 'whfb-line-1|client'].join('\n');
		const told = await bring(write('lines.txt', text));
		expect(told).toContain('Taken: 1 line of 1 computer.\n3 lines were not taken:');
		expect(told).toMatch(/"lines\.txt, line 2, PC2": The line breaks off before its end\./);
		expect(told).toMatch(/"lines\.txt, line 3, PC3": The line was changed after the script printed it/);
		expect(told).toMatch(/"lines\.txt, line 4": The line breaks off/);
		await expect(bring(write('../cut.txt', two?.slice(0, 600) ?? ''))).rejects.toThrow(/was not taken\. .*0 lines of 0 computers/s);
	});

	it('lets the newest speak of a client that has a file and a line', async () => {
		await bring(write('../file.json', clientFile(client(1))));
		await bring(write('../line.txt', clientLine(client(1, {state: 'no-tpm', at: '2026-11-22T08:50:00.000Z'}))));
		expect(await said('hello-prerequisites', world(1))).toMatch(/^unmet: 0 of 1 client/);
		await bring(write('../later.json', clientFile(client(1, {at: '2026-11-22T08:55:00.000Z'}))));
		expect(await said('hello-prerequisites', world(1))).toMatch(/^met: /);
		await bring(write('../earlier.txt', clientLine(client(1, {state: 'certificate', at: '2026-11-22T08:10:00.000Z'}))));
		expect(await said('hello-policy', world(1))).toMatch(/^met: /);
	});
});
