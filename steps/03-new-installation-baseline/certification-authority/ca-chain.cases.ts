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
import {caChain} from './ca-chain.ts';

const {facts: time} = clock() as Extract<ReturnType<typeof clock>, {seen: true}>;
const {facts: noTime} = clock(null) as Extract<ReturnType<typeof clock>, {seen: true}>;
const world = (...certificates: readonly ReturnType<typeof linkedCertificate>[]) => ({
	services: services(authority()),
	certificates: published(certificates),
	clock: time,
	scope: unread,
});
const over = {notAfter: '2026-01-01T00:00:00Z'};
const own = linkedCertificate('aa');
const middle = (part = {}) => linkedCertificate('dd', {subject: 'CN=Contoso Policy CA', ...part});

export default casesFor(caChain, {
	'signed by a trusted root': {given: world(own, rootCertificate()), then: 'met', says: 'leads to CN=Contoso Root CA'},
	'a trusted root itself': {given: world(rootCertificate({thumbprint: 'aa'})), then: 'met'},
	'two steps from the root': {given: world(linkedCertificate('aa', {issuers: ['dd']}), middle(), rootCertificate()), then: 'met'},
	'signed by two certificates of one key, of which one has run out': {
		given: world(linkedCertificate('aa', {issuers: ['dd', 'ee']}), middle(over), rootCertificate()),
		then: 'met',
	},
	'a circle of cross certificates beside the root': {
		given: world(linkedCertificate('aa', {issuers: ['dd']}), middle({issuers: ['aa', 'ee']}), rootCertificate()),
		then: 'met',
	},
	'a circle that leads nowhere': {
		given: world(linkedCertificate('aa', {issuers: ['dd']}), middle({issuers: ['aa']})),
		then: 'caution',
		remedy: 'publish-what-signed-it',
	},
	'its root is not published as one': {
		given: world(own, rootCertificate({trusted: false})),
		then: 'caution',
		says: 'CN=Contoso Root CA, which the forest does not publish as a trusted root',
		remedy: 'publish-the-root',
	},
	'who signed it is not published at all': {
		given: world(linkedCertificate('aa', {issuers: []})),
		then: 'caution',
		remedy: 'publish-what-signed-it',
	},
	'an issuing certificate that somebody put among the roots, without its own root': {
		given: world(linkedCertificate('aa', {trusted: true, issuers: []})),
		then: 'caution',
		remedy: 'publish-what-signed-it',
	},
	'its root has run out': {
		given: world(own, rootCertificate(over)),
		then: 'unmet',
		says: 'only through CN=Contoso Root CA, which ended on 1 Jan 2026',
		remedy: 'renew-the-chain',
	},
	'what stands between has run out': {
		given: world(linkedCertificate('aa', {issuers: ['dd']}), middle(over), rootCertificate()),
		then: 'unmet',
		says: 'CN=Contoso Policy CA',
		remedy: 'renew-the-chain',
	},
	'its root ends this very second': {given: world(own, rootCertificate({notAfter: '2026-11-22T09:00:00Z'})), then: 'met'},
	'a signature that could not be calculated': {
		given: world(linkedCertificate('aa', {issuers: [], doubtful: true})),
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'a certificate that could not be read may have signed it': {
		given: {...world(), certificates: published([linkedCertificate('aa', {issuers: []})], 1)},
		then: 'inconclusive',
	},
	'its chain stands beside a certificate that could not be read': {
		given: {...world(), certificates: published([own, rootCertificate()], 1)},
		then: 'met',
	},
	'its certificate was not among those that were read': {given: world(rootCertificate()), then: 'inconclusive'},
	'a renewed authority, of which only the old certificate leads to a root': {
		given: {
			...world(linkedCertificate('b1'), linkedCertificate('b2', {issuers: []}), rootCertificate()),
			services: services(
				authority({
					certificates: [certificate('b1', {notBefore: '2020-01-01T00:00:00Z'}), certificate('b2', {notBefore: '2026-01-01T00:00:00Z'})],
				}),
			),
		},
		then: 'caution',
		remedy: 'publish-what-signed-it',
	},
	'one whose certificate has run out': {
		given: {...world(own), services: services(authority({certificates: [certificate('aa', over)]}))},
		then: 'not-applicable',
	},
	'nobody knows the time there': {given: {...world(own, rootCertificate()), clock: noTime}, then: 'inconclusive'},
	'no authority at all': {given: {...world(), services: services()}, then: 'not-applicable'},
	'a forest of which the certificates were not read': {
		given: {...world(), certificates: {forests: [silentForest(corp)]}},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
});
