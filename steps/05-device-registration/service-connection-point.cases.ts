import {casesFor} from '../../src/guide/cases.ts';
import {serviceConnectionPoint} from './service-connection-point.ts';

const corp = 'corp.contoso.com';
const id = '11111111-1111-4111-8111-111111111111';
const other = '22222222-2222-4222-8222-222222222222';
const point = (tenantId: string | null, tenantName: string | null) => ({tenantId, tenantName});
const forest = (name: string, ...points: ReturnType<typeof point>[]) => ({forest: name, silent: null, points});
const common = {
	tenant: {id, displayName: 'Contoso', onPremisesSyncEnabled: true, onPremisesLastSyncDateTime: null, verifiedDomains: ['contoso.com']},
	domains: {
		domains: [
			{id: 'Contoso.com', isVerified: true, isDefault: true, isInitial: false, authenticationType: 'Managed', state: null},
			{id: 'fabrikam.com', isVerified: false, isDefault: false, isInitial: false, authenticationType: null, state: null},
		],
	},
	scope: {seen: false, reason: 'unreachable', detail: 'not counted'} as const,
};
const given = (...forests: ReturnType<typeof forest>[]) => ({...common, points: {forests}});

export default casesFor(serviceConnectionPoint, {
	'it points here': {given: given(forest(corp, point(id.toUpperCase(), 'contoso.com'))), then: 'met'},
	'no service connection point': {given: given(forest(corp)), then: 'unmet', remedy: 'set-up-hybrid-join'},
	'an empty one, as targeted rollouts have': {given: given(forest(corp, point(null, null))), then: 'unmet', remedy: 'set-up-hybrid-join'},
	'it points at the tenant of the former company': {
		given: given(forest(corp, point(other, 'contoso.com'))),
		then: 'unmet',
		says: other,
		remedy: 'point-at-this-tenant',
	},
	'it names a domain that is not verified': {
		given: given(forest(corp, point(id, 'fabrikam.com'))),
		then: 'unmet',
		says: 'fabrikam.com',
		remedy: 'name-a-verified-domain',
	},
	'the second forest has none': {
		given: given(forest(corp, point(id, 'contoso.com')), forest('fabrikam.com')),
		then: 'unmet',
		says: 'fabrikam.com',
	},
	'the second forest is silent': {
		given: {
			...common,
			points: {
				forests: [
					forest(corp, point(id, 'contoso.com')),
					{forest: 'fabrikam.com', silent: {reason: 'unreachable', detail: 'It does not answer.'}},
				],
			},
		},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'the second forest has none and no user in scope': {
		given: {
			...given(forest(corp, point(id, 'contoso.com')), forest('fabrikam.com')),
			scope: {
				seen: true,
				source: 'live',
				stale: false,
				facts: {group: null, groupMatches: null, forests: [{forest: 'fabrikam.com', silent: null, users: 0}]},
			},
		},
		then: 'caution',
	},
});
