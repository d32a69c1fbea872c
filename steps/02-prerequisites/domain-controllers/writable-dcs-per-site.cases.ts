import {casesFor} from '../../../src/guide/cases.ts';
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

const child = 'emea.corp.contoso.com';
const childDn = (name: string) => `CN=${name},OU=Domain Controllers,DC=emea,DC=corp,DC=contoso,DC=com`;

/** London and Leeds with controllers of two domains: by site, those of the root and those of the child. */
const twoDomains = (own: Readonly<Record<string, {readonly root: readonly Dc[]; readonly child: readonly Dc[]}>>) => ({
	sites: {
		forests: [
			{
				forest,
				silent: null,
				sites: Object.entries(own).map(([site, all]) => ({
					site,
					controllers: [
						...all.root.map(({name, readOnly}) => ({name, computer: dn(name), readOnly})),
						...all.child.map(({name, readOnly}) => ({name, computer: childDn(name), readOnly})),
					],
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
						controllers: Object.values(own).flatMap(({root}) =>
							root.map(({name, build, readOnly}) => ({name, computer: dn(name), build, readOnly})),
						),
					},
					{
						domain: child,
						silent: null,
						controllers: Object.values(own).flatMap(all =>
							all.child.map(({name, build, readOnly}) => ({name, computer: childDn(name), build, readOnly})),
						),
					},
				],
			},
		],
	},
	scope,
});
const emea = [dc('EMEA1', 20348), dc('EMEA2', 20348)];

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
	'A23 a read-only one that its computer object alone marks does not count': {
		given: {...world({London: [rodc('DC01', 20348)]}), sites: world({London: [dc('DC01', 20348)]}).sites},
		then: 'caution',
		remedy: 'weigh-a-writable-one',
	},
	'A23 a read-only one that its NTDS settings alone mark does not count': {
		given: {...world({London: [dc('DC01', 20348)]}), sites: world({London: [rodc('DC01', 20348)]}).sites},
		then: 'caution',
		remedy: 'weigh-a-writable-one',
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
	'D02 a site with new ones of one domain and old ones of another': {
		given: twoDomains({London: {root: london, child: [dc('EMEA1', 9600), dc('EMEA2', 9600)]}}),
		then: 'unmet',
		says: `London (${child}) has 2 writable domain controllers, none of Windows Server 2016 or later.`,
		remedy: 'add-one-to-the-site',
	},
	'D05 a site with two new ones, one of each domain': {
		given: twoDomains({London: {root: [dc('DC01', 20348)], child: [dc('EMEA1', 20348)]}}),
		then: 'caution',
		says: `London (${child}): 1 of 1`,
		remedy: 'plan-a-second-one',
	},
	'two new ones of each domain in a site': {
		given: twoDomains({London: {root: london, child: emea}}),
		then: 'met',
		says: `London (${forest}) and London (${child})`,
	},
	'each domain has its site': {given: twoDomains({London: {root: london, child: []}, Leeds: {root: [], child: emea}}), then: 'met'},
	'a site whose second domain was not read': {
		given: {
			...twoDomains({London: {root: london, child: emea}}),
			controllers: {
				forests: [
					{
						forest,
						silent: null,
						domains: [
							{
								domain: forest,
								silent: null,
								controllers: london.map(({name, build, readOnly}) => ({name, computer: dn(name), build, readOnly})),
							},
							{domain: child, silent: {reason: 'unreachable', detail: 'EMEA does not answer.'}},
						],
					},
				],
			},
		},
		then: 'unreachable',
		says: 'EMEA does not answer.',
	},
	'a retired one that left a server without a computer behind': {
		given: {
			...world({London: london}),
			sites: {
				forests: [
					{
						forest,
						silent: null,
						sites: [
							{
								site: 'London',
								controllers: [
									...london.map(({name, readOnly}) => ({name, computer: dn(name), readOnly})),
									{name: 'OLD1', computer: null, readOnly: false},
								],
							},
						],
					},
				],
			},
		},
		then: 'met',
	},
	'a site where only a server without a computer is left': {
		given: {
			...world({London: london}),
			sites: {
				forests: [
					{
						forest,
						silent: null,
						sites: [
							{site: 'London', controllers: london.map(({name, readOnly}) => ({name, computer: dn(name), readOnly}))},
							{site: 'Leeds', controllers: [{name: 'OLD1', computer: null, readOnly: false}]},
						],
					},
				],
			},
		},
		then: 'caution',
		says: 'Leeds has no domain controller',
		remedy: 'know-who-covers-it',
	},
});
