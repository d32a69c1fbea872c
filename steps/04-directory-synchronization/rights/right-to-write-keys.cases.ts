import {casesFor} from '../../../src/guide/cases.ts';
import {absentServer, connectorOf, entra, seenServers, server, staleServer} from '../../case-builders/connect-servers.ts';
import {forest, identitiesOf, secondForest, usersOf} from '../../case-builders/forests.ts';
import {
	account,
	accountsOf,
	allows,
	containersOf,
	forbids,
	headsOf,
	leeds,
	list,
	london,
	quiet,
	samplesOf,
	sids,
	unreadable,
	usual,
} from '../../case-builders/key-rights.ts';
import {nobodyAsked} from '../../case-builders/witnesses.ts';
import type {KeyAccess} from './key-access.ts';
import {rightToWriteKeys} from './right-to-write-keys.ts';

const {connect} = seenServers(server({connectors: [entra(), connectorOf(forest)]}));
const computers = nobodyAsked;
const common = {
	connect: {seen: true, facts: connect, source: 'live', stale: false} as const,
	identities: identitiesOf(forest),
	users: usersOf({[forest]: 300}),
	computers,
};
const member = accountsOf(account([sids.keyAdmins, sids.authenticated]));
const sample = (access: KeyAccess, guarded = false) => samplesOf({dn: `CN=Hana\\, Sato,${london}`, guarded, access});

/** One container, what its list says, and what stands at the head of the domain. */
const world = (access: KeyAccess, over: {head?: KeyAccess; accounts?: typeof member; samples?: ReturnType<typeof sample>} = {}) => ({
	...common,
	accounts: over.accounts ?? member,
	heads: headsOf(over.head ?? usual),
	containers: containersOf({dn: london, users: 300, access}),
	samples: over.samples ?? sample(access),
});

