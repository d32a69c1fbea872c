import {casesFor} from '../../../src/guide/cases.ts';
import type {Authority} from '../../03-new-installation-baseline/certification-authority/enrollment-services.facts.ts';
import {
	authority,
	certificate,
	clock,
	services,
	silentForest,
	store,
	storesOf,
	unread,
} from '../../case-builders/certification-authorities.ts';
import {forest as corp} from '../../case-builders/forests.ts';
import type {Certificate} from '../../certificate.ts';
import {caInNtauth} from './ca-in-ntauth.ts';
import {allows, denies, domainSid, stockTemplates, template, templatesOf} from './case-builders.ts';
import type {Template} from './certificate-templates.facts.ts';
import {otherUsages} from './controller-templates.ts';

const web = template('WebServer', {usages: [otherUsages[0]], access: [allows(`${domainSid}-512`)]});
const ldaps = template('ContosoLdaps', {usages: [otherUsages[0]], access: [allows(`${domainSid}-516`)]});
const refused = template('ContosoNoLdaps', {
	usages: [otherUsages[0]],
	access: [denies(`${domainSid}-516`), allows('S-1-5-11')],
});
const everybody = template('ContosoMachines', {usages: [...otherUsages], access: [allows('S-1-5-11')]});
const mail = template('DirectoryEmailReplication', {usages: ['1.3.6.1.4.1.311.21.19']});
const templates: readonly Template[] = [template('ContosoKdc'), web, ldaps, refused, everybody, mail, ...stockTemplates];

const given = (authorities: readonly Authority[], trusted: readonly Certificate[], own = templates) => ({
	services: services(...authorities),
	templates: templatesOf(own),
	stores: storesOf(store('ntauth', 'NTAuthCertificates', ...trusted)),
	clock: clock(),
	scope: unread,
});
const first = certificate('a1', {notBefore: '2020-01-01T00:00:00Z', notAfter: '2030-01-01T00:00:00Z'});
const renewed = certificate('a2', {notBefore: '2025-01-01T00:00:00Z', notAfter: '2035-01-01T00:00:00Z'});
const toCome = certificate('a3', {notBefore: '2027-01-01T00:00:00Z', notAfter: '2037-01-01T00:00:00Z'});
const other = (part: Partial<Authority>) => authority({name: 'Contoso Web CA', certificates: [certificate('bb')], ...part});

export default casesFor(caInNtauth, {
	'each is in it': {
		given: given([authority(), other({})], [certificate('aa'), certificate('bb'), certificate('cc')]),
		then: 'met',
		says: '2 authorities',
	},
	'one is not': {
		given: given([authority(), other({})], [certificate('aa')]),
		then: 'unmet',
		says: 'Contoso Web CA is not in the NTAuth store of corp.contoso.com.',
		remedy: 'publish-to-ntauth',
	},
	'an empty store': {given: given([authority()], []), then: 'unmet'},
	'no store at all': {given: {...given([authority()], []), stores: storesOf()}, then: 'unmet'},
	'in AIA, and not in NTAuth': {
		given: {...given([authority()], []), stores: storesOf(store('aia', 'Contoso Issuing CA', certificate('aa')))},
		then: 'unmet',
	},
	'a renewed one is in it by its old certificate': {
		given: given([authority({certificates: [first, renewed]})], [first]),
		then: 'unmet',
		says: 'that of 1 Jan 2025 is not there',
		remedy: 'publish-to-ntauth',
	},
	'a renewed one is in it by its new certificate, whatever the order': {
		given: given([authority({certificates: [renewed, first]})], [renewed]),
		then: 'met',
	},
	'a renewed one whose next certificate is still to come': {
		given: given([authority({certificates: [toCome, renewed]})], [renewed]),
		then: 'met',
	},
	'one whose certificate of now has run out': {
		given: given([authority({certificates: [certificate('aa', {notAfter: '2026-01-01T00:00:00Z'})]})], [certificate('aa')]),
		then: 'unmet',
		says: 'its certificate ran out on 1 Jan 2026',
		remedy: 'renew-it-first',
	},
	'one whose certificate is still to come': {
		given: given([authority({certificates: [toCome]})], [toCome]),
		then: 'unmet',
		remedy: 'renew-it-first',
	},
	'one that issues nothing by which controllers may enrol is not looked for': {
		given: given([authority(), other({templates: ['WebServer', 'DirectoryEmailReplication', 'ContosoMachines']})], [certificate('aa')]),
		then: 'met',
		says: 'Contoso Issuing CA',
	},
	'one that gives controllers a certificate for LDAP is looked for': {
		given: given([authority(), other({templates: ['ContosoLdaps']})], [certificate('aa')]),
		then: 'unmet',
		says: 'Contoso Web CA',
	},
	'one that refuses controllers a certificate for LDAP is not': {
		given: given([authority(), other({templates: ['ContosoNoLdaps']})], [certificate('aa')]),
		then: 'met',
	},
	'one of which nobody knows who may enrol is looked for': {
		given: given([authority()], [], [template('ContosoKdc', {access: null})]),
		then: 'unmet',
	},
	'one by whose template no controller may enrol is not': {
		given: given([authority()], [], [template('ContosoKdc', {access: []})]),
		then: 'empty',
		remedy: 'publish-an-authority-first',
	},
	'an authority without a certificate': {
		given: given([authority({certificates: []})], [certificate('aa')]),
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'a certificate that cannot be read': {given: given([authority({unreadable: 1})], [certificate('aa')]), then: 'inconclusive'},
	'a store of which a part cannot be read': {
		given: {...given([authority()], []), stores: storesOf({...store('ntauth', 'NTAuthCertificates'), unreadable: 1})},
		then: 'malformed',
	},
	'nobody knows the time, and an older certificate may be meant': {
		given: {...given([authority({certificates: [first, renewed]})], [first]), clock: clock(null)},
		then: 'inconclusive',
	},
	'nobody knows the time, and no certificate of it is there': {given: {...given([authority()], []), clock: unread}, then: 'unmet'},
	'templates that were not read': {given: {...given([authority()], []), templates: {forests: [silentForest(corp)]}}, then: 'timed-out'},
	'a store that was not read': {given: {...given([authority()], []), stores: {forests: [silentForest(corp)]}}, then: 'timed-out'},
	'no authority is published': {given: given([], [certificate('aa')]), then: 'empty', remedy: 'publish-an-authority-first'},
});
