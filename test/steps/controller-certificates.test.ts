import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import type {Verdict} from '../../src/guide/finding.ts';
import {dcCertificate} from '../../steps/06-hello-settings/domain-controller/dc-certificate.ts';
import {dcCertificateEntraJoined} from '../../steps/06-hello-settings/domain-controller/dc-certificate-entra-joined.ts';
import {domainController} from '../../steps/06-hello-settings/domain-controller/domain-controller.facts.ts';
import {nobodyAsked, seen} from '../../steps/case-builders/witnesses.ts';
import {askControllers, controllerKeys, ntauth, type Said} from '../fixtures/domain-controller/described.ts';
import {type Shape, startAuthority} from '../lab/authority.ts';
import {describeWith} from '../require.ts';

const forest = 'corp.example.test';
const older = {usages: 'clientAuth,serverAuth'} satisfies Shape;
type Expected = {
	/** The certificates in the store. */
	readonly store: readonly Shape[];
	/** Authorities that the forest, and the controller's own copy, trust for sign-in; `issuing` where nothing is said. */
	readonly forest?: readonly ('issuing' | 'old')[];
	readonly own?: readonly ('issuing' | 'old')[];
	readonly hybrid: Verdict['outcome'];
	readonly says?: RegExp;
	readonly entra: Verdict['outcome'];
	readonly entraSays?: RegExp;
};

