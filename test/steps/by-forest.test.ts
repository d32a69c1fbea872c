import {describe, expect, it} from 'vitest';
import type {Witness} from '../../src/guide/check.ts';
import {met, unmet, type Verdict} from '../../src/guide/finding.ts';
import type {UsersInScope} from '../../steps/02-prerequisites/scope/users-in-scope.facts.ts';
import {partsByForest, type Silent} from '../../steps/by-forest.ts';

const silence: Silent = {reason: 'unreachable', detail: 'It does not answer on port 389.'};
const silent = {forest: 'corp.contoso.com', silent: silence} as const;
const answered = {forest: 'corp.contoso.com', silent: null} as const;

/** So many users in scope in the forest; null where they could not be counted. */
const scope = (users: number | null, over: Partial<UsersInScope> = {}): Witness<UsersInScope> => ({
	seen: true,
	source: 'live',
	stale: false,
	facts: {group: null, groupMatches: null, forests: [{forest: 'CORP.contoso.com', silent: null, users}], ...over},
});
const outcomeOf = (
	forest: typeof silent | typeof answered,
	inScope?: Witness<UsersInScope>,
	verdict: Verdict = unmet('mend-it', 'It is old.'),
) => partsByForest([forest], () => [{name: forest.forest, verdict}], inScope).map(part => part.verdict);

describe('a forest that is silent', () => {
	it('was not seen, which its users in scope wait for', () => {
		expect(outcomeOf(silent, scope(1))).toEqual([
			expect.objectContaining({
				outcome: 'declined',
				reason: 'unreachable',
				because: expect.stringMatching(/^corp\.contoso\.com was not seen\. /),
			}),
		]);
	});

	it('holds nobody up where no user in scope lives in it', () => {
		expect(outcomeOf(silent, scope(0))).toEqual([
			{
				outcome: 'not-applicable',
				because: 'corp.contoso.com was not seen. It does not answer on port 389. No user in scope lives in corp.contoso.com.',
			},
		]);
	});
});

describe('a forest without users in scope', () => {
	it('gets a caution at most', () => {
		expect(outcomeOf(answered, scope(0))).toEqual([
			{outcome: 'caution', remedy: 'mend-it', because: 'It is old. No user in scope lives in corp.contoso.com, so this holds nobody up.'},
		]);
		expect(outcomeOf(answered, scope(0), met('It is new.'))).toEqual([met('It is new.')]);
	});

	const old: Witness<UsersInScope> = {...scope(0), stale: true} as Witness<UsersInScope>;
	it.each<[string, Witness<UsersInScope> | undefined]>([
		['nobody asked', undefined],
		['they were not seen', {seen: false, reason: 'unreachable', detail: 'No.'}],
		['the count is old', old],
		['the count did not come to an end', scope(null)],
		['the scope group is not there', scope(0, {group: 'Pilot', groupMatches: 0})],
		['two groups bear its name', scope(0, {group: 'Pilot', groupMatches: 2})],
		['another forest was counted', scope(0, {forests: [{forest: 'fabrikam.example', silent: null, users: 0}]})],
	])('is not known for one where %s', (_, inScope) => {
		expect(outcomeOf(answered, inScope)).toEqual([unmet('mend-it', 'It is old.')]);
		expect(outcomeOf(silent, inScope)).toEqual([expect.objectContaining({outcome: 'declined'})]);
	});
});
