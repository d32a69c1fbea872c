import {casesFor} from '../../../src/guide/cases.ts';
import type {Authority} from '../../03-new-installation-baseline/certification-authority/enrollment-services.facts.ts';
import {
	alive,
	authority,
	certificate,
	computer,
	hosts,
	server,
	services,
	silentForest,
	store,
	storesOf,
	unread,
} from '../../case-builders/certification-authorities.ts';
import {forest as corp} from '../../case-builders/forests.ts';
import {seen} from '../../case-builders/witnesses.ts';
import {allows, denies, domainSid, emea, emeaSid, stockTemplates, template, templatesOf, usualAccess} from './case-builders.ts';
import type {ForestTemplates, Template} from './certificate-templates.facts.ts';
import {kdcUsage, otherUsages} from './controller-templates.ts';
import {dcCertificateTemplate} from './dc-certificate-template.ts';

const kdc = template('ContosoKdc');
const web = template('WebServer', {usages: [otherUsages[0]], access: [allows(`${domainSid}-512`)]});
const ldaps = template('ContosoLdaps', {usages: [otherUsages[0]], access: [allows(`${domainSid}-516`)]});
const everything = [kdc, web, ...stockTemplates];
const twoDomains: ForestTemplates['domains'] = [
	{domain: corp, sid: domainSid},
	{domain: emea, sid: emeaSid},
];

const given = (authorities: readonly Authority[], templates: readonly Template[] = everything, domains?: ForestTemplates['domains']) => ({
	templates: templatesOf(templates, domains),
	services: services(...authorities),
	controllers: unread,
	...alive,
	scope: unread,
});
const issuing = (...templates: string[]) => [authority({templates})];
/** One authority that issues one template. */
const only = (part: Partial<Template>, domains?: ForestTemplates['domains']) =>
	given(issuing('ContosoKdc'), [template('ContosoKdc', part), ...stockTemplates], domains);
const branch = (readOnly: boolean) =>
	seen({
		forests: [
			{
				forest: corp,
				silent: null,
				domains: [{domain: corp, silent: null, controllers: [{name: 'RODC1', computer: 'CN=RODC1,DC=corp', build: 20348, readOnly}]}],
			},
		],
	});
const over = certificate('aa', {notAfter: '2026-01-01T00:00:00Z'});
const secondHosts = {hosts: seen(hosts({[server]: 'found', 'ca02.corp.contoso.com': 'unknown'}, computer()))};
const second = (part: Partial<Authority>) => authority({name: 'Contoso Second CA', ...part});

