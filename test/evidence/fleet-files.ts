import {printed as status, tenantId} from '../../steps/case-builders/printed.ts';
import {printed} from './printed.ts';

/** How a client of a fleet is: as it should be, or one of the things that keep it from provisioning. */
type ClientState = 'fine' | 'no-tpm' | 'certificate' | 'not-joined' | 'enrolled';

export type ClientFile = {
	/** Its short name, and its domain. */
	readonly name: string;
	readonly domain?: string;
	readonly tenant?: string;
	readonly state?: ClientState;
	readonly account?: string;
	/** ISO 8601, UTC. */
	readonly at: string;
};

const script = {
	dsregcmd: 'steps/05-device-registration/dsregcmd.ps1',
	'client-registration': 'steps/05-device-registration/client-registration.ps1',
	'hello-policy': 'steps/06-hello-settings/hello-policy.ps1',
} as const;

const none = {enabled: null, certificateTrust: null, cloudTrust: null, disablePostLogonProvisioning: null, requireSecurityDevice: null};
const hardware = {...none, requireSecurityDevice: 1};

const printedBy = ({name, domain, tenant, state}: Required<Omit<ClientFile, 'account'>>): string =>
	status({
		'Device State': {'Device Name': `${name}.${domain}`, ...(state === 'not-joined' ? {AzureAdJoined: 'NO'} : {})},
		'Tenant Details': {TenantId: tenant},
		...(state === 'enrolled' ? {'User State': {NgcSet: 'YES'}} : {}),
		...(state === 'no-tpm' ? {'Ngc Prerequisite Check': {DeviceEligible: 'NO', PreReqResult: 'WillNotProvision'}} : {}),
		...(state === 'certificate'
			? {'Ngc Prerequisite Check': {CertEnrollment: 'enrollment authority', PreReqResult: 'WillNotProvision'}}
			: {}),
	});

/** What the answers of a client hold, by their collectors, as the scripts give them. */
const clientAnswers = ({domain = 'corp.contoso.com', tenant = tenantId, state = 'fine', ...own}: ClientFile) => ({
	dsregcmd: {text: printedBy({...own, domain, tenant, state}), exit: 0},
	'client-registration': {
		computer: own.name.toUpperCase().slice(0, 15),
		domain,
		toldTenantId: null,
		toldTenantName: null,
		joinedTenantIds: [tenant],
	},
	'hello-policy': {
		device: `${own.name}.${domain}`,
		user: {...none, enabled: 1},
		computer: state === 'certificate' ? {...hardware, certificateTrust: 1} : hardware,
		userMdm: none,
		deviceMdm: none,
	},
});

/** The file that the script for a client writes there; `clientAnswers` with other answers in it where `answers` says so. */
export const clientFile = (
	client: ClientFile,
	over: {
		readonly place?: string;
		readonly answers?: Readonly<Record<string, unknown>>;
		readonly sha256?: string | null;
		readonly computer?: string;
	} = {},
): string =>
	printed({
		place: over.place ?? 'client',
		computer: over.computer ?? client.name.toUpperCase().slice(0, 15),
		account: client.account ?? `CONTOSO\\${client.name}-user`,
		at: client.at,
		answers: Object.entries({...clientAnswers(client), ...over.answers}).map(([collector, facts]) => ({
			collector,
			script: script[collector as keyof typeof script],
			facts,
			...(over.sha256 === undefined ? {} : {sha256: over.sha256}),
		})),
	});
