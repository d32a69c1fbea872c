import {momentOf} from '../../../src/guide/age.ts';
import {caution, declined, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {compareText} from '../../../src/guide/plain-order.ts';
import {dayOf} from '../../day.ts';
import {listed} from '../../directory.ts';
import {day} from '../../elapsed.ts';
import {isSameDnsName, isSameName} from '../../identity.ts';
import type {HeldCertificate, SeenController} from './domain-controller.facts.ts';

/** Extended key usages by OID: RFC 4556 3.2.4 for the KDC, RFC 5280 4.2.1.12, and Smart Card Logon of Windows. */
export const usage = {
	kdc: '1.3.6.1.5.2.3.5',
	server: '1.3.6.1.5.5.7.3.1',
	client: '1.3.6.1.5.5.7.3.2',
	smartCard: '1.3.6.1.4.1.311.20.2.2',
} as const;

/** The template of Windows 2000, whose name alone marks a certificate for the KDC. */
const oldest = 'DomainController';

/** A certificate that renews itself does so six weeks before its end at the latest (the default of the templates), so this late it has not. */
const soon = 30 * day;

const has = ({usages}: HeldCertificate, oid: string): boolean => usages?.includes(oid) ?? false;

/** `its certificate 0a1b2c3d of 3 Mar 2026`. */
export const called = ({thumbprint, notBefore}: HeldCertificate): string =>
	`its certificate ${thumbprint.slice(0, 8)} of ${dayOf(notBefore)}`;

/**
 * Whether the KDC counts a certificate among its own: by the KDC usage, by Smart Card Logon, or by the name of the oldest template. Microsoft's
 * archived pages on how the KDC of 2008 R2 chooses say so ("Smartcard logon using certificates from a 3rd party", 2011); no page of today does.
 */
const isMarked = (certificate: HeldCertificate): boolean =>
	has(certificate, usage.kdc) || has(certificate, usage.smartCard) || isSameName(certificate.template.name, oldest);

const isInForce = ({notBefore, notAfter}: HeldCertificate, at: string): boolean =>
	momentOf(notBefore) <= momentOf(at) && momentOf(at) <= momentOf(notAfter);

/** Flags of a chain that say no more than that a revocation list could not be had. */
const revocationUnknown = ['RevocationStatusUnknown', 'OfflineRevocation'];

/** Which certificate signed it, by thumbprint, as its chain shows: a sound chain of one link is signed by itself. Null where that was not found. */
export const issuerOf = ({chain}: HeldCertificate): string | null =>
	chain?.links[1]?.thumbprint ?? (chain?.sound ? (chain.links[0]?.thumbprint ?? null) : null);

/** What is against a certificate whatever it is for: its time, its key, its chain. */
const basicFaults = (certificate: HeldCertificate, at: string): readonly Verdict[] => {
	const {notBefore, notAfter, hasPrivateKey, chain, noChain} = certificate;
	const name = called(certificate);
	const flags = [...new Set([...(chain?.flags ?? []), ...(chain?.links.flatMap(link => link.flags) ?? [])])];
	const own = chain?.links[0]?.flags ?? [];
	const others = flags.filter(flag => !revocationUnknown.includes(flag) && flag !== 'Revoked' && flag !== 'NotTimeValid');
	const isOldAuthority = flags.includes('NotTimeValid') && isInForce(certificate, at);
	return [
		...(hasPrivateKey ? [] : [unmet('enrol-a-certificate', `${name} has no private key here.`)]),
		...(momentOf(at) > momentOf(notAfter) ? [unmet('enrol-a-certificate', `${name} ran out on ${dayOf(notAfter)}.`)] : []),
		...(momentOf(at) < momentOf(notBefore) ? [unmet('enrol-a-certificate', `${name} does not hold before ${dayOf(notBefore)}.`)] : []),
		...(flags.includes('Revoked')
			? [
					own.includes('Revoked') || chain?.links.every(link => !link.flags.includes('Revoked'))
						? unmet('enrol-a-certificate', `${name} is revoked.`)
						: unmet('mend-the-chain', `An authority above ${name} is revoked.`),
				]
			: []),
		...(isOldAuthority ? [unmet('mend-the-chain', `An authority above ${name} has run out.`)] : []),
		...(others.length > 0 ? [unmet('mend-the-chain', `Windows does not take the chain of ${name}: ${listed(others)}.`)] : []),
		...(flags.some(flag => revocationUnknown.includes(flag))
			? [unmet('publish-the-revocation-list', `Whether ${name} or an authority above it is revoked could not be learned there.`)]
			: []),
		...(chain === null
			? [declined('inconclusive', 'run-it-unrestricted', `The chain of ${name} was not built. ${noChain ?? ''}`.trim())]
			: !chain.sound && flags.length === 0
				? [declined('inconclusive', 'mend-the-chain', `Windows does not take the chain of ${name}, and does not say why.`)]
				: []),
	];
};

/** What it lacks of the list of requirements (S-INC-DC, S-PREREQ, S-SA-DCREQ; the names by T-09). */
const contentFaults = (certificate: HeldCertificate, {computer, domain}: SeenController): readonly Verdict[] => {
	const {usages, keyUsage, names, key, lists, responders} = certificate;
	const name = called(certificate);
	const dns = names?.dns ?? [];
	const lacking = [usage.client, usage.server].filter(one => usages !== null && !usages.includes(one));
	const bits = ['digitalSignature', 'keyEncipherment'].filter(bit => keyUsage !== null && !keyUsage.includes(bit));
	const mend = (because: string) => unmet('mend-the-template', because);
	return [
		...(lacking.length > 0
			? [mend(`${name} lacks ${listed(lacking.map(one => (one === usage.client ? 'client' : 'server')))} authentication.`)]
			: []),
		...(bits.length > 0 ? [mend(`${name} lacks ${listed(bits)} among its key usages.`)] : []),
		...(dns.some(one => isSameDnsName(one, domain)) ? [] : [mend(`${name} does not name the domain, ${domain}.`)]),
		...(dns.some(one => isSameDnsName(one, computer)) ? [] : [mend(`${name} does not name ${computer}.`)]),
		...(key.kind === 'rsa' && (key.bits ?? 0) < 2048
			? [mend(`${name} has a key of ${key.bits ?? 'unknown'} bits; 2048 is the least.`)]
			: []),
		...(lists.length + responders.length === 0
			? [unmet('publish-the-revocation-list', `${name} names no revocation list and no OCSP responder.`)]
			: []),
		...(keyUsage === null ? [caution('mend-the-template', `${name} does not say what its key is for.`)] : []),
		...(key.kind === 'rsa' ? [] : [caution('mend-the-template', `${name} has a key of the kind ${key.kind}; the guide asks for RSA.`)]),
		...(certificate.hash === null || certificate.hash === 'md5' || certificate.hash === 'sha1'
			? [caution('mend-the-template', `${name} is signed with ${certificate.hash?.toUpperCase() ?? 'an algorithm that is not known'}.`)]
			: []),
		// The pages disagree whether hybrid joined devices ask for it (T-08).
		...(has(certificate, usage.kdc) ? [] : [caution('mend-the-template', `${name} lacks the KDC usage, which clients may ask for.`)]),
	];
};

/** What is against a certificate of a domain controller, and what should be done about it. */
export const faultsOf = (certificate: HeldCertificate, controller: SeenController): readonly Verdict[] => [
	...basicFaults(certificate, controller.at),
	...contentFaults(certificate, controller),
	...(isInForce(certificate, controller.at) && momentOf(certificate.notAfter) - momentOf(controller.at) < soon
		? [caution('renew-it', `${called(certificate)} runs out on ${dayOf(certificate.notAfter)}, and was not renewed yet.`)]
		: []),
];

/** Which certificate the KDC uses: as its own log says, else as it chooses where nobody says. */
export type Chosen = {readonly certificate: HeldCertificate; readonly by: 'log' | 'rule'};

const newest = (some: readonly HeldCertificate[]): HeldCertificate | undefined =>
	some.toSorted((a, b) => momentOf(b.notBefore) - momentOf(a.notBefore) || compareText(b.thumbprint, a.thumbprint))[0];

/** Whether the KDC would take it itself: with a key, in force, and with a chain that Windows takes. */
const wouldTake = (certificate: HeldCertificate, at: string): boolean =>
	certificate.hasPrivateKey && isInForce(certificate, at) && (certificate.chain === null || certificate.chain.sound);

/** Whether the KDC may take it at another time: nothing but a revocation list that could not be had keeps it from doing so. */
const mayTake = (certificate: HeldCertificate, at: string): boolean => {
	const flags = [...(certificate.chain?.flags ?? []), ...(certificate.chain?.links.flatMap(link => link.flags) ?? [])];
	const isUnknown = flags.length > 0 && flags.every(flag => revocationUnknown.includes(flag));
	return wouldTake(certificate, at) || (certificate.hasPrivateKey && isInForce(certificate, at) && isUnknown);
};

/**
 * The certificate in use. `logged`: the thumbprint in the KDC's last event 302. Without it the newest of those that it would take, and where it would
 * take none the newest that is marked; the KDC keeps one that is good as long as it is, so that an older one may still be in use
 * ("Deconstructing the KDC certificate processing functionality", Microsoft's archive, 2012). Null where none is marked.
 */
export const chosen = ({certificates, at}: SeenController, logged: string | null): Chosen | null => {
	const inUse = certificates.find(({thumbprint}) => thumbprint === logged);
	if (inUse !== undefined) {
		return {certificate: inUse, by: 'log'};
	}

	const marked = certificates.filter(isMarked);
	const picked = newest(marked.filter(one => wouldTake(one, at))) ?? newest(marked.filter(one => one.hasPrivateKey)) ?? newest(marked);
	return picked === undefined ? null : {certificate: picked, by: 'rule'};
};

/** What is said where the KDC names a certificate that is not among those read: then none of them is known to be the one in use. */
export const missingInUse = ({computer, certificates}: SeenController, logged: string | null): readonly Verdict[] =>
	logged === null || certificates.some(({thumbprint}) => thumbprint === logged)
		? []
		: [
				declined(
					'contradicted',
					'bring-fresh-evidence',
					`The KDC says that it uses the certificate ${logged.slice(0, 8)}, which is not among those read from the store of ${computer}.`,
				),
			];

/** Other certificates that the KDC could use as well, now or once their revocation list is in reach. */
export const rivalsOf = ({certificates, at}: SeenController, {certificate}: Chosen): readonly HeldCertificate[] =>
	certificates.filter(one => one.thumbprint !== certificate.thumbprint && isMarked(one) && mayTake(one, at));
