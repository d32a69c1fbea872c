import {defineCheck, type FactsOf} from '../../src/guide/check.ts';
import {caution, declined, notApplicable} from '../../src/guide/finding.ts';
import {tenantDomains} from '../03-new-installation-baseline/tenant-domains.facts.ts';
import {listed} from '../directory.ts';
import {persons} from './persons.facts.ts';

const needs = {persons, domains: tenantDomains};

const suffixOf = (upn: string) => upn.slice(upn.lastIndexOf('@') + 1).toLowerCase();

/** Domains that users in scope sign in with, on either side, as far as names were kept. */
const inUse = ({persons: {groups}, domains: {domains}}: FactsOf<typeof needs>) => {
	const used = new Set(
		groups.flatMap(({suffix, names}) => [suffix, ...names.flatMap(({cloudUpn}) => (cloudUpn === null ? [] : [suffixOf(cloudUpn)]))]),
	);
	return domains.filter(({id, isVerified}) => isVerified && used.has(id.toLowerCase()));
};

/** What AD FS sends is not read here; where it sends anything, somebody has to compare (B42). */
export const federation = defineCheck({
	id: 'federation',
	question: 'Where a domain is federated, does AD FS send what Connect sends?',
	needs,
	judge: facts => {
		const {group, groupMatches, groups} = facts.persons;
		if (groups.length === 0 || (group !== null && groupMatches !== 1)) {
			return declined('empty', 'choose-a-group', 'Nobody is in scope, so no domain is in use.');
		}

		const federated = inUse(facts).filter(({authenticationType}) => authenticationType?.toLowerCase() === 'federated');
		return federated.length === 0
			? notApplicable('No domain that users in scope sign in with is federated.')
			: caution(
					'compare-with-ad-fs',
					`${listed(federated.map(({id}) => id))} ${federated.length === 1 ? 'is' : 'are'} federated. What AD FS sends as the user name has to be what Connect sends, and cannot be seen from here.`,
				);
	},
	exhibits: facts =>
		inUse(facts).map(({id, authenticationType}) => {
			const federated = authenticationType?.toLowerCase() === 'federated';
			return {
				sign: federated ? ('caution' as const) : ('not-applicable' as const),
				what: id,
				seen: federated ? 'federated' : 'not federated',
			};
		}),
	keep: ({persons: read, domains}) => ({domains, persons: {...read, groups: read.groups.map(group => ({...group, names: []}))}}),
});
