import {casesFor} from '../../../src/guide/cases.ts';
import {domain, tenantDomainsOf} from '../../case-builders/tenants.ts';
import {synchronisationFeatures} from './synchronisation-features.ts';

const seen = <F>(facts: F) => ({seen: true, facts, source: 'live', stale: false}) as const;
const managed = seen(tenantDomainsOf('contoso.com'));
const federated = seen(tenantDomainsOf(domain('contoso.com', {authenticationType: 'Federated'})));
const unread = {seen: false, reason: 'unreachable', detail: 'Nothing answered.'} as const;
const given = (passwordHashes: boolean | null, changedNames: boolean | null, domains: typeof managed | typeof unread = managed) => ({
	features: {passwordHashes, changedNames},
	domains,
});

export default casesFor(synchronisationFeatures, {
	'both are on': {given: given(true, true), then: 'met', says: 'Password hashes are synchronised.'},
	'no hashes': {given: given(false, true), then: 'caution', says: 'pass-through', remedy: 'know-how-passwords-are-checked'},
	'no hashes, and everything is federated': {given: given(false, true, federated), then: 'met', says: 'arrives'},
	'no hashes, and one domain of two is federated': {
		given: given(false, true, seen(tenantDomainsOf('fabrikam.com', domain('contoso.com', {authenticationType: 'Federated'})))),
		then: 'caution',
	},
	'no hashes, and the domains were not seen': {
		given: given(false, true, unread),
		then: 'caution',
		remedy: 'know-how-passwords-are-checked',
	},
	'changed names do not arrive': {given: given(true, false), then: 'caution', remedy: 'let-changed-names-arrive'},
	'nothing is said of the hashes': {given: given(null, true), then: 'inconclusive', remedy: 'look-again'},
	'nothing is said of the names': {given: given(true, null), then: 'inconclusive', remedy: 'look-again'},
});
