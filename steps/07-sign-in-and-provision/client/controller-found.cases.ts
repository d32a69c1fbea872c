import {casesFor} from '../../../src/guide/cases.ts';
import type {ClientComputer} from '../../05-device-registration/client/client-computer.facts.ts';
import {foreign, machine, ours} from '../../case-builders/clients.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import {controllerFound} from './controller-found.ts';

type Located = ClientComputer['located'];
const found = {domain: 'CORP', forest: 'corp.contoso.com', controller: 'LON-DC01', clientSite: 'London', controllerSite: 'London'};
const family = seen({
	forests: [{forest: 'corp.contoso.com', silent: null, domains: ['corp.contoso.com', 'emea.corp.contoso.com'], points: []}],
});
const given = (domains: Located['domains'], failure: string | null = null) => ({
	client: machine({located: {domains, failure}}),
	points: ours,
});

export default casesFor(controllerFound, {
	'one in its site': {given: given([found]), then: 'met', says: 'the locator finds LON-DC01 of CORP, in its own site London.'},
	'one in another site': {
		given: given([{...found, controllerSite: 'Leeds'}]),
		then: 'met',
		says: 'in the site Leeds, and itself is in London',
	},
	'no sites are told': {given: given([{...found, clientSite: ''}]), then: 'met', says: 'finds LON-DC01 of CORP.'},
	'none of its domain': {given: given([{...found, controller: ''}]), then: 'unmet', remedy: 'reach-a-controller'},
	'none of a second domain': {given: given([found, {...found, domain: 'EMEA', controller: ''}]), then: 'unmet', says: 'of EMEA'},
	'none of a trusted domain': {
		given: given([found, {...found, domain: 'FAB', forest: 'fabrikam.com', controller: ''}]),
		then: 'met',
	},
	'one of a trusted domain alone': {
		given: given([{...found, domain: 'FAB', forest: 'fabrikam.com'}]),
		then: 'inconclusive',
		says: 'the locator speaks of FAB, and whether one of these is its own domain corp.contoso.com is not known',
		remedy: 'reach-a-controller',
	},
	'a child domain, and its forest was not looked at': {
		given: {client: machine({domain: 'emea.corp.contoso.com', located: {domains: [found], failure: null}}), points: nobodyAsked},
		then: 'inconclusive',
	},
	'a child domain, and only its parent is found': {
		given: {client: machine({domain: 'emea.corp.contoso.com', located: {domains: [found], failure: null}}), points: family},
		then: 'inconclusive',
		says: 'whether one of these is its own domain emea.corp.contoso.com is not known',
		remedy: 'reach-a-controller',
	},
	'a child domain, and each domain of its forest is found': {
		given: {
			client: machine({domain: 'emea.corp.contoso.com', located: {domains: [found, {...found, domain: 'EMEA'}], failure: null}}),
			points: family,
		},
		then: 'met',
	},
	'one domain of its forest, twice': {
		given: {
			client: machine({domain: 'emea.corp.contoso.com', located: {domains: [found, {...found, domain: 'corp'}], failure: null}}),
			points: family,
		},
		then: 'inconclusive',
	},
	'the root of its forest, which was not looked at': {given: {...given([found]), points: nobodyAsked}, then: 'met'},
	'a trusted forest whose name its own name ends in': {
		given: given([{...found, domain: 'CONTOSO', forest: 'contoso.com'}]),
		then: 'inconclusive',
	},
	'a domain whose name only ends like the forest': {
		given: {client: machine({domain: 'mycorp.contoso.com', located: {domains: [found], failure: null}}), points: nobodyAsked},
		then: 'inconclusive',
	},
	'an empty list': {given: given([]), then: 'unmet', says: 'of any domain'},
	'the locator could not be asked': {given: given([], 'Access is denied.'), then: 'incomplete', remedy: 'carry-the-script'},
	'seen two days ago': {given: {client: machine({stale: true}), points: ours}, then: 'stale', remedy: 'carry-the-script'},
	'a client of another forest': {given: {...given([found]), points: foreign}, then: 'foreign', remedy: 'look-at-a-domain-client'},
});
