import type {z} from 'zod';
import {compareTimes, momentOf} from '../src/guide/age.ts';
import type {Witness} from '../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../src/guide/finding.ts';
import type {forestLevel} from './02-prerequisites/functional-levels.facts.ts';
import type {AuthorityHosts, authorityHosts} from './03-new-installation-baseline/certification-authority/authority-hosts.facts.ts';
import type {certificateStores, Stores} from './03-new-installation-baseline/certification-authority/certificate-stores.facts.ts';
import type {Authority} from './03-new-installation-baseline/certification-authority/enrollment-services.facts.ts';
import {forestNamed, heard, type Silent, silenceOf} from './by-forest.ts';
import type {Certificate, Certificates} from './certificate.ts';
import {dayOf} from './day.ts';
import {isSameDnsName, isSameName} from './identity.ts';
import {worstOf} from './worst-first.ts';

/** What tells whether an authority that is published runs; each alone can condemn it, so each is optional. */
export type SignsOfLife = {
	/** The time by the forest's own clock. */
	readonly clock: Witness<z.infer<typeof forestLevel.facts>>;
	readonly hosts: Witness<z.infer<typeof authorityHosts.facts>>;
	readonly stores: Witness<z.infer<typeof certificateStores.facts>>;
};

/** The time in a forest by its own clock, ISO 8601, UTC; null where it was not told. */
export const timeIn = (clock: SignsOfLife['clock'], forest: string): string | null =>
	clock.seen && !clock.stale ? (forestNamed(clock.facts.forests, forest)?.at ?? null) : null;

/** What the certificate stores of a forest hold, or why that is not known. */
export const storesIn = (stores: SignsOfLife['stores'], forest: string): Stores | Silent =>
	!stores.seen
		? {reason: stores.reason, detail: stores.detail}
		: stores.stale
			? {reason: 'stale', detail: 'The certificate stores were read too long ago.'}
			: (forestNamed(stores.facts.forests, forest)?.stores ??
				silenceOf(stores.facts.forests, forest, 'Its certificate stores were not read.'));

export const isSilent = (value: Stores | Silent): value is Silent => 'reason' in value;

const begun = (now: string) => (one: Certificate) => one.notBefore <= now;

/**
 * The certificate with which an authority signs at a time: of those that have begun, the one that began last, and of two that began together
 * the one that ends last. Their order says nothing. An unreadable one may be newer, so that nobody knows.
 */
export const certificateOfNow = ({certificates, unreadable}: Certificates, now: string): Certificate | 'none' | 'unknown' => {
	const [newest] = certificates
		.filter(begun(now))
		.toSorted((a, b) => compareTimes(b.notBefore, a.notBefore) || compareTimes(b.notAfter, a.notAfter));
	return unreadable > 0 ? 'unknown' : (newest ?? 'none');
};

/** Whether a certificate is in force at a time. */
export const isInForce = ({notBefore, notAfter}: Certificate, now: string): boolean => notBefore <= now && now <= notAfter;

/** Whether the certificate of now has run out, so that an authority issues nothing, wherever it is; `now` is null where nobody knows the time. */
export const isOver = (authority: Certificates, now: string | null): boolean => {
	const current = now === null ? 'unknown' : certificateOfNow(authority, now);
	return now !== null && typeof current !== 'string' && now > current.notAfter;
};

/** The verdict on an authority's own certificate; null where nothing is against it. */
const certificateFault = (authority: Authority, now: string | null): Verdict | null => {
	const {name, certificates, unreadable} = authority;
	if (certificates.length + unreadable === 0) {
		return declined('inconclusive', 'let-it-answer', `${name} shows no certificate of its own.`);
	}

	if (now === null) {
		return declined('inconclusive', 'let-it-answer', `${name}: the time there could not be read, so its certificate was not judged.`);
	}

	const current = certificateOfNow(authority, now);
	if (current === 'unknown') {
		return declined('malformed', 'let-it-answer', `${name}: what it shows as its certificate could not be read.`);
	}

	if (current === 'none') {
		const first = certificates.map(({notBefore}) => notBefore).toSorted()[0] ?? '';
		return unmet('renew-or-retire', `${name}: its certificate holds from ${dayOf(first)} on, which is still to come.`);
	}

	return now > current.notAfter ? unmet('renew-or-retire', `${name}: its certificate ran out on ${dayOf(current.notAfter)}.`) : null;
};

type Computer = Extract<Extract<AuthorityHosts['forests'][number], {silent: null}>['domains'][number], {silent: null}>['computers'][number];

/** The computers that bear a name, in any forest seen. */
export const computersNamed = ({forests}: AuthorityHosts, name: string): readonly Computer[] =>
	heard(forests)
		.flatMap(({domains}) => heard(domains).flatMap(({computers}) => computers))
		.filter(({names}) => names.some(one => isSameDnsName(one, name)));

/** Why the computers of a forest were not all looked through; null where they were. */
const unseenIn = ({forests}: AuthorityHosts, forest: string): Silent | null => {
	const own = forestNamed(forests, forest);
	return own === undefined
		? silenceOf(forests, forest, 'Its computers were not read.')
		: (own.domains.find(({silent}) => silent !== null)?.silent ?? null);
};

