import {defineCheck, type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {dayOf} from '../../day.ts';
import {listed} from '../../directory.ts';
import {foldAscii, isSameName} from '../../identity.ts';
import {statement} from '../../statement.ts';
import {type AuthenticationMethods, authenticationMethods} from './authentication-methods.facts.ts';

const needs = {
	policy: optional(authenticationMethods),
	stated: optional(
		statement('mfa-chosen', 'It is decided which multifactor method users answer when they enrol, and how they register it.'),
	),
};
type Facts = FactsOf<typeof needs>;
type Method = AuthenticationMethods['methods'][number];

/**
 * Methods that can be a second factor beside a password
 * (https://learn.microsoft.com/entra/identity/authentication/concept-authentication-methods). A code by mail is none; a certificate may be one or not.
 */
const secondFactors: Readonly<Record<string, string>> = {
	microsoftauthenticator: 'Microsoft Authenticator',
	fido2: 'passkeys (FIDO2)',
	sms: 'text message',
	voice: 'telephone call',
	softwareoath: 'third-party authenticator apps',
	hardwareoath: 'hardware tokens',
	temporaryaccesspass: 'Temporary Access Pass',
};

const nameOf = ({id, isExternal}: Method): string | null => (isExternal ? 'an external method' : (secondFactors[foldAscii(id)] ?? null));

const judgePolicy = ({migration, methods}: AuthenticationMethods): Verdict => {
	const enabled = methods.filter(method => isSameName(method.state, 'enabled') && nameOf(method) !== null);
	const lasting = enabled.filter(({id}) => !isSameName(id, 'TemporaryAccessPass'));
	const named = (some: readonly Method[]) => listed([...new Set(some.flatMap(method => nameOf(method) ?? []))], 7);
	const forAll = lasting.filter(({isForAll}) => isForAll === true);
	if (forAll.length > 0) {
		return met(`Every user may register ${named(forAll)}.`);
	}

	const forSome = lasting.filter(({targets}) => targets === null || targets > 0);
	if (forSome.length > 0) {
		return caution(
			'see-whom-it-means',
			`${named(forSome)} may be registered by some groups only. Whether the users in scope are among them was not seen.`,
		);
	}

	const passes = enabled.length > lasting.length ? ' A Temporary Access Pass is allowed, which lasts for hours.' : '';
	return isSameName(migration, 'migrationComplete')
		? unmet('choose-a-second-factor', `The tenant's policy of methods allows no second factor that lasts.${passes}`)
		: declined(
				'inconclusive',
				'choose-a-second-factor',
				`The tenant's policy of methods allows no second factor that lasts, and the settings from before may still count, which Graph does not tell.${passes}`,
			);
};

const judge = ({policy, stated}: Facts): Verdict => {
	const word = stated.seen ? `Stated ${dayOf(stated.facts.at)} by ${stated.facts.by}: ${stated.facts.reason}` : '';
	if (stated.seen && !stated.facts.yes) {
		return unmet('choose-a-second-factor', `It is not decided which second factor is asked for. ${word}`);
	}

	const verdict = policy.seen
		? judgePolicy(policy.facts)
		: declined(policy.reason, 'read-the-policy', `Which methods the tenant allows was not seen. ${policy.detail}`);
	return verdict.outcome === 'declined' && stated.seen ? met(`${word}. ${verdict.because}`) : verdict;
};

/** A person's no shuts it; a yes counts where the policy does not say it. */
export const mfaChosen = defineCheck({
	id: 'mfa-chosen',
	question: 'Is it settled which second factor users may register?',
	needs,
	judge,
	exhibits: ({policy}) =>
		policy.seen
			? policy.facts.methods.map(method => {
					const isEnabled = isSameName(method.state, 'enabled');
					return {
						sign: isEnabled && nameOf(method) !== null ? ('met' as const) : ('not-applicable' as const),
						what: nameOf(method) ?? method.id,
						seen: isEnabled
							? `allowed for ${method.isForAll === true ? 'everybody' : method.targets === null ? 'whom, was not read' : `${method.targets} groups`}${nameOf(method) === null ? '; no second factor by itself' : ''}`
							: 'not allowed',
					};
				})
			: [],
});