export default casesFor(rightToWriteKeys, {
	'a member of Key Admins, which preparation lets write keys': {
		given: world(usual),
		then: 'met',
		says: /1 container of corp\.contoso\.com/,
	},
	'a member of Enterprise Key Admins alone': {given: world(usual, {accounts: accountsOf(account([sids.enterprise]))}), then: 'met'},
	'a member of a group that was given the right': {
		given: world(list(allows(sids.nested)), {accounts: accountsOf(account([sids.nested])), head: list(allows(sids.nested))}),
		then: 'met',
	},
	'the account itself, in no group': {given: world(list(allows(sids.account)), {accounts: accountsOf(account([]))}), then: 'met'},
	'everybody may, through Authenticated Users': {given: world(list(allows(sids.authenticated))), then: 'met'},
	'X21 a custom account in no group': {
		given: world(usual, {accounts: accountsOf(account([]))}),
		then: 'unmet',
		says: /may not write the keys of 300 users in scope in OU=London.*Neither the account nor a group/,
		remedy: 'give-the-right',
	},
	'member of a group of another RID that ends alike': {
		given: world(usual, {accounts: accountsOf(account([`${sids.keyAdmins}1`]))}),
		then: 'unmet',
		remedy: 'give-the-right',
	},
	'a denial before the right': {
		given: world(list(forbids(sids.authenticated), allows(sids.keyAdmins))),
		then: 'unmet',
		says: 'forbids it comes first',
		remedy: 'take-the-denial-away',
	},
	'a denial after the right, which decides nothing': {given: world(list(allows(sids.keyAdmins), forbids(sids.authenticated))), then: 'met'},
	'a denial for somebody else': {given: world(list(forbids(sids.stranger), allows(sids.keyAdmins))), then: 'met'},
	'a container that inherits nothing': {
		given: world(list()),
		then: 'unmet',
		says: /head of the domain gives the right, and it does not come down/,
		remedy: 'restore-inheritance',
	},
	'a user of the container that inherits nothing': {
		given: world(usual, {samples: sample(list())}),
		then: 'unmet',
		says: /CN=Hana/,
		remedy: 'restore-inheritance',
	},
	'a user of the container with a denial': {
		given: world(usual, {samples: sample(list(forbids(sids.keyAdmins)))}),
		then: 'unmet',
		remedy: 'take-the-denial-away',
	},
	'a protected account was the one looked at, which a neighbour judges': {
		given: world(usual, {samples: sample(list(), true)}),
		then: 'caution',
		says: 'no ordinary user in it was looked at',
		remedy: 'look-at-a-user',
	},
	'a user with an entry of its own in a container that gives nothing': {
		given: world(list(), {samples: sample(list(allows(sids.account)))}),
		then: 'caution',
		says: 'by an entry of that user alone',
		remedy: 'give-the-right',
	},
	'no user was looked at': {given: {...world(usual), samples: nobodyAsked}, then: 'caution', remedy: 'look-at-a-user'},
	'an access list that could not be read': {
		given: world(unreadable, {samples: nobodyAsked as never}),
		then: 'inconclusive',
		remedy: 'read-the-access-list',
	},
	'a condition decides': {
		given: world(list(allows(sids.keyAdmins, {conditional: true})), {samples: nobodyAsked as never}),
		then: 'inconclusive',
		remedy: 'read-the-access-list',
	},
	'one container of two': {
		given: {
			...world(usual),
			containers: containersOf({dn: london, users: 300, access: usual}, {dn: leeds, users: 1, access: list()}),
		},
		then: 'unmet',
		says: '1 user in scope in OU=Leeds',
	},
	'two containers that lack it for one reason are told together': {
		given: {
			...world(list(), {accounts: accountsOf(account([]))}),
			containers: containersOf({dn: london, users: 299, access: list()}, {dn: leeds, users: 1, access: list()}),
			samples: nobodyAsked,
		},
		then: 'unmet',
		says: /^MSOL_7c1f09d2a4be may not write the keys of 300 users in scope in OU=London,\S+ and OU=Leeds,\S+\. Neither the account nor a group that it is in was given the right at the head of the domain\.$/,
		remedy: 'give-the-right',
	},
	'no container holds a user, although users were counted': {given: {...world(usual), containers: containersOf()}, then: 'empty'},
	'the account is disabled': {
		given: world(usual, {accounts: accountsOf(account([sids.keyAdmins], {enabled: false}))}),
		then: 'unmet',
		remedy: 'enable-the-account',
	},
	'the account is not in this forest': {
		given: world(usual, {accounts: accountsOf(account([sids.keyAdmins], {name: 'MSOL_other'}))}),
		then: 'inconclusive',
		says: 'was not found',
		remedy: 'name-the-account',
	},
	'an account of that name in another domain than the connector says': {
		given: {
			...world(usual),
			connect: {
				...common.connect,
				facts: seenServers(server({connectors: [entra(), connectorOf(forest, {accountDomain: 'res.contoso.com'})]})).connect,
			},
		},
		then: 'inconclusive',
		says: 'of res.contoso.com',
		remedy: 'name-the-account',
	},
	'the domain by its NetBIOS name': {
		given: {
			...world(usual),
			connect: {
				...common.connect,
				facts: seenServers(server({connectors: [entra(), connectorOf(forest, {accountDomain: 'Corp'})]})).connect,
			},
		},
		then: 'met',
	},
	'the connector names no account': {
		given: {
			...world(usual),
			connect: {...common.connect, facts: seenServers(server({connectors: [entra(), connectorOf(forest, {account: null})]})).connect},
		},
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
	'Connect is not installed': {
		given: {...world(usual), connect: {...common.connect, facts: seenServers(absentServer).connect}},
		then: 'not-applicable',
	},
	'Connect was not seen, and one account of it lives in the forest': {
		given: {...world(usual), connect: nobodyAsked},
		then: 'caution',
		says: /which Connect made on SYNC01.*only Connect can say/,
		remedy: 'name-the-account',
	},
	'Connect was not seen, and its account may not write': {
		given: {...world(usual, {accounts: accountsOf(account([]))}), connect: nobodyAsked},
		then: 'unmet',
		remedy: 'give-the-right',
	},
	'Connect was not seen, and two accounts of it live in the forest': {
		given: {...world(usual, {accounts: accountsOf(account([sids.keyAdmins]), account([], {name: 'MSOL_0'}))}), connect: nobodyAsked},
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
	'Connect was not seen, and no account of it either': {
		given: {...world(usual, {accounts: accountsOf()}), connect: nobodyAsked},
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
	'evidence of Connect from last week, and all is well': {
		given: {
			...world(usual),
			connect: {...common.connect, facts: seenServers(staleServer({connectors: [entra(), connectorOf(forest)]})).connect},
		},
		then: 'stale',
		remedy: 'bring-fresh-evidence',
	},
	'a second forest with users in scope has no connector': {
		given: {
			...world(usual),
			accounts: {
				forests: [...member.forests, {forest: secondForest, silent: null, domains: [{domain: secondForest, silent: null, accounts: []}]}],
			},
			users: usersOf({[forest]: 300, [secondForest]: 50}),
		},
		then: 'inconclusive',
		says: `No connector of a server that exports stands for ${secondForest}`,
		remedy: 'bring-connect-evidence',
	},
	'a domain whose head was not read': {
		given: {
			...world(usual),
			containers: {
				forests: [
					{
						forest,
						silent: null,
						domains: [
							{domain: forest, silent: null, containers: [{dn: london, users: 300, access: usual}]},
							{domain: `emea.${forest}`, silent: null, containers: [{dn: `OU=X,DC=emea,${london}`, users: 40, access: list()}]},
						],
					},
				],
			},
		},
		then: 'inconclusive',
		says: `emea.${forest} was not seen`,
	},
	'the containers of a few users were seen, and of the others none': {
		given: {...world(usual), containers: containersOf({dn: london, users: 1, access: usual})},
		then: 'incomplete',
		says: 'of 300 users in scope the containers of 1 were seen',
	},
	'the forest has no user in scope': {given: {...world(list()), users: usersOf({[forest]: 0})}, then: 'not-applicable'},
	'the forest of the connector was not asked': {
		given: {
			...world(usual),
			connect: {...common.connect, facts: seenServers(server({connectors: [entra(), connectorOf(secondForest)]})).connect},
		},
		then: 'inconclusive',
		remedy: 'look-at-the-forest',
	},
	'the head of the domain was silent': {
		given: {...world(usual), heads: {forests: [{forest, silent: null, domains: [{domain: forest, silent: quiet}]}]}},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'the forest was silent for the containers': {
		given: {...world(usual), containers: {forests: [{forest, silent: quiet}]}},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'the domain of the account was silent': {
		given: {...world(usual), accounts: {forests: [{forest, silent: null, domains: [{domain: forest, silent: quiet}]}]}},
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'the SID of the account could not be read': {
		given: world(usual, {accounts: accountsOf(account([sids.keyAdmins], {sid: null}))}),
		then: 'malformed',
		remedy: 'let-it-answer',
	},
});
