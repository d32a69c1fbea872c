/**
 * Outputs of `dsregcmd /status` for worked examples, in the layout that Microsoft's page shows (troubleshoot-device-dsregcmd, 27 Jun 2025):
 * banners of two lines around the title, names at the right, sections in this order, and a sentence at the end.
 */

/** Lines by name; null takes one away. A list stands for the whole section, in its own order, with names that come twice. */
type PrintedLines = Readonly<Record<string, string | null>> | readonly (readonly [name: string, value: string])[];
/** What differs from a healthy client, by section; null takes the section away. */
export type Printed = Readonly<Record<string, PrintedLines | null>>;

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const otherTenantId = '22222222-2222-4222-8222-222222222222';
/** When the examples were taken, and the name of their computer. */
export const takenAt = '2026-11-22T09:00:00.000Z';
export const computer = 'pc07.corp.contoso.com';

const prerequisites = {
	IsDeviceJoined: 'YES',
	IsUserAzureAD: 'YES',
	PolicyEnabled: 'YES',
	PostLogonEnabled: 'YES',
	DeviceEligible: 'YES',
	SessionIsNotRemote: 'YES',
	CertEnrollment: 'none',
	AdfsRefreshToken: null,
	AdfsRaIsReady: null,
	LogonCertTemplateReady: null,
	OnPremTGT: null,
	PreReqResult: 'WillProvision',
};

/** A hybrid joined client of the tenant, whose user has no key yet. */
const healthy: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
	'Device State': {
		AzureAdJoined: 'YES',
		EnterpriseJoined: 'NO',
		DomainJoined: 'YES',
		DomainName: 'CONTOSO',
		'Virtual Desktop': 'NOT SET',
		'Device Name': computer,
	},
	'Device Details': {
		DeviceId: '2b1a7c9e-3d4f-4a5b-8c6d-7e8f9a0b1c2d',
		Thumbprint: '0123456789ABCDEF0123456789ABCDEF01234567',
		DeviceCertificateValidity: '[ 2025-03-09 10:23:00.000 UTC -- 2035-03-09 10:53:00.000 UTC ]',
		KeyContainerId: '3c2b8d0f-4e5a-4b6c-9d7e-8f9a0b1c2d3e',
		KeyProvider: 'Microsoft Platform Crypto Provider',
		TpmProtected: 'YES',
		DeviceAuthStatus: 'SUCCESS',
	},
	'Tenant Details': {
		TenantName: 'Contoso',
		TenantId: tenantId,
		AuthCodeUrl: `https://login.microsoftonline.com/${tenantId}/oauth2/authorize`,
		MdmUrl: '',
	},
	'User State': {NgcSet: 'NO', WorkplaceJoined: 'NO', WamDefaultSet: 'YES', WamDefaultAuthority: 'organizations'},
	'SSO State': {
		AzureAdPrt: 'YES',
		AzureAdPrtUpdateTime: '2026-11-22 07:12:00.000 UTC',
		AzureAdPrtExpiryTime: '2026-12-06 07:11:59.000 UTC',
		AzureAdPrtAuthority: `https://login.microsoftonline.com/${tenantId}`,
		EnterprisePrt: 'NO',
		EnterprisePrtAuthority: '',
		OnPremTgt: 'NO',
		CloudTgt: 'YES',
		KerbTopLevelNames: '.windows.net,.windows.net:1433,.azure.net',
	},
	'Diagnostic Data': {AadRecoveryEnabled: 'NO', 'Executing Account Name': 'CONTOSO\\hana, hana.novak@contoso.com', KeySignTest: 'PASSED'},
	'IE Proxy Config for Current User': {'Auto Detect Settings': 'YES', 'Auto-Configuration URL': '', 'Proxy Server List': ''},
	'WinHttp Default Proxy Config': {'Access Type': 'DIRECT'},
	'Ngc Prerequisite Check': prerequisites,
};

/** What an account of another organisation looks like beside the user's own; it has a key of its own, or none. */
export const workAccount = (ngcSet: string): Readonly<Record<string, string | null>> => ({
	WorkplaceDeviceId: '4d3c9e1a-5f6b-4c7d-8e9f-9a0b1c2d3e4f',
	DeviceCertificateValidity: '[ 2024-01-02 03:04:05.000 UTC -- 2034-01-02 03:34:05.000 UTC ]',
	WorkplaceTenantId: otherTenantId,
	NgcSet: ngcSet,
});

const rule = `+${'-'.repeat(70)}+`;
const section = (title: string, lines: readonly (readonly [string, string])[]): readonly string[] => [
	rule,
	`| ${title.padEnd(69)}|`,
	rule,
	'',
	...lines.map(([name, value]) => `${name.padStart(26)} : ${value}`.trimEnd()),
	'',
];

const isList = (lines: PrintedLines): lines is Extract<PrintedLines, readonly unknown[]> => Array.isArray(lines);

/**
 * An output with these differences. A user who has a key sees no prerequisites, as on Windows; a work account stands behind single sign-on.
 * `end: false` leaves the last sentence out, as builds before 2020 do.
 */
export const printed = (over: Printed = {}, {end = true}: {readonly end?: boolean} = {}): string => {
	const user = over['User State'];
	const hasKey = user !== null && user !== undefined && !isList(user) && user['NgcSet'] === 'YES';
	const titles = Object.keys(healthy).flatMap(title =>
		title === 'SSO State' ? [title, ...Object.keys(over).filter(each => each.startsWith('Work Account'))] : [title],
	);
	const sections = titles.flatMap(title => {
		const lines = over[title];
		const isGone = lines === null || (lines === undefined && title === 'Ngc Prerequisite Check' && hasKey);
		if (isGone) {
			return [];
		}

		const all = lines !== undefined && isList(lines) ? lines : Object.entries({...healthy[title], ...lines});
		return section(
			title,
			all.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])),
		);
	});
	return ['', ...sections, ...(end ? ['For more information, please visit https://www.microsoft.com/aadjerrors'] : [])].join('\r\n');
};
