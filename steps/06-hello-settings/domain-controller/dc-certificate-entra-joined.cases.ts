import {casesFor} from '../../../src/guide/cases.ts';
import {controller, dc, event, evidence, held, listedControllers, logged, loggedBy, old, print} from '../../case-builders/controllers.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import {dcCertificateEntraJoined} from './dc-certificate-entra-joined.ts';
import type {HeldCertificate, SeenController} from './domain-controller.facts.ts';

const one = (part: Partial<HeldCertificate>, own: Partial<SeenController> = {}) => ({
	evidence: evidence(controller({certificates: [held(part)], ...own})),
	controllers: listedControllers(1),
	servers: nobodyAsked,
	events: nobodyAsked,
});

export default casesFor(dcCertificateEntraJoined, {
	'a certificate of the guide': {given: one({}), then: 'met', says: 'will do for Entra joined devices too'},
	'a second controller that nobody has seen': {
		given: {...one({}), controllers: listedControllers(1, 2), servers: nobodyAsked},
		then: 'elsewhere',
	},
	'without the KDC usage': {
		given: one({usages: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '1.3.6.1.4.1.311.20.2.2']}),
		then: 'caution',
		says: /lacks the KDC usage\. It matters only where devices are Entra joined\.$/,
		remedy: 'renew-for-entra-joined',
	},
	'without the name of the domain': {given: one({names: {dns: [dc(1)], others: 0}}), then: 'caution', says: 'does not name the domain'},
	'SHA-1': {given: one({hash: 'sha1'}), then: 'caution', says: 'not signed with SHA-256 or better, but with SHA1'},
	'SHA-384': {given: one({hash: 'sha384'}), then: 'met'},
	'1024 bits': {given: one({key: {kind: 'rsa', bits: 1024}}), then: 'caution', says: 'no RSA key of 2048 bits'},
	'an elliptic curve': {given: one({key: {kind: 'ec', bits: null}}), then: 'caution', says: 'no RSA key'},
	'a list on LDAP alone': {
		given: one({lists: ['ldap:///CN=CA,CN=CDP']}),
		then: 'caution',
		says: 'names its revocation list at no plain HTTP address',
		remedy: 'put-the-list-on-http',
	},
	'a list on HTTPS alone': {given: one({lists: ['https://crl.corp.contoso.com/a.crl']}), then: 'caution', remedy: 'put-the-list-on-http'},
	'LDAP, and HTTP after it': {given: one({lists: ['ldap:///CN=CA', 'http://crl.corp.contoso.com/a.crl']}), then: 'met'},
	'a responder, and no list': {
		given: one({lists: [], responders: ['http://ocsp.corp.contoso.com']}),
		then: 'caution',
		says: 'names no revocation list',
	},
	'no certificate': {given: one({}, {certificates: []}), then: 'caution', says: 'holds no certificate that the KDC could use'},
	'nothing but one that could not be read': {given: one({}, {certificates: [], unreadable: 1}), then: 'malformed'},
	'evidence of two days ago': {given: one({}, old), then: 'stale'},
	'the KDC says that it uses one that was not read': {
		given: {...one({}), events: seen(loggedBy(logged({kdc: [event(302, '2026-11-22T08:00:00Z', {Thumbprint: print('0c')})]})))},
		then: 'contradicted',
		remedy: 'bring-fresh-evidence',
	},
	'the KDC says that it uses the one without the usage': {
		given: {
			evidence: evidence(
				controller({
					certificates: [held(), held({thumbprint: print('0b'), usages: ['1.3.6.1.4.1.311.20.2.2']})],
				}),
			),
			controllers: listedControllers(1),
			servers: nobodyAsked,
			events: seen(loggedBy(logged({kdc: [event(302, '2026-11-22T08:00:00Z', {Thumbprint: print('0b')})]}))),
		},
		then: 'caution',
		says: 'its certificate 0b000000 of 3 Mar 2026 lacks the KDC usage',
	},
});
