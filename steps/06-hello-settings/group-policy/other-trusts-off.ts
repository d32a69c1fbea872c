import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted} from '../../directory.ts';
import type {Landscape, PolicyDomain} from '../../group-policy/landscape.ts';
import {
	brokenLink,
	clientsOf,
	inForce,
	keptPolicies,
	open,
	partsByLandscape,
	partsByPolicyDomain,
	placeName,
	scopeNeeds,
	type UserPlace,
	undecided,
	userPlaces,
	usersOfScope,
} from '../../group-policy/policy-parts.ts';
import type {SettingName} from '../../group-policy/policy-settings.ts';
import {groupTrouble} from '../../scope-group.ts';
import {type Part, worstFirst, worstOf} from '../../worst-first.ts';
import {scopeGroup} from '../scope-group.facts.ts';
import {sidsOfScope} from './hello-group-policy.ts';

/** The two trusts that take the place of key trust, with the remedy of each. */
const trusts: Readonly<Partial<Record<SettingName, {readonly what: string; readonly remedy: string}>>> = {
	certificateTrust: {what: 'certificate trust', remedy: 'turn-certificate-trust-off'},
	cloudTrust: {what: 'cloud Kerberos trust', remedy: 'turn-cloud-trust-off'},
};

const meaningOf = (value: number | null) => (value === 1 ? 'on' : 'off');

type Asked = {
	readonly landscape: Landscape;
	readonly dn: string;
	readonly who: string;
	readonly subject: Parameters<typeof inForce>[3];
	/** Whether it is certain that somebody in scope is meant. */
	readonly isCertain: boolean;
};

const judgeTrust = ({landscape, dn, who, subject, isCertain}: Asked, name: SettingName): Verdict => {
	const {what, remedy} = trusts[name] ?? {what: name, remedy: 'see-which-policy-applies'};
	const found = inForce(landscape, dn, null, subject, name);
	if (found === null) {
		return brokenLink(who);
	}

	const doubts = open(found, meaningOf);
	if (doubts.length > 0) {
		return undecided(`Whether ${what} is off for ${who}`, doubts);
	}

	if (found.value !== 1) {
		return met(`No policy turns ${what} on for ${who}.`);
	}

	const said = `${found.policy} turns ${what} on for ${who}.`;
	return isCertain ? unmet(remedy, said) : caution(remedy, said);
};

const worst = (name: string, verdicts: readonly Verdict[]): readonly Part[] =>
	worstOf(verdicts)
		.slice(0, 1)
		.map(verdict => ({name, verdict}));

/** The setting for certificate trust exists for users and computers, that for cloud Kerberos trust for computers only (Microsoft's page `policy-settings`). */
const ofUsers = (landscape: Landscape, {dn, domain, users}: UserPlace, groups: readonly string[]): readonly Part[] => {
	const name = placeName(dn, domain);
	const who = users === null ? `users in ${name}` : `${counted(users, 'user')} in ${name}`;
	const subject = usersOfScope(domain, groups);
	return worst(`users in ${name}`, [judgeTrust({landscape, dn, who, subject, isCertain: users !== null}, 'certificateTrust')]);
};

/** Nobody can say in which unit the computers of users in scope stand; where one rule holds for a whole domain, it holds for them. */
const ofComputers = (landscape: Landscape, domain: PolicyDomain): readonly Part[] => {
	const places = landscape.places(domain);
	return places.flatMap(dn => {
		const name = placeName(dn, domain);
		const asked = {landscape, dn, who: `computers in ${name}`, subject: clientsOf(domain), isCertain: places.length === 1};
		return worst(`computers in ${name}`, [judgeTrust(asked, 'certificateTrust'), judgeTrust(asked, 'cloudTrust')]);
	});
};

export const otherTrustsOff = defineCheckOver({
	id: 'other-trusts-off',
	question: 'Does Group Policy leave certificate trust and cloud Kerberos trust off for users in scope and computers?',
	needs: {...scopeNeeds, group: optional(scopeGroup)},
	keep: keptPolicies,
	partsOf: ({members, group, ...facts}) => {
		const trouble = groupTrouble(members);
		return trouble === null
			? partsByLandscape(facts, landscape =>
					partsByPolicyDomain(landscape, domain => {
						const {places, unseen} = userPlaces(members, landscape, domain);
						return [
							...unseen,
							...places.flatMap(place => ofUsers(landscape, place, sidsOfScope(group))),
							...ofComputers(landscape, domain),
						];
					}),
				)
			: [{name: 'the scope group', verdict: declined('inconclusive', 'let-it-answer', trouble)}];
	},
	judge: parts => worstFirst(parts, {met: 'No Group Policy that reaches users in scope or computers turns another trust on.'}),
});
