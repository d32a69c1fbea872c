import type {UnobservedReason} from '../src/guide/answer.ts';
import type {OneUser, UserLine, Who} from '../src/guide/one-user.ts';
import {userRoom} from '../src/guide/one-user.ts';
import {mfaRegistrations} from './02-prerequisites/mfa/mfa-registrations.facts.ts';
import {protectedUsers} from './04-directory-synchronization/rights/key-rights.facts.ts';
import {persons} from './04-directory-synchronization/upn/persons.facts.ts';
import {dsregcmd} from './05-device-registration/dsregcmd.facts.ts';
import {helloPolicyValues} from './06-hello-settings/hello-policy.facts.ts';
import {directoryKeys} from './07-sign-in-and-provision/keys/directory-keys.facts.ts';
import {helloMethods} from './07-sign-in-and-provision/keys/hello-methods.facts.ts';
import {pilotAccounts, pilotsInScope} from './07-sign-in-and-provision/pilot/pilot-accounts.facts.ts';
import {pilotTenantUsers, type TenantAccount} from './07-sign-in-and-provision/pilot/pilot-tenant-users.facts.ts';
import {heard} from './by-forest.ts';
import {guidOf} from './directory.ts';
import {told} from './dsregcmd/dsregcmd.ts';
import {isSameDn, isSameDnsName, isSameName, isSameUpn} from './identity.ts';
import {accountsOf, type PlacedAccount, placedAccounts, silentPlaces} from './pilot-accounts.ts';
import {groupTrouble} from './scope-group.ts';
import {unseenMembers} from './scope-members.ts';

const hasUpn = ({upns}: Who, name: string | null) => upns.some(upn => isSameUpn(upn, name));
const hasAccount = ({accounts}: Who, domain: string, name: string) =>
	accounts.some(own => isSameDnsName(own.domain, domain) && isSameName(own.name, name));

const silence = (what: string, reason: UnobservedReason, detail: string): UserLine => ({what, silent: {reason, detail}});

const accountWords = (one: PlacedAccount): string =>
	[
		`${one.dn}: signs in as ${one.signsInAs}${one.upn === null ? ' (implicit)' : ''}, sAMAccountName ${one.name}`,
		one.enabled === null ? 'whether it is enabled was not read' : one.enabled ? 'enabled' : 'disabled',
		...(one.protected ? ['protected (adminCount 1)'] : []),
		`objectGUID ${(one.objectGuid && guidOf(one.objectGuid)) ?? 'not read'}, mS-DS-ConsistencyGuid ${(one.consistencyGuid && guidOf(one.consistencyGuid)) || 'empty'}, SID ${one.sid ?? 'not read'}`,
		`keys that this account sees: ${one.keys.hello} of Windows Hello, ${one.keys.other} others${one.keys.unread > 0 ? `, ${one.keys.unread} not understood` : ''}`,
	].join('; ');

const tenantWords = (one: TenantAccount): string =>
	[
		`${one.upn}, id ${one.id}`,
		one.enabled ? 'enabled' : 'disabled',
		one.type ?? 'of an unknown type',
		one.synchronised ? 'synchronised from Active Directory' : 'not synchronised',
		`carried name ${one.carriedUpn ?? 'none'}, SID ${one.sid ?? 'none'}, anchor ${one.anchor ?? 'none'}`,
	].join('; ');

const ofUser = <One extends {readonly user: string}>(users: readonly One[], user: string): One[] =>
	users.filter(one => isSameUpn(one.user, user));

const accounts = userRoom({
	part: 'Directory',
	collector: pilotAccounts,
	only: (facts, user) => (facts.pilotUsers.some(own => isSameUpn(own, user)) ? {...facts, pilotUsers: [user]} : null),
	says: (facts, who) => {
		const lines = placedAccounts(facts)
			.filter(({dn}) => who.dns.some(own => isSameDn(own, dn)))
			.map(one => ({what: `account in ${one.forest}`, seen: accountWords(one)}));
		return [
			...(lines.length === 0 ? [{what: 'account', seen: 'no account of this name was found in what answered'}] : lines),
			...silentPlaces(facts.forests).map(({name, reason, detail}) => silence(`account in ${name}`, reason, detail)),
		];
	},
	unnamed: '',
});

