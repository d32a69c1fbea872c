import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {clientBuild} from '../../steps/05-device-registration/client/client-build.ts';
import {type ClientComputer, clientComputer} from '../../steps/05-device-registration/client/client-computer.facts.ts';
import {clientEndpoints} from '../../steps/05-device-registration/client/client-endpoints.facts.ts';
import {joinTask} from '../../steps/05-device-registration/client/join-task.ts';
import {clientTpm} from '../../steps/07-sign-in-and-provision/client/client-tpm.ts';
import {controllerFound} from '../../steps/07-sign-in-and-provision/client/controller-found.ts';
import {nobodyAsked} from '../../steps/case-builders/witnesses.ts';
import {askControllers, clientKeys, type DescribedController, type Said} from '../fixtures/domain-controller/described.ts';
import {describeWith} from '../require.ts';

const task = {
	name: 'Automatic-Device-Join',
	path: '\\Microsoft\\Windows\\Workplace Join\\',
	state: 3,
	lastRun: '2026-11-22T07:10:00Z',
	lastResult: 0,
};
const another = {...task, path: '\\Contoso\\'};
const windows = 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const network = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';
const hive = 'Registry::HKEY_USERS\\S-1-5-19';
const join0 = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\WorkplaceJoin';
const located = [
	{
		DomainName: 'CORP',
		DnsForestName: 'corp.example.test',
		DomainControllerName: '\\\\DC01',
		ClientSiteName: 'London',
		DcSiteName: 'London',
	},
	// Win32_NTDomain lists the computer itself too, without a forest.
	{DomainName: 'PC07', DnsForestName: '', DomainControllerName: '', ClientSiteName: '', DcSiteName: ''},
];
const tpm = {TpmPresent: true, TpmReady: true, LockedOut: false};
const user: DescribedController = {
	script: 'client-computer',
	role: 1,
	user: 'C:\\Users\\hana',
	keys: clientKeys,
	denied: [hive],
	tasks: [another, task],
	located,
};
const elevated: DescribedController = {
	...user,
	denied: [],
	keys: {...clientKeys, [hive]: {}},
	tpm,
	chip: {SpecVersion: '2.0, 0, 1.38', ManufacturerIdTxt: 'INTC'},
};