/** A computer signs in each month at least, and what a directory tells of it is two weeks behind at most. The number is ours. */
const longestAbsence = 45 * 24 * 60 * 60 * 1000;

/** The verdict on the computer objects of a host; null where nothing is against them. */
const computerFault = (authority: string, server: string, forest: string, now: string | null, hosts: AuthorityHosts): Verdict | null => {
	const computers = computersNamed(hosts, server);
	if (computers.length === 0) {
		const unseen = unseenIn(hosts, forest);
		return unseen === null
			? caution('know-the-host', `${authority} runs on ${server}, and no computer of the forests seen bears that name.`)
			: declined(unseen.reason, 'let-it-answer', `${authority} runs on ${server}, and no computer seen bears that name. ${unseen.detail}`);
	}

	const enabled = computers.filter(one => one.enabled !== false);
	if (enabled.length === 0) {
		return unmet('find-the-host', `${authority} runs on ${server}, and the account of that computer is disabled.`);
	}

	const lastSignIn = enabled
		.flatMap(one => one.lastSignIn ?? [])
		.toSorted()
		.at(-1);
	return now !== null && lastSignIn !== undefined && momentOf(now) - momentOf(lastSignIn) > longestAbsence
		? caution('see-that-it-runs', `${authority} runs on ${server}, which last signed in about ${dayOf(lastSignIn)}.`)
		: null;
};

/** The verdicts on the server of an authority: its name, and its computer. */
const hostFaults = (
	{name, server}: Authority,
	forest: string,
	now: string | null,
	hosts: SignsOfLife['hosts'],
): readonly (Verdict | null)[] => {
	if (server === null) {
		return [declined('inconclusive', 'let-it-answer', `${name} does not say which server it runs on.`)];
	}

	if (!hosts.seen || hosts.stale) {
		const {reason, detail}: Silent = hosts.seen ? {reason: 'stale', detail: 'It was looked for too long ago.'} : hosts;
		return [declined(reason, 'let-it-answer', `${name}: whether ${server} is there was not seen. ${detail}`)];
	}

	const dns = hosts.facts.hosts.find(host => isSameDnsName(host.name, server))?.dns ?? 'unknown';
	return [
		dns === 'not-found'
			? unmet('find-the-host', `${name} runs on ${server}, a name that does not resolve from here.`)
			: dns === 'unknown'
				? declined('inconclusive', 'let-it-answer', `${name}: DNS did not say whether ${server} is there.`)
				: null,
		computerFault(name, server, forest, now, hosts.facts),
	];
};

/** The verdict on what else the forest holds of an authority's certificates; null where there is some. */
const signFault = ({name, certificates}: Authority, stores: Stores | Silent): Verdict | null => {
	if (isSilent(stores)) {
		return declined(
			stores.reason,
			'let-it-answer',
			`${name}: whether the forest knows its certificate elsewhere was not seen. ${stores.detail}`,
		);
	}

	const known = stores.flatMap(store => store.certificates.map(({thumbprint}) => thumbprint));
	return certificates.length === 0 || certificates.some(({thumbprint}) => known.includes(thumbprint))
		? null
		: caution(
				'see-that-it-runs',
				`${name}: the forest holds its certificate nowhere else, neither in AIA nor among the roots nor in NTAuth.`,
			);
};

/**
 * Whether an authority that is published can issue anything: its certificate of now, its server's name, that server's computer, and other signs
 * of its certificate. Worst first; the remedies are headings of enterprise-ca's page.
 */
export const lifeOf = (authority: Authority, forest: string, {clock, hosts, stores}: SignsOfLife): Verdict => {
	const now = timeIn(clock, forest);
	const faults = [
		certificateFault(authority, now),
		...hostFaults(authority, forest, now, hosts),
		signFault(authority, storesIn(stores, forest)),
	].filter(fault => fault !== null);
	const worst = worstOf(faults);
	const [first] = worst;
	if (first !== undefined) {
		return {...first, because: worst.map(({because}) => because).join(' ')};
	}

	const current = now === null ? 'none' : certificateOfNow(authority, now);
	const until = typeof current === 'string' ? '' : dayOf(current.notAfter);
	return met(`${authority.name} runs on ${authority.server}; its certificate is in force until ${until}.`);
};

/** How many certificates of NTAuth are in force, of an object that no published authority is named after: another maker's, perhaps. */
export const trustedOfOthers = (stores: Stores | Silent, authorities: readonly Authority[], now: string | null): number => {
	if (isSilent(stores) || now === null) {
		return 0;
	}

	const own = [
		...authorities.flatMap(({certificates}) => certificates),
		...stores
			.filter(({store, holder}) => store !== 'ntauth' && authorities.some(({name}) => isSameName(name, holder)))
			.flatMap(({certificates}) => certificates),
	].map(({thumbprint}) => thumbprint);
	return stores
		.filter(({store}) => store === 'ntauth')
		.flatMap(({certificates}) => certificates)
		.filter(one => isInForce(one, now) && !own.includes(one.thumbprint)).length;
};