const tenant = userRoom({
	part: 'Tenant',
	collector: pilotTenantUsers,
	only: ({users}, user) => (ofUser(users, user).length === 0 ? null : {users: ofUser(users, user)}),
	says: ({users}) =>
		users.map(one =>
			one.silent === null
				? {
						what: 'account in the tenant',
						seen: one.account === null ? 'Graph says that there is none of this name (404)' : tenantWords(one.account),
					}
				: silence('account in the tenant', one.silent.reason, one.silent.detail),
		),
	unnamed: '',
});

const names = userRoom({
	part: 'Tenant',
	collector: persons,
	says: (facts, who) => [
		...(facts.cloudSilent === null ? [] : [silence('names of users in scope', facts.cloudSilent.reason, facts.cloudSilent.detail)]),
		...facts.groups.flatMap(group =>
			group.names
				.filter(({upn, cloudUpn}) => hasUpn(who, upn) || hasUpn(who, cloudUpn))
				.map(({upn, cloudUpn}) => ({
					what: 'names of users in scope',
					seen: `${upn} is among those of class ${group.class}, with ${cloudUpn ?? 'no name'} in Entra ID`,
				})),
		),
	],
	unnamed: 'The survey of names keeps only some of those who are judged. This user is not among them, which says nothing more.',
});

const scope = userRoom({
	part: 'Scope',
	collector: pilotsInScope,
	only: (facts, user) => (facts.pilotUsers.some(own => isSameUpn(own, user)) ? {...facts, pilotUsers: [user]} : null),
	says: (facts, who) => {
		const what = facts.group === null ? 'scope, every enabled user' : `scope group ${facts.group}`;
		const trouble = groupTrouble(facts);
		if (trouble !== null) {
			return [silence(what, 'empty', trouble)];
		}

		const domains = heard(facts.forests).flatMap(forest => heard(forest.domains));
		const isIn = domains.some(({sids}) => sids.some(sid => who.sids.includes(sid)));
		const unseen = [
			...unseenMembers(facts.strangers).map(({verdict}) => silence(what, 'inconclusive', verdict.because)),
			...silentPlaces(facts.forests).map(({name, reason, detail}) => silence(`${what} in ${name}`, reason, detail)),
		];
		return isIn
			? [{what, seen: 'in scope'}]
			: who.accounts.length === 0
				? [silence(what, 'inconclusive', 'No account of this user was seen that could be in scope.')]
				: [...(unseen.length === 0 ? [{what, seen: 'not in scope'}] : []), ...unseen];
	},
	unnamed: '',
});

const cloudKeys = userRoom({
	part: 'Keys',
	collector: helloMethods,
	only: (facts, user) => (ofUser(facts.users, user).length === 0 ? null : {...facts, users: ofUser(facts.users, user)}),
	says: ({users}) =>
		users.flatMap((one): readonly UserLine[] =>
			one.silent !== null
				? [silence('keys in Entra ID', one.silent.reason, one.silent.detail)]
				: one.methods.length === 0
					? [{what: 'keys in Entra ID', seen: 'none of Windows Hello'}]
					: one.methods.map(({device, created, strength}) => ({
							what: 'key in Entra ID',
							seen: `made on ${device ?? 'a computer that is not named'}, ${created ?? 'at an unknown time'}, strength ${strength ?? 'unknown'}`,
						})),
		),
	unnamed: '',
});

const localKeys = userRoom({
	part: 'Keys',
	collector: directoryKeys,
	says: ({forests}, who) => [
		...silentPlaces(forests).map(({name, reason, detail}) => silence(`keys in ${name}`, reason, detail)),
		...heard(forests)
			.flatMap(({domains}) => heard(domains))
			.flatMap(({domain, users}) => users.filter(user => hasUpn(who, user.upn) || hasAccount(who, domain, user.name)))
			.flatMap(({keys}) => keys)
			.map(({usage, source, device, created, weak}) => ({
				what: 'key in Active Directory',
				seen: `of ${usage === 'hello' ? 'Windows Hello' : usage === 'fido' ? 'a security key' : 'another kind'}, from ${source === 'entra' ? 'Entra ID' : source === 'directory' ? 'the directory itself' : 'elsewhere'}, ${created ?? 'at an unknown time'}, device ${device ?? 'not named'}${weak === true ? ', weak (CVE-2017-15361)' : ''}`,
			})),
	],
	unnamed: 'Whoever asked sees no key of this user among those of users in scope. An ordinary account sees none of anybody.',
});

