import {casesFor} from '../../../src/guide/cases.ts';
import {connectorOf, entra, seenServers, server} from '../../case-builders/connect-servers.ts';
import {forest, identitiesOf, usersOf} from '../../case-builders/forests.ts';
import {account, accountsOf, allows, headsOf, list, protectedOf, quiet, sids, unreadable, usual} from '../../case-builders/key-rights.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import {protectedAccounts} from './protected-accounts.ts';

const common = {
	connect: seen(seenServers(server({connectors: [entra(), connectorOf(forest)]})).connect),
	identities: identitiesOf(forest),
	users: usersOf({[forest]: 300}),
	computers: nobodyAsked,
	accounts: accountsOf(account([sids.keyAdmins])),
	heads: seen(headsOf(usual)),
};
const admin = (name: string) => ({name, access: list()});

export default casesFor(protectedAccounts, {
	'no user in scope is protected': {given: {...common, guarded: protectedOf()}, then: 'met'},
	'X22 three administrators are in scope': {
		given: {...common, guarded: protectedOf(admin('adm-hana'), admin('adm-tom'), admin('adm-li'))},
		then: 'caution',
		says: /3 users in scope .*adminCount 1.*adm-hana, adm-tom and adm-li/,
		remedy: 'leave-administrators-out',
	},
	'one of them may be written all the same': {
		given: {...common, guarded: protectedOf({name: 'once-admin', access: usual})},
		then: 'met',
		says: 'may write their keys',
	},
	'one of two may be written': {
		given: {...common, guarded: protectedOf({name: 'once-admin', access: usual}, admin('adm-hana'))},
		then: 'caution',
		says: /keys of adm-hana\./,
	},
	'AdminSDHolder gives the right, and has not reached them yet': {
		given: {
			...common,
			heads: seen(headsOf(usual, {adminSdHolder: list(allows(sids.account))})),
			guarded: protectedOf(admin('adm-hana')),
		},
		then: 'caution',
		says: 'within the hour',
	},
	'the access list could not be read': {
		given: {...common, guarded: protectedOf({name: 'adm-hana', access: unreadable})},
		then: 'inconclusive',
		remedy: 'read-the-access-list',
	},
	'the forest was silent': {
		given: {...common, guarded: {group: null, groupMatches: null, forests: [{forest, silent: quiet}]}},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'the domain was silent': {
		given: {
			...common,
			guarded: {group: null, groupMatches: null, forests: [{forest, silent: null, domains: [{domain: forest, silent: quiet}]}]},
		},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'no group has the name that was given': {
		given: {...common, guarded: {...protectedOf(), groupMatches: 0}},
		then: 'empty',
		says: 'No group Hello Users',
		remedy: 'choose-a-group',
	},
	'the account of Connect was not seen': {
		given: {...common, connect: nobodyAsked, accounts: accountsOf(), guarded: protectedOf()},
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
});
