import {type FactsOf, optional, type Witness} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {forestNamed, heard} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {isSameDnsName, isSameUpn, isWrittenOtherwise, spelledOut} from '../../identity.ts';
import {accountsOf, type PlacedAccount, silentPlaces} from '../../pilot-accounts.ts';
import {groupTrouble} from '../../scope-group.ts';
import {unseenMembers} from '../../scope-members.ts';
import {worstFirst} from '../../worst-first.ts';
import {pilotAccounts, pilotsInScope} from './pilot-accounts.facts.ts';
import {type PilotTenantUsers, pilotTenantUsers, type TenantAccount} from './pilot-tenant-users.facts.ts';

const needs = {accounts: optional(pilotAccounts), tenant: optional(pilotTenantUsers), scope: optional(pilotsInScope)};

type Facts = FactsOf<typeof needs>;
type Silence = {readonly reason: Extract<Facts['tenant'], {seen: false}>['reason']; readonly detail: string};

/** What the tenant says of a user: an account, that there is none (null), or a silence. */
const inTenant = (tenant: Witness<PilotTenantUsers>, user: string): TenantAccount | null | Silence => {
	if (!tenant.seen) {
		return tenant;
	}

	const one = tenant.facts.users.find(other => isSameUpn(other.user, user));
	return one === undefined
		? {reason: 'inconclusive', detail: `Nothing came back for ${user}.`}
		: one.silent === null
			? one.account
			: one.silent;
};

const isSilence = (one: TenantAccount | null | Silence): one is Silence => one !== null && 'reason' in one;

/** Which account of several, or none; null where it is one. */
const countVerdict = (accounts: readonly PlacedAccount[], user: string, tenant: TenantAccount | null | Silence): Verdict | null => {
	const enabled = accounts.filter(account => account.enabled !== false);
	if (enabled.length > 1) {
		return unmet(
			'leave-one-account',
			`${user} names ${counted(enabled.length, 'enabled account')} of Active Directory: ${listed(enabled.map(({dn, forest}) => `${dn} in ${forest}`))}.`,
		);
	}

	if (enabled.length === 1) {
		return null;
	}

	if (accounts.length > 0) {
		return unmet('enable-the-account', `The account of ${user} in Active Directory is disabled: ${listed(accounts.map(({dn}) => dn))}.`);
	}

	// The tenant knows the account of another name by its SID.
	return isSilence(tenant)
		? null
		: unmet('find-the-account', `No account of Active Directory bears the name ${user}, or the SID that Entra ID holds.`);
};

/** Entra ID writes the anchor of an account as base64 of its mS-DS-ConsistencyGuid, or of objectGUID where that is empty. */
const isAnchored = (account: PlacedAccount, {anchor}: TenantAccount): boolean =>
	anchor !== null && anchor === (account.consistencyGuid || account.objectGuid);

const joinVerdict = (account: PlacedAccount, tenant: TenantAccount, user: string): Verdict | null => {
	const isSameSid = account.sid !== null && tenant.sid !== null ? account.sid === tenant.sid : null;
	if (isSameSid === false) {
		return unmet(
			'join-the-two',
			`${user} in Entra ID comes from another account: it holds the SID ${tenant.sid}, and ${account.dn} has ${account.sid}.`,
		);
	}

	if (isAnchored(account, tenant)) {
		return null;
	}

	const anchors = `onPremisesImmutableId of ${user} is ${tenant.anchor ?? 'empty'}, and neither mS-DS-ConsistencyGuid nor objectGUID of ${account.dn} leads to it`;
	return isSameSid === true
		? caution('see-which-anchor', `${anchors}, although the SID is the same.`)
		: unmet('join-the-two', `${anchors}.`);
};

const nameVerdict = (account: PlacedAccount, tenant: TenantAccount): Verdict | null => {
	const own = account.signsInAs;
	if (isSameUpn(own, tenant.upn) || isSameUpn(own, tenant.carriedUpn)) {
		return null;
	}

	const both = `${spelledOut(own)} in Active Directory, ${spelledOut(tenant.upn)} in Entra ID`;
	return isWrittenOtherwise(own, tenant.upn) || isWrittenOtherwise(own, tenant.carriedUpn)
		? declined('inconclusive', 'agree-on-the-name', `One name may be written in two ways: ${both}.`)
		: unmet('agree-on-the-name', `The two names differ: ${both}, and Connect carried ${tenant.carriedUpn ?? 'none'}.`);
};

const tenantVerdict = (tenant: TenantAccount | null, user: string): Verdict | null =>
	tenant === null
		? unmet('bring-the-user', `Entra ID has no user ${user}.`)
		: tenant.synchronised
			? tenant.enabled
				? null
				: unmet('enable-the-account', `The account of ${user} in Entra ID is disabled.`)
			: unmet('bring-the-user', `${user} in Entra ID is not synchronised from Active Directory.`);

