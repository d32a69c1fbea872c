import {casesFor} from '../../src/guide/cases.ts';
import {dcCertificateTemplate} from './dc-certificate-template.ts';

const forest = 'corp.contoso.com';
const [client, server, kdc] = ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1', '1.3.6.1.5.2.3.5'];
const template = (name: string, usages: readonly string[], keySize = 2048) => ({
	name,
	displayName: `${name} (shown)`,
	usages: [...usages],
	keySize,
	schemaVersion: 4,
	supersedes: [],
	nameFlag: 0,
});
const all = [
	template('ContosoKdc', [client, server, kdc]),
	template('ShortKdc', [client, server, kdc], 1024),
	template('BareKdc', [kdc]),
	template('KerberosAuthentication', [client, server, kdc]),
	template('DomainController', [client, server]),
	template('WebServer', [server]),
];
const given = (...templates: string[]) => ({
	templates: {forests: [{forest, silent: null, templates: all}]},
	services: {forests: [{forest, silent: null, authorities: [{name: 'Contoso Issuing CA', server: null, templates, thumbprints: []}]}]},
	scope: {seen: false, reason: 'unreachable', detail: 'not counted'} as const,
});

export default casesFor(dcCertificateTemplate, {
	'a new template, and no old one': {given: given('contosokdc', 'WebServer'), then: 'met', says: 'ContosoKdc (shown)'},
	'the old one is still issued beside it': {
		given: given('ContosoKdc', 'DomainController'),
		then: 'caution',
		says: 'DomainController (shown) still',
		remedy: 'withdraw-the-old-ones',
	},
	'only Kerberos Authentication': {given: given('KerberosAuthentication'), then: 'caution', remedy: 'make-a-new-template'},
	'only the oldest template': {
		given: given('DomainController'),
		then: 'unmet',
		says: 'without the KDC usage',
		remedy: 'publish-the-template',
	},
	'a template that exists and is not issued': {given: given('WebServer'), then: 'unmet', remedy: 'publish-the-template'},
	'nothing is issued': {given: given(), then: 'unmet', remedy: 'publish-the-template'},
	'a key that is too short': {given: given('ShortKdc'), then: 'unmet', remedy: 'mend-the-template'},
	'the KDC usage alone': {given: given('BareKdc'), then: 'unmet', remedy: 'mend-the-template'},
	'no authority at all': {
		given: {...given(), services: {forests: [{forest, silent: null, authorities: []}]}},
		then: 'unmet',
		remedy: 'publish-the-template',
	},
	'templates that were not read': {
		given: {
			...given('ContosoKdc'),
			templates: {forests: [{forest, silent: {reason: 'timed-out', detail: 'DC01 did not answer in time.'}}]},
		},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
});
