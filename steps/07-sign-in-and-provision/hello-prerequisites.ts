import {defineCheck, type FactsOf, optional} from '../../src/guide/check.ts';
import {caution, declined, type Exhibit, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {tenant} from '../03-new-installation-baseline/tenant/tenant.facts.ts';
import {dsregcmd} from '../05-device-registration/dsregcmd.facts.ts';
import {helloPolicyValues} from '../06-hello-settings/hello-policy.facts.ts';
import {
	causeOfNoPrt,
	type Dsregcmd,
	isNo,
	isUntested,
	isYes,
	keptOf,
	lastSection,
	latestMoment,
	type Said,
	said,
	shown,
	shownOrNot,
	told,
	undecided,
	validityIn,
} from '../dsregcmd/dsregcmd.ts';
import {comparableGuid, isSameGuid} from '../identity.ts';
import {worstOf} from '../worst-first.ts';
import {ofCertificateTrust, ofCloudTrust} from './other-trust.ts';

// The tenant only condemns; the policy of the same client decides what a word of certificate trust means.
const needs = {client: dsregcmd, tenant: optional(tenant), policy: optional(helloPolicyValues)};

/** The lines of the section Ngc Prerequisite Check, in its order: the first NO is the cause (entra-docs, troubleshoot-device-dsregcmd). */
const prerequisites = [
	{name: 'isDeviceJoined', remedy: 'join-the-computer', means: 'the computer is not joined'},
	{name: 'isUserAzureAd', remedy: 'get-a-refresh-token', means: 'the user has no primary refresh token of Entra ID'},
	{name: 'policyEnabled', remedy: 'let-the-policy-arrive', means: 'no policy turns Hello on'},
	{name: 'postLogonEnabled', remedy: 'let-it-start-after-sign-in', means: 'a policy keeps it from starting after sign-in'},
	{name: 'deviceEligible', remedy: 'make-the-hardware-fit', means: 'the hardware does not do what policy asks'},
	{name: 'sessionIsNotRemote', remedy: 'sign-in-at-the-computer', means: 'this is a remote session'},
] as const;

const withCause = (sentence: string, cause: string | null): string =>
	cause === null ? `${sentence}.` : `${sentence}. The client says why: ${cause}.`;
/** A line that was read and decides nothing: the test can run again, or the text has to be saved again. */
const unclear = (name: Parameters<typeof undecided>[0], line: Said): Verdict =>
	declined('inconclusive', isUntested(line) ? 'look-again' : 'save-the-whole-output', `${undecided(name, line)}.`);

/** What keeps the client from saying anything about key trust; null for a hybrid joined client of this tenant, looked at as its user. */
const notOurs = (client: Dsregcmd, ours: string | null): Verdict | null => {
	const entra = said(client, 'azureAdJoined');
	const domain = said(client, 'domainJoined');
	if (isNo(domain)) {
		return declined(
			'inconclusive',
			'look-at-a-domain-client',
			`This computer is in no domain${isYes(entra) ? ' and joined to Entra ID alone' : ''}, so it says nothing of key trust.`,
		);
	}

	if (isNo(entra)) {
		return declined(
			'inconclusive',
			'join-the-computer',
			'This computer is in the domain and not in Entra ID, so it says nothing of key trust yet.',
		);
	}

	const because = undecided('domainJoined', domain) ?? undecided('azureAdJoined', entra);
	if (because !== null) {
		return declined('inconclusive', 'look-at-a-domain-client', `Nobody can tell whether this computer is hybrid joined: ${because}.`);
	}

	const {value} = said(client, 'tenantId');
	if (ours !== null && value !== null && value !== '' && !isSameGuid(value, ours)) {
		return declined(
			comparableGuid(value) === null ? 'inconclusive' : 'foreign',
			'look-at-a-domain-client',
			`This computer is joined to the tenant ${shown(value)}, not to this one, ${ours}, so it says nothing of it.`,
		);
	}

	const account = told(client, 'Executing Account Name') ?? '';
	return /^(?:[^,\\]*\\)?(?:SYSTEM|[^\\,]+\$)(?:,|$)/i.test(account)
		? declined(
				'inconclusive',
				'look-as-the-user',
				'dsregcmd ran as the computer and not as a user, so what it says of the user is about nobody.',
			)
		: null;
};

/** What is wrong with the device itself, whatever it says about Hello. */
const ofDevice = (client: Dsregcmd): Verdict | null => {
	const validity = validityIn(said(client, 'deviceCertificateValidity'));
	const taken = latestMoment(client);
	if (validity !== null && taken !== null && validity.to <= taken) {
		return unmet('mend-the-device', `The certificate of the device had run out when this was taken: it was valid until ${validity.until}.`);
	}

	const status = said(client, 'deviceAuthStatus');
	return status.word?.startsWith('FAILED') === true
		? unmet('mend-the-device', `Entra ID does not accept the device: DeviceAuthStatus is ${shown(status.value ?? '')}.`)
		: null;
};

/** Whether the keys of the device are usable; a test that could not run, because it wants elevation, says nothing against them. */
const ofKeys = (client: Dsregcmd): Verdict | null => {
	const recovery = said(client, 'aadRecovery');
	const signing = said(client, 'keySignTest');
	if (isYes(recovery)) {
		return unmet(
			'let-the-device-recover',
			`${recovery.name} is YES: the keys of the device are not usable, and it waits to be registered anew.`,
		);
	}

	if (signing.word === 'FAILED') {
		return unmet('let-the-device-recover', 'KeySignTest is FAILED: the keys of the device do not sign.');
	}

	const odd = [{name: 'aadRecovery', line: recovery} as const, {name: 'keySignTest', line: signing} as const].find(
		({line}) => line.value !== null && line.word === null && !isUntested(line),
	);
	return odd === undefined ? null : unclear(odd.name, odd.line);
};

/** Whether the user has a primary refresh token. Without one nothing is registered and nobody signs in to Entra ID. */
const ofToken = (client: Dsregcmd, isNeeded: boolean): Verdict | null => {
	const line = said(client, 'azureAdPrt');
	if (isNo(line)) {
		return unmet(
			'get-a-refresh-token',
			withCause('AzureAdPrt is NO: the user has no primary refresh token of Entra ID', causeOfNoPrt(client)),
		);
	}

	return (line.value === null ? isNeeded : undecided('azureAdPrt', line) !== null) ? unclear('azureAdPrt', line) : null;
};

const broken = (client: Dsregcmd) => prerequisites.map(each => ({...each, line: said(client, each.name)})).find(({line}) => isNo(line));

/** A prerequisite whose test could not run, or which says another word; null where each says YES or is not printed. */
const unknown = (client: Dsregcmd): Verdict | null => {
	const names = ['ngcPreReq', ...prerequisites.map(({name}) => name)] as const;
	const found = names.map(name => ({name, line: said(client, name)})).find(({line}) => line.value !== null && line.word === null);
	return found === undefined ? null : unclear(found.name, found.line);
};

/** The user has a key here. The output has to be whole: what follows NgcSet may say that the key does not help. */
const provisioned = (client: Dsregcmd): Verdict => {
	const result = said(client, 'preReqResult');
	if (result.word === 'WillNotProvision') {
		const first = broken(client);
		return caution(
			first?.remedy ?? 'read-the-event',
			`NgcSet is YES, and PreReqResult is WillNotProvision beside it${first === undefined ? '' : `: ${first.line.name} is NO`}. The user has a key, and this client would not make one.`,
		);
	}

	if (result.value !== null && undecided('preReqResult', result) !== null) {
		return unclear('preReqResult', result);
	}

	return client.whole || result.word === 'WillProvision'
		? met('The user has Hello on this computer: NgcSet and AzureAdPrt are YES.')
		: declined(
				'incomplete',
				'save-the-whole-output',
				`NgcSet is YES, and what was saved of dsregcmd ends in the section ${lastSection(client)} without its last sentence: what follows may say that the key is not usable.`,
			);
};

/** The user has no key yet: whether the client says that it will make one. `others`: what it shows of another trust. */
const awaited = (client: Dsregcmd, others: readonly Verdict[]): Verdict => {
	const ngcSet = said(client, 'ngcSet');
	const result = said(client, 'preReqResult');
	if (result.value === null) {
		const because = isYes(ngcSet) ? `${undecided('ngcSet', ngcSet)}` : `NgcSet is ${shownOrNot(ngcSet)}`;
		// The section is printed only until the user has enrolled, and only for a user whom it describes.
		return declined('inconclusive', 'look-as-the-user', `dsregcmd prints no prerequisites of Hello, and ${because}.`);
	}

	if (undecided('preReqResult', result) !== null) {
		return unclear('preReqResult', result);
	}

	const first = broken(client);
	const silent = unknown(client);
	if (result.word === 'WillProvision') {
		return first === undefined
			? (silent ?? met('The client will provision at the next sign-in: PreReqResult is WillProvision.'))
			: declined(
					'contradicted',
					'save-the-whole-output',
					`PreReqResult is WillProvision, and ${first.line.name} is NO beside it: one of them is wrong.`,
				);
	}

	if (first !== undefined) {
		const cause = first.name === 'isUserAzureAd' ? causeOfNoPrt(client) : null;
		return unmet(first.remedy, withCause(`PreReqResult is WillNotProvision, and ${first.line.name} is NO: ${first.means}`, cause));
	}

	const token = ofToken(client, false);
	if (token?.outcome === 'unmet') {
		return token;
	}

	// A line that is not understood is no cause, and may hide one.
	const unseen = silent ?? others.find(({outcome}) => outcome === 'declined');
	const cause = others.find(({outcome}) => outcome === 'unmet') ?? (unseen === undefined ? others[0] : undefined);
	return cause !== undefined && 'remedy' in cause
		? unmet(cause.remedy, `PreReqResult is WillNotProvision. ${cause.because}`)
		: (unseen ?? unmet('read-the-event', 'PreReqResult is WillNotProvision, and no line says why.'));
};

const judge = ({client, tenant: ours, policy}: FactsOf<typeof needs>): Verdict => {
	const first = notOurs(client, ours.seen ? ours.facts.id : null);
	if (first !== null) {
		return first;
	}

	const ngcSet = said(client, 'ngcSet');
	const hasKey = isYes(ngcSet) && ngcSet.isAtHome;
	const willProvision = said(client, 'preReqResult').word === 'WillProvision';
	const others = [ofCertificateTrust(client, policy), ofCloudTrust(client, willProvision || hasKey)].filter(verdict => verdict !== null);
	const main = hasKey ? provisioned(client) : awaited(client, others);
	const found = [
		ofDevice(client),
		ofKeys(client),
		// The first prerequisite that says NO is the cause; a missing token may be what follows of it.
		main.outcome === 'unmet' ? null : ofToken(client, hasKey),
		main,
		...others,
	].filter(verdict => verdict !== null);
	return worstOf(found)[0] ?? main;
};

/** Which word of a line is good, and what any other of its words is. */
const rows = [
	...prerequisites.map(({name}) => ({name, good: 'YES', other: 'unmet'}) as const),
	{name: 'certEnrollment', good: 'none', other: 'caution'},
	{name: 'onPremTgt', good: 'NO', other: 'caution'},
	{name: 'preReqResult', good: 'WillProvision', other: 'unmet'},
	{name: 'ngcSet', good: 'YES', other: 'not-applicable'},
	{name: 'azureAdPrt', good: 'YES', other: 'unmet'},
	{name: 'keySignTest', good: 'PASSED', other: 'unmet'},
	{name: 'aadRecovery', good: 'NO', other: 'unmet'},
] as const;

export const helloPrerequisites = defineCheck({
	id: 'hello-prerequisites',
	question: 'Does each client say that it will provision, or that it has?',
	needs,
	judge,
	exhibits: ({client}) =>
		rows.map(({name, good, other}): Exhibit => {
			const line = said(client, name);
			return {
				sign: line.word === null ? 'unobserved' : line.word === good ? 'met' : other,
				what: line.name,
				seen: shownOrNot(line),
			};
		}),
	keep: ({client, ...facts}) => ({...facts, client: keptOf(client)}),
});
