import type {Witness} from '../../src/guide/check.ts';
import type {Certificate} from '../certificate.ts';
import type {SignsOfLife} from '../certification-authority.ts';
import type {AuthorityHosts} from './certification-authority/authority-hosts.facts.ts';
import type {Stores} from './certification-authority/certificate-stores.facts.ts';
import type {Authority} from './certification-authority/enrollment-services.facts.ts';

/** Builders of examples about certification authorities, for cases. All is well unless said otherwise. */
export const corp = 'corp.contoso.com';
export const now = '2026-11-22T09:00:00Z';

export const seen = <Facts>(facts: Facts): Witness<Facts> => ({seen: true, source: 'live', stale: false, facts});
export const unread = {seen: false, reason: 'unreachable', detail: 'It was not read.'} as const;
/** What a forest that does not answer looks like in facts. */
export const silentForest = (forest: string) => ({
	forest,
	silent: {reason: 'timed-out' as const, detail: `${forest} did not answer in time.`},
});

export const certificate = (thumbprint: string, part: Partial<Certificate> = {}): Certificate => ({
	thumbprint,
	subject: 'CN=Contoso Issuing CA',
	notBefore: '2024-01-01T00:00:00Z',
	notAfter: '2034-01-01T00:00:00Z',
	...part,
});

export const server = 'ca01.corp.contoso.com';
export const authority = (part: Partial<Authority> = {}): Authority => ({
	name: 'Contoso Issuing CA',
	server,
	templates: ['ContosoKdc'],
	certificates: [certificate('aa')],
	unreadable: 0,
	...part,
});

type Computer = Extract<Extract<AuthorityHosts['forests'][number], {silent: null}>['domains'][number], {silent: null}>['computers'][number];

export const computer = (part: Partial<Computer> = {}): Computer => ({
	dn: 'CN=CA01,OU=Servers,DC=corp,DC=contoso,DC=com',
	names: [server, 'CA01'],
	enabled: true,
	lastSignIn: '2026-11-15T06:00:00Z',
	...part,
});

export type Dns = AuthorityHosts['hosts'][number]['dns'];

/** The servers that DNS was asked for, and the computers of the forest. */
export const hosts = (dns: Readonly<Record<string, Dns>>, ...computers: readonly Computer[]): AuthorityHosts => ({
	hosts: Object.entries(dns).map(([name, answer]) => ({name, dns: answer})),
	forests: [{forest: corp, silent: null, domains: [{domain: corp, silent: null, computers: [...computers]}]}],
});

export const store = (name: Stores[number]['store'], holder: string, ...certificates: readonly Certificate[]): Stores[number] => ({
	store: name,
	holder,
	certificates: [...certificates],
	unreadable: 0,
});
export const storesOf = (...stores: Stores) => ({forests: [{forest: corp, silent: null, stores}]});

/** AIA and NTAuth with the certificate of `authority`. */
const wholeStores = storesOf(
	store('aia', 'Contoso Issuing CA', certificate('aa')),
	store('ntauth', 'NTAuthCertificates', certificate('aa')),
);

export const clock = (at: string | null = now) => seen({forests: [{forest: corp, silent: null, forestLevel: 7, at}]});

/** Everything that says of `authority` that it runs. */
export const alive: SignsOfLife = {clock: clock(), hosts: seen(hosts({[server]: 'found'}, computer())), stores: seen(wholeStores)};

export const services = (...authorities: readonly Authority[]) => ({
	forests: [{forest: corp, silent: null, authorities: [...authorities]}],
});
