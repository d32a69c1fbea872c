import {foldAscii} from '../identity.ts';

/**
 * Sections in the order in which `dsregcmd /status` prints them (Microsoft, troubleshoot-device-dsregcmd, 27 Jun 2025; proxies and virtual desktops
 * stand between and after them and are nobody's question here). There may be several work accounts, or none.
 */
export const sectionOrder = [
	'Device State',
	'Device Details',
	'Tenant Details',
	'User State',
	'SSO State',
	'Work Account',
	'Diagnostic Data',
	'Ngc Prerequisite Check',
] as const;
export type SectionTitle = (typeof sectionOrder)[number];

const sections = new Map<string, SectionTitle>(sectionOrder.map(title => [foldAscii(title), title]));

/** Which of the sections a banner names; null for one that is none of them. */
export const sectionOf = (title: string): SectionTitle | null =>
	sections.get(foldAscii(title.replace(/ +/g, ' ').replace(/^(work account) \d+$/i, '$1'))) ?? null;

const yesNo = ['YES', 'NO'] as const;

/** A line that decides something: its names, the sections that print it, and the words that it may say. */
export type JudgedLine = {
	readonly names: readonly string[];
	readonly home: readonly SectionTitle[];
	/** Empty where a line says no word of a few: an id, a time, a name. */
	readonly words: readonly string[];
};

const prerequisite = (...names: readonly string[]): JudgedLine => ({names, home: ['Ngc Prerequisite Check'], words: yesNo});

/** Before Windows 10 1803 much of this stood in Device State, and AzureAdPrt in User State. */
export const judgedLines = {
	azureAdJoined: {names: ['AzureAdJoined'], home: ['Device State'], words: yesNo},
	domainJoined: {names: ['DomainJoined'], home: ['Device State'], words: yesNo},
	deviceCertificateValidity: {names: ['DeviceCertificateValidity'], home: ['Device Details', 'Device State'], words: []},
	deviceAuthStatus: {
		names: ['DeviceAuthStatus'],
		home: ['Device Details', 'Device State'],
		words: ['SUCCESS', 'FAILED. Device is either disabled or deleted'],
	},
	tenantId: {names: ['TenantId'], home: ['Tenant Details', 'Device State'], words: []},
	ngcSet: {names: ['NgcSet'], home: ['User State'], words: yesNo},
	workplaceJoined: {names: ['WorkplaceJoined'], home: ['User State'], words: yesNo},
	azureAdPrt: {names: ['AzureAdPrt'], home: ['SSO State', 'User State'], words: yesNo},
	aadRecovery: {names: ['AadRecoveryEnabled', 'AadRecoveryNeeded'], home: ['Diagnostic Data', 'Ngc Prerequisite Check'], words: yesNo},
	keySignTest: {names: ['KeySignTest'], home: ['Diagnostic Data', 'Device State'], words: ['PASSED', 'FAILED']},
	ngcPreReq: prerequisite('NgcPreReq'),
	isDeviceJoined: prerequisite('IsDeviceJoined'),
	isUserAzureAd: prerequisite('IsUserAzureAD'),
	policyEnabled: prerequisite('PolicyEnabled'),
	postLogonEnabled: prerequisite('PostLogonEnabled'),
	deviceEligible: prerequisite('DeviceEligible'),
	sessionIsNotRemote: prerequisite('SessionIsNotRemote'),
	certEnrollment: {
		names: ['CertEnrollment'],
		home: ['Ngc Prerequisite Check'],
		words: ['none', 'enrollment authority', 'mobile device management'],
	},
	x509CertRequired: prerequisite('X509CertRequired'),
	adfsRefreshToken: prerequisite('AdfsRefreshToken'),
	adfsRaIsReady: prerequisite('AdfsRaIsReady'),
	logonCertTemplateReady: prerequisite('LogonCertTemplateReady'),
	scepReady: prerequisite('ScepReady'),
	/** Called CloudTGT before Windows 11 23H2; SSO State has lines of nearly the same names. */
	onPremTgt: prerequisite('OnPremTGT', 'CloudTGT'),
	preReqResult: {names: ['PreReqResult'], home: ['Ngc Prerequisite Check'], words: ['WillProvision', 'WillNotProvision']},
} as const satisfies Readonly<Record<string, JudgedLine>>;
export type JudgedName = keyof typeof judgedLines;