/** What openssl makes, what the shipped script sees of it with the chain of .NET, and what follows for hybrid and for Entra joined devices. */
const worlds: Readonly<Record<string, Expected>> = {
	'as the guide asks': {store: [{}], hybrid: 'met', entra: 'met'},
	'3072 bits and SHA-384': {store: [{key: 'rsa3072', hash: 'sha384'}], hybrid: 'met', entra: 'met'},
	'nothing at all': {store: [], hybrid: 'unmet', says: /holds no certificate/, entra: 'caution'},
	'without client authentication': {
		store: [{usages: 'serverAuth,1.3.6.1.5.2.3.5'}],
		hybrid: 'unmet',
		says: /lacks client authentication/,
		entra: 'met',
	},
	'without server authentication': {store: [{usages: 'clientAuth,1.3.6.1.5.2.3.5'}], hybrid: 'unmet', says: /lacks server/, entra: 'met'},
	'Smart Card Logon in place of the KDC usage': {
		store: [{usages: 'clientAuth,serverAuth,1.3.6.1.4.1.311.20.2.2'}],
		hybrid: 'caution',
		says: /lacks the KDC usage/,
		entra: 'caution',
		entraSays: /lacks the KDC usage/,
	},
	'no mark of a KDC': {store: [{...older, template: 'new'}], hybrid: 'unmet', says: /none that the KDC could use/, entra: 'caution'},
	'no usages at all': {store: [{usages: null, template: null}], hybrid: 'unmet', says: /none that the KDC could use/, entra: 'caution'},
	'the oldest template': {store: [{...older, template: 'old'}], hybrid: 'caution', says: /lacks the KDC usage/, entra: 'caution'},
	'no template': {store: [{template: null}], hybrid: 'met', entra: 'met'},
	'no key usage': {store: [{keyUsage: null}], hybrid: 'caution', says: /does not say what its key is for/, entra: 'met'},
	'no key encipherment': {store: [{keyUsage: 'critical,digitalSignature'}], hybrid: 'unmet', says: /lacks keyEncipherment/, entra: 'met'},
	'the name of the controller alone': {
		store: [{names: 'DNS:DC01.corp.example.test'}],
		hybrid: 'unmet',
		says: /does not name the domain/,
		entra: 'caution',
		entraSays: /does not name the domain/,
	},
	'the name of the domain alone': {store: [{names: 'DNS:corp.example.test'}], hybrid: 'unmet', says: /does not name DC01/, entra: 'met'},
	'a domain of nearly that name': {
		store: [{names: 'DNS:DC01.corp.example.test,DNS:corp.example.test.evil.test'}],
		hybrid: 'unmet',
		says: /does not name the domain/,
		entra: 'caution',
	},
	'names as the oldest template has them': {
		store: [{names: 'otherName:1.3.6.1.4.1.311.25.1;FORMAT:HEX,OCT:00112233445566778899AABBCCDDEEFF,DNS:DC01.corp.example.test'}],
		hybrid: 'unmet',
		says: /does not name the domain/,
		entra: 'caution',
	},
	'no names': {store: [{names: null}], hybrid: 'unmet', says: /does not name the domain/, entra: 'caution'},
	'SHA-1': {store: [{hash: 'sha1'}], hybrid: 'caution', says: /SHA1/, entra: 'caution', entraSays: /SHA1/},
	'1024 bits': {store: [{key: 'rsa1024'}], hybrid: 'unmet', says: /1024 bits/, entra: 'caution', entraSays: /2048/},
	'an elliptic curve': {store: [{key: 'ec'}], hybrid: 'caution', says: /of the kind ec/, entra: 'caution', entraSays: /no RSA key/},
	'run out': {store: [{from: -400, until: -1}], hybrid: 'unmet', says: /ran out on/, entra: 'met'},
	'not yet valid': {store: [{from: 2, until: 300}], hybrid: 'unmet', says: /does not hold before/, entra: 'met'},
	'ten days left': {store: [{until: 10}], hybrid: 'caution', says: /runs out on/, entra: 'met'},
	revoked: {store: [{revoked: true}], hybrid: 'unmet', says: /is revoked/, entra: 'met'},
	'a revocation list that has run out': {
		store: [{lists: ['issuing-ended.crl']}],
		hybrid: 'unmet',
		says: /could not be learned there/,
		entra: 'met',
	},
	'a revocation list that is not there': {store: [{lists: ['nowhere.crl']}], hybrid: 'unmet', says: /could not be learned/, entra: 'met'},
	// Windows reads LDAP; .NET does not on Linux, so that the chain is without the list here.
	'LDAP alone': {
		store: [{lists: ['ldap:///CN=Example Issuing CA']}],
		hybrid: 'unmet',
		says: /could not be learned/,
		entra: 'caution',
		entraSays: /no plain HTTP address/,
	},
	'no revocation list': {
		store: [{lists: []}],
		hybrid: 'unmet',
		says: /names no revocation list and no OCSP responder/,
		entra: 'caution',
		entraSays: /names no revocation list/,
	},
	'a chain that ends early': {store: [{by: 'unknown'}], hybrid: 'unmet', says: /PartialChain/, entra: 'met'},
	'an authority that has run out': {
		store: [{by: 'old'}],
		forest: ['old'],
		own: ['old'],
		hybrid: 'unmet',
		says: /An authority above its certificate .* has run out/,
		entra: 'met',
	},
	'not in NTAuth of the forest': {store: [{}], forest: [], hybrid: 'unmet', says: /not in the NTAuth store of corp/, entra: 'met'},
	'another authority in NTAuth': {store: [{}], forest: ['old'], hybrid: 'unmet', says: /not in the NTAuth store of corp/, entra: 'met'},
	'not in the copy of NTAuth': {store: [{}], own: [], hybrid: 'unmet', says: /not in the copy of NTAuth/, entra: 'met'},
	'without its key': {store: [{keyless: true}], hybrid: 'unmet', says: /has no private key here/, entra: 'met'},
	'two good ones': {store: [{from: -20}, {from: -5}], hybrid: 'met', entra: 'met'},
	'an old one beside the new': {
		store: [{...older, template: 'old', from: -200}, {}],
		hybrid: 'caution',
		says: /Besides there is certificate .*, which the KDC may choose/,
		entra: 'met',
	},
	'a newer one of the oldest template': {
		store: [{...older, template: 'old', from: -2}, {}],
		hybrid: 'caution',
		says: /lacks the KDC usage/,
		entra: 'caution',
	},
	'a newer one that is revoked': {store: [{revoked: true, from: -2}, {}], hybrid: 'met', entra: 'met'},
};
const names = Object.keys(worlds);

