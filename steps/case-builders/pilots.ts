import type {PilotAccounts, PilotsInScope} from '../07-sign-in-and-provision/pilot/pilot-accounts.facts.ts';
import type {PilotTenantUsers, TenantAccount} from '../07-sign-in-and-provision/pilot/pilot-tenant-users.facts.ts';
import {forest} from './forests.ts';

type Domains = Extract<PilotAccounts['forests'][number], {silent: null}>['domains'];
type Account = Extract<Domains[number], {silent: null}>['accounts'][number];

export const hana = 'hana@contoso.com';
export const hanaSid = 'S-1-5-21-1-2-3-1104';
/** Base64 of 16 bytes. */
export const anchor = 'fsChXxE9TCyaOA1rji9KEA==';
export const otherAnchor = 'AAECAwQFBgcICQoLDA0ODw==';

/** Hana's account in Active Directory. */
export const account = (over: Partial<Account> = {}): Account => ({
	dn: 'CN=Hana,OU=London,DC=corp,DC=contoso,DC=com',
	upn: 'Hana@contoso.com',
	name: 'hana',
	enabled: true,
	protected: false,
	sid: hanaSid,
	objectGuid: otherAnchor,
	consistencyGuid: anchor,
	keys: {hello: 1, other: 0, unread: 0},
	...over,
});

/** What the forests hold of the pilot users, one domain each. */
export const accountsIn = (forests: Readonly<Record<string, readonly Account[]>>, ...pilotUsers: readonly string[]): PilotAccounts => ({
	pilotUsers: pilotUsers.length === 0 ? [hana] : [...pilotUsers],
	forests: Object.entries(forests).map(([name, accounts]) => ({
		forest: name,
		silent: null,
		domains: [{domain: name, silent: null, accounts: [...accounts]}],
	})),
});

/** Hana's account in the tenant. */
export const tenantAccount = (over: Partial<TenantAccount> = {}): TenantAccount => ({
	id: '10000000-0000-4000-8000-000000001104',
	upn: hana,
	enabled: true,
	type: 'Member',
	synchronised: true,
	carriedUpn: hana,
	sid: hanaSid,
	anchor,
	...over,
});

export const inTenant = (one: TenantAccount | null): PilotTenantUsers => ({users: [{user: hana, silent: null, account: one}]});

/** The accounts that are members of the scope group. */
export const membersOf = (sids: readonly string[], over: Partial<PilotsInScope> = {}): PilotsInScope => ({
	group: 'Hello Pilot',
	groupMatches: 1,
	strangers: [],
	pilotUsers: [hana],
	forests: [{forest, silent: null, domains: [{domain: forest, silent: null, sids: [...sids]}]}],
	...over,
});
