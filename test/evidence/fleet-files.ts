import {readFileSync} from 'node:fs';
import {collectorsIn} from '../../src/guide/step.ts';
import {inPackage} from '../../src/package-root.ts';
import {printed as status, tenantId} from '../../steps/case-builders/printed.ts';
import {guide} from '../../steps/guide.ts';
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
	readonly sid?: string;
	/** ISO 8601, UTC. */
	readonly at: string;
};

/** Every script that is carried to a client, by its collector. */
const scripts = new Map(
	collectorsIn(guide).flatMap(({id, query}) => (query.via === 'powershell' && query.on === 'client' ? [[id, query.script] as const] : [])),
);

/** What the script of a collector gave when it was recorded, as of another computer. */
const recorded = (script: string, computer: string, domain: string): unknown => {
	const {answer} = JSON.parse(readFileSync(inPackage(script.replace(/\.ps1$/, '.recorded.json')), 'utf8')) as {readonly answer: object};
	return {...answer, ...('computer' in answer ? {computer} : {}), ...('domain' in answer ? {domain} : {})};
};

const none = {enabled: null, certificateTrust: null, cloudTrust: null, disablePostLogonProvisioning: null, requireSecurityDevice: null};
const hardware = {...none, requireSecurityDevice: 1};

const printedBy = ({name, domain, tenant, state}: Required<Omit<ClientFile, 'account' | 'sid'>>): string =>
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

/** What the other scripts for a client give, so that a file holds an answer of each. */
const others = ({name, domain = 'corp.contoso.com'}: ClientFile): Readonly<Record<string, unknown>> =>
	Object.fromEntries([...scripts].map(([id, script]) => [id, recorded(script, `${name}.${domain}`, domain)]));

/** The file that the script for a client writes there; `clientAnswers` with other answers in it where `answers` says so. */
export const clientFile = (
	client: ClientFile,
	over: {
		readonly place?: string;
		readonly answers?: Readonly<Record<string, unknown>>;
		readonly sha256?: string | null;
		readonly computer?: string;
		/** The collectors whose answers it holds; all of them where it is left out. */
		readonly only?: readonly string[];
	} = {},
): string =>
	printed({
		place: over.place ?? 'client',
		computer: over.computer ?? client.name.toUpperCase().slice(0, 15),
		account: client.account ?? `CONTOSO\\${client.name}-user`,
		...(client.sid === undefined ? {} : {sid: client.sid}),
		at: client.at,
		answers: Object.entries({...others(client), ...clientAnswers(client), ...over.answers})
			.filter(([collector]) => over.only?.includes(collector) ?? true)
			.map(([collector, facts]) => ({
				collector,
				script: scripts.get(collector) ?? '',
				facts,
				...(over.sha256 === undefined ? {} : {sha256: over.sha256}),
			})),
	});
