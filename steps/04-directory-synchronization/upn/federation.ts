import {defineCheck, type FactsOf} from '../../../src/guide/check.ts';
import {caution, declined, notApplicable} from '../../../src/guide/finding.ts';
import {tenantDomains} from '../../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {listed} from '../../directory.ts';
import {isSameName} from '../../identity.ts';
import {groupTrouble} from '../../scope-group.ts';
import {listTroubles} from './cloud-list.ts';
import {persons} from './persons.facts.ts';

const needs = {persons, domains: tenantDomains};
type Facts = FactsOf<typeof needs>;

/** Verified domains that users in scope sign in with, on either side. */
const inUse = ({persons: {groups, cloudSuffixes}, domains: {domains}}: Facts) => {
	const used = [...groups.map(({suffix}) => suffix), ...cloudSuffixes];
	return domains.filter(({id, isVerified}) => isVerified && used.some(suffix => isSameName(suffix, id)));
};

const isFederated = ({authenticationType}: {readonly authenticationType: string | null}) => isSameName(authenticationType, 'Federated');
const isManaged = ({authenticationType}: {readonly authenticationType: string | null}) => isSameName(authenticationType, 'Managed');
const namesOf = (domains: readonly {readonly id: string}[]) => [...new Set(domains.map(({id}) => id))];

/** What AD FS sends is not read here; where it sends anything, somebody has to compare (B42). */
export const federation = defineCheck({
	id: 'federation',
	question: 'Where a domain is federated, does AD FS send what Connect sends?',
	needs,
	judge: facts => {
		const {groups, cloudSilent} = facts.persons;
		const trouble = groupTrouble(facts.persons);
		if (trouble !== null) {
			return declined('inconclusive', 'choose-a-group', trouble);
		}

		if (groups.length === 0) {
			return declined('empty', 'choose-a-group', 'Nobody is in scope, so no domain is in use.');
		}

		const used = inUse(facts);
		const federated = namesOf(used.filter(isFederated));
		if (federated.length > 0) {
			return caution(
				'compare-with-ad-fs',
				`${listed(federated)} ${federated.length === 1 ? 'is' : 'are'} federated. What AD FS sends as the user name has to be what Connect sends, and cannot be seen from here.`,
			);
		}

		const unsaid = namesOf(used.filter(domain => !isManaged(domain)));
		if (unsaid.length > 0) {
			return declined('inconclusive', 'look-again', `The tenant does not say how users of ${listed(unsaid)} sign in.`);
		}

		const [short] = listTroubles(facts.persons);
		if (cloudSilent !== null || short !== undefined) {
			const because = cloudSilent?.detail ?? short?.verdict.because ?? '';
			return declined(
				cloudSilent?.reason ?? 'incomplete',
				'look-again',
				`Which names users in scope have in Entra ID was not seen. ${because}`,
			);
		}

		return notApplicable('No domain that users in scope sign in with is federated.');
	},
	exhibits: facts =>
		inUse(facts).map(domain => ({
			sign: isFederated(domain) ? ('caution' as const) : isManaged(domain) ? ('not-applicable' as const) : ('unobserved' as const),
			what: domain.id,
			seen: isFederated(domain) ? 'federated' : isManaged(domain) ? 'not federated' : 'the tenant does not say',
		})),
	keep: ({persons: read, domains}) => ({domains, persons: {...read, groups: read.groups.map(group => ({...group, names: []}))}}),
});