/** A client, and what each check makes of it: build, task, TPM, domain controller. */
const clients: Readonly<Record<string, {readonly client: DescribedController; readonly then: readonly string[]}>> = {
	'as its user sees it': {client: user, then: ['met', 'met', 'access-denied', 'met']},
	'in an elevated window': {client: elevated, then: ['met', 'met', 'met', 'met']},
	'without the task, as its user sees it': {client: {...user, tasks: [another]}, then: ['met', 'access-denied', 'access-denied', 'met']},
	'without the task, elevated': {client: {...elevated, tasks: [another]}, then: ['met', 'unmet', 'met', 'met']},
	'whose tasks nobody may list': {client: {...user, tasks: null}, then: ['met', 'incomplete', 'access-denied', 'met']},
	'with the task disabled': {client: {...elevated, tasks: [{...task, state: 1}]}, then: ['met', 'unmet', 'met', 'met']},
	'whose task never ran': {
		client: {...elevated, tasks: [{...task, lastRun: '1999-11-30T00:00:00Z', lastResult: 267_011}]},
		then: ['met', 'met', 'met', 'met'],
	},
	'that policy keeps from registering': {
		client: {...elevated, keys: {...elevated.keys, [join0]: {autoWorkplaceJoin: 0, BlockAADWorkplaceJoin: 1}}},
		then: ['met', 'unmet', 'met', 'met'],
	},
	'whose TPM is refused': {client: {...elevated, tpm: null}, then: ['met', 'met', 'incomplete', 'met']},
	'without a TPM': {client: {...elevated, tpm: {...tpm, TpmPresent: false}, chip: null}, then: ['met', 'met', 'caution', 'met']},
	'with a TPM of 1.2': {
		client: {...elevated, chip: {SpecVersion: '1.2, 2, 3', ManufacturerIdTxt: 'IFX'}},
		then: ['met', 'met', 'caution', 'met'],
	},
	'with a TPM of which nobody knows the version': {client: {...elevated, chip: null}, then: ['met', 'met', 'incomplete', 'met']},
	'whose TPM is locked': {client: {...elevated, tpm: {...tpm, LockedOut: true}}, then: ['met', 'met', 'unmet', 'met']},
	'where the hive is not there, so that nobody can tell': {client: {...user, denied: []}, then: ['met', 'met', 'access-denied', 'met']},
	'of Windows 10 1607': {
		client: {...elevated, keys: {...elevated.keys, [windows]: {...clientKeys[windows], CurrentBuildNumber: '14393'}}},
		then: ['unmet', 'met', 'met', 'met'],
	},
	'that does not tell its build': {
		client: {...elevated, keys: {...elevated.keys, [windows]: {EditionID: 'Enterprise'}}},
		then: ['incomplete', 'met', 'met', 'met'],
	},
	'that is a server': {client: {...elevated, role: 3}, then: ['inconclusive', 'met', 'met', 'met']},
	'that finds no domain controller': {
		client: {...user, located: located.map(one => ({...one, DomainControllerName: ''}))},
		then: ['met', 'met', 'access-denied', 'unmet'],
	},
	'whose locator is refused': {client: {...user, located: null}, then: ['met', 'met', 'access-denied', 'incomplete']},
	'in no domain': {
		client: {...user, domain: '', role: 0, keys: {...clientKeys, [network]: {Hostname: 'PC07'}}, located: []},
		then: ['inconclusive', 'inconclusive', 'inconclusive', 'inconclusive'],
	},
};
const names = Object.keys(clients);
type Brought = readonly [facts: unknown, source: 'carried' | 'live', takenAt: string | null, stale?: boolean];
const merged = (...brought: readonly Brought[]): ClientComputer =>
	clientComputer.facts.parse(
		clientComputer.merge?.(
			brought.map(([facts, source, takenAt, stale = false]) => ({
				kind: 'facts' as const,
				facts: clientComputer.read(facts),
				source,
				takenAt,
				from: 'PC07',
				stale,
				clock: false,
			})),
		),
	);
const wordOf = (verdict: ReturnType<typeof clientBuild.judge>) => (verdict.outcome === 'declined' ? verdict.reason : verdict.outcome);

