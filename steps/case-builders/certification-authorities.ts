import type {
	AuthorityCertificates,
	LinkedCertificate,
} from '../03-new-installation-baseline/certification-authority/authority-certificates.facts.ts';
import type {AuthorityHosts} from '../03-new-installation-baseline/certification-authority/authority-hosts.facts.ts';
import type {Stores} from '../03-new-installation-baseline/certification-authority/certificate-stores.facts.ts';
import type {Authority} from '../03-new-installation-baseline/certification-authority/enrollment-services.facts.ts';
import type {Certificate} from '../certificate.ts';
import type {SignsOfLife} from '../certification-authority.ts';
import {forest as corp} from './forests.ts';
import {notSeen, now, seen} from './witnesses.ts';

/** Builders of examples about certification authorities. All is well unless said otherwise. */
export const unread = notSeen('unreachable', 'It was not read.');
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
	build: 20348,
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

/** A certificate as it is read for its chain: signed by a root `ee` that `rootCertificate` is, with its list on the web. */
export const linkedCertificate = (thumbprint: string, part: Partial<LinkedCertificate> = {}): LinkedCertificate => ({
	...certificate(thumbprint),
	trusted: false,
	issuers: ['ee'],
	selfSigned: false,
	doubtful: false,
	lists: ['ldap:///CN=Contoso%20Root%20CA', 'http://crl.contoso.com/root.crl'],
	issuerAt: ['http://crl.contoso.com/root.crt'],
	...part,
});
export const rootCertificate = (part: Partial<LinkedCertificate> = {}): LinkedCertificate =>
	linkedCertificate('ee', {subject: 'CN=Contoso Root CA', trusted: true, issuers: [], selfSigned: true, lists: [], issuerAt: [], ...part});

/** What the first forest publishes of authorities' certificates, and how many values of it could not be read. */
export const published = (certificates: readonly LinkedCertificate[], unreadable = 0): AuthorityCertificates => ({
	forests: [{forest: corp, silent: null, certificates: [...certificates], unreadable}],
});
