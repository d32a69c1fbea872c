import {casesFor} from '../../../src/guide/cases.ts';
import {forest as corp} from '../../case-builders/forests.ts';
import {nobodyAsked} from '../../case-builders/witnesses.ts';
import {subnetsHaveSites} from './subnets-have-sites.ts';

const given = (sites: string[], subnets: Readonly<Record<string, string | null>>) => ({
	subnets: {forests: [{forest: corp, silent: null, sites, subnets: Object.entries(subnets).map(([subnet, site]) => ({subnet, site}))}]},
	scope: nobodyAsked,
});

export default casesFor(subnetsHaveSites, {
	'each in one': {
		given: given(['London', 'Leeds'], {'10.1.0.0/16': 'London', '10.2.0.0/16': 'Leeds'}),
		then: 'met',
		says: '2 subnets in 2 sites',
	},
	'one site and no subnet': {given: given(['Default-First-Site-Name'], {}), then: 'met', says: '1 site'},
	'one site, and a subnet of no site': {
		given: given(['London'], {'10.1.0.0/16': null}),
		then: 'caution',
		says: '10.1.0.0/16 belongs to no site',
		remedy: 'give-it-a-site',
	},
	'a subnet of no site': {
		given: given(['London', 'Leeds'], {'10.1.0.0/16': 'London', '10.2.0.0/16': 'Leeds', '10.9.0.0/16': null}),
		then: 'caution',
		says: '10.9.0.0/16',
		remedy: 'give-it-a-site',
	},
	'a site without subnets': {
		given: given(['London', 'Leeds'], {'10.1.0.0/16': 'London'}),
		then: 'caution',
		says: 'no subnet belongs to Leeds',
		remedy: 'give-it-subnets',
	},
	'two sites and no subnet': {given: given(['London', 'Leeds'], {}), then: 'caution', remedy: 'give-it-subnets'},
	'a forest that does not answer': {
		given: {
			subnets: {forests: [{forest: corp, silent: {reason: 'timed-out', detail: 'It did not answer in time.'}}]},
			scope: nobodyAsked,
		},
		then: 'timed-out',
		remedy: 'let-it-answer',
	},
});
