import {describe, expect, it} from 'vitest';
import type {PersonClass} from '../../steps/04-directory-synchronization/upn/person.ts';
import {persons} from '../../steps/04-directory-synchronization/upn/persons.facts.ts';
import {verifiedUpn} from '../../steps/04-directory-synchronization/upn/verified-upn.ts';
import {forest, identitiesOf} from '../../steps/case-builders/forests.ts';
import {type Account, personsFrom, user} from '../../steps/case-builders/persons.ts';
import {domain, tenantDomainsOf} from '../../steps/case-builders/tenants.ts';
import {nobodyAsked, seen} from '../../steps/case-builders/witnesses.ts';

const contexts = {'contoso.com': 'DC=contoso,DC=com', 'emea.contoso.com': 'DC=emea,DC=contoso,DC=com'};

/** What is not whole about a forest of two domains of which these were read. */
const incompleteOf = (...read: readonly (keyof typeof contexts)[]) => {
	const domains = Object.entries(contexts).map(([name, namingContext]) => ({name, namingContext, sid: null}));
	const readings = read.map(name => ({server: `dc1.${name}`, namingContext: contexts[name].toLowerCase(), entries: [], count: 0}));
	const facts = persons.facts.parse(
		persons.read({
			directory: {forests: [{asked: 'contoso.com', answered: true, forest: 'contoso.com', ids: ['1'], domains, readings}]},
			cloudSilent: null,
			cloudList: {read: 0, said: [0, 0], endsFull: false},
			cloudFaults: [],
			tally: {groups: [], leftover: 0, blocked: 0, guests: 0},
		}),
	);
	return facts.forests.map(forest => (forest.silent === null ? forest.incomplete : null));
};

it('counts a domain that nobody reports as not read', () => {
	expect(incompleteOf('contoso.com', 'emea.contoso.com')).toEqual([[]]);
	expect(incompleteOf('contoso.com')).toEqual([[expect.stringContaining('emea.contoso.com')]]);
	expect(incompleteOf()).toEqual([[expect.stringContaining('contoso.com'), expect.stringContaining('emea.contoso.com')]]);
});

describe('names of persons', () => {
	const account = (rid: number, suffix = 'contoso.com'): Account => ({rid, upn: `u${rid}@${suffix}`});
	const numbers = (count: number, from = 1) => Array.from({length: count}, (_, at) => from + at);
	const namesOf = (facts: ReturnType<typeof personsFrom>, own: PersonClass) =>
		facts.groups.filter(group => group.class === own).reduce((sum, {names}) => sum + names.length, 0);

	it('are kept of everybody whom somebody has to mend, up to a thousand, and counted beyond', () => {
		const facts = personsFrom(
			numbers(1_200).map(rid => account(rid)),
			[user(null, 'cloud@contoso.com')],
		);
		expect(namesOf(facts, 'absent')).toBe(1_000);
		expect(facts.groups).toMatchObject([{class: 'absent', count: 1_200}]);
	});

	it('of those who may pass are fifty a group, and take no place from those to mend, whoever comes first', () => {
		const good = numbers(1_500);
		const bad = numbers(60, 2_000);
		const users = good.map(rid => user(rid, `u${rid}@contoso.com`));
		for (const all of [
			[...good, ...bad],
			[...bad, ...good],
		]) {
			const facts = personsFrom(
				all.map(rid => account(rid, rid < 2_000 ? `contoso.com` : 'fabrikam.com')),
				users,
			);
			expect([namesOf(facts, 'same'), namesOf(facts, 'absent')]).toEqual([50, 60]);
		}

		const unseen = personsFrom(
			good.map(rid => account(rid)),
			[],
			{cloudSilent: {reason: 'throttled', detail: 'Graph asks to wait.'}},
		);
		expect(namesOf(unseen, 'cloud-unseen')).toBe(50);
	});

	it('of those who are not met stay in a session, a thousand together, and nobody else', () => {
		const suffixes = numbers(30).map(at => `s${at}.example.com`);
		const accounts = suffixes.flatMap((suffix, at) => numbers(60, 1 + at * 60).map(rid => account(rid, suffix)));
		const users = accounts.map(({rid, upn}) => user(rid, upn ?? ''));
		const kept = (isVerified: boolean) =>
			verifiedUpn.keep?.({
				persons: seen(personsFrom([...accounts, account(9_000)], [...users, user(9_000, 'u9000@contoso.com')])),
				domains: seen(tenantDomainsOf('contoso.com', ...suffixes.map(suffix => domain(suffix, {isVerified})))),
				connect: nobodyAsked,
				identities: identitiesOf(forest),
				owned: nobodyAsked,
				computers: nobodyAsked,
			});
		const named = (value: unknown) => (JSON.stringify(value).match(/"cloudUpn":/g) ?? []).length;
		expect(named(kept(false))).toBe(1_000);
		expect(JSON.stringify(kept(false))).not.toContain('u9000@contoso.com');
		expect(named(kept(true))).toBe(0);
	});
});