const secondFactor = userRoom({
	part: 'Sign-in',
	collector: mfaRegistrations,
	says: ({groups, reportSilent}, who) => [
		...(reportSilent === null ? [] : [silence('second factor', reportSilent.reason, reportSilent.detail)]),
		...groups.flatMap(group =>
			group.names.some(name => hasUpn(who, name))
				? [{what: 'second factor', seen: `among those of class ${group.class} in the report`}]
				: [],
		),
	],
	unnamed:
		'The survey of second factors names at most 50 of each class, and none of those who are capable. This user is not among them, which says nothing more.',
});

const protection = userRoom({
	part: 'Directory',
	collector: protectedUsers,
	says: ({forests}, who) => [
		...silentPlaces(forests).map(({name, reason, detail}) => silence(`protected accounts of ${name}`, reason, detail)),
		...(who.accounts.length === 0
			? [silence('protected account', 'inconclusive', 'No account of this user was seen that could be among them.')]
			: []),
		...heard(forests)
			.flatMap(({domains}) => heard(domains))
			.filter(({domain, users}) => users.some(({name}) => hasAccount(who, domain, name)))
			.map(({domain}) => ({what: 'protected account', seen: `among the protected accounts (adminCount 1) in scope of ${domain}`})),
	],
	unnamed: 'This user is not among the protected accounts in scope that answered.',
});

const client = userRoom({
	part: 'Sign-in',
	collector: dsregcmd,
	says: (facts, who) => {
		const name = told(facts, 'Executing Account Name');
		const isUser = name?.split(',').some(part => hasUpn(who, part.trim())) === true;
		return isUser
			? [
					{
						what: `on ${told(facts, 'Device Name') ?? 'a client'}`,
						seen: ['AzureAdPrt', 'NgcSet', 'PreReqResult'].map(line => `${line} ${told(facts, line) ?? 'not printed'}`).join(', '),
					},
				]
			: [];
	},
	unnamed: 'What was seen of a client is of another user, or does not say whose it is (Executing Account Name).',
});

const policy = userRoom({
	part: 'Policy',
	collector: helloPolicyValues,
	says: () => [],
	unnamed:
		"The policy of a client was seen, and it does not say whose it is: run the client's script as this user, and read there what it shows.",
});

/** What is known of one user of Windows Hello for Business. */
export const oneUser: OneUser = {
	rooms: [accounts, protection, tenant, names, scope, cloudKeys, localKeys, secondFactor, client, policy],
	checks: [
		{part: 'Directory', check: 'pilot-identity'},
		{part: 'Keys', check: 'pilot-keys'},
	],
	whoIs: (user, facts) => {
		const here = pilotAccounts.facts.safeParse(facts[pilotAccounts.id]);
		const there = pilotTenantUsers.facts.safeParse(facts[pilotTenantUsers.id]);
		const one = there.success ? ofUser(there.data.users, user)[0] : undefined;
		const cloud = one?.silent === null ? one.account : null;
		const own = here.success ? accountsOf(here.data, user, cloud?.sid ?? null) : [];
		const given = (...texts: readonly (string | null | undefined)[]) => [...new Set(texts.flatMap(text => text || []))];
		return {
			upns: given(user, cloud?.upn, cloud?.carriedUpn, ...own.map(({signsInAs}) => signsInAs)),
			sids: given(...own.map(({sid}) => sid), cloud?.sid),
			dns: own.map(({dn}) => dn),
			objectIds: given(cloud?.id),
			accounts: own.map(({domain, name}) => ({domain, name})),
		};
	},
};
