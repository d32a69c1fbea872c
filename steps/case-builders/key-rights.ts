import type {ConnectorAccounts} from '../04-directory-synchronization/rights/connector-accounts.facts.ts';
import type {
	KeyRights,
	KeyRightsOfContainers,
	KeyRightsOfUsers,
	ProtectedUsers,
} from '../04-directory-synchronization/rights/key-rights.facts.ts';
import {contextOf, forest} from './forests.ts';
import {seen} from './witnesses.ts';

/** The entries of an access list that speak of writing keys. */
type KeyAccess = Extract<Extract<KeyRights['forests'][number], {silent: null}>['domains'][number], {silent: null}>['head'];

const domainSid = 'S-1-5-21-1004336348-1177238915-682003330';

/** SIDs of the first forest's domain. */
export const sids = {
	account: `${domainSid}-1123`,
	keyAdmins: `${domainSid}-526`,
	enterprise: `${domainSid}-527`,
	nested: `${domainSid}-2201`,
	stranger: `${domainSid}-9999`,
	authenticated: 'S-1-5-11',
};

type Entry = NonNullable<KeyAccess>[number];

/** An entry that lets somebody write the key. */
export const allows = (sid: string, over: Partial<Entry> = {}): Entry => ({
	allows: true,
	sid,
	conditional: false,
	...over,
});
export const forbids = (sid: string, over: Partial<Entry> = {}): Entry => allows(sid, {allows: false, ...over});
/** An access list of these entries, in their order. */
export const list = (...entries: readonly Entry[]): KeyAccess => [...entries];
/** One that nobody could read. */
export const unreadable: KeyAccess = null;
/** As preparation for 2016 leaves it. */
export const usual = list(allows(sids.keyAdmins), allows(sids.enterprise));

type Silent = {readonly reason: 'unreachable'; readonly detail: string};
export const quiet: Silent = {reason: 'unreachable', detail: 'It did not answer within 10 s.'};

/** The organisational unit of most users. */
export const london = `OU=London,${contextOf(forest)}`;
export const leeds = `OU=Leeds,${contextOf(forest)}`;

type Account = Extract<
	Extract<ConnectorAccounts['forests'][number], {silent: null}>['domains'][number],
	{silent: null}
>['accounts'][number];

/** The account of Connect, by the groups that it is in. */
export const account = (groups: readonly string[], over: Partial<Account> = {}): Account => ({
	name: 'MSOL_7c1f09d2a4be',
	principal: 'CORP\\MSOL_7c1f09d2a4be',
	description:
		"Account created by Microsoft Azure Active Directory Connect with installation identifier '7c1f09d2a4be' running on computer 'SYNC01' configured to synchronize to tenant 'contoso.onmicrosoft.com'.",
	enabled: true,
	sid: sids.account,
	sids: [...groups],
	...over,
});

export const accountsOf = (...accounts: readonly Account[]): ConnectorAccounts => ({
	forests: [{forest, silent: null, domains: [{domain: forest, silent: null, accounts: [...accounts]}]}],
});
export const headsOf = (
	head: KeyAccess,
	over: {readonly adminSdHolder?: KeyAccess; readonly pdcEmulator?: string | null; readonly fullControl?: string[]} = {},
): KeyRights => ({
	forests: [
		{
			forest,
			silent: null,
			domains: [{domain: forest, silent: null, head, fullControl: [], adminSdHolder: list(), pdcEmulator: `DC01.${forest}`, ...over}],
		},
	],
});
export const containersOf = (...containers: readonly {dn: string; users: number | null; access: KeyAccess}[]): KeyRightsOfContainers => ({
	forests: [{forest, silent: null, domains: [{domain: forest, silent: null, containers: [...containers]}]}],
});
export const samplesOf = (...users: readonly {dn: string; access: KeyAccess}[]) =>
	seen<KeyRightsOfUsers>({forests: [{forest, silent: null, domains: [{domain: forest, silent: null, users: [...users]}]}]});
export const protectedOf = (...users: readonly {name: string; access: KeyAccess}[]): ProtectedUsers => ({
	group: 'Hello Users',
	groupMatches: 1,
	forests: [{forest, silent: null, domains: [{domain: forest, silent: null, users: [...users]}]}],
});
