import {casesFor} from '../../../src/guide/cases.ts';
import {
	authority,
	certificate,
	clock,
	computer,
	hosts,
	server,
	services,
	silentForest,
	unread,
} from '../../case-builders/certification-authorities.ts';
import {forest as corp} from '../../case-builders/forests.ts';
import {seen} from '../../case-builders/witnesses.ts';
import {caNotOnDc} from './ca-not-on-dc.ts';
import type {Authority} from './enrollment-services.facts.ts';

const dc = {name: 'DC01.corp.contoso.com', computer: 'CN=DC01,OU=Domain Controllers,DC=corp,DC=contoso,DC=com', readOnly: false};
const sites = {forests: [{forest: corp, silent: null, sites: [{site: 'London', controllers: [dc]}]}]};
const world = (...authorities: readonly Authority[]) => ({
	services: services(...authorities),
	sites,
	clock: clock(),
	hosts: seen(hosts({[server]: 'found'}, computer())),
});

export default casesFor(caNotOnDc, {
	'on a server of its own': {given: world(authority()), then: 'met', says: 'ca01.corp.contoso.com'},
	'on a domain controller, spelt in another case': {
		given: world(authority({server: 'dc01.CORP.contoso.com'})),
		then: 'caution',
		says: 'is a domain controller',
		remedy: 'move-the-authority',
	},
	'on a domain controller that bears another name for it': {
		given: {
			...world(authority({server: 'pki.corp.contoso.com'})),
			hosts: seen(
				hosts(
					{'pki.corp.contoso.com': 'found'},
					computer({dn: 'cn=dc01,ou=Domain Controllers,dc=corp,dc=contoso,dc=com', names: ['pki.corp.contoso.com']}),
				),
			),
		},
		then: 'caution',
		remedy: 'move-the-authority',
	},
	'on a server whose name no computer bears, which may be another name of anything': {
		given: {...world(authority()), hosts: seen(hosts({[server]: 'found'}))},
		then: 'inconclusive',
		remedy: 'know-the-host',
	},
	'on a server that was not looked for': {given: {...world(authority()), hosts: unread}, then: 'inconclusive'},
	'on a server that may be a domain controller of a forest which did not say what it has': {
		given: {...world(authority()), sites: {forests: [...sites.forests, silentForest('fabrikam.com')]}},
		then: 'timed-out',
		says: 'not all domain controllers were listed',
		remedy: 'let-it-answer',
	},
	'no authority at all': {given: world(), then: 'not-applicable'},
	'one whose certificate has run out, wherever it is': {
		given: world(authority({server: 'dc01.corp.contoso.com', certificates: [certificate('aa', {notAfter: '2025-01-01T00:00:00Z'})]})),
		then: 'not-applicable',
		says: 'No forest publishes a certification authority that can issue anything.',
	},
	'one of which nobody knows whether its certificate has run out': {
		given: {...world(authority({certificates: [certificate('aa', {notAfter: '2025-01-01T00:00:00Z'})]})), clock: clock(null)},
		then: 'met',
	},
	'an authority that does not tell its server': {given: world(authority({server: null})), then: 'inconclusive', remedy: 'let-it-answer'},
	'domain controllers that were not listed': {
		given: {...world(authority()), sites: {forests: [silentForest(corp)]}},
		then: 'timed-out',
	},
});
