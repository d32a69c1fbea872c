import {casesFor} from '../../../src/guide/cases.ts';
import type {Witness} from '../../../src/guide/check.ts';
import type {UsersInScope} from '../scope/users-in-scope.facts.ts';
import {keyTrustDcInEveryDomain} from './key-trust-dc-in-every-domain.ts';

const dc = (name: string, build: number | null, readOnly = false) => ({
	name: `${name}.corp.contoso.com`,
	computer: `CN=${name},OU=Domain Controllers,DC=corp,DC=contoso,DC=com`,
	build,
	readOnly,
});
const domain = (name: string, ...controllers: ReturnType<typeof dc>[]) => ({domain: name, silent: null, controllers});
const forest = (...domains: ReturnType<typeof domain>[]) => ({forests: [{forest: 'corp.contoso.com', silent: null, domains}]});
const scope = {seen: false, reason: 'unreachable', detail: 'not counted'} as const;
const nobody: Witness<UsersInScope> = {
	seen: true,
	source: 'live',
	stale: false,
	facts: {group: null, groupMatches: null, forests: [{forest: 'corp.contoso.com', silent: null, users: 0}]},
};

export default casesFor(keyTrustDcInEveryDomain, {
	'each domain has one of 2016 or later': {
		given: {
			controllers: forest(
				domain('corp.contoso.com', dc('DC01', 9600), dc('DC02', 14393)),
				domain('emea.corp.contoso.com', dc('DC11', 20348)),
			),
			scope,
		},
		then: 'met',
		says: '2 domains',
	},
	'D01 a domain with users and no writable one of 2016 or later': {
		given: {controllers: forest(domain('corp.contoso.com', dc('DC01', 20348)), domain('emea.corp.contoso.com', dc('DC11', 9600))), scope},
		then: 'unmet',
		says: 'emea.corp.contoso.com has 1 writable domain controller, none of Windows Server 2016 or later. The newest is Windows Server 2012 R2.',
		remedy: 'add-a-domain-controller',
	},
	'D01 only a read-only one is new enough': {
		given: {controllers: forest(domain('corp.contoso.com', dc('DC01', 9600), dc('RODC1', 20348, true))), scope},
		then: 'unmet',
		remedy: 'add-a-domain-controller',
	},
	'a version that is not told': {
		given: {controllers: forest(domain('corp.contoso.com', dc('DC01', 9600), dc('DC02', null))), scope},
		then: 'inconclusive',
		says: 'DC02.corp.contoso.com',
	},
	'a domain in which nobody answered': {
		given: {
			controllers: {
				forests: [
					{
						forest: 'corp.contoso.com',
						silent: null,
						domains: [
							domain('corp.contoso.com', dc('DC01', 20348)),
							{domain: 'emea.corp.contoso.com', silent: {reason: 'timed-out', detail: 'DC11 did not answer in time.'}},
						],
					},
				],
			},
			scope,
		},
		then: 'timed-out',
		says: 'emea.corp.contoso.com was not seen. DC11 did not answer in time.',
	},
	'an old forest in which no user is in scope': {
		given: {controllers: forest(domain('corp.contoso.com', dc('DC01', 9600))), scope: nobody},
		then: 'caution',
	},
});
