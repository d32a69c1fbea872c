import {casesFor} from '../../../src/guide/cases.ts';
import {forest, secondForest} from '../../case-builders/forests.ts';
import {quiet} from '../../case-builders/key-rights.ts';
import {account, accountsIn, anchor, hana, hanaSid, inTenant, membersOf, otherAnchor, tenantAccount} from '../../case-builders/pilots.ts';
import {nobodyAsked, notSeen, seen} from '../../case-builders/witnesses.ts';
import {pilotIdentity} from './pilot-identity.ts';

const one = seen(accountsIn({[forest]: [account()]}));
const common = {accounts: one, tenant: seen(inTenant(tenantAccount())), scope: seen(membersOf([hanaSid]))};
const twin = account({
	dn: 'CN=Hana,OU=Paris,DC=fabrikam,DC=com',
	sid: 'S-1-5-21-4-5-6-1200',
	objectGuid: 'EBESExQVFhcYGRobHB0eHw==',
	consistencyGuid: null,
});
const signedOut = notSeen('not-signed-in', 'Nobody is signed in to Entra ID.');
const nobodyNamed = {pilotUsers: [], forests: [] as []};

export default casesFor(pilotIdentity, {
	'one account on either side, joined by mS-DS-ConsistencyGuid': {given: common, then: 'met', says: hana},
	'joined by objectGUID where mS-DS-ConsistencyGuid is empty': {
		given: {...common, accounts: seen(accountsIn({[forest]: [account({objectGuid: anchor, consistencyGuid: ''})]}))},
		then: 'met',
	},
	'the scope was not seen': {given: {...common, scope: nobodyAsked}, then: 'met'},
	'a name of its own the account has none': {
		given: {
			...common,
			accounts: seen(accountsIn({'contoso.com': [account({upn: null})]})),
			scope: nobodyAsked,
		},
		then: 'met',
	},
	'another name in Active Directory, which Connect carried': {
		given: {
			...common,
			accounts: seen(accountsIn({[forest]: [account({upn: 'hana@corp.contoso.com'})]})),
			tenant: seen(inTenant(tenantAccount({carriedUpn: 'HANA@corp.contoso.com'}))),
		},
		then: 'met',
	},
	'another name in Active Directory, which nobody carried': {
		given: {...common, accounts: seen(accountsIn({[forest]: [account({upn: 'hana.novak@contoso.com'})]}))},
		then: 'unmet',
		says: 'hana.novak@contoso.com in Active Directory, hana@contoso.com in Entra ID',
		remedy: 'agree-on-the-name',
	},
	'a name whose domain is written in two ways': {
		given: {
			...common,
			accounts: seen(accountsIn({[forest]: [account({upn: 'hana@bücher.example'})]})),
			tenant: seen(inTenant(tenantAccount({upn: 'hana@xn--bcher-kva.example', carriedUpn: null}))),
		},
		then: 'inconclusive',
		remedy: 'agree-on-the-name',
	},
	'two enabled accounts of one name in two forests': {
		given: {...common, accounts: seen(accountsIn({[forest]: [account()], [secondForest]: [twin]}))},
		then: 'unmet',
		says: /2 enabled accounts of Active Directory: .*OU=London.* in corp\.contoso\.com and .*OU=Paris.* in fabrikam\.com/,
		remedy: 'leave-one-account',
	},
	'the same, and the tenant was not seen': {
		given: {...common, accounts: seen(accountsIn({[forest]: [account()], [secondForest]: [twin]})), tenant: signedOut},
		then: 'unmet',
		remedy: 'leave-one-account',
	},
	'the second of two is disabled': {
		given: {...common, accounts: seen(accountsIn({[forest]: [account()], [secondForest]: [{...twin, enabled: false}]}))},
		then: 'met',
	},
	'the same sAMAccountName in a domain of another name is somebody else': {
		given: {...common, accounts: seen(accountsIn({[forest]: [account()], [secondForest]: [{...twin, upn: null}]}))},
		then: 'met',
	},
	'one that bears the name, and another that the tenant has by SID': {
		given: {
			...common,
			accounts: seen(accountsIn({[forest]: [account({upn: 'hana@corp.contoso.com'})], [secondForest]: [twin]})),
			tenant: seen(inTenant(tenantAccount({carriedUpn: 'hana@corp.contoso.com'}))),
		},
		then: 'unmet',
		remedy: 'leave-one-account',
	},
	'the account is disabled': {
		given: {...common, accounts: seen(accountsIn({[forest]: [account({enabled: false})]}))},
		then: 'unmet',
		remedy: 'enable-the-account',
	},
	'the account in Entra ID is disabled': {
		given: {...common, tenant: seen(inTenant(tenantAccount({enabled: false})))},
		then: 'unmet',
		says: 'in Entra ID is disabled',
		remedy: 'enable-the-account',
	},
	'whether the account is enabled was not read': {
		given: {...common, accounts: seen(accountsIn({[forest]: [account({enabled: null})]}))},
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'nobody bears the name': {given: {...common, accounts: seen(accountsIn({[forest]: []}))}, then: 'unmet', remedy: 'find-the-account'},
	'nobody bears the name, and what it is called there the tenant did not tell': {
		given: {...common, accounts: seen(accountsIn({[forest]: []})), tenant: signedOut},
		then: 'not-signed-in',
		remedy: 'let-the-tenant-answer',
	},
	'nobody bears the name where somebody answered': {
		given: {
			...common,
			accounts: seen({
				pilotUsers: [hana],
				forests: [
					{forest, silent: null, domains: [{domain: forest, silent: null, accounts: []}]},
					{forest: secondForest, silent: quiet},
				],
			}),
		},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'a second account may lie in a domain that was silent': {
		given: {
			...common,
			accounts: seen({
				pilotUsers: [hana],
				forests: [
					{
						forest,
						silent: null,
						domains: [
							{domain: forest, silent: null, accounts: [account()]},
							{domain: 'emea.contoso.com', silent: quiet},
						],
					},
				],
			}),
		},
		then: 'unreachable',
		says: 'emea.contoso.com',
		remedy: 'let-it-answer',
	},
	'the tenant has no user of that name': {
		given: {...common, tenant: seen(inTenant(null))},
		then: 'unmet',
		says: 'Entra ID has no user hana@contoso.com',
		remedy: 'bring-the-user',
	},
	'a user who was made in Entra ID alone': {
		given: {...common, tenant: seen(inTenant(tenantAccount({synchronised: false, sid: null, anchor: null})))},
		then: 'unmet',
		remedy: 'bring-the-user',
	},
	'the user in Entra ID comes from another account': {
		given: {...common, tenant: seen(inTenant(tenantAccount({sid: 'S-1-5-21-4-5-6-1200'})))},
		then: 'unmet',
		says: 'comes from another account',
		remedy: 'join-the-two',
	},
	'neither anchor nor SID joins the two': {
		given: {...common, tenant: seen(inTenant(tenantAccount({sid: null, anchor: otherAnchor})))},
		then: 'unmet',
		remedy: 'join-the-two',
	},
	'an anchor in letters of another case is another anchor': {
		given: {...common, tenant: seen(inTenant(tenantAccount({sid: null, anchor: anchor.toLowerCase()})))},
		then: 'unmet',
		remedy: 'join-the-two',
	},
	'the SID joins them, and the anchor is of another attribute': {
		given: {...common, tenant: seen(inTenant(tenantAccount({anchor: 'RTEwNDI='})))},
		then: 'caution',
		remedy: 'see-which-anchor',
	},
	'the pilot user is no member of the scope group': {
		given: {...common, scope: seen(membersOf([]))},
		then: 'caution',
		says: 'no member of the scope group Hello Pilot',
		remedy: 'put-into-scope',
	},
	'members of the scope group could not be read: this may be one': {
		given: {...common, scope: seen(membersOf([], {strangers: [{member: 'S-1-5-21-7-8-9-1', kind: 'unread', of: null}]}))},
		then: 'met',
	},
	'the tenant was not seen': {given: {...common, tenant: signedOut}, then: 'not-signed-in', remedy: 'let-the-tenant-answer'},
	'this user was not seen there': {
		given: {...common, tenant: seen({users: [{user: hana, silent: {reason: 'access-denied', detail: 'Graph answers 403.'}}]})},
		then: 'access-denied',
		remedy: 'let-the-tenant-answer',
	},
	'Active Directory was not seen': {given: {...common, accounts: nobodyAsked}, then: 'no-runner', remedy: 'let-it-answer'},
	'neither was seen': {given: {...common, accounts: nobodyAsked, tenant: signedOut}, then: 'no-runner', remedy: 'let-it-answer'},
	'nobody was named': {
		given: {accounts: seen(nobodyNamed), tenant: seen({users: []}), scope: nobodyAsked},
		then: 'not-answered',
		remedy: 'name-a-pilot',
	},
});
