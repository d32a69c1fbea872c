import {casesFor} from '../../src/guide/cases.ts';
import {caNotOnDc} from './ca-not-on-dc.ts';

const forest = 'corp.contoso.com';
const authority = (server: string | null) => ({name: 'Contoso Issuing CA', server, templates: [], thumbprints: []});
const services = (...authorities: ReturnType<typeof authority>[]) => ({forests: [{forest, silent: null, authorities}]});
const sites = {
	forests: [
		{
			forest,
			silent: null,
			sites: [{site: 'London', controllers: [{name: 'DC01.corp.contoso.com', computer: null, readOnly: false}]}],
		},
	],
};

export default casesFor(caNotOnDc, {
	'on a server of its own': {
		given: {services: services(authority('ca01.corp.contoso.com')), sites},
		then: 'met',
		says: 'ca01.corp.contoso.com',
	},
	'on a domain controller, spelt in another case': {
		given: {services: services(authority('dc01.CORP.contoso.com')), sites},
		then: 'caution',
		says: 'is a domain controller',
		remedy: 'move-the-authority',
	},
	'no authority at all': {given: {services: services(), sites}, then: 'not-applicable'},
	'an authority that does not tell its server': {
		given: {services: services(authority(null)), sites},
		then: 'inconclusive',
		remedy: 'let-it-answer',
	},
	'domain controllers that were not listed': {
		given: {
			services: services(authority('ca01.corp.contoso.com')),
			sites: {forests: [{forest, silent: {reason: 'timed-out', detail: 'DC01 did not answer in time.'}}]},
		},
		then: 'timed-out',
	},
});