const scopeVerdict = (account: PlacedAccount, {scope}: Facts): Verdict | null => {
	if (!scope.seen || scope.facts.group === null || groupTrouble(scope.facts) !== null || unseenMembers(scope.facts.strangers).length > 0) {
		return null;
	}

	const domain = heard(forestNamed(scope.facts.forests, account.forest)?.domains ?? []).find(one =>
		isSameDnsName(one.domain, account.domain),
	);
	return domain === undefined || account.sid === null || domain.sids.includes(account.sid)
		? null
		: caution(
				'put-into-scope',
				`${account.dn} is no member of the scope group ${scope.facts.group}: what is said of users in scope is not said of this one.`,
			);
};

const firstOf = (outcomes: readonly Verdict['outcome'][], verdicts: readonly (Verdict | null)[]): Verdict | undefined =>
	verdicts.find((verdict): verdict is Verdict => verdict !== null && outcomes.includes(verdict.outcome));

/** Why not all of Active Directory, or not the tenant, was seen; null where all was. */
const unseenOf = (
	facts: Facts,
	tenant: TenantAccount | null | Silence,
	account: PlacedAccount | undefined,
	user: string,
): Verdict | null => {
	if (!facts.accounts.seen) {
		return declined(
			facts.accounts.reason,
			'let-it-answer',
			`The accounts of ${user} in Active Directory were not seen. ${facts.accounts.detail}`,
		);
	}

	const [silent] = silentPlaces(facts.accounts.facts.forests);
	if (silent !== undefined) {
		return declined(silent.reason, 'let-it-answer', `Whether ${silent.name} holds an account of ${user} was not seen. ${silent.detail}`);
	}

	if (isSilence(tenant)) {
		return declined(tenant.reason, 'let-the-tenant-answer', `${user} in Entra ID was not seen. ${tenant.detail}`);
	}

	return account?.enabled === null ? declined('inconclusive', 'let-it-answer', `Whether ${account.dn} is enabled was not read.`) : null;
};

const pilotVerdict = (user: string, facts: Facts): Verdict => {
	const tenant = inTenant(facts.tenant, user);
	const known = isSilence(tenant) ? null : tenant;
	const accounts = facts.accounts.seen ? accountsOf(facts.accounts.facts, user, known?.sid ?? null) : [];
	const enabled = accounts.filter(account => account.enabled !== false);
	const [account] = enabled;
	const isWhole = facts.accounts.seen && silentPlaces(facts.accounts.facts.forests).length === 0;
	const verdicts = [
		// A name that is nowhere may be where nobody answered; two that are somewhere are two.
		...(isWhole || enabled.length > 1 ? [countVerdict(accounts, user, tenant)] : []),
		...(isSilence(tenant) ? [] : [tenantVerdict(tenant, user)]),
		...(account !== undefined && known?.synchronised === true ? [joinVerdict(account, known, user), nameVerdict(account, known)] : []),
	];
	const both = `${account?.dn} in Active Directory and ${known?.id} in Entra ID`;
	return (
		firstOf(['unmet'], verdicts) ??
		unseenOf(facts, tenant, account, user) ??
		firstOf(['declined'], verdicts) ??
		firstOf(['caution'], verdicts) ??
		(account === undefined ? null : scopeVerdict(account, facts)) ??
		met(`${user} is one person: ${both}, joined by the anchor.`)
	);
};

/** Whom the facts were asked about. */
const pilotsOf = ({accounts, tenant}: Facts): readonly string[] => [
	...new Set([...(accounts.seen ? accounts.facts.pilotUsers : []), ...(tenant.seen ? tenant.facts.users.map(({user}) => user) : [])]),
];

/** Whether each pilot user is one person on both sides: one enabled account here, one synchronised account there, joined by the anchor and of one name. */
export const pilotIdentity = defineCheckOver({
	id: 'pilot-identity',
	question: 'Is each pilot user one person in Active Directory and in Entra ID?',
	needs,
	partsOf: facts => pilotsOf(facts).map(user => ({name: user, verdict: pilotVerdict(user, facts)})),
	judge: (parts, {accounts, tenant}) => {
		const silent = accounts.seen ? tenant : accounts;
		return worstFirst(parts, {
			met: `${listed(parts.map(({name}) => name))}: one account in Active Directory, one in Entra ID, joined by the anchor.`,
			nothing:
				accounts.seen || tenant.seen || silent.seen
					? declined('not-answered', 'name-a-pilot', 'No pilot user was named, so nobody was asked for.')
					: declined(silent.reason, 'let-it-answer', `Neither Active Directory nor Entra ID was seen. ${silent.detail}`),
		});
	},
});
