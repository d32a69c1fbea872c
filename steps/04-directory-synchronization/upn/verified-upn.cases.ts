import {type Case, casesFor} from '../../../src/guide/cases.ts';
import type {FactsOf} from '../../../src/guide/check.ts';
import {connectOf, connectorOf, entra, server, staleServer} from '../../case-builders/connect-servers.ts';
import {computersOf, forest, identitiesOf, secondForest} from '../../case-builders/forests.ts';
import {type Account, type Around, personsFrom, sidOf, user} from '../../case-builders/persons.ts';
import {type Domain, domain, tenantDomainsOf} from '../../case-builders/tenants.ts';
import {nobodyAsked, notSeen, seen, stated} from '../../case-builders/witnesses.ts';
import {verifiedUpn} from './verified-upn.ts';

type Given = FactsOf<typeof verifiedUpn.needs>;

/** A server of another name that had two forests, seen three days ago. */
const oldServer = staleServer({
	server: 'SYNC00',
	dnsName: `SYNC00.${forest}`,
	connectors: [entra(), connectorOf(forest), connectorOf(secondForest)],
});
type VerifiedUpnCase = Case<typeof verifiedUpn.needs>;

const notSupported = /not supported/i;

/** Raw accounts beside raw Graph records, as the survey joins them. */
const world = (
	accounts: readonly Account[],
	users: Parameters<typeof personsFrom>[1],
	over: Partial<Given> = {},
	around: Around = {},
): Given => ({
	persons: seen(personsFrom(accounts, users, around)),
	domains: seen(tenantDomainsOf('contoso.com')),
	connect: nobodyAsked,
	identities: identitiesOf(forest),
	owned: nobodyAsked,
	computers: nobodyAsked,
	...over,
});

/** One person on a suffix, who goes by the initial domain in Entra ID, as an unverified suffix makes it. */
const onSuffix = (suffix: string, over: Partial<Given> = {}): Given =>
	world([{rid: 1, upn: `ana@${suffix}`}], [user(1, 'ana@contoso.onmicrosoft.com')], over);

/** One person of the same name on both sides. */
const equalOn = (suffix: string, over: Partial<Given> = {}): Given =>
	world([{rid: 1, upn: `ana@${suffix}`}], [user(1, `ana@${suffix}`)], over);

const tenantWith = (...domains: readonly (string | Domain)[]) => ({domains: seen(tenantDomainsOf(...domains))});
const cannot = {owned: seen(stated(false, 'another company owns it'))};
const addIt = (suffix: string): VerifiedUpnCase => ({
	given: onSuffix(suffix),
	then: 'unmet',
	says: 'not among the tenant',
	remedy: 'add-the-domain',
});
const never = (given: Given): VerifiedUpnCase => ({given, then: 'unmet', says: notSupported, remedy: 'change-the-suffix'});
const repair = (suffix: string): VerifiedUpnCase => ({given: onSuffix(suffix), then: 'unmet', remedy: 'repair-the-suffix'});

const ana = {rid: 1, upn: 'ana@contoso.com'};
const ben = {rid: 2, upn: 'ben@contoso.com'};
const alternate = (over: Partial<Given> = {}): Given =>
	world([ana], [user(1, 'ana@fabrikam.com', {onPremisesUserPrincipalName: 'ana@contoso.com'})], {
		...tenantWith('contoso.com', 'fabrikam.com'),
		...over,
	});

/** What Graph says of a change to a domain. */
const change = (operation: string | null, status: string | null) => domain('contoso.com', {state: {operation, status}});
const without = (record: ReturnType<typeof user>, field: string) =>
	Object.fromEntries(Object.entries(record).filter(([name]) => name !== field));
const verified = (given: Domain): VerifiedUpnCase => ({given: equalOn('contoso.com', tenantWith(given)), then: 'met'});
const cloudOf = (users: Parameters<typeof personsFrom>[1], around: Around = {}): Given => world([ana], users, {}, around);
const twoPersons = [user(1, 'ana@contoso.com'), user(2, 'ben@contoso.com')];
const twoOf = (around: Around, users = twoPersons): Given => world([ana, ben], users, {}, around);

