import {join} from 'node:path';
import {beforeAll, expect, it} from 'vitest';
import {runScript} from '../../src/powershell/powershell.ts';
import {clientRegistration} from '../../steps/05-device-registration/client-registration.facts.ts';
import {helloPolicyValues} from '../../steps/06-hello-settings/hello-policy.facts.ts';
import {helloPolicy} from '../../steps/06-hello-settings/hello-policy.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';

const root = join(import.meta.dirname, '..', '..');
const tenantId = '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413';
const profiles = 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
const told = 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD';
const joins = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo';
const gpo = 'SOFTWARE\\Policies\\Microsoft\\PassportForWork';
const mdm = 'HKLM:\\SOFTWARE\\Microsoft\\Policies\\PassportForWork';

type Keys = Readonly<Record<string, Readonly<Record<string, string | number>>>>;
/** A client of a domain whose user has the profile C:\Users\hana. */
const client: Keys = {
	'HKLM:\\SOFTWARE': {},
	'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters': {Hostname: 'CLIENT1', Domain: 'corp.contoso.com'},
	[profiles]: {},
	[`${profiles}\\S-1-5-21-1-2-3-1104`]: {ProfileImagePath: 'C:\\Users\\hana'},
};

describeWith('powershell', 'a script for a client', () => {
	let path: string;
	beforeAll(async () => {
		path = await engine();
	});

	const run = async (script: string, keys: Keys, domain = 'corp.contoso.com'): Promise<unknown> => {
		const parameters = {
			Script: join(root, ...script.split('/')),
			RegistryKeys: Object.entries(keys).map(([key, values]) => ({
				path: key,
				values: Object.entries(values).map(([name, value]) => ({name, value})),
			})),
			Domain: domain,
			UserProfile: 'C:\\Users\\hana',
		};
		const ran = await runScript({path}, {script: join(root, 'test', 'fixtures', 'registry', 'run.ps1'), parameters, deadline: 30_000});
		if (ran.kind !== 'facts') {
			throw new Error(`${ran.reason}: ${ran.detail}`);
		}

		return ran.facts;
	};
	const policies = async (keys: Keys) =>
		helloPolicyValues.facts.parse(await run('steps/06-hello-settings/hello-policy.ps1', {...client, ...keys}));
	const registration = async (keys: Keys, domain?: string) =>
		clientRegistration.facts.parse(await run('steps/05-device-registration/client-registration.ps1', {...client, ...keys}, domain));

	it('reads the policy that MDM gives a user, though a profile before it has no path', async () => {
		const {userMdm} = await policies({
			[`${profiles}\\S-1-5-21-1-2-3-1000.bak`]: {State: 0},
			[mdm]: {},
			[`${mdm}\\${tenantId}`]: {},
			[`${mdm}\\${tenantId}\\S-1-5-21-1-2-3-1104\\Policies`]: {UsePassportForWork: 1},
		});
		expect(userMdm.enabled).toBe(1);
	});

	it("reads each source's settings, and gives null for what is not set", async () => {
		const found = await policies({
			[`HKCU:\\${gpo}`]: {Enabled: 1, UseCertificateForOnPremAuth: 0},
			[`HKLM:\\${gpo}`]: {RequireSecurityDevice: 1},
			[mdm]: {},
			[`${mdm}\\${tenantId}`]: {},
			[`${mdm}\\${tenantId}\\Device\\Policies`]: {UsePassportForWork: 0},
		});
		expect(found.device).toBe('CLIENT1.corp.contoso.com');
		expect(found.user).toMatchObject({enabled: 1, certificateTrust: 0, cloudTrust: null});
		expect(found.computer).toMatchObject({enabled: null, requireSecurityDevice: 1});
		expect(found.deviceMdm).toMatchObject({enabled: 0});
	});

	it('shows TPM, biometrics and the rules for the PIN, which no verdict rests on', async () => {
		const policy = await policies({
			[`HKCU:\\${gpo}`]: {Enabled: 1},
			[`HKLM:\\${gpo}`]: {RequireSecurityDevice: 1},
			[`HKLM:\\${gpo}\\ExcludeSecurityDevices`]: {TPM12: 1},
			[`HKLM:\\${gpo}\\Biometrics`]: {Enabled: 0},
			[`HKLM:\\${gpo}\\PINComplexity`]: {MinimumPINLength: 8, Expiration: 365},
			[mdm]: {},
			[`${mdm}\\Biometrics`]: {UseBiometrics: 1},
			[`${mdm}\\${tenantId}`]: {},
			[`${mdm}\\${tenantId}\\Device\\Policies\\PINComplexity`]: {MinimumPINLength: 4, Digits: 2},
		});
		const shown = (helloPolicy.exhibits?.({policies: policy}) ?? []).filter(({sign}) => sign === 'not-applicable');
		expect(Object.fromEntries(shown.map(({what, seen}) => [what, seen]))).toMatchObject({
			'Use a hardware security device': "1, from the computer's Group Policy",
			'Do not use TPM 1.2': "1, from the computer's Group Policy",
			'Use biometrics': "0, from the computer's Group Policy",
			'Minimum PIN length': "8, from the computer's Group Policy",
			'Require digits': "2, from the device's MDM policy",
			'PIN history': 'not set',
		});
		expect(helloPolicy.judge({policies: policy}).outcome).toBe('met');
	});

	it('tells what a targeted rollout says and where the computer has joined', async () => {
		expect(
			await registration({
				[told]: {TenantId: tenantId, TenantName: 'contoso.com'},
				[joins]: {},
				[`${joins}\\0123456789ABCDEF`]: {TenantId: tenantId, UserEmail: 'hana@contoso.com'},
			}),
		).toEqual({
			computer: 'CLIENT1',
			domain: 'corp.contoso.com',
			toldTenantId: tenantId,
			toldTenantName: 'contoso.com',
			joinedTenantIds: [tenantId],
		});
	});

	it('tells of a computer that belongs to no domain and has joined nothing that it has not', async () => {
		expect(await registration({}, '')).toEqual({
			computer: 'CLIENT1',
			domain: null,
			toldTenantId: null,
			toldTenantName: null,
			joinedTenantIds: [],
		});
	});

	it('leaves out a join that names no tenant', async () => {
		expect(await registration({[joins]: {}, [`${joins}\\0123456789ABCDEF`]: {}})).toMatchObject({joinedTenantIds: []});
	});
});
