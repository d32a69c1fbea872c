import {caution, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {defineCheckOver} from '../check-over.ts';
import type {Landscape, PolicyDomain} from '../group-policy/landscape.ts';
import {
	brokenLink,
	clientsOf,
	inForce,
	keptPolicies,
	open,
	partsByLandscape,
	partsByPolicyDomain,
	placeName,
	policyNeeds,
	undecided,
} from '../group-policy/policy-parts.ts';
import {worstFirst} from '../worst-first.ts';

/** Only a zero keeps a computer from registering: without the value Windows 10 and later register by themselves (Microsoft's page `hybrid-join-control`). */
const meaningOf = (value: number | null) => (value === 0 ? 'off' : 'on');

const judgePlace = (landscape: Landscape, dn: string, domain: PolicyDomain, isWholeDomain: boolean): Verdict => {
	const who = `computers in ${placeName(dn, domain)}`;
	const found = inForce(landscape, dn, null, clientsOf(domain), 'joinsByItself');
	if (found === null) {
		return brokenLink(who);
	}

	const doubts = open(found, meaningOf);
	if (doubts.length > 0) {
		return undecided(`Whether ${who} register by themselves`, doubts);
	}

	if (found.value !== 0) {
		return met(`No policy keeps ${who} from registering.`);
	}

	const said = `${found.policy} keeps ${who} from registering by themselves.`;
	return isWholeDomain ? unmet('let-them-register', said) : caution('let-them-register', said);
};

export const registrationPolicy = defineCheckOver({
	id: 'registration-policy',
	question: 'Does Group Policy let domain computers register by themselves?',
	needs: policyNeeds,
	keep: keptPolicies,
	partsOf: facts =>
		partsByLandscape(facts, landscape =>
			partsByPolicyDomain(landscape, domain => {
				const places = landscape.places(domain);
				return places.map(dn => ({name: placeName(dn, domain), verdict: judgePlace(landscape, dn, domain, places.length === 1)}));
			}),
		),
	judge: parts => worstFirst(parts, {met: 'No Group Policy keeps computers of the domain from registering by themselves.'}),
});
