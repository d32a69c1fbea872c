import {casesFor} from '../../src/guide/cases.ts';
import {writableDcsPerSite} from './writable-dcs-per-site.ts';

type Dc = {readonly name: string; readonly build: number | null; readonly readOnly: boolean};

const dn = (name: string) => `CN=${name},OU=Domain Controllers,DC=corp,DC=contoso,DC=com`;
const dc = (name: string, build: number | null): Dc => ({name, build, readOnly: false});
const rodc = (name: string, build: number | null): Dc => ({name, build, readOnly: true});
const scope = {seen: false, reason: 'unreachable', detail: 'not counted'} as const;
const forest = 'corp.contoso.com';

const world = (own: Readonly<Record<string, readonly Dc[]>>) => ({
	sites: {
		forests: [
			{
				forest,
				silent: null,
				sites: Object.entries(own).map(([site, dcs]) => ({
					site,
					controllers: dcs.map(({name, readOnly}) => ({name, computer: dn(name), readOnly})),
				})),
			},
		],
	},
	controllers: {
		forests: [
			{
				forest,
				silent: null,
				domains: [
					{
						domain: forest,
						silent: null,
						controllers: Object.values(own)
							.flat()
							// Names are compared without case.
							.map(({name, build, readOnly}) => ({name, computer: dn(name).toUpperCase(), build, readOnly})),
					},
				],
			},
		],
	},
	scope,
});

const london = [dc('DC01', 20348), dc('DC02', 17763)];

export default casesFor(writableDcsPerSite, {
	'two in each site': {
		given: world({London: london, Leeds: [dc('DC03', 14393), dc('DC04', 14393)]}),
		then: 'met',
		says: 'London and Leeds',
	},
	'D02 a site with its own DCs, none of 2016 or later': {
		given: world({London: london, Leeds: [dc('DC03', 9600), dc('DC04', 9600)]}),
		then: 'unmet',
		says: 'Leeds has 2 writable domain controllers, none of Windows Server 2016 or later.',
		remedy: 'add-one-to-the-site',
	},
	'D02 a site whose only new one is read-only': {
		given: world({London: london, Leeds: [dc('DC03', 9600), rodc('RODC1', 20348)]}),
		then: 'unmet',
		remedy: 'add-one-to-the-site',
	},
	'D03 a site without any DC': {given: world({London: london, Depot: []}), then: 'caution', says: 'Depot', remedy: 'know-who-covers-it'},
	'D04 a branch with read-only DCs only': {
		given: world({London: london, Branch: [rodc('RODC1', 20348)]}),
		then: 'caution',
		says: 'Branch',
		remedy: 'weigh-a-writable-one',
	},
	'D05 one of 2016 or later in a site': {
		given: world({London: london, Leeds: [dc('DC03', 20348), dc('DC04', 9600)]}),
		then: 'caution',
		says: 'Leeds: 1 of 2 writable domain controllers',
		remedy: 'plan-a-second-one',
	},
	'D06 a lab with one DC': {given: world({'Default-First-Site-Name': [dc('DC01', 20348)]}), then: 'met', says: 'enough for a lab'},
	'a site whose only DC does not tell its version': {
		given: world({London: london, Leeds: [dc('DC03', null)]}),
		then: 'inconclusive',
		says: 'DC03',
		remedy: 'let-it-answer',
	},
	'D02 beside a site that was not seen': {
		given: world({London: london, Leeds: [dc('DC03', 9600)], York: [dc('DC05', null)]}),
		then: 'unmet',
		says: 'Not seen: York.',
	},
	'D05 beside a site that was not seen is not seen': {
		given: world({London: [dc('DC01', 20348)], York: [dc('DC05', null)]}),
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'the computers of the domain were not read': {
		given: {
			...world({London: london}),
			controllers: {
				forests: [{forest, silent: null, domains: [{domain: forest, silent: {reason: 'access-denied', detail: 'DC01 refuses to tell.'}}]}],
			},
		},
		then: 'access-denied',
		says: 'DC01 refuses to tell.',
	},
});
