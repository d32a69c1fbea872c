import {casesFor} from '../../../src/guide/cases.ts';
import type {Witness} from '../../../src/guide/check.ts';
import {certificate, silentForest, store, storesOf} from '../../case-builders/certification-authorities.ts';
import {
	chainOf,
	controller,
	dc,
	event,
	evidence,
	halfListed,
	held,
	listedControllers,
	logged,
	loggedBy,
	member,
	old,
	print,
	second,
} from '../../case-builders/controllers.ts';
import {computersOf, forest} from '../../case-builders/forests.ts';
import {nobodyAsked, notSeen, seen} from '../../case-builders/witnesses.ts';
import type {ControllerEvents} from './controller-events.facts.ts';
import {dcCertificate} from './dc-certificate.ts';
import type {DomainControllersSeen, HeldCertificate, SeenController} from './domain-controller.facts.ts';

const ntauth = seen(storesOf(store('ntauth', 'NTAuthCertificates', certificate('aa'))));
const world = (facts: DomainControllersSeen, events: Witness<ControllerEvents> = nobodyAsked) => ({
	evidence: facts,
	controllers: listedControllers(1),
	servers: nobodyAsked,
	stores: ntauth,
	events,
});
/** One controller with one certificate. */
const one = (part: Partial<HeldCertificate>, own: Partial<SeenController> = {}) =>
	world(evidence(controller({certificates: [held(part)], ...own})));
const two = (newer: Partial<HeldCertificate>, older: Partial<HeldCertificate>, events?: Witness<ControllerEvents>) =>
	world(
		evidence(
			controller({
				certificates: [
					held({thumbprint: print('0b'), notBefore: '2025-12-01T09:00:00Z', ...older}),
					held({thumbprint: print('0a'), ...newer}),
				],
			}),
		),
		events,
	);
const inUse = (start: string) =>
	seen(loggedBy(logged({kdc: [event(302, '2026-11-22T08:00:00Z', {Thumbprint: print(start).toUpperCase()})]})));
/** A second controller that nobody has seen, and which of its accounts are enabled. */
const unseen = (accounts: readonly boolean[], stale = false) => ({
	...world(evidence(controller())),
	controllers: listedControllers(1, 2),
	servers: computersOf(
		accounts.map(enabled => ({name: 'DC02', dnsName: dc(2), enabled})),
		stale,
	),
});
const withoutKdc = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'];

