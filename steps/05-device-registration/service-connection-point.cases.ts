import {casesFor} from '../../src/guide/cases.ts';
import type {Witness} from '../../src/guide/check.ts';
import {type Printed, printed} from '../case-builders/printed.ts';
import {parseDsregcmd} from '../dsregcmd/dsregcmd.ts';
import type {ClientRegistration} from './client-registration.facts.ts';
import {serviceConnectionPoint} from './service-connection-point.ts';

const corp = 'corp.contoso.com';
const emea = `emea.${corp}`;
const fabrikam = 'fabrikam.com';
const id = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const unread = {seen: false, reason: 'elsewhere', detail: 'It was not read.'} as const;
const seen = <Facts>(facts: Facts, stale = false): Witness<Facts> => ({seen: true, source: 'carried', stale, facts});

const point = (tenantId: string | null, tenantName: string | null) => ({tenantId, tenantName});
const here = point(id, 'contoso.com');
const empty = point(null, null);
const forest = (name: string, ...points: ReturnType<typeof point>[]) => ({
	forest: name,
	silent: null,
	domains: name === corp ? [corp, emea] : [name],
	points,
});
const silent = {forest: fabrikam, silent: {reason: 'unreachable' as const, detail: 'It does not answer.'}};

/** A client of corp in a targeted rollout, hybrid joined. */
const targeted: ClientRegistration = {
	computer: 'CLIENT1',
	domain: corp,
	toldTenantId: id,
	toldTenantName: 'contoso.com',
	joinedTenantIds: [id],
};
const joined = (part: Printed = {}) => parseDsregcmd(printed(part));

const common = {
	tenant: {id, displayName: 'Contoso', onPremisesSyncEnabled: true, onPremisesLastSyncDateTime: null, verifiedDomains: ['contoso.com']},
	domains: {
		domains: [
			{id: 'Contoso.com', isVerified: true, isDefault: true, isInitial: false, authenticationType: 'Managed', state: null},
			{id: fabrikam, isVerified: false, isDefault: false, isInitial: false, authenticationType: null, state: null},
		],
	},
	told: unread,
	client: unread,
	scope: {seen: false, reason: 'unreachable', detail: 'not counted'} as const,
};
const given = (...forests: (ReturnType<typeof forest> | typeof silent)[]) => ({...common, points: {forests}});
const withClient = (part: Partial<ClientRegistration>, ...forests: ReturnType<typeof forest>[]) => ({
	...given(...forests),
	told: seen({...targeted, ...part}),
});

export default casesFor(serviceConnectionPoint, {
	'it points here': {given: given(forest(corp, point(id.toUpperCase(), 'contoso.com'))), then: 'met'},
	'its id stands in braces': {given: given(forest(corp, point(`{${id}}`, 'contoso.com'))), then: 'met'},
	'no service connection point': {given: given(forest(corp)), then: 'unmet', remedy: 'set-up-hybrid-join'},
	'an empty one, and no client was seen': {given: given(forest(corp, empty)), then: 'unmet', remedy: 'set-up-hybrid-join'},
	'it points at the tenant of the former company': {
		given: given(forest(corp, point(other, 'contoso.com'))),
		then: 'unmet',
		says: other,
		remedy: 'point-at-this-tenant',
	},
	'it names a domain that is not verified': {
		given: given(forest(corp, point(id, fabrikam))),
		then: 'unmet',
		says: fabrikam,
		remedy: 'name-a-verified-domain',
	},
	'the second forest has none': {given: given(forest(corp, here), forest(fabrikam)), then: 'unmet', says: fabrikam},
	'the second forest is silent': {given: given(forest(corp, here), silent), then: 'unreachable', remedy: 'let-it-answer'},
	'the second forest has none and no user in scope': {
		given: {
			...given(forest(corp, here), forest(fabrikam)),
			scope: seen({group: null, groupMatches: null, forests: [{forest: fabrikam, silent: null, users: 0}]}),
		},
		then: 'caution',
	},
	'a targeted rollout: none, and a client of the forest that is told this tenant and has joined it': {
		given: withClient({}, forest(corp)),
		then: 'met',
		says: 'as a targeted rollout leaves it: CLIENT1',
	},
	'a targeted rollout: an empty one, and a client of a child domain': {given: withClient({domain: emea}, forest(corp, empty)), then: 'met'},
	'a targeted rollout whose client has not joined yet': {
		given: withClient({joinedTenantIds: []}, forest(corp)),
		then: 'caution',
		remedy: 'see-a-client-join',
	},
	'a targeted rollout whose client joined another tenant': {
		given: withClient({joinedTenantIds: [other]}, forest(corp)),
		then: 'caution',
		remedy: 'see-a-client-join',
	},
	'none, and a client that has joined though nobody tells it': {
		given: withClient({toldTenantId: null, toldTenantName: null}, forest(corp)),
		then: 'caution',
		remedy: 'tell-the-clients',
	},
	'none, and a client that is neither told nor joined': {
		given: withClient({toldTenantId: null, toldTenantName: null, joinedTenantIds: []}, forest(corp)),
		then: 'unmet',
		remedy: 'set-up-hybrid-join',
	},
	'none, and a client of a forest whose name only ends alike': {
		given: withClient({domain: 'notcorp.contoso.com'}, forest(corp)),
		then: 'unmet',
		remedy: 'set-up-hybrid-join',
	},
	'none, and a client that is told by half: the name is missing': {
		given: withClient({toldTenantName: null}, forest(corp)),
		then: 'caution',
		remedy: 'tell-the-clients',
	},
	'a targeted rollout seen two days ago settles nothing': {
		given: {...given(forest(corp)), told: seen(targeted, true)},
		then: 'unmet',
		remedy: 'set-up-hybrid-join',
	},
	'a targeted rollout in the first forest settles nothing for the second': {
		given: withClient({}, forest(corp), forest(fabrikam)),
		then: 'unmet',
		says: 'fabrikam.com has no service connection point',
	},
	'dsregcmd alone shows a joined client, and the forest is the only one': {
		given: {...given(forest(corp, empty)), client: seen(joined())},
		then: 'caution',
		remedy: 'tell-the-clients',
	},
	'dsregcmd alone shows a client that joined another tenant': {
		given: {...given(forest(corp, empty)), client: seen(joined({'Tenant Details': {TenantId: other}}))},
		then: 'unmet',
	},
	'dsregcmd alone shows a client that is Entra joined only': {
		given: {...given(forest(corp, empty)), client: seen(joined({'Device State': {DomainJoined: 'NO'}}))},
		then: 'unmet',
	},
	'dsregcmd alone shows a joined client, of one of two forests': {
		given: {...given(forest(corp, here), forest(fabrikam)), client: seen(joined())},
		then: 'unmet',
		says: 'fabrikam.com has no service connection point',
	},
	'a client is told the tenant of the former company, whatever the forest says': {
		given: withClient({toldTenantId: other}, forest(corp, here)),
		then: 'unmet',
		says: `CLIENT1 of corp.contoso.com is told by its registry to register at ${other}`,
		remedy: 'correct-the-client',
	},
	'a client is told a domain that is not verified': {
		given: withClient({toldTenantName: fabrikam}, forest(corp, here)),
		then: 'unmet',
		remedy: 'correct-the-client',
	},
	'a client of another forest is told another tenant': {
		given: withClient({domain: 'elsewhere.test', toldTenantId: other}, forest(corp, here)),
		then: 'met',
	},
});
