import {casesFor} from '../../../src/guide/cases.ts';
import {dcSupportLife} from './dc-support-life.ts';

const forest = 'corp.contoso.com';
const scope = {seen: false, reason: 'unreachable', detail: 'not counted'} as const;

const world = (at: string | null, ...builds: (number | null)[]) => ({
	controllers: {
		forests: [
			{
				forest,
				silent: null,
				domains: [
					{
						domain: forest,
						silent: null,
						controllers: builds.map((build, index) => ({
							name: `DC0${index + 1}`,
							computer: `CN=DC0${index + 1},OU=Domain Controllers,DC=corp,DC=contoso,DC=com`,
							build,
							readOnly: false,
						})),
					},
				],
			},
		],
	},
	clock: {forests: [{forest, silent: null, forestLevel: 7, at}]},
	scope,
});
const now = '2026-11-22T09:00:00Z';

export default casesFor(dcSupportLife, {
	'2019 and later': {given: world(now, 17763, 20348, 26100), then: 'met', says: '3 domain controllers'},
	'D08 Windows Server 2016 only, seven weeks before its support ends': {
		given: world(now, 14393, 14393),
		then: 'caution',
		says: 'DC01 runs Windows Server 2016; its support ends on 12 Jan 2027.',
		remedy: 'plan-the-next-version',
	},
	'D08 two years before': {given: world('2025-01-11T09:00:00Z', 14393), then: 'met'},
	'D08 after its last day': {given: world('2027-01-13T00:00:00Z', 14393), then: 'unmet', remedy: 'replace-the-old-ones'},
	'D08 on its last day': {given: world('2027-01-12T23:00:00Z', 14393), then: 'caution'},
	'one of 2012 R2 among others': {given: world(now, 20348, 9600), then: 'unmet', says: 'DC02 runs Windows Server 2012 R2'},
	'version 23H2, whose support has ended': {
		given: world(now, 25398),
		then: 'unmet',
		says: 'DC01 runs Windows Server, version 23H2; its support ended on 24 Oct 2025.',
		remedy: 'replace-the-old-ones',
	},
	'version 23H2, on its last day': {given: world('2025-10-24T12:00:00Z', 25398), then: 'caution'},
	'version 20H2, which came for half a year': {given: world(now, 19042), then: 'unmet', says: 'version 20H2'},
	'four old ones': {given: world(now, 9600, 9600, 9600, 9600), then: 'unmet', says: 'And 1 more: DC04.'},
	'a build that the table does not have': {
		given: world(now, 20348, 30000),
		then: 'inconclusive',
		says: 'build 30000',
		remedy: 'let-it-answer',
	},
	'a version that is not told': {given: world(now, null), then: 'inconclusive'},
	'a forest that does not tell the time': {given: world(null, 20348), then: 'inconclusive'},
	'a 2012 R2 forest in which no user is in scope': {
		given: {
			...world(now, 9600),
			scope: {
				seen: true,
				source: 'live',
				stale: false,
				facts: {group: null, groupMatches: null, forests: [{forest, silent: null, users: 0}]},
			},
		},
		then: 'caution',
	},
});