export default casesFor(verifiedUpn, {
	'B01 the suffix is listed in the tenant, not verified': {
		given: onSuffix('contoso.com', tenantWith(domain('contoso.com', {isVerified: false}))),
		then: 'unmet',
		remedy: 'verify-the-domain',
	},
	'B02 a child of a verified domain, not listed itself: one click': {
		given: onSuffix('emea.contoso.com'),
		then: 'unmet',
		says: 'child of contoso.com',
		remedy: 'add-the-child-domain',
	},
	'B03 a child that is listed and verified by its parent': {
		given: equalOn('emea.contoso.com', tenantWith('contoso.com', 'emea.contoso.com')),
		then: 'met',
	},
	'B04 the parent of a verified child': {
		given: onSuffix('contoso.com', tenantWith('emea.contoso.com')),
		then: 'unmet',
		says: 'does not cover it',
		remedy: 'add-the-domain',
	},
	'B05 notcontoso.com is no child of contoso.com': addIt('notcontoso.com'),
	'B06 an ordinary public name, not listed': addIt('woodgrove.com'),
	'B07 an ordinary public name, and somebody states that it cannot be owned': never(onSuffix('woodgrove.com', cannot)),
	'B08 a name that is verified in another tenant, as somebody states': never(onSuffix('woodgrove.com', cannot)),
	'B08 the same while it is listed here, unverified': never(
		onSuffix('contoso.com', {...tenantWith(domain('contoso.com', {isVerified: false})), ...cannot}),
	),
	'B09 a child of a name that is verified elsewhere can be added here': addIt('emea.woodgrove.com'),
	'B10 no public name ends in .local': never(onSuffix('contoso.local')),
	'B10 a single label': never(onSuffix('contoso')),
	'B10 not even the tenant has to be seen for that': never(
		onSuffix('contoso.local', {domains: notSeen('not-signed-in', 'Nobody is signed in.')}),
	),
	'B11 .site is public, however private it looks': addIt('contoso.site'),
	'B11 .ad is public': addIt('contoso.ad'),
	'B11 .zone is public': addIt('contoso.zone'),
	'B11 .company is public': addIt('contoso.company'),
	'B12 the initial domain as a suffix in Active Directory': {given: equalOn('contoso.onmicrosoft.com'), then: 'met'},
	'B13 the initial domain of another tenant': never(onSuffix('fabrikam.onmicrosoft.com')),
	'B13 the initial domain of another tenant, in another cloud': never(onSuffix('fabrikam.partner.onmschina.cn')),
	'B14 verified, but a removal is under way': {
		given: equalOn('contoso.com', tenantWith(change('ForceDelete', 'InProgress'))),
		then: 'unmet',
		says: 'removal is under way',
		remedy: 'keep-the-domain',
	},
	'B14 verified, but a removal is scheduled, however it is spelt': {
		given: equalOn('contoso.com', tenantWith(change('forceDelete', 'scheduled'))),
		then: 'unmet',
		remedy: 'keep-the-domain',
	},
	'B14 whose name is carried and whose domain is being removed is not met, and no other person is counted with them': {
		given: world(
			[ana, {rid: 2, upn: 'ben@fabrikam.com'}],
			[user(1, 'ana@contoso.com'), user(2, 'ben@fabrikam.com')],
			tenantWith(change('ForceDelete', 'InProgress'), 'fabrikam.com'),
		),
		then: 'unmet',
		says: /^Not met for 1 of 2 users\. contoso\.com is verified, but a removal is under way: Entra ID is renaming its users: 1 user\./,
	},
	'B14 verified, and a change that nobody knows is under way': {
		given: equalOn('contoso.com', tenantWith(change('Transfer', 'InProgress'))),
		then: 'inconclusive',
		says: 'operation Transfer',
		remedy: 'read-the-domains-again',
	},
	'B14 verified, and how far a removal has come is not known': {
		given: equalOn('contoso.com', tenantWith(change('ForceDelete', 'Paused'))),
		then: 'inconclusive',
		remedy: 'read-the-domains-again',
	},
	'B14 verified, and neither operation nor status of a change was read': {
		given: equalOn('contoso.com', tenantWith(change(null, null))),
		then: 'inconclusive',
		remedy: 'read-the-domains-again',
	},
	'B14 the parent is being removed, so its child cannot be added with one click': {
		given: onSuffix('emea.contoso.com', tenantWith(change('ForceDelete', 'Scheduled'))),
		then: 'unmet',
		remedy: 'add-the-domain',
	},
	'B15 letters outside ASCII, verified as an A-label': {
		given: equalOn('bücher.example.com', tenantWith('xn--bcher-kva.example.com')),
		then: 'inconclusive',
		says: /xn--bcher-kva\.example\.com\) is verified, but .* documented nowhere we looked\.$/,
		remedy: 'use-an-ascii-suffix',
	},
	'B15 letters outside ASCII, and Entra ID stores the A-label': {
		given: world(
			[{rid: 1, upn: 'ana@bücher.example.com'}],
			[user(1, 'ana@xn--bcher-kva.example.com')],
			tenantWith('xn--bcher-kva.example.com'),
		),
		then: 'inconclusive',
		remedy: 'use-an-ascii-suffix',
	},
	'B15 the A-label in Active Directory, and letters outside ASCII in Entra ID': {
		given: world(
			[{rid: 1, upn: 'ana@xn--bcher-kva.example.com'}],
			[user(1, 'ana@bücher.example.com')],
			tenantWith('xn--bcher-kva.example.com', 'bücher.example.com'),
		),
		then: 'inconclusive',
		says: 'A-label',
		remedy: 'use-an-ascii-suffix',
	},
	'B15 letters outside ASCII, below no public root': never(onSuffix('bücher.local')),
	'B15 letters outside ASCII, and the tenant was not seen': {
		given: equalOn('bücher.example.com', {domains: notSeen('access-denied', 'Graph answered 403.')}),
		then: 'access-denied',
	},
	'B16 a letter that only looks like the verified name': {
		given: onSuffix('cоntoso.com'),
		then: 'unmet',
		says: 'xn--',
		remedy: 'repair-the-suffix',
	},
	'B17 a dot at the end': repair('contoso.com.'),
	'B17 a space at the end': repair('contoso.com '),
	'B17 a tab inside': repair('contoso\t.com'),
	'B17 a line break at the end': repair('contoso.com\n'),
	'B17 a zero-width character': repair('contoso.com\u200b'),
	'B17 a zero-width character, as the screen shows it': repair('contoso.com<U+200B>'),
	'B17 a zero-width character between letters outside ASCII': {
		given: onSuffix('bü\u200bcher.example.com', tenantWith('xn--bcher-kva.example.com')),
		then: 'unmet',
		says: 'U+200B',
		remedy: 'repair-the-suffix',
	},
	'B18 a suffix that is listed in the forest, and nobody in scope uses': {
		given: equalOn('contoso.com', tenantWith('contoso.com', domain('old.example.com', {isVerified: false}))),
		then: 'met',
	},
	'B19 the domain is corp.contoso.local, everybody carries an explicit suffix that is verified': {
		given: world([{...ana, domain: 'corp.contoso.local'}], [user(1, 'ana@contoso.com')]),
		then: 'met',
	},
	'B20 in scope, and not in Entra ID': {
		given: world([ana, ben], [user(1, 'ana@contoso.com')]),
		then: 'unmet',
		says: 'Not met for 1 of 2 users',
		remedy: 'synchronise-them',
	},
	'B21 not synchronised, but a cloud-only user has the same name': {
		given: world([ana], [user(null, 'ana@contoso.com')]),
		then: 'unmet',
		says: 'another object',
		remedy: 'synchronise-them',
	},
	'B22 synchronised once, a cloud user now, with the old values still filled': {
		given: world([ana], [user(1, 'ana@contoso.com', {onPremisesSyncEnabled: false, onPremisesUserPrincipalName: 'ana@contoso.com'})]),
		then: 'unmet',
		says: 'synchronised once',
		remedy: 'synchronise-them',
	},
	'B22 onPremisesSyncEnabled is null beside a SID': {
		given: world([ana], [user(1, 'ana@contoso.com', {onPremisesSyncEnabled: null})]),
		then: 'unmet',
		remedy: 'synchronise-them',
	},
	'B22 onPremisesSyncEnabled did not come back at all': {
		given: world([ana], [user(1, 'ana@contoso.com', {onPremisesSyncEnabled: undefined})]),
		then: 'inconclusive',
		remedy: 'read-every-property',
	},
	'B22 onPremisesSyncEnabled came as text': {
		given: world([ana], [user(1, 'ana@contoso.com', {onPremisesSyncEnabled: 'true'})]),
		then: 'malformed',
		says: 'Graph gives onPremisesSyncEnabled of 1 user as another kind of value than true, false or null',
		remedy: 'read-every-property',
	},
	'B22 two objects in Entra ID carry the SID': {
		given: world([ana], [user(1, 'ana@contoso.com'), user(1, 'ana2@contoso.com')]),
		then: 'unmet',
		remedy: 'make-it-one-object',
	},
	'B22 two objects in Entra ID carry the SID and the same name': {
		given: world([ana], [user(1, 'ana@contoso.com', {id: 'a'}), user(1, 'ana@contoso.com', {id: 'b'})]),
		then: 'unmet',
		remedy: 'make-it-one-object',
	},
	'B22 one user came twice, and was renamed between the pages': {
		given: world([ana], [user(1, 'ana@contoso.com', {id: 'a'}), user(1, 'ana@fabrikam.com', {id: 'a'})]),
		then: 'inconclusive',
		says: 'changed in Entra ID while the list was read',
		remedy: 'read-the-whole-list',
	},
	'B22 one user came twice, and was blocked between the pages: the names are the same': {
		given: world([ana], [user(1, 'ana@contoso.com', {id: 'a'}), user(1, 'ana@contoso.com', {id: 'a', accountEnabled: false})]),
		then: 'met',
	},
	'B22 nobody can say whether two without an id are one': {
		given: world([ana], [user(1, 'ana@contoso.com', {id: undefined}), user(1, 'ana@contoso.com', {id: undefined})]),
		then: 'inconclusive',
		says: 'id did not come back for 2 users of Entra ID',
		remedy: 'read-every-property',
	},
	'B23 a user of Entra ID who was never synchronised has no account to be judged': {
		given: world([ana], [user(1, 'ana@contoso.com'), user(null, 'cloud@contoso.com')]),
		then: 'met',
	},
	'B24 a guest without an account in Active Directory': {
		given: world([ana], [user(1, 'ana@contoso.com'), user(null, 'eve_fabrikam.com#EXT#@contoso.onmicrosoft.com', {userType: 'Guest'})]),
		then: 'met',
	},
	'B25 a synchronised user whose type a rule set to guest': {
		given: world([ana], [user(1, 'ana@contoso.com', {userType: 'Guest'})]),
		then: 'met',
	},
	'B26 the part before the @ differs, nothing carries the on-premises name': {
		given: world([ana], [user(1, 'ana.maria@contoso.com')]),
		then: 'unmet',
		says: 'differ before the @',
		remedy: 'carry-the-upn',
	},
	'B27 the part before the @ differs, and the on-premises name is carried': {
		given: world([ana], [user(1, 'ana.maria@contoso.com', {onPremisesUserPrincipalName: 'ana@contoso.com'})]),
		then: 'met',
	},
	'B28 the names differ in case only': {given: world([ana], [user(1, 'Ana@Contoso.COM')]), then: 'met'},
	'B29 the suffixes differ, both are verified, the on-premises name is carried': {given: alternate(), then: 'met'},
	'B29 the on-premises suffix of these is not verified': {
		given: alternate(tenantWith('fabrikam.com', domain('contoso.com', {isVerified: false}))),
		then: 'unmet',
		remedy: 'verify-the-domain',
	},
	'B29 the name is carried in another tenant, whose users were brought beside the domains of this one': {
		given: alternate({domains: seen(tenantDomainsOf('contoso.com'))}),
		then: 'foreign',
		says: 'two tenants',
		remedy: 'read-one-tenant',
	},
	'B31 a list that changed while it was read brings one user twice': {
		given: world([ana], [user(1, 'ana@contoso.com'), user(1, 'ana@contoso.com')]),
		then: 'met',
	},
	'B30 the suffixes differ, both are verified, nothing carries the on-premises name': {
		given: world([ana], [user(1, 'ana@fabrikam.com')], tenantWith('contoso.com', 'fabrikam.com')),
		then: 'unmet',
		says: 'differ after the @',
		remedy: 'carry-the-upn',
	},
	'B31 the names are equal and onPremisesUserPrincipalName is empty: it is not asked for': {
		given: world([ana], [user(1, 'ana@contoso.com')]),
		then: 'met',
	},
	'B32 the names are equal and something else is left in onPremisesUserPrincipalName': {
		given: world([ana], [user(1, 'ana@contoso.com', {onPremisesUserPrincipalName: 'old@contoso.com'})]),
		then: 'met',
	},
	'B33 the names differ and onPremisesUserPrincipalName did not come back': {
		given: world([ana], [without(user(1, 'ana.maria@contoso.com'), 'onPremisesUserPrincipalName')]),
		then: 'inconclusive',
		says: 'onPremisesUserPrincipalName did not come back for 1 user of Entra ID',
		remedy: 'read-every-property',
	},
	'B33 the names are equal and onPremisesUserPrincipalName did not come back: whether somebody shares it was not seen': {
		given: world([ana], [without(user(1, 'ana@contoso.com'), 'onPremisesUserPrincipalName')]),
		then: 'inconclusive',
		remedy: 'read-every-property',
	},
	'B33 onPremisesUserPrincipalName did not come back of somebody else, who may share it': {
		given: world([ana], [user(1, 'ana@contoso.com'), without(user(2, 'ben@contoso.com'), 'onPremisesUserPrincipalName')]),
		then: 'inconclusive',
		remedy: 'read-every-property',
	},
	'B33 onPremisesUserPrincipalName came as a number': {
		given: world([ana], [user(1, 'ana.maria@contoso.com', {onPremisesUserPrincipalName: 7})]),
		then: 'malformed',
		says: 'another kind of value than text or null',
		remedy: 'read-every-property',
	},
	'B33 a name that differs is unmet, whatever did not come back of somebody else': {
		given: world([ana, ben], [user(1, 'ana.maria@contoso.com'), without(user(2, 'ben@contoso.com'), 'onPremisesUserPrincipalName')]),
		then: 'unmet',
		says: /1 of 2 users.*Not seen: .*onPremisesUserPrincipalName/,
		remedy: 'carry-the-upn',
	},
	'B34 two users of Entra ID carry the same on-premises name': {
		given: world(
			[ana, ben],
			[
				user(1, 'ana@fabrikam.com', {onPremisesUserPrincipalName: 'ana@contoso.com'}),
				user(2, 'ben@fabrikam.com', {onPremisesUserPrincipalName: 'ana@contoso.com'}),
			],
			tenantWith('contoso.com', 'fabrikam.com'),
		),
		then: 'unmet',
		says: /2 of 2 users.*not supported/,
		remedy: 'make-the-name-unique',
	},
	'B34 two users of Entra ID carry the same on-premises name, which is the same user twice': {
		given: world(
			[ana],
			[
				user(1, 'ana@fabrikam.com', {id: 'a', onPremisesUserPrincipalName: 'ana@contoso.com'}),
				user(1, 'ana@fabrikam.com', {id: 'a', onPremisesUserPrincipalName: 'ana@contoso.com'}),
			],
			tenantWith('contoso.com', 'fabrikam.com'),
		),
		then: 'met',
	},
	'B34 the other one is a user of the cloud alone': {
		given: world(
			[ana],
			[
				user(1, 'ana@fabrikam.com', {onPremisesUserPrincipalName: 'ana@contoso.com'}),
				user(null, 'other@fabrikam.com', {onPremisesUserPrincipalName: 'ANA@contoso.com'}),
			],
			tenantWith('contoso.com', 'fabrikam.com'),
		),
		then: 'unmet',
		remedy: 'make-the-name-unique',
	},
	'B35 what onPremisesUserPrincipalName carries is the name that somebody else holds': {
		given: world(
			[ana],
			[user(1, 'ana4711@contoso.onmicrosoft.com', {onPremisesUserPrincipalName: 'ana@contoso.com'}), user(2, 'ana@contoso.com')],
		),
		then: 'unmet',
		says: 'another object',
		remedy: 'make-the-name-unique',
	},
	'B35 the same name in two forests: Entra ID gave the second another': {
		given: world(
			[ana, {...ana, rid: 2, domain: secondForest}],
			[
				user(1, 'ana@contoso.com'),
				user(2, 'ana4711@contoso.onmicrosoft.com', {
					onPremisesProvisioningErrors: [
						{category: 'PropertyConflict', propertyCausingError: 'UserPrincipalName', value: 'ana@contoso.com'},
					],
				}),
			],
		),
		then: 'unmet',
		says: '1 of 2 users',
		remedy: 'make-the-name-unique',
	},
	'B36 no UPN of its own; account name and domain make one, which is verified and equal': {
		given: world([{rid: 1, upn: null, domain: 'contoso.com'}], [user(1, 'user1@contoso.com')]),
		then: 'met',
	},
	'B37 no UPN of its own, in a .local domain': never(
		world([{rid: 1, upn: null, domain: 'corp.contoso.local'}], [user(1, 'user1@contoso.onmicrosoft.com')]),
	),
	'B38 no UPN of its own: the domain of the user counts, not the root of the forest': {
		given: world([{rid: 1, upn: null, domain: 'emea.contoso.com'}], [user(1, 'user1@contoso.com')]),
		then: 'unmet',
		says: 'emea.contoso.com is a child',
		remedy: 'add-the-child-domain',
	},
	'B39 Entra ID still shows the initial domain, and the suffix is verified meanwhile': {
		given: onSuffix('contoso.com'),
		then: 'unmet',
		says: 'initial domain',
		remedy: 'wait-for-the-new-name',
	},
	'B40 renamed in Active Directory, while Entra ID keeps the old name': {
		given: world([{rid: 1, upn: 'ana.silva@contoso.com'}], [user(1, 'ana@contoso.com')]),
		then: 'unmet',
		remedy: 'carry-the-upn',
	},
	'B41 renamed minutes ago, and no cycle has run since': {
		given: world([{rid: 1, upn: 'ana@contoso.com'}], [user(1, 'ana@fabrikam.com')], tenantWith('contoso.com', 'fabrikam.com')),
		then: 'unmet',
		remedy: 'carry-the-upn',
	},
	'B42 verified and federated: the same rule': {
		given: equalOn('contoso.com', tenantWith(domain('contoso.com', {authenticationType: 'Federated'}))),
		then: 'met',
	},
	'B43 a name that cannot be routed, alternate ID, a federated domain': never(
		world(
			[{rid: 1, upn: 'ana@contoso.local'}],
			[user(1, 'ana@contoso.com', {onPremisesUserPrincipalName: 'ana@contoso.local'})],
			tenantWith(domain('contoso.com', {authenticationType: 'Federated'})),
		),
	),
	'B44 mail as alternate ID, .local in Active Directory, and everything has worked for years': never(
		world([{rid: 1, upn: 'ana@contoso.local'}], [user(1, 'ana@contoso.com', {onPremisesUserPrincipalName: 'ana@contoso.local'})]),
	),
	'B45 alternate ID with both suffixes verified': {given: alternate(), then: 'met', says: 'the UPN known to Entra ID'},
	'B46 email as alternate login ID is on, and the names are equal': {given: equalOn('contoso.com'), then: 'met'},
	'B47 a test tenant: a rule rewrites every suffix, and the real one is verified elsewhere': never(
		world([ana], [user(1, 'ana@contosotest.com')], {...tenantWith('contosotest.com'), ...cannot}),
	),
	'B47 the same while nobody states it': {
		given: world([ana], [user(1, 'ana@contosotest.com')], tenantWith('contosotest.com')),
		then: 'unmet',
		remedy: 'add-the-domain',
	},
	'B48 moved between forests: Entra ID still has the old SID': {
		given: world(
			[{...ana, anchor: 'AAECAwQFBgcICQoLDA0ODw=='}],
			[user(77, 'ana@contoso.com', {onPremisesImmutableId: 'AAECAwQFBgcICQoLDA0ODw=='})],
		),
		then: 'unmet',
		says: 'another SID',
		remedy: 'synchronise-them',
	},
	'B49 the disabled account of a linked mailbox is not read, and the enabled one in the other forest is': {
		given: world(
			[ana],
			[user(1, 'ana@contoso.com')],
			{identities: identitiesOf(forest, secondForest)},
			{forests: {[forest]: 'read', [secondForest]: 'read'}},
		),
		then: 'met',
	},
	'B50 a member of a nested group counts like a direct one': {
		given: world([ana, ben], [user(1, 'ana@contoso.com'), user(2, 'benny@contoso.com')]),
		then: 'unmet',
		says: 'user2',
	},
	'B51 a member of a forest that is trusted and was not asked': {
		given: world([ana], [user(1, 'ana@contoso.com')], {}, {strangers: [{member: sidOf(4711), kind: 'trusted', of: secondForest}]}),
		then: 'inconclusive',
		says: `1 member of the scope group lives in ${secondForest}`,
		remedy: 'ask-where-the-members-live',
	},
	'B51 a member of a forest that nobody knows': {
		given: world([ana], [user(1, 'ana@contoso.com')], {}, {strangers: [{member: sidOf(4711), kind: 'unknown', of: null}]}),
		then: 'inconclusive',
		remedy: 'ask-where-the-members-live',
	},
	'B51 a member that is there and could not be read': {
		given: world([ana], [user(1, 'ana@contoso.com')], {}, {strangers: [{member: `CN=x,DC=contoso`, kind: 'unread', of: null}]}),
		then: 'inconclusive',
		remedy: 'ask-where-the-members-live',
	},
	'B51 a deleted account of a forest that answers, and a well-known SID, are nobody who signs in': {
		given: world(
			[ana],
			[user(1, 'ana@contoso.com')],
			{},
			{
				strangers: [
					{member: sidOf(4711), kind: 'deleted', of: secondForest},
					{member: 'S-1-5-11', kind: 'well-known', of: 'Authenticated Users'},
				],
			},
		),
		then: 'met',
	},
	'B52 a member by primary group counts like any other': {
		given: world([ana, ben], [user(1, 'ana@contoso.com')]),
		then: 'unmet',
		remedy: 'synchronise-them',
	},
	'B53 the group is empty, or holds disabled users only': {given: world([], []), then: 'empty', remedy: 'choose-a-group'},
	'B53 nobody is enabled in the whole forest': {given: world([], [], {}, {group: null}), then: 'empty', remedy: 'choose-a-group'},
	'B53 nobody is in scope, and the list of the tenant is not whole: of nobody nothing is asked there': {
		given: world([], twoPersons, {}, {said: [3, 3]}),
		then: 'empty',
		remedy: 'choose-a-group',
	},
	'B53 nobody is in scope, and nobody is signed in': {
		given: world(
			[],
			[],
			{domains: notSeen('not-signed-in', 'Nobody is signed in.')},
			{cloudSilent: {reason: 'not-signed-in', detail: 'Nobody is signed in.'}},
		),
		then: 'empty',
		remedy: 'choose-a-group',
	},
	'B53 nobody is in scope, and which domains are verified was not seen': {
		given: world([], [], {domains: notSeen('access-denied', 'Graph answered 403.')}),
		then: 'empty',
		remedy: 'choose-a-group',
	},
	'B54 no group of that name': {given: world([], [], {}, {groupMatches: 0}), then: 'inconclusive', remedy: 'choose-a-group'},
	'B54 two groups of that name': {
		given: world([ana], [user(1, 'ana@contoso.com')], {}, {groupMatches: 2}),
		then: 'inconclusive',
		remedy: 'choose-a-group',
	},
	'B55 everybody is in scope, and the service accounts are on .local': {
		given: world(
			[ana, {rid: 2, upn: 'svc-backup@contoso.local'}],
			[user(1, 'ana@contoso.com'), user(2, 'svc-backup@contoso.onmicrosoft.com')],
			{},
			{group: null},
		),
		then: 'unmet',
		says: /Not supported for 1 of 2 users.*--scope-group/,
		remedy: 'change-the-suffix',
		supported: false,
	},
	'B56 one of 5,000 is not met, and there are two ways out': {
		given: world(
			[{rid: 1, upn: 'ana@contoso.com'}, ...Array.from({length: 4999}, (_, at) => ({rid: at + 2, upn: `u${at}@contoso.com`}))],
			[user(1, 'anna@contoso.com'), ...Array.from({length: 4999}, (_, at) => user(at + 2, `u${at}@contoso.com`))],
		),
		then: 'unmet',
		supported: true,
		says: /1 of 5,000 users.*Repair them, or take them out of the group/,
		remedy: 'carry-the-upn',
	},
	'B57 Graph asked to wait longer than we may': {
		given: world([ana], [], {}, {cloudSilent: {reason: 'throttled', detail: 'Graph asks to wait until 09:43.'}}),
		then: 'throttled',
		says: '09:43',
		remedy: 'sign-in',
	},
	'B57 nobody is signed in': {
		given: world(
			[ana],
			[],
			{domains: notSeen('not-signed-in', 'Nobody is signed in.')},
			{cloudSilent: {reason: 'not-signed-in', detail: 'Nobody is signed in.'}},
		),
		then: 'not-signed-in',
		remedy: 'sign-in',
	},
	'B57 the people were read, which domains are verified was not': {
		given: equalOn('contoso.com', {domains: notSeen('access-denied', 'Graph answered 403.')}),
		then: 'access-denied',
		remedy: 'sign-in',
	},
	'B58 the second forest did not answer': {
		given: world([ana], [user(1, 'ana@contoso.com')], {}, {forests: {[forest]: 'read', [secondForest]: 'unreachable'}}),
		then: 'unreachable',
		says: secondForest,
		remedy: 'reach-every-forest',
	},
	'B58 the second forest has a connector, and nobody read its people': {
		given: world([ana], [user(1, 'ana@contoso.com')], {
			connect: seen(connectOf(server({connectors: [entra(), connectorOf(forest), connectorOf(secondForest)]}))),
		}),
		then: 'elsewhere',
		says: secondForest,
		remedy: 'reach-every-forest',
	},
	'W60 only a retired server has a connector to a forest whose people nobody read': {
		given: world([ana], [user(1, 'ana@contoso.com')], {
			connect: seen(connectOf(server(), oldServer)),
			computers: computersOf([{name: 'SYNC01', dnsName: `SYNC01.${forest}`, enabled: true}]),
		}),
		then: 'met',
	},
	'W60 a server that was seen long ago has such a connector, and its computer account is still there': {
		given: world([ana], [user(1, 'ana@contoso.com')], {
			connect: seen(connectOf(server(), oldServer)),
			computers: computersOf([{name: 'SYNC00', dnsName: `SYNC00.${forest}`, enabled: true}]),
		}),
		then: 'elsewhere',
		remedy: 'reach-every-forest',
	},
	'B58 a forest whose name lies below another is not that other one': {
		given: world(
			[ana],
			[user(1, 'ana@contoso.com')],
			{identities: identitiesOf(`lab.${forest}`), connect: seen(connectOf(server()))},
			{forests: {[`lab.${forest}`]: 'read'}},
		),
		then: 'elsewhere',
		remedy: 'reach-every-forest',
	},
	'B58 the directory was not read at all': {
		given: {...equalOn('contoso.com'), persons: notSeen('unreachable', 'DC01 did not answer.')},
		then: 'unreachable',
		remedy: 'reach-every-forest',
	},
	'B58 one domain of the forest was not read': {
		given: equalOn('contoso.com', {
			persons: seen({
				...personsFrom([ana], [user(1, 'ana@contoso.com')], {}),
				forests: [{forest, silent: null, incomplete: [`emea.${forest} did not answer.`]}],
			}),
		}),
		then: 'unreachable',
		says: `Not every domain of ${forest} was read: emea.${forest} did not answer.`,
		remedy: 'reach-every-forest',
	},
	'B58 a silent name that the answering forest lists is that forest (A25)': {
		given: world([ana], [user(1, 'ana@contoso.com')], {}, {forests: {[forest]: 'read', [`dc02.${forest}`]: 'unreachable'}}),
		then: 'met',
	},
	'B58 the same where the silent name was asked first (A25)': {
		given: world([ana], [user(1, 'ana@contoso.com')], {}, {forests: {[`dc02.${forest}`]: 'unreachable', [forest]: 'read'}}),
		then: 'met',
		says: /^1 user in scope \(the group Hello Users\): synchronised/,
	},
	'B58 a silent forest does not hide a bad name': {
		given: world([ana], [user(1, 'ana.maria@contoso.com')], {}, {forests: {[forest]: 'read', [secondForest]: 'unreachable'}}),
		then: 'unmet',
		says: `Not seen: ${secondForest}`,
	},
	'B59 enabled in Active Directory, blocked in Entra ID': {
		given: world([ana], [user(1, 'ana@contoso.com', {accountEnabled: false})]),
		then: 'met',
	},
	'B60 a character before the @ that Entra ID does not take': {
		given: world([{rid: 1, upn: 'ana maria@contoso.com'}], [user(1, 'anamaria@contoso.com')]),
		then: 'unmet',
		remedy: 'repair-the-name',
	},
	'B60 more than 64 characters before the @': {
		given: world([{rid: 1, upn: `${'a'.repeat(65)}@contoso.com`}], [user(1, 'a1234@contoso.onmicrosoft.com')]),
		then: 'unmet',
		remedy: 'repair-the-name',
	},
	'B61 Connect is not installed yet: the domain is verified, nobody is synchronised': {
		given: world([ana, ben], []),
		then: 'unmet',
		says: '2 of 2 users',
		remedy: 'synchronise-them',
	},
	'B62 the domain is listed twice, verified and not': {
		given: equalOn('contoso.com', tenantWith('contoso.com', domain('contoso.com', {isVerified: false}))),
		then: 'contradicted',
		says: 'verified; not verified',
		remedy: 'read-the-domains-again',
	},
	'B62 the domain is listed twice, not verified and verified, in another case': {
		given: equalOn('contoso.com', tenantWith(domain('Contoso.com', {isVerified: false}), 'contoso.com')),
		then: 'contradicted',
		remedy: 'read-the-domains-again',
	},
	'B62 the domain is listed twice, and one of them is being removed': {
		given: equalOn('contoso.com', tenantWith('contoso.com', change('ForceDelete', 'Scheduled'))),
		then: 'contradicted',
		remedy: 'read-the-domains-again',
	},
	'B62 the domain is listed twice as the same': {given: equalOn('contoso.com', tenantWith('contoso.com', 'contoso.com')), then: 'met'},
	'B62 a parent that is listed twice, verified and not, verifies no child': {
		given: onSuffix('emea.contoso.com', tenantWith('contoso.com', domain('contoso.com', {isVerified: false}))),
		then: 'unmet',
		remedy: 'add-the-domain',
	},
	'B63 a verification is in progress': verified(change('Verification', 'InProgress')),
	'B63 a verification failed once': verified(change('Verification', 'Failed')),
	'B63 a verification has a status that nobody knows': verified(change('Verification', 'Paused')),
	'B63 a removal failed': verified(change('ForceDelete', 'Failed')),
	'B63 a removal ended, and the domain is there': verified(change('ForceDelete', 'Completed')),
	'B63 a verification that failed makes nothing verified': {
		given: onSuffix(
			'contoso.com',
			tenantWith(domain('contoso.com', {isVerified: false, state: {operation: 'Verification', status: 'Failed'}})),
		),
		then: 'unmet',
		remedy: 'verify-the-domain',
	},
	'B64 onPremisesSecurityIdentifier did not come back at all: nobody is absent by that': {
		given: cloudOf([without(user(1, 'ana@contoso.com'), 'onPremisesSecurityIdentifier')]),
		then: 'inconclusive',
		says: 'onPremisesSecurityIdentifier did not come back for 1 user of Entra ID',
		remedy: 'read-every-property',
	},
	'B64 onPremisesSecurityIdentifier did not come back of somebody else, who may have the same': {
		given: cloudOf([user(1, 'ana@contoso.com'), without(user(2, 'ben@contoso.com'), 'onPremisesSecurityIdentifier')]),
		then: 'inconclusive',
		remedy: 'read-every-property',
	},
	'B64 onPremisesSecurityIdentifier is null of a user of the cloud alone': {
		given: cloudOf([user(1, 'ana@contoso.com'), user(null, 'cloud@contoso.com')]),
		then: 'met',
	},
	'B64 onPremisesSecurityIdentifier came as a list': {
		given: cloudOf([user(1, 'ana@contoso.com'), user(2, 'ben@contoso.com', {onPremisesSecurityIdentifier: ['S-1-5-21-1']})]),
		then: 'malformed',
		remedy: 'read-every-property',
	},
	'B64 the SID of an account in Active Directory is none': {
		given: cloudOf([user(1, 'ana@contoso.com')], {badSids: [1]}),
		then: 'inconclusive',
		says: 'no SID was read of the account',
		remedy: 'read-every-property',
	},
	'B65 one user fewer came than Graph says that there are': {
		given: twoOf({said: [3, 3]}),
		then: 'incomplete',
		says: 'Graph says that the tenant holds 3 users, and 2 came.',
		remedy: 'read-the-whole-list',
	},
	'B65 one user more came than Graph says that there are': {
		given: twoOf({said: [1, 1]}),
		then: 'incomplete',
		says: 'holds 1 user, and 2 came',
		remedy: 'read-the-whole-list',
	},
	'B65 users came while the list was read: what came lies between before and after': {given: twoOf({said: [1, 3]}), then: 'met'},
	'B65 users went while the list was read: what came lies between before and after': {given: twoOf({said: [2, 0]}), then: 'met'},
	'B65 what came lies outside before and after': {
		given: twoOf({said: [4, 3]}),
		then: 'incomplete',
		says: 'holds 3 to 4 users, and 2 came',
		remedy: 'read-the-whole-list',
	},
	'B65 Graph said only once how many there are': {given: twoOf({said: [null, 2]}), then: 'met'},
	'B65 Graph did not say how many there are': {
		given: twoOf({said: [null, null]}),
		then: 'incomplete',
		says: 'did not say how many',
		remedy: 'read-the-whole-list',
	},
	'B65 the last page was full and named no next one, although the number fits': {
		given: twoOf({endsFull: true}),
		then: 'incomplete',
		says: 'named no next one',
		remedy: 'read-the-whole-list',
	},
	'B65 the same user came twice, and another did not: the number fits, and the users do not': {
		given: twoOf({said: [2, 2]}, [user(1, 'ana@contoso.com', {id: 'a'}), user(1, 'ana@contoso.com', {id: 'a'})]),
		then: 'incomplete',
		says: 'holds 2 users, and 1 came',
	},
	'B65 who did not come in a list that is not whole is not absent': {
		given: twoOf({said: [2, 2]}, [user(1, 'ana@contoso.com')]),
		then: 'incomplete',
		says: 'not found among the users that came',
		remedy: 'read-the-whole-list',
	},
	'B65 who came in a list that is not whole is judged all the same': {
		given: twoOf({said: [3, 3]}, [user(1, 'ana.maria@contoso.com')]),
		then: 'unmet',
		says: /^Not met for 1 of 2 users.*Not seen: the list of users/,
		remedy: 'carry-the-upn',
	},
	'B65 two that were seen to share a SID do so, whoever is missing': {
		given: twoOf({said: [4, 4]}, [...twoPersons, user(1, 'ana2@contoso.com')]),
		then: 'unmet',
		remedy: 'make-it-one-object',
	},
	'B66 the sign of the Kelvin is no k, before the @': {
		given: world([{rid: 1, upn: 'anka@contoso.com'}], [user(1, 'an\u212Aa@contoso.com')]),
		then: 'unmet',
		says: 'U+212A',
		remedy: 'carry-the-upn',
	},
	'B66 the sign of the Kelvin is no k, in the account of Active Directory': {
		given: world([{rid: 1, upn: 'an\u212Aa@contoso.com'}], [user(1, 'anka@contoso.com')]),
		then: 'unmet',
		says: 'U+212A',
		remedy: 'repair-the-name',
	},
	'B66 the sign of the Kelvin is no k, after the @': {
		given: world([{rid: 1, upn: 'ana@ban\u212A.com'}], [user(1, 'ana@bank.com')], tenantWith('bank.com')),
		then: 'unmet',
		says: 'U+212A',
		remedy: 'repair-the-suffix',
	},
	'B66 the sign of the Kelvin is no k, after the @ in Entra ID': {
		given: world([{rid: 1, upn: 'ana@bank.com'}], [user(1, 'ana@ban\u212A.com')], tenantWith('bank.com', 'ban\u212A.com')),
		then: 'unmet',
		says: /U\+212A/,
		remedy: 'carry-the-upn',
	},
	'B66 a name that carries the sign of the Kelvin is not carried': {
		given: world([{rid: 1, upn: 'anka@contoso.com'}], [user(1, 'x@contoso.com', {onPremisesUserPrincipalName: 'an\u212Aa@contoso.com'})]),
		then: 'unmet',
		remedy: 'carry-the-upn',
	},
	'B66 equal letters outside ASCII are equal': {
		given: world([{rid: 1, upn: 'łucja@contoso.com'}], [user(1, 'łUCJA@contoso.com')]),
		then: 'met',
	},
	'B66 letters outside ASCII have no other case': {
		given: world([{rid: 1, upn: 'łucja@contoso.com'}], [user(1, 'Łucja@contoso.com')]),
		then: 'unmet',
		says: /łucja@contoso\.com \(U\+0142\) here, Łucja@contoso\.com \(U\+0141\) in Entra ID/,
	},
	'B66 a letter with its mark is not the letter that has it': {
		given: world([{rid: 1, upn: 'rene\u0301@contoso.com'}], [user(1, 'ren\u00e9@contoso.com')]),
		then: 'unmet',
		says: /U\+0301.*U\+00E9/,
	},
	'B66 a hidden character is not the mark that a screen shows for it': {
		given: world([{rid: 1, upn: 'ana\u200b@contoso.com'}], [user(1, 'ana<U+200B>@contoso.com')]),
		then: 'unmet',
		remedy: 'repair-the-name',
	},
	'two reasons for one person are both said': {
		given: onSuffix('contoso.com', tenantWith(domain('contoso.com', {isVerified: false}))),
		then: 'unmet',
		says: /added to the tenant, but not verified.*initial domain/,
	},
	'persons are never joined by name: the same name under another SID is another person': {
		given: world([ana], [user(2, 'ana@contoso.com')]),
		then: 'unmet',
		remedy: 'synchronise-them',
	},
	'a yes to whether domains can be verified opens nothing': {
		given: onSuffix('woodgrove.com', {owned: seen(stated(true, 'we own it'))}),
		then: 'unmet',
		remedy: 'add-the-domain',
	},
});