describeWith('powershell', 'a client that is looked at', () => {
	const home = mkdtempSync(join(tmpdir(), 'whfb-client-'));
	let answers: readonly Said[] = [];
	let constrained: readonly Said[] = [];
	beforeAll(async () => {
		const described = [...names.map(name => clients[name]?.client ?? user), {...user, script: 'client-endpoints' as const}];
		[answers, constrained] = await Promise.all([
			askControllers(described, home),
			askControllers(described, home, {language: 'ConstrainedLanguage'}),
		]);
	}, 120_000);
	afterAll(() => rmSync(home, {recursive: true, force: true}));

	const factsOf = (all: readonly Said[], name: string): ClientComputer => {
		const said = all[names.indexOf(name)];
		expect(said?.error).toBeNull();
		return merged([said?.facts, 'carried', '2026-11-22T09:00:00Z']);
	};

	it.each(names)('is judged as its user or an administrator sees it: %s', name => {
		for (const all of [answers, constrained]) {
			const client = factsOf(all, name);
			const given = {client, points: nobodyAsked, events: nobodyAsked, status: nobodyAsked, policy: nobodyAsked};
			expect([clientBuild, joinTask, clientTpm, controllerFound].map(check => wordOf(check.judge(given)))).toEqual(clients[name]?.then);
		}
	});

	it('says whether the window was elevated, and asks nothing of the TPM where it was not', () => {
		expect(factsOf(answers, 'as its user sees it')).toMatchObject({
			elevated: false,
			tpm: {notElevated: true, failure: null, present: null},
		});
		expect(factsOf(answers, 'in an elevated window')).toMatchObject({
			elevated: true,
			tpm: {notElevated: false, present: true, manufacturer: 'INTC'},
		});
		expect(factsOf(answers, 'where the hive is not there, so that nobody can tell')).toMatchObject({
			elevated: null,
			tpm: {notElevated: true},
		});
	});

	it('keeps what an elevated window saw of the same computer when the user looks last', () => {
		const [user1, full] = ['as its user sees it', 'in an elevated window'].map(name => answers[names.indexOf(name)]?.facts);
		const [early, late] = ['2026-11-22T08:00:00Z', '2026-11-22T09:00:00Z'];
		expect(merged([full, 'carried', early], [user1, 'carried', late])).toMatchObject({
			elevated: false,
			fuller: {stale: false, contradicted: false, tpm: {present: true}},
		});
		expect(merged([full, 'carried', null, true], [user1, 'carried', late])).toMatchObject({stale: false, fuller: {stale: true}});
		expect(merged([user1, 'carried', early], [full, 'carried', late])).toMatchObject({elevated: true, fuller: null});
		const another = {...(full as ClientComputer), tpm: {...(full as ClientComputer).tpm, ready: false}};
		expect(merged([another, 'carried', early], [full, 'carried', early], [user1, 'carried', late])).toMatchObject({
			contradicted: false,
			fuller: {contradicted: true},
		});
		const other = {...(full as ClientComputer), computer: 'PC08.corp.example.test'};
		expect(merged([other, 'carried', early], [user1, 'carried', late])).toMatchObject({computer: 'PC07.corp.example.test', fuller: null});
	});

	it('believes neither of two files of one moment that differ, and a live answer beside any', () => {
		const full = answers[names.indexOf('in an elevated window')]?.facts as ClientComputer;
		const [at, older] = ['2026-11-22T09:00:00Z', {...full, build: 14_393}];
		expect(merged([older, 'carried', at], [full, 'carried', at]).contradicted).toBe(true);
		expect(merged([full, 'carried', at], [full, 'carried', at]).contradicted).toBe(false);
		expect(merged([older, 'carried', at], [full, 'live', at]).contradicted).toBe(false);
		const another = {...older, computer: 'PC08.corp.example.test'};
		expect(merged([another, 'carried', at], [full, 'carried', at]).contradicted).toBe(false);
	});

	it('gives what is not set as null, and the controller without its backslashes', () => {
		expect(factsOf(answers, 'as its user sees it')).toMatchObject({
			computer: 'PC07.corp.example.test',
			domain: 'corp.example.test',
			build: 26_100,
			revision: 6584,
			autoJoin: null,
			fallback: null,
			located: {domains: [{domain: 'CORP', controller: 'DC01'}]},
		});
		expect(factsOf(answers, 'that policy keeps from registering')).toMatchObject({autoJoin: 0, blockPersonal: 1});
		expect(factsOf(answers, 'whose task never ran').task).toMatchObject({lastRun: null, lastResult: 267_011});
	});

	it('tries each host where PowerShell may, and says that nobody could where it may not', () => {
		const [tried, untried] = [answers, constrained].map(all => clientEndpoints.facts.parse(all[names.length]?.facts));
		expect(tried?.hosts.map(({host}) => host)).toEqual([
			'enterpriseregistration.windows.net',
			'login.microsoftonline.com',
			'device.login.microsoftonline.com',
			'autologon.microsoftazuread-sso.com',
		]);
		// Whether this machine reaches them is its own matter: with a reason, or without.
		expect(tried?.hosts.filter(({reached, failure}) => reached === null || reached === (failure !== null))).toEqual([]);
		expect(untried?.hosts.filter(({reached, failure}) => reached !== null || failure !== 'ConstrainedLanguage')).toEqual([]);
	});
});
