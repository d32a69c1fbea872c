import type {Witness} from '../../../src/guide/check.ts';
import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {heard} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted} from '../../directory.ts';
import type {Landscape} from '../../group-policy/landscape.ts';
import {
	amongClients,
	brokenLink,
	inForce,
	isLinked,
	keptPolicies,
	names,
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
import type {Resultant} from '../../group-policy/resultant.ts';
import {groupTrouble} from '../../scope-group.ts';
import type {Part} from '../../worst-first.ts';
import {type ScopeGroup, scopeGroup} from '../scope-group.facts.ts';

/** The SIDs of the scope group, where they were read. */
export const sidsOfScope = (group: Witness<ScopeGroup>): readonly string[] =>
	group.seen
		? heard(group.facts.forests).flatMap(one => heard(one.domains).flatMap(({groups}) => groups.flatMap(({sid}) => sid ?? [])))
		: [];

const meaningOf = (value: number | null) => (value === null ? 'unset' : value === 1 ? 'on' : 'off');

/** What the halves for computers make of it, where that for users says nothing. */
const byComputers = (who: string, landscape: Landscape): Verdict => {
	const places = amongClients(landscape, 'enabled');
	const doubts = places.flatMap(({found}) => (found === null ? [] : open(found, meaningOf)));
	if (doubts.length > 0 || places.some(({found}) => found === null)) {
		return undecided(`${who}, by the policies for computers`, doubts);
	}

	const on = places.filter(({found}) => found?.value === 1);
	const where = names(on.map(({place}) => place));
	if (on.length === places.length) {
		return met(`${names(on.flatMap(({found}) => found?.policy ?? []))} turns Hello on at every computer, and with it for ${who}.`);
	}

	return on.length > 0
		? caution('turn-hello-on', `No policy for users turns Hello on for ${who}. Computers in ${where} turn it on, others do not.`)
		: caution('turn-hello-on', `No Group Policy turns Hello on for ${who}. That is right only where MDM, such as Intune, does.`);
};

const keepsBack = (value: number | null) => (value === 1 ? 'kept-back' : 'offered');

/** A caution where Hello is on and not offered after sign-in, as far as that is certain. */
const offered = (turnsOn: Verdict, landscape: Landscape, ofUsers: Resultant | null): Verdict => {
	const places = amongClients(landscape, 'disablePostLogonProvisioning');
	const waiting =
		ofUsers?.value !== null ? ofUsers : places.find(({found}) => found?.value === 1 && open(found, keepsBack).length === 0)?.found;
	return turnsOn.outcome === 'met' && waiting?.value === 1 && open(waiting, keepsBack).length === 0
		? caution('offer-it-after-sign-in', `${turnsOn.because} ${waiting.policy} keeps it from being offered after sign-in.`)
		: turnsOn;
};

/** Shown and never judged; the names are those of the policy editor. */
const options: Readonly<Partial<Record<SettingName, string>>> = {
	requireSecurityDevice: 'Use a hardware security device',
	minimumLength: 'Minimum PIN length',
	maximumLength: 'Maximum PIN length',
	digits: 'Require digits',
	lowercaseLetters: 'Require lowercase letters',
	uppercaseLetters: 'Require uppercase letters',
	specialCharacters: 'Require special characters',
	history: 'PIN history',
	expiration: 'PIN expiration',
	loopback: 'Loopback processing of Group Policy',
};

const optionsOf = (landscape: Landscape): readonly Part[] =>
	landscape.policies
		.filter(policy => isLinked(landscape, policy))
		.flatMap(policy =>
			Object.entries(options).flatMap(([name, what]) =>
				([policy.machine, policy.user] as const).flatMap((half, at) => {
					const value = half.settings?.[name as SettingName];
					const whose = at === 0 ? 'computers' : 'users';
					return value === undefined ? [] : [{name: what, verdict: notApplicable(`${policy.title}: ${value}, for ${whose}.`)}];
				}),
			),
		);

const judgePlace = (landscape: Landscape, {dn, domain, users}: UserPlace, groups: readonly string[]): Part => {
	const name = placeName(dn, domain);
	const who = users === null ? `users in ${name}` : `${counted(users, 'user')} in ${name}`;
	const found = inForce(landscape, dn, null, usersOfScope(domain, groups), 'enabled');
	if (found === null) {
		return {name, verdict: brokenLink(who)};
	}

	const doubts = open(found, meaningOf);
	if (doubts.length > 0) {
		return {name, verdict: undecided(who, doubts)};
	}

	const waiting = inForce(landscape, dn, null, usersOfScope(domain, groups), 'disablePostLogonProvisioning');
	switch (meaningOf(found.value)) {
		case 'on':
			return {name, verdict: offered(met(`${found.policy} turns Hello on for ${who}.`), landscape, waiting)};
		case 'unset':
			return {name, verdict: offered(byComputers(who, landscape), landscape, waiting)};
		case 'off': {
			const said = `${found.policy} turns Hello off for ${who}.`;
			// Where nobody was counted it may be meant for whoever lives there.
			return {name, verdict: users === null ? caution('turn-hello-on', said) : unmet('turn-hello-on', said)};
		}
	}
};

export const helloGroupPolicy = defineCheckOver({
	id: 'hello-group-policy',
	question: 'Does Group Policy turn Hello on for everybody in scope?',
	needs: {...scopeNeeds, group: optional(scopeGroup)},
	keep: keptPolicies,
	partsOf: ({members, group, ...facts}) => {
		const trouble = groupTrouble(members);
		return trouble === null
			? partsByLandscape(facts, landscape => [
					...partsByPolicyDomain(landscape, domain => {
						const {places, unseen} = userPlaces(members, landscape, domain);
						return [...unseen, ...places.map(place => judgePlace(landscape, place, sidsOfScope(group)))];
					}),
					...optionsOf(landscape),
				])
			: [{name: 'the scope group', verdict: declined('inconclusive', 'let-it-answer', trouble)}];
	},
});