/** Lines that name a cause or a time outright. Of the rest of the output nothing is kept: it speaks of people and addresses. */
const told = [
	'Device Name',
	'Executing Account Name',
	'AzureAdPrtUpdateTime',
	'EnterprisePrt',
	'AcquirePrtDiagnostics',
	'RefreshPrtDiagnostics',
	'Previous Prt Attempt',
	'Attempt Status',
	'Credential Type',
	'HTTP Error',
	'HTTP Status',
	'Server Error Code',
	'Server Error SubCode',
	'Server Error Description',
	'User Context',
	'Client Time',
	'AD Connectivity Test',
	'AD Configuration Test',
	'DRS Discovery Test',
	'DRS Connectivity Test',
	'Token acquisition Test',
	'Fallback to Sync-Join',
	'Previous Registration',
	'Registration Type',
	'Error Phase',
	'Client ErrorCode',
	'Server ErrorCode',
	'Server Message',
	'Https Status',
];

/** A line's name as it is compared: letters and digits, ASCII case folded. */
export const comparableLine = (name: string): string => foldAscii(name.replace(/[^A-Za-z0-9]/g, ''));

const keys = new Map<string, readonly string[]>(
	Object.entries(judgedLines).map(([name, {names}]: readonly [string, JudgedLine]) => [name, names.map(comparableLine)]),
);
/** The names of a judged line as they are compared. */
export const keysOf = (name: JudgedName): readonly string[] => keys.get(name) ?? [];

export const judgedNames: readonly string[] = Object.values(judgedLines).flatMap(({names}) => names);
const judgedKeys = new Set(judgedNames.map(comparableLine));
const keptKeys = new Set([...judgedKeys, ...told.map(comparableLine)]);

/**
 * The names of lines that a verdict rests on, and of those that give a cause in a code: what stands for the output where it has to be short. Two names of
 * single sign-on are told from those of the prerequisites by their spelling.
 */
export const briefNames: readonly string[] = [
	...judgedNames,
	'OnPremTgt',
	'CloudTgt',
	'Device Name',
	'Executing Account Name',
	'AzureAdPrtUpdateTime',
	'EnterprisePrt',
	'Previous Prt Attempt',
	'Attempt Status',
	'HTTP Error',
	'HTTP Status',
	'Server Error Code',
	'Client Time',
	'Previous Registration',
	'Error Phase',
	'Client ErrorCode',
	'Server ErrorCode',
];

export const isJudged = (name: string): boolean => judgedKeys.has(comparableLine(name));
export const isKept = (name: string): boolean => keptKeys.has(comparableLine(name));

/** What a work account says of itself beside the user and the device: its key, its certificate, its device. */
const ofWorkAccounts = new Set(['NgcSet', 'DeviceCertificateValidity', 'DeviceAuthStatus', 'KeySignTest'].map(comparableLine));
/** Whether a name is spelled as among the prerequisites, wherever it stands; single sign-on spells it OnPremTgt and CloudTgt. */
export const isPrerequisite = (name: string): boolean => /[a-z]TGT$/.test(name);
const ofSingleSignOn = new Set(['OnPremTgt', 'CloudTgt'].map(comparableLine));

/** Which question a line answers: the same name is another question in a work account, and in single sign-on. */
export const questionOf = (name: string, title: string): string => {
	const key = comparableLine(name);
	const section = sectionOf(title);
	return section === 'Work Account' && ofWorkAccounts.has(key)
		? `${foldAscii(title)}/${key}`
		: section === 'SSO State' && ofSingleSignOn.has(key) && !isPrerequisite(name)
			? `sso/${key}`
			: key;
};
