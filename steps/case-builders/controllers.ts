import type {Witness} from '../../src/guide/check.ts';
import type {DomainControllers} from '../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import type {ControllerEvents, ControllerLog, LoggedController} from '../06-hello-settings/domain-controller/controller-events.facts.ts';
import {logNames} from '../06-hello-settings/domain-controller/controller-events.facts.ts';
import type {
	DomainControllersSeen,
	HeldCertificate,
	SeenController,
} from '../06-hello-settings/domain-controller/domain-controller.facts.ts';
import type {LoggedEvent} from '../event-log.ts';
import {forest} from './forests.ts';
import {now, seen} from './witnesses.ts';

/** Builders of examples about domain controllers that somebody stood before. All is well unless said otherwise. */
export const dc = (number: number): string => `DC0${number}.${forest}`;

/** A thumbprint, told by its first letters. */
export const print = (start: string): string => start.padEnd(40, '0');

/** A chain over the authority `aa`, with flags on the certificate itself and on the authority. */
export const chainOf = (own: readonly string[] = [], above: readonly string[] = [], issuer: string | null = 'aa') => {
	const flags = [...new Set([...own, ...above])];
	return {
		sound: flags.length === 0,
		flags,
		links: [{thumbprint: print('d1'), flags: [...own]}, ...(issuer === null ? [] : [{thumbprint: issuer, flags: [...above]}])],
	};
};

/** A certificate of a domain controller as the guide's template makes it. */
export const held = (part: Partial<HeldCertificate> = {}): HeldCertificate => ({
	thumbprint: print('d1'),
	subject: `CN=${dc(1)}`,
	issuer: 'CN=Contoso Issuing CA',
	notBefore: '2026-03-03T09:00:00Z',
	notAfter: '2027-03-03T09:00:00Z',
	names: {dns: [dc(1), forest], others: 0},
	usages: ['1.3.6.1.5.2.3.5', '1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
	keyUsage: ['digitalSignature', 'keyEncipherment'],
	hash: 'sha256',
	key: {kind: 'rsa', bits: 2048},
	template: {name: null, oid: '1.3.6.1.4.1.311.21.8.1.2'},
	lists: ['http://crl.corp.contoso.com/cdp/issuing.crl'],
	responders: [],
	hasPrivateKey: true,
	chain: chainOf(),
	noChain: null,
	...part,
});

const fresh = {source: 'carried', takenAt: now, stale: false, contradicted: false} as const;
/** Evidence of two days ago. */
export const old = {takenAt: '2026-11-20T09:00:00Z', stale: true} as const;

export const controller = (part: Partial<SeenController> = {}): SeenController => ({
	isController: true,
	computer: dc(1),
	at: now,
	domain: forest,
	rootDomain: 'DC=corp,DC=contoso,DC=com',
	pdcEmulator: true,
	globalCatalog: true,
	build: 20348,
	revision: 4346,
	autoEnrolment: 7,
	allowNtAuthPolicyBypass: null,
	strongCertificateBinding: null,
	timeType: 'NTP',
	timeServer: 'time.windows.com,0x8',
	trusted: ['aa'],
	certificates: [held()],
	unreadable: 0,
	...fresh,
	...part,
});

/** A second one, whose certificate bears its own name. */
export const second = (part: Partial<SeenController> = {}): SeenController =>
	controller({computer: dc(2), certificates: [held({names: {dns: [dc(2), forest], others: 0}})], pdcEmulator: false, ...part});

/** A computer that is no domain controller. */
export const member = {isController: false as const, computer: `FILE01.${forest}`, ...fresh};

export const evidence = (...controllers: DomainControllersSeen['controllers']): DomainControllersSeen => ({controllers});

/** What the directory lists: domain controllers by number, or with more said. */
export const listedControllers = (
	...controllers: readonly (number | {readonly number: number; readonly readOnly: boolean})[]
): Witness<DomainControllers> =>
	seen({
		forests: [
			{
				forest,
				silent: null,
				domains: [
					{
						domain: forest,
						silent: null,
						controllers: controllers.map(one => {
							const {number, readOnly} = typeof one === 'number' ? {number: one, readOnly: false} : one;
							return {
								name: dc(number),
								computer: `CN=DC0${number},OU=Domain Controllers,DC=corp,DC=contoso,DC=com`,
								build: 20348,
								readOnly,
							};
						}),
					},
				],
			},
		],
	});

/** A directory of which one forest did not answer. */
export const halfListed: Witness<DomainControllers> = seen({
	forests: [{forest, silent: {reason: 'timed-out', detail: 'It did not answer in time.'}}],
});

/** An event at a time, with data that name a certificate. */
export const event = (id: number, last: string = now, data: Readonly<Record<string, string>> = {}): LoggedEvent => ({
	id,
	count: 3,
	first: '2026-11-10T08:00:00Z',
	last,
	data: Object.entries(data).map(([name, value]) => ({name, value})),
});

export const log = (name: keyof typeof logNames, part: Partial<ControllerLog> = {}): ControllerLog => ({
	log: logNames[name],
	on: true,
	since: '2026-10-01T00:00:00Z',
	whole: true,
	failure: null,
	events: [],
	...part,
});

/** All three logs; what the KDC's own log holds besides is said by `kdc`. */
export const logged = (
	{system = [], kdc = []}: {readonly system?: readonly LoggedEvent[]; readonly kdc?: readonly LoggedEvent[]} = {},
	part: Partial<LoggedController> = {},
): LoggedController => ({
	isController: true,
	computer: dc(1),
	at: now,
	days: 30,
	logs: [log('system', {events: [...system]}), log('kdc', {events: [...kdc]}), log('lifecycle')],
	...fresh,
	...part,
});

export const loggedBy = (...controllers: ControllerEvents['controllers']): ControllerEvents => ({controllers});