export default casesFor(dcCertificate, {
	'the only one holds a certificate of the guide': {given: one({}), then: 'met'},
	'both hold one': {
		given: {...world(evidence(controller(), second())), controllers: listedControllers(1, 2), servers: nobodyAsked},
		then: 'met',
		says: '2 of 2 domain controllers seen. Each holds',
	},
	'five of seven seen, and one of them without a certificate': {
		given: {
			...world(evidence(controller(), second(), controller({computer: dc(3), certificates: []}))),
			controllers: listedControllers(1, 2, 3, 4, 5),
		},
		then: 'unmet',
		says: /^3 of 5 domain controllers seen, 1 not met: DC03\. DC03\.corp\.contoso\.com holds no certificate\. Not seen: DC04/,
		remedy: 'enrol-a-certificate',
	},
	'one that the directory lists and nobody has seen': {
		given: {...world(evidence(controller())), controllers: listedControllers(1, 2), servers: nobodyAsked},
		then: 'elsewhere',
		says: 'Nothing was brought from DC02.corp.contoso.com',
		remedy: 'carry-the-script',
	},
	'a read-only one that nobody has seen': {
		given: {...world(evidence(controller())), controllers: listedControllers(1, {number: 2, readOnly: true})},
		then: 'met',
	},
	'one whose account is disabled, and that nobody has seen': {
		given: unseen([false]),
		then: 'met',
	},
	'one of whose two accounts one is enabled': {
		given: unseen([false, true]),
		then: 'elsewhere',
	},
	'one whose account was disabled a week ago, as far as anybody saw': {
		given: unseen([false], true),
		then: 'elsewhere',
	},
	'one whose account is disabled, and that has no certificate all the same': {
		given: {
			...world(evidence(controller({certificates: []}))),
			servers: computersOf([{name: 'DC01', dnsName: dc(1), enabled: false}]),
		},
		then: 'unmet',
	},
	'a file server, where somebody ran the script by mistake': {given: world(evidence(controller(), member)), then: 'met'},
	'nothing but a file server': {given: world(evidence(member)), then: 'elsewhere', says: 'Nothing was brought from DC01'},
	'a domain controller that the directory does not list': {
		given: world(evidence(controller(), controller({computer: `DC01.fabrikam.com`}))),
		then: 'foreign',
		says: 'DC01.fabrikam.com is no domain controller of a forest that was looked at',
		remedy: 'look-at-the-right-forest',
	},
	'one of the same name in another forest': {
		given: one({}, {rootDomain: 'DC=lab,DC=test'}),
		then: 'foreign',
		says: 'says that its forest is DC=lab,DC=test',
	},
	'a stranger without a certificate condemns nobody': {
		given: world(evidence(controller(), controller({computer: 'DC01.fabrikam.com', certificates: []}))),
		then: 'foreign',
	},
	'a name in capitals, and a dot at its end': {given: one({}, {computer: 'dc01.CORP.contoso.com.'}), then: 'met'},
	'a directory that was not read': {
		given: {...world(evidence(controller())), controllers: notSeen('timed-out', 'It did not answer in time.')},
		then: 'timed-out',
		says: 'which domain controllers there are was not',
		remedy: 'let-it-answer',
	},
	'a directory of which a forest was silent': {given: {...world(evidence(controller())), controllers: halfListed}, then: 'inconclusive'},
	'a silent forest excuses no bad certificate': {
		given: {...one({notAfter: '2026-11-01T09:00:00Z'}), controllers: halfListed},
		then: 'unmet',
	},
	'evidence of two days ago': {given: one({}, old), then: 'stale', remedy: 'bring-fresh-evidence'},
	'evidence of two days ago, and no certificate even then': {
		given: world(evidence(controller({certificates: [], ...old}))),
		then: 'unmet',
	},
	'two files of one moment that differ': {given: one({}, {contradicted: true}), then: 'contradicted', remedy: 'bring-fresh-evidence'},

	'an empty store': {given: one({}, {certificates: []}), then: 'unmet', says: 'holds no certificate'},
	'certificates, and none for the KDC': {
		given: one({usages: withoutKdc}),
		then: 'unmet',
		says: 'holds 1 certificate, and none that the KDC could use',
	},
	'no usages at all, which allows each and marks none': {given: one({usages: null}), then: 'unmet', says: 'none that the KDC could use'},
	'Smart Card Logon in place of the KDC usage': {
		given: one({usages: [...withoutKdc, '1.3.6.1.4.1.311.20.2.2']}),
		then: 'caution',
		says: 'lacks the KDC usage, which clients may ask for',
		remedy: 'mend-the-template',
	},
	'the oldest template, by its name': {
		given: one({usages: withoutKdc, template: {name: 'DomainController', oid: null}}),
		then: 'caution',
		says: 'lacks the KDC usage',
	},
	'no private key': {given: one({hasPrivateKey: false}), then: 'unmet', says: 'has no private key here', remedy: 'enrol-a-certificate'},
	'run out': {given: one({notAfter: '2026-11-22T08:59:59Z'}), then: 'unmet', says: 'ran out on 22 Nov 2026'},
	'in its last second': {given: one({notAfter: '2026-11-22T09:00:00Z'}), then: 'caution', remedy: 'renew-it'},
	'not yet valid': {given: one({notBefore: '2026-11-22T09:00:01Z'}), then: 'unmet', says: 'does not hold before 22 Nov 2026'},
	'29 days left': {given: one({notAfter: '2026-12-21T09:00:00Z'}), then: 'caution', says: 'runs out on 21 Dec 2026', remedy: 'renew-it'},
	'31 days left': {given: one({notAfter: '2026-12-23T09:00:00Z'}), then: 'met'},
	revoked: {given: one({chain: chainOf(['Revoked'])}), then: 'unmet', says: 'is revoked', remedy: 'enrol-a-certificate'},
	'an authority that is revoked': {
		given: one({chain: chainOf([], ['Revoked'])}),
		then: 'unmet',
		says: 'An authority above its certificate d1000000 of 3 Mar 2026 is revoked',
		remedy: 'mend-the-chain',
	},
	'an authority that has run out': {given: one({chain: chainOf([], ['NotTimeValid'])}), then: 'unmet', remedy: 'mend-the-chain'},
	'a root that nobody trusts': {given: one({chain: chainOf([], ['UntrustedRoot'])}), then: 'unmet', says: 'UntrustedRoot'},
	'a chain that ends early': {given: one({chain: chainOf(['PartialChain'], [], null)}), then: 'unmet', says: 'PartialChain'},
	'a revocation list that nobody could read': {
		given: one({chain: chainOf(['RevocationStatusUnknown', 'OfflineRevocation'])}),
		then: 'unmet',
		says: 'could not be learned there',
		remedy: 'publish-the-revocation-list',
	},
	'a chain that Windows refuses without a word': {
		given: one({chain: {...chainOf(), sound: false}}),
		then: 'inconclusive',
		remedy: 'mend-the-chain',
	},
	'a chain that was not built': {
		given: one({chain: null, noChain: 'PowerShell runs in ConstrainedLanguage here, in which no chain can be built.'}),
		then: 'inconclusive',
		says: 'ConstrainedLanguage',
		remedy: 'run-it-unrestricted',
	},
	'no list and no responder': {given: one({lists: []}), then: 'unmet', says: 'names no revocation list and no OCSP responder'},
	'a responder alone': {given: one({lists: [], responders: ['http://ocsp.corp.contoso.com']}), then: 'met'},
	'a list on LDAP alone': {given: one({lists: ['ldap:///CN=CA,CN=CDP']}), then: 'met'},
	'without client authentication': {
		given: one({usages: ['1.3.6.1.5.2.3.5', '1.3.6.1.5.5.7.3.1']}),
		then: 'unmet',
		says: 'lacks client authentication',
		remedy: 'mend-the-template',
	},
	'without key encipherment': {given: one({keyUsage: ['digitalSignature']}), then: 'unmet', says: 'lacks keyEncipherment'},
	'without a key usage': {given: one({keyUsage: null}), then: 'caution', says: 'does not say what its key is for'},
	'without the name of the domain': {
		given: one({names: {dns: [dc(1)], others: 1}}),
		then: 'unmet',
		says: 'does not name the domain, corp.contoso.com',
	},
	'without its own name': {given: one({names: {dns: [forest], others: 0}}), then: 'unmet', says: 'does not name DC01.corp.contoso.com'},
	'1024 bits': {given: one({key: {kind: 'rsa', bits: 1024}}), then: 'unmet', says: 'a key of 1024 bits'},
	'SHA-1': {given: one({hash: 'sha1'}), then: 'caution', says: 'signed with SHA1'},
	'a signature of a kind that is not known': {given: one({hash: null}), then: 'caution', says: 'an algorithm that is not known'},

	'an authority that the forest does not trust for sign-in': {
		given: {...one({}), stores: seen(storesOf(store('ntauth', 'NTAuthCertificates', certificate('bb'))))},
		then: 'unmet',
		says: 'is not in the NTAuth store of corp.contoso.com',
		remedy: 'publish-to-ntauth',
	},
	'a forest whose store is empty': {given: {...one({}), stores: seen(storesOf())}, then: 'unmet', remedy: 'publish-to-ntauth'},
	'a forest whose store was not read': {
		given: {...one({}), stores: seen({forests: [silentForest(forest)]})},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
	'a part of that store that cannot be read': {
		given: {
			...one({}),
			stores: seen(storesOf({...store('ntauth', 'NTAuthCertificates', certificate('bb')), unreadable: 1})),
		},
		then: 'malformed',
	},
	'a copy of NTAuth without the authority': {
		given: one({}, {trusted: ['bb']}),
		then: 'unmet',
		says: 'is not in the copy of NTAuth on DC01.corp.contoso.com',
		remedy: 'refresh-the-copy',
	},
	'an empty copy': {given: one({}, {trusted: []}), then: 'unmet', remedy: 'refresh-the-copy'},
	'no copy at all': {given: one({}, {trusted: null}), then: 'inconclusive', says: 'shows no copy of NTAuth'},

	'two good ones': {given: two({}, {}), then: 'met', says: 'its certificate 0a000000 of 3 Mar 2026'},
	'an old one left beside the new': {
		given: two({}, {usages: withoutKdc, template: {name: 'DomainController', oid: null}}),
		then: 'caution',
		says: 'Besides there is certificate 0b000000 of 1 Dec 2025, which the KDC may choose',
		remedy: 'withdraw-the-old-ones',
	},
	'an old one that has run out, left beside the new': {given: two({}, {notAfter: '2026-11-01T09:00:00Z'}), then: 'met'},
	'a newer one that the KDC would not take': {
		given: two({hasPrivateKey: false}, {}),
		then: 'met',
		says: 'its certificate 0b000000',
	},
	'the KDC says that it uses the old one, without the name of the domain': {
		given: two({}, {names: {dns: [dc(1)], others: 0}}, inUse('0b')),
		then: 'unmet',
		says: /its certificate 0b000000 of 1 Dec 2025 does not name the domain, .* The KDC uses it, though its certificate 0a000000 of 3 Mar 2026 lies beside it/,
		remedy: 'withdraw-the-old-ones',
	},
	'the KDC says that it uses the good old one': {given: two({}, {}, inUse('0b')), then: 'met', says: 'the KDC says that it uses it'},
	'the KDC says that it uses one that is gone': {
		given: two({}, {}, inUse('0c')),
		then: 'contradicted',
		says: 'The KDC says that it uses the certificate 0c000000, which is not among those read',
		remedy: 'bring-fresh-evidence',
	},
	'the KDC says that it uses one that is gone, and the other is bad': {
		given: two({hasPrivateKey: false}, {lists: []}, inUse('0c')),
		then: 'unmet',
	},
	'what the KDC said is contradicted by another file': {
		given: two(
			{},
			{},
			seen(loggedBy(logged({kdc: [event(302, '2026-11-22T08:00:00Z', {Thumbprint: print('0b')})]}, {contradicted: true}))),
		),
		then: 'met',
		says: 'the newest that the KDC would take',
	},
	'a newer one whose chain Windows does not take': {
		given: two({chain: chainOf([], ['UntrustedRoot'])}, {}),
		then: 'met',
		says: 'its certificate 0b000000',
	},
	'a newer one whose revocation list is out of reach': {
		given: two({chain: chainOf(['RevocationStatusUnknown', 'OfflineRevocation'])}, {}),
		then: 'caution',
		says: 'Besides there is certificate 0a000000 of 3 Mar 2026, which the KDC may choose',
		remedy: 'look-at-the-newer-one',
	},
	'one that is signed by itself, and is no authority of NTAuth': {
		given: one({chain: {sound: true, flags: [], links: [{thumbprint: print('d1'), flags: []}]}}),
		then: 'unmet',
		says: 'is not in the NTAuth store of corp.contoso.com',
		remedy: 'publish-to-ntauth',
	},
	'the KDC has said since that it finds none': {
		given: two(
			{},
			{names: {dns: [dc(1)], others: 0}},
			seen(
				loggedBy(
					logged({
						kdc: [event(302, '2026-11-21T08:00:00Z', {Thumbprint: print('0b')}), event(200, '2026-11-22T08:00:00Z')],
					}),
				),
			),
		),
		then: 'caution',
		says: 'certificate 0b000000',
	},
	'what the KDC said is two days old': {
		given: two(
			{},
			{names: {dns: [dc(1)], others: 0}},
			seen(loggedBy(logged({kdc: [event(302, '2026-11-20T08:00:00Z', {Thumbprint: print('0b')})]}, old))),
		),
		then: 'caution',
		says: 'certificate 0b000000',
	},
	'one that could not be read beside a good one': {
		given: one({}, {unreadable: 1}),
		then: 'malformed',
		says: '1 certificate of its store could not be read',
	},
	'one that could not be read, and the KDC names another': {
		given: world(evidence(controller({unreadable: 1})), inUse('d1')),
		then: 'met',
	},
	'nothing but one that could not be read': {given: one({}, {certificates: [], unreadable: 1}), then: 'malformed'},
	'no policy that renews': {given: one({}, {autoEnrolment: null}), then: 'caution', remedy: 'let-it-renew'},
	'a policy that switches renewing off': {given: one({}, {autoEnrolment: 0x8007}), then: 'caution', remedy: 'let-it-renew'},
});
