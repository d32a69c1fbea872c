import {casesFor} from '../../../src/guide/cases.ts';
import {
	authority,
	certificate,
	clock,
	linkedCertificate,
	published,
	rootCertificate,
	services,
	silentForest,
	unread,
} from '../../case-builders/certification-authorities.ts';
import {forest as corp} from '../../case-builders/forests.ts';
import {revocationListOnTheWeb} from './revocation-list-on-the-web.ts';

const {facts: time} = clock() as Extract<ReturnType<typeof clock>, {seen: true}>;
const ldap = 'ldap:///CN=Contoso%20Root%20CA,CN=CDP';
const web = 'http://crl.contoso.com/root.crl';
const naming = (lists: string[] | null, issuerAt: string[] | null = [web]) => ({
	services: services(authority()),
	certificates: published([linkedCertificate('aa', {lists, issuerAt}), rootCertificate()]),
	clock: time,
	scope: unread,
});

export default casesFor(revocationListOnTheWeb, {
	'over LDAP and HTTP': {given: naming([ldap, web]), then: 'met', says: web},
	'over HTTP in large letters': {given: naming(['HTTP://CRL.CONTOSO.COM/root.crl']), then: 'met'},
	'over LDAP only': {
		given: naming([ldap]),
		then: 'caution',
		says: 'names its revocation list over LDAP only',
		remedy: 'offer-it-on-the-web',
	},
	'over HTTPS only': {given: naming(['https://crl.contoso.com/root.crl']), then: 'caution', says: 'over HTTPS only'},
	'over a path of a file share': {given: naming(['file://///web01/cdp/root.crl']), then: 'caution'},
	'over something that begins like HTTP': {given: naming(['httpx://crl.contoso.com/']), then: 'caution', says: 'HTTPX'},
	'an address without a server': {given: naming(['http:///root.crl']), then: 'caution'},
	'no list': {given: naming([]), then: 'caution', says: 'names no revocation list', remedy: 'offer-it-on-the-web'},
	'a list on the web, and the issuer over LDAP only': {given: naming([web], [ldap]), then: 'caution', says: "its issuer's certificate"},
	'a list on the web, and no address of the issuer': {given: naming([web], []), then: 'met'},
	'addresses that could not be read': {given: naming(null), then: 'malformed', remedy: 'let-it-answer'},
	'a root': {given: {...naming([]), certificates: published([rootCertificate({thumbprint: 'aa'})])}, then: 'not-applicable'},
	'one whose certificate has run out': {
		given: {...naming([]), services: services(authority({certificates: [certificate('aa', {notAfter: '2026-01-01T00:00:00Z'})]}))},
		then: 'not-applicable',
	},
	'its certificate was not among those that were read': {
		given: {...naming([]), certificates: published([rootCertificate()])},
		then: 'inconclusive',
	},
	'no authority at all': {given: {...naming([]), services: services()}, then: 'not-applicable'},
	'a forest of which the certificates were not read': {
		given: {...naming([]), certificates: {forests: [silentForest(corp)]}},
		then: 'timed-out',
	},
});
