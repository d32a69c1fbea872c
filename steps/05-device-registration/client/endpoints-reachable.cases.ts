import {casesFor} from '../../../src/guide/cases.ts';
import {foreign, ours} from '../../case-builders/clients.ts';
import {computer} from '../../case-builders/printed.ts';
import type {ClientEndpoints} from './client-endpoints.facts.ts';
import {endpointsReachable} from './endpoints-reachable.ts';

const names = ['enterpriseregistration.windows.net', 'login.microsoftonline.com'];
const of = (reached: boolean | null, failure: string | null, part: Partial<ClientEndpoints> = {}): ClientEndpoints => ({
	computer,
	domain: 'corp.contoso.com',
	hasProxy: false,
	hasProxyScript: false,
	hosts: names.map((host, at) => (at === 0 ? {host, reached, failure} : {host, reached: true, failure: null})),
	...part,
});

export default casesFor(endpointsReachable, {
	'all are reached': {given: {client: of(true, null), points: ours}, then: 'met', says: 'reaches login.microsoftonline.com'},
	'one is not': {
		given: {client: of(false, 'TimedOut'), points: ours},
		then: 'caution',
		says: 'does not reach enterpriseregistration.windows.net on port 443, without a proxy, of which this user has none (TimedOut)',
		remedy: 'open-the-way',
	},
	'one is not, and there is a proxy': {
		given: {client: of(false, 'HostNotFound', {hasProxyScript: true}), points: ours},
		then: 'caution',
		says: 'past the proxy that this user has (HostNotFound)',
	},
	'nobody could try': {
		given: {client: of(null, 'ConstrainedLanguage'), points: ours},
		then: 'incomplete',
		remedy: 'use-an-ordinary-powershell',
	},
	'a client of another forest': {given: {client: of(true, null), points: foreign}, then: 'foreign', remedy: 'look-at-a-domain-client'},
});