describeWith('powershell', 'real certificates of a domain controller', () => {
	const folder = mkdtempSync(join(tmpdir(), 'whfb-authority-'));
	let authority: Awaited<ReturnType<typeof startAuthority>>;
	let answers: readonly Said[] = [];
	beforeAll(async () => {
		authority = await startAuthority(folder);
		const controllers = names.map(name => {
			const {store = [], own = ['issuing']} = worlds[name] ?? {};
			const copies = own.map(one => [`${ntauth}\\NTAuth\\Certificates\\${authority.thumbprintOf(one).toUpperCase()}`, {}] as const);
			return {
				script: 'domain-controller' as const,
				keys: {...controllerKeys, [`${ntauth}\\NTAuth\\Certificates`]: {}, ...Object.fromEntries(copies)},
				store: store.map(authority.issue),
			};
		});
		authority.publish();
		answers = await askControllers(controllers, folder, {
			roots: [authority.certificate('root')],
			issuers: [authority.certificate('issuing'), authority.certificate('old')],
		});
	}, 180_000);
	afterAll(async () => {
		await authority.stop();
		rmSync(folder, {recursive: true, force: true});
	});

	it('are read without their chains where PowerShell is constrained, and the answer says so', async () => {
		const [said] = await askControllers([{script: 'domain-controller', store: [authority.issue({})]}], folder, {
			language: 'ConstrainedLanguage',
		});
		expect(said?.error).toBeNull();
		expect(domainController.read(said?.facts)).toMatchObject({
			certificates: [
				{
					names: {dns: ['DC01.corp.example.test', forest]},
					hasPrivateKey: true,
					chain: null,
					noChain: expect.stringContaining('ConstrainedLanguage'),
				},
			],
			unreadable: 0,
		});
	});

	it('are looked for on a domain controller only', async () => {
		const said = await askControllers(
			[
				{script: 'domain-controller', role: 3},
				{script: 'controller-events', role: 3},
				{script: 'domain-controller', keys: {}},
			],
			folder,
		);
		expect(said.map(({facts}) => facts)).toEqual([
			{isController: false, computer: 'DC01.corp.example.test'},
			{isController: false, computer: 'DC01.corp.example.test'},
			{isController: false, computer: null},
		]);
		expect(domainController.isElsewhere?.(said[0]?.facts)).toBe(true);
	});

	it.each(names)('are judged right: %s', name => {
		const said = answers[names.indexOf(name)];
		const world = worlds[name];
		expect(said?.error).toBeNull();
		const facts = domainController.read(said?.facts);
		const evidence = domainController.facts.parse(
			domainController.merge?.([
				{kind: 'facts', facts, source: 'carried', takenAt: new Date().toISOString(), from: 'DC01', stale: false, clock: false},
			]),
		);
		const certificates = (world?.forest ?? ['issuing']).map(one => ({
			thumbprint: authority.thumbprintOf(one),
			subject: one,
			notBefore: '2024-01-01T00:00:00Z',
			notAfter: '2034-01-01T00:00:00Z',
		}));
		const listed = {
			name: `DC01.${forest}`,
			computer: 'CN=DC01,OU=Domain Controllers,DC=corp,DC=example,DC=test',
			build: 20348,
			readOnly: false,
		};
		const given = {
			evidence,
			controllers: seen({forests: [{forest, silent: null, domains: [{domain: forest, silent: null, controllers: [listed]}]}]}),
			servers: nobodyAsked,
			events: nobodyAsked,
		};
		const stores = seen({
			forests: [{forest, silent: null, stores: [{store: 'ntauth' as const, holder: 'NTAuthCertificates', certificates, unreadable: 0}]}],
		});
		const hybrid = dcCertificate.judge({...given, stores});
		expect(hybrid.because).toMatch(world?.says ?? /./);
		expect(hybrid.outcome, hybrid.because).toBe(world?.hybrid);
		const entra = dcCertificateEntraJoined.judge(given);
		expect(entra.because).toMatch(world?.entraSays ?? /./);
		expect(entra.outcome, entra.because).toBe(world?.entra);
	});
});
