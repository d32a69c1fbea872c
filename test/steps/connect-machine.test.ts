import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {type ConnectMachine, connectMachines} from '../../steps/04-directory-synchronization/connect-server/connect-machine.facts.ts';
import {askControllers, type DescribedEngine, type Keys, type Said} from '../fixtures/domain-controller/described.ts';
import {describeWith} from '../require.ts';

const services = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services';
const tls = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Client';

const keys = (more: Keys = {}): Keys => ({
	'HKLM:\\SOFTWARE': {},
	[`${services}\\Tcpip\\Parameters`]: {Hostname: 'SYNC01', Domain: 'corp.example.test'},
	'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion': {CurrentBuildNumber: '20348', UBR: 4346, InstallationType: 'Server'},
	'HKLM:\\SOFTWARE\\Microsoft\\NET Framework Setup\\NDP\\v4\\Full': {Release: 528449},
	'HKLM:\\SOFTWARE\\Microsoft\\PowerShell\\3\\PowerShellEngine': {PowerShellVersion: '5.1.20348.2849'},
	[`${services}\\ADSync`]: {ObjectName: 'NT SERVICE\\ADSync'},
	[`${services}\\ADSync\\Parameters`]: {Server: '(localdb)', SQLInstance: '.\\ADSync2019', DBName: 'ADSync'},
	...more,
});
const engine: DescribedEngine = {
	identity: 'Application',
	autoUpgrade: 'Enabled',
	database: {
		IsLocalDBInstalled: true,
		LocalDBUsedSpaceInMb: 912,
		SqlServerName: '(localdb)',
		SqlServerInstanceName: '.\\ADSync2019',
		SqlServerDBName: 'ADSync',
	},
};

const servers: Readonly<Record<string, {readonly keys?: Keys; readonly engine: DescribedEngine | null}>> = {
	whole: {engine},
	hardened: {
		engine: {...engine, autoUpgrade: 'Suspended', database: {IsLocalDBInstalled: false, LocalDBUsedSpaceInMb: 0}},
		keys: keys({
			[tls]: {Enabled: 1, DisabledByDefault: 0},
			'HKLM:\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319': {SystemDefaultTlsVersions: 1, SchUseStrongCrypto: 0},
			'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell': {EnableScripts: 1, ExecutionPolicy: 'AllSigned'},
		}),
	},
	'an older build': {engine: {...engine, identity: null}},
	'a module that fails': {engine: {...engine, autoUpgrade: 'throw The service is stopped.'}},
	'without the module': {engine: null},
	'run as the network service': {engine, keys: keys({[`${services}\\ADSync`]: {ObjectName: 'NT-AUTORIT\u00c4T\\Netzwerkdienst'}})},
	'run as the system': {engine, keys: keys({[`${services}\\ADSync`]: {ObjectName: 'LocalSystem'}})},
	'without Connect': {
		engine: null,
		keys: {'HKLM:\\SOFTWARE': {}, [`${services}\\Tcpip\\Parameters`]: {Hostname: 'FILE01', Domain: 'corp.example.test'}},
	},
	'no Windows': {engine: null, keys: {}},
};

describeWith('dotnet', 'the script of a Connect server as a computer', () => {
	const home = mkdtempSync(join(tmpdir(), 'whfb-machine-'));
	const said = new Map<string, Said>();
	beforeAll(async () => {
		const all = Object.entries(servers);
		const answers = await askControllers(
			all.map(([, described]) => ({script: 'connect-machine' as const, role: 3, keys: keys(), ...described})),
			home,
		);
		all.forEach(([name], at) => {
			const answer = answers[at];
			if (answer !== undefined) {
				said.set(name, answer);
			}
		});
	});
	afterAll(() => rmSync(home, {recursive: true, force: true}));

	const machineOf = (name: string): ConnectMachine => {
		const answer = said.get(name);
		expect(answer?.error).toBeNull();
		const facts = connectMachines.merge?.([
			{
				kind: 'facts',
				from: 'SYNC01',
				facts: connectMachines.read(answer?.facts),
				source: 'carried',
				takenAt: '2026-11-22T09:00:00Z',
				stale: false,
				clock: false,
			},
		]);
		const [only] = connectMachines.facts.parse(facts).machines;
		if (only?.installed !== true) {
			throw new Error(`${name} is no Connect server.`);
		}

		return only;
	};

	it('reads Windows, memory, .NET, accounts and the database', () => {
		expect(machineOf('whole')).toMatchObject({
			computer: 'SYNC01.corp.example.test',
			role: 3,
			memory: 17_179_332_608,
			build: 20348,
			revision: 4346,
			installation: 'Server',
			dotNet: 528449,
			powerShell: '5.1.20348.2849',
			serviceAccount: 'NT SERVICE\\ADSync',
			serviceAccountSid: null,
			identity: 'Application',
			autoUpgrade: 'Enabled',
			database: {server: '(localdb)', instance: '.\\ADSync2019', name: 'ADSync', local: true, usedMegabytes: 912},
			tls: {enabled: null, disabledByDefault: null, dotNet: {systemDefault: null, strongCrypto: null}},
			silences: [],
		});
	});

	it('knows an account of Windows itself by its SID, in the language of the server', () => {
		expect(machineOf('run as the network service').serviceAccountSid).toBe('S-1-5-20');
		expect(machineOf('run as the system').serviceAccountSid).toBe('S-1-5-18');
	});

	it('tells a value that is set to 0 from one that is not set', () => {
		expect(machineOf('hardened')).toMatchObject({
			tls: {
				enabled: 1,
				disabledByDefault: 0,
				dotNet: {systemDefault: 1, strongCrypto: 0},
				dotNet32: {systemDefault: null, strongCrypto: null},
			},
			execution: {allowedByPolicy: 1, policy: 'AllSigned', computer: null},
			autoUpgrade: 'Suspended',
			database: {local: false, usedMegabytes: 0},
		});
	});

	it('says what a build or a module does not tell, and reads the rest', () => {
		expect(machineOf('an older build')).toMatchObject({identity: null, autoUpgrade: 'Enabled'});
		expect(machineOf('an older build').silences).toEqual(['This build of Connect has no cmdlet that tells its identity.']);
		expect(machineOf('a module that fails')).toMatchObject({autoUpgrade: null, database: {usedMegabytes: 912}});
		expect(machineOf('a module that fails').silences.join(' ')).toContain('The service is stopped.');
		expect(machineOf('without the module')).toMatchObject({build: 20348, identity: null, autoUpgrade: null, database: {local: null}});
		expect(machineOf('without the module').silences.join(' ')).toContain('PowerShell 7');
	});

	it('says that Connect is not installed, which is no answer of a Connect server', () => {
		for (const name of ['without Connect', 'no Windows']) {
			expect(said.get(name)?.error).toBeNull();
			expect(said.get(name)?.facts).toMatchObject({installed: false});
			expect(connectMachines.isElsewhere?.(said.get(name)?.facts)).toBe(true);
		}

		expect(connectMachines.isElsewhere?.(said.get('whole')?.facts)).toBe(false);
		expect(connectMachines.about?.(said.get('whole')?.facts)).toBe('connect-machine/sync01.corp.example.test');
	});
});