export default casesFor(dcCertificateTemplate, {
	'a new template, and no old one': {given: given(issuing('contosokdc', 'WebServer')), then: 'met', says: 'ContosoKdc (shown)'},
	'the old one is still issued beside it': {
		given: given(issuing('ContosoKdc', 'DomainController')),
		then: 'caution',
		says: 'DomainController (shown) still',
		remedy: 'withdraw-the-old-ones',
	},
	'the old one is still issued, on another authority': {
		given: given([authority(), second({templates: ['DomainController']})]),
		then: 'caution',
		says: 'Contoso Second CA issues DomainController (shown) still',
		remedy: 'withdraw-the-old-ones',
	},
	'only Kerberos Authentication': {given: given(issuing('KerberosAuthentication')), then: 'caution', remedy: 'make-a-new-template'},
	'only Kerberos Authentication, and no domain controller may enrol by it': {
		given: given(issuing('KerberosAuthentication'), [template('KerberosAuthentication', {access: []})]),
		then: 'unmet',
		remedy: 'let-controllers-enrol',
	},
	'only Kerberos Authentication, whose access list was not read': {
		given: given(issuing('KerberosAuthentication'), [template('KerberosAuthentication', {access: null})]),
		then: 'inconclusive',
		remedy: 'let-controllers-enrol',
	},
	'only the oldest template': {
		given: given(issuing('DomainController')),
		then: 'unmet',
		says: 'without the KDC usage',
		remedy: 'publish-the-template',
	},
	'a template that exists and is not issued': {given: given(issuing('WebServer')), then: 'unmet', remedy: 'publish-the-template'},
	'a template that is issued and does not exist': {given: given(issuing('GoneKdc')), then: 'unmet', remedy: 'publish-the-template'},
	'nothing is issued': {given: given(issuing()), then: 'unmet', remedy: 'publish-the-template'},
	'no authority at all': {given: {...given([]), stores: unread}, then: 'unmet', remedy: 'publish-the-template'},
	'no authority, and a certificate of another maker in NTAuth': {
		given: {...given([]), stores: seen(storesOf(store('ntauth', 'NTAuthCertificates', certificate('other'))))},
		then: 'caution',
		remedy: 'know-the-other-maker',
	},
	'no authority, and what NTAuth holds of another maker has run out': {
		given: {...given([]), stores: seen(storesOf(store('ntauth', 'NTAuthCertificates', over)))},
		then: 'unmet',
	},
	'authorities that serve no domain controller, and a certificate of another maker in NTAuth': {
		given: {
			...given(issuing('WebServer')),
			stores: seen(
				storesOf(store('aia', 'Contoso Issuing CA', certificate('aa')), store('ntauth', 'NTAuthCertificates', certificate('other'))),
			),
		},
		then: 'caution',
		remedy: 'know-the-other-maker',
	},
	'authorities that serve no domain controller, and an older certificate of their own in NTAuth': {
		given: {
			...given(issuing('WebServer')),
			stores: seen(
				storesOf(
					store('aia', 'contoso issuing ca', certificate('aa'), certificate('older')),
					store('ntauth', 'NTAuthCertificates', certificate('older')),
				),
			),
		},
		then: 'unmet',
	},
	'templates that were not read': {
		given: {...given(issuing('ContosoKdc')), templates: {forests: [silentForest(corp)]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
	'a key that is too short': {given: only({keySize: 2047}), then: 'unmet', says: '2047 bits', remedy: 'mend-the-template'},
	'a key of which nobody knows the length': {given: only({keySize: null}), then: 'inconclusive'},
	'the KDC usage alone': {given: only({usages: [kdcUsage]}), then: 'unmet', remedy: 'mend-the-template'},
	"without the domain's DNS name": {
		given: only({nameFlag: 0x08000000}),
		then: 'unmet',
		says: 'leaves the DNS name of the domain out',
		remedy: 'mend-the-template',
	},
	"without the controller's DNS name": {
		given: only({nameFlag: 0x00400000}),
		then: 'unmet',
		says: 'leaves the DNS name of the domain controller out',
	},
	'with the directory path in the subject too, which makes the number negative': {
		given: only({nameFlag: -2009071616}),
		then: 'caution',
		says: 'the path in the directory as its subject',
		remedy: 'mend-the-template',
	},
	'with the DNS name as the subject too, as the original has it': {
		given: only({nameFlag: 0x18400000}),
		then: 'caution',
		says: 'names more than DNS names: the DNS name as its subject',
		remedy: 'mend-the-template',
	},
	'a key that signs and does not encipher keys': {given: only({keyUsage: 0x80}), then: 'unmet', remedy: 'mend-the-template'},
	'a key that signs, enciphers keys and does more': {given: only({keyUsage: 0xb0}), then: 'met'},
	'a key of which nobody knows what it may do': {given: only({keyUsage: null}), then: 'inconclusive', remedy: 'let-it-answer'},
	'version 4 with an older provider': {
		given: only({privateKeyFlag: 0x05050100, algorithm: null, hash: null}),
		then: 'caution',
		says: 'asks for an older provider',
		remedy: 'make-a-new-template',
	},
	'version 3, made where no compatibility is written': {given: only({schemaVersion: 3, privateKeyFlag: 0}), then: 'met'},
	'compatible with 2008 R2 and Windows 7, as the older page asks': {given: only({privateKeyFlag: 0x03030000}), then: 'met'},
	'compatible with 2003 and XP': {
		given: only({privateKeyFlag: 0x01010000}),
		then: 'caution',
		says: 'is kept compatible with Windows Server 2008 or older',
		remedy: 'make-a-new-template',
	},
	'compatible with Windows Vista': {given: only({privateKeyFlag: 0x02060000}), then: 'caution'},
	'provider and compatibility that were not read': {given: only({privateKeyFlag: null}), then: 'inconclusive'},
	'requests hashed with SHA1': {given: only({hash: 'SHA1'}), then: 'caution', says: 'hashed with SHA1', remedy: 'make-a-new-template'},
	'requests hashed with SHA384': {given: only({hash: 'SHA384'}), then: 'met'},
	'a hash that was not read': {given: only({hash: null}), then: 'inconclusive'},
	'a key on an elliptic curve': {given: only({algorithm: 'ECDH_P256'}), then: 'caution', says: 'asks for a key of ECDH_P256'},
	'an algorithm that was not read': {given: only({algorithm: null}), then: 'inconclusive'},
	'another template lets controllers enrol, and it does not supersede that': {
		given: given(issuing('ContosoKdc', 'ContosoLdaps'), [kdc, ldaps, ...stockTemplates]),
		then: 'caution',
		says: 'does not supersede ContosoLdaps (shown)',
		remedy: 'name-what-it-supersedes',
	},
	'such a template that no authority issues today': {
		given: given(issuing('ContosoKdc'), [kdc, ldaps, ...stockTemplates]),
		then: 'caution',
		says: 'does not supersede ContosoLdaps (shown)',
	},
	'such a template that it supersedes, in small letters': {
		given: given(issuing('ContosoKdc'), [
			template('ContosoKdc', {supersedes: [...kdc.supersedes, 'contosoldaps']}),
			ldaps,
			...stockTemplates,
		]),
		then: 'met',
	},
	'a template for servers by which everybody may enrol is not for controllers': {
		given: given(issuing('ContosoKdc'), [kdc, template('ContosoMachines', {usages: [...otherUsages], access: [allows('S-1-5-11')]})]),
		then: 'met',
	},
	'a template for controllers that is for no server': {
		given: given(issuing('ContosoKdc'), [kdc, template('Replication', {usages: ['1.3.6.1.4.1.311.21.19'], access: usualAccess})]),
		then: 'met',
	},
	'names that the request supplies': {given: only({nameFlag: 1}), then: 'inconclusive', remedy: 'mend-the-template'},
	'names of which nothing was read': {given: only({nameFlag: null}), then: 'inconclusive'},
	'it supersedes nothing': {
		given: only({supersedes: []}),
		then: 'caution',
		says: 'does not supersede DomainController, DomainControllerAuthentication and KerberosAuthentication',
		remedy: 'name-what-it-supersedes',
	},
	'it supersedes the three, spelled in small letters': {
		given: only({supersedes: ['domaincontroller', 'domaincontrollerauthentication', 'kerberosauthentication']}),
		then: 'met',
	},
	'a template of version 2, with older cryptography': {given: only({schemaVersion: 2}), then: 'caution', remedy: 'make-a-new-template'},
	'a template of which the version was not read': {given: only({schemaVersion: null}), then: 'inconclusive'},
	'the controllers of the domain may enrol, and nobody else': {given: only({access: [allows(`${domainSid}-516`)]}), then: 'met'},
	'all controllers of the forest may enrol': {given: only({access: [allows('S-1-5-9')]}, twoDomains), then: 'met'},
	'only those of the first of two domains may enrol': {
		given: only({access: [allows(`${domainSid}-516`)]}, twoDomains),
		then: 'unmet',
		says: `The domain controllers of ${emea} may not enrol`,
		remedy: 'let-controllers-enrol',
	},
	'all may enrol, in a domain whose SID was not read': {
		given: only({access: [allows('S-1-5-9')]}, [{domain: corp, sid: null}]),
		then: 'met',
	},
	'those of a domain may enrol, and the SID of the domain was not read': {
		given: only({access: [allows(`${domainSid}-516`)]}, [{domain: corp, sid: null}]),
		then: 'inconclusive',
	},
	'administrators and computers may enrol, and no controller': {
		given: only({access: [allows(`${domainSid}-512`), allows(`${domainSid}-515`), allows(`${domainSid}-519`)]}),
		then: 'unmet',
		remedy: 'let-controllers-enrol',
	},
	'nobody may enrol': {given: only({access: []}), then: 'unmet'},
	'an access list that was not read': {given: only({access: null}), then: 'inconclusive', remedy: 'let-controllers-enrol'},
	'a group that somebody made may enrol': {
		given: only({access: [allows(`${domainSid}-1604`)]}),
		then: 'inconclusive',
		says: 'was not seen',
	},
	'controllers may enrol, and not by themselves': {
		given: only({access: [allows(`${domainSid}-516`, {autoenrol: false})]}),
		then: 'caution',
		says: 'Autoenroll is missing',
		remedy: 'let-controllers-enrol',
	},
	'controllers are refused before they are allowed': {given: only({access: [denies(`${domainSid}-516`), ...usualAccess]}), then: 'unmet'},
	'controllers are allowed before they are refused': {given: only({access: [...usualAccess, denies(`${domainSid}-516`)]}), then: 'met'},
	'a group that somebody made is refused before': {
		given: only({access: [denies(`${domainSid}-1604`), ...usualAccess]}),
		then: 'inconclusive',
	},
	'users are refused before': {given: only({access: [denies(`${domainSid}-513`), ...usualAccess]}), then: 'met'},
	'controllers are allowed under a condition': {
		given: only({access: [allows(`${domainSid}-516`, {conditional: true})]}),
		then: 'inconclusive',
	},
	'the controllers of another forest may enrol': {
		given: only({access: [allows('S-1-5-21-9-9-9-516')]}),
		then: 'unmet',
	},
	'each request waits for an approval': {given: only({enrollmentFlag: 0x22}), then: 'caution', remedy: 'let-controllers-enrol'},
	'each request needs a signature': {given: only({signatures: 1}), then: 'caution', remedy: 'let-controllers-enrol'},
	'it is not marked for automatic enrolment': {given: only({enrollmentFlag: 0}), then: 'caution', remedy: 'let-controllers-enrol'},
	'how it is enrolled was not read': {given: only({enrollmentFlag: null}), then: 'inconclusive'},
	'D04 read-only controllers that may not enrol': {
		given: {...only({access: [allows(`${domainSid}-516`)]}), controllers: branch(true)},
		then: 'caution',
		says: 'read-only',
		remedy: 'let-controllers-enrol',
	},
	'D04 read-only controllers that may': {
		given: {...only({access: [allows(`${domainSid}-516`), allows(`${domainSid}-498`)]}), controllers: branch(true)},
		then: 'met',
	},
	'D04 no read-only controllers': {given: {...only({access: [allows(`${domainSid}-516`)]}), controllers: branch(false)}, then: 'met'},
	'the only authority that issues it has an expired certificate': {
		given: given([authority({certificates: [over]})]),
		then: 'unmet',
		says: 'its certificate ran out on 1 Jan 2026',
		remedy: 'publish-the-template',
	},
	'a dead authority issues it, and a living one too': {
		given: given([authority(), second({certificates: [over]})]),
		then: 'met',
	},
	'a dead authority issues old ones, and the living one does not': {
		given: given([authority(), second({certificates: [over], templates: ['DomainController']})]),
		then: 'met',
	},
	'nobody knows whether the authority that issues it is there': {
		given: {...given([authority({server: 'ca02.corp.contoso.com'})]), ...secondHosts},
		then: 'inconclusive',
		says: 'whether it can was not seen',
		remedy: 'let-it-answer',
	},
	'a flawed one beside it, by which controllers may enrol': {
		given: given(issuing('ContosoKdc', 'ShortKdc'), [kdc, template('ShortKdc', {keySize: 1024})]),
		then: 'unmet',
		says: 'ShortKdc (shown) allows a key of 1024 bits',
		remedy: 'mend-the-template',
	},
	'a flawed one beside it, which it supersedes': {
		given: given(issuing('ContosoKdc', 'ShortKdc'), [
			template('ContosoKdc', {supersedes: [...kdc.supersedes, 'shortkdc']}),
			template('ShortKdc', {keySize: 1024}),
		]),
		then: 'caution',
		remedy: 'withdraw-the-old-ones',
	},
	'a flawed one beside it, by which no controller may enrol': {
		given: given(issuing('ContosoKdc', 'ShortKdc'), [kdc, template('ShortKdc', {keySize: 1024, access: []})]),
		then: 'met',
	},
	'a flawed one that only a template of a dead authority supersedes': {
		given: given(
			[second({certificates: [over]}), authority({templates: ['ShortKdc']})],
			[template('ContosoKdc', {supersedes: [...kdc.supersedes, 'ShortKdc']}), template('ShortKdc', {keySize: 1024})],
		),
		then: 'unmet',
		remedy: 'mend-the-template',
	},
	'a flawed one on another authority': {
		given: given([authority(), second({templates: ['ShortKdc']})], [kdc, template('ShortKdc', {keySize: 1024})]),
		then: 'unmet',
		says: 'Contoso Second CA issues ShortKdc (shown)',
	},
});
