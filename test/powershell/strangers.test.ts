import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type SaidOfMembers, type SidState, strangersOf} from '../../src/powershell/strangers.ts';
import {nameOfNobody} from '../../src/powershell/well-known-sids.ts';

const here = {name: 'corp.test', sid: 'S-1-5-21-1-1-1'};
const there = {name: 'fabrikam.test', sid: 'S-1-5-21-2-2-2'};
const said = (over: Partial<SaidOfMembers> = {}): SaidOfMembers => ({sids: [], lost: [], trusts: [], ...over});
const one = (sid: string, ...states: readonly SidState[]) => states.map(state => said({sids: [{sid, state}]}));

describe('a member of a scope group', () => {
	it.each<[string, string, readonly SidState[], unknown]>([
		['whom another forest found', `${there.sid}-7`, ['elsewhere', 'found'], []],
		['of a domain that looked everywhere and has nobody', `${there.sid}-7`, ['elsewhere', 'absent'], [['deleted', there.name]]],
		['of a forest that could not look everywhere', `${there.sid}-7`, ['elsewhere', 'unseen'], [['unread', there.name]]],
		['of a forest that answered once and is silent now', `${there.sid}-7`, ['elsewhere'], [['unread', there.name]]],
		['of a domain that nobody asked and no trust names', 'S-1-5-21-9-9-9-7', ['elsewhere', 'elsewhere'], [['unknown', null]]],
		['whose domain begins with the same figures', `${there.sid}2-7`, ['elsewhere'], [['unknown', null]]],
		['that is every authenticated user', 'S-1-5-11', ['elsewhere'], [['well-known', 'Authenticated Users']]],
		['that is a service', 'S-1-5-80-1-2-3-4-5', ['elsewhere'], [['well-known', 'a service']]],
		['that is somebody of Entra ID', 'S-1-12-1-1-2-3-4', ['elsewhere'], [['unknown', null]]],
		['of a kind that nobody has named', 'S-1-5-99', ['elsewhere'], [['unknown', null]]],
	])('%s', (_, sid, states, then) => {
		expect(strangersOf([here, there], one(sid, ...states)).map(({kind, of}) => [kind, of])).toEqual(then);
	});

	it('is known by the trust whose domain has its SID, and by no trust without a name', () => {
		const trusted = (...trusts: SaidOfMembers['trusts']) =>
			strangersOf([here], [said({sids: [{sid: 'S-1-5-21-9-9-9-7', state: 'elsewhere'}], trusts})]).map(({kind, of}) => [kind, of]);
		expect(trusted({name: 'x.test', sid: null}, {name: 'gone.test', sid: 'S-1-5-21-9-9-9'})).toEqual([['trusted', 'gone.test']]);
		expect(trusted({name: '', sid: 'S-1-5-21-9-9-9'})).toEqual([['unknown', null]]);
		expect(trusted({name: 'gone.test', sid: 'S-1-5-21-9-9-99'})).toEqual([['unknown', null]]);
	});

	it('that was there and could not be read is nobody who was counted', () => {
		expect(strangersOf([here], [said({lost: ['CN=hidden', 'CN=hidden']}), said({lost: ['CN=hidden']})])).toEqual([
			{member: 'CN=hidden', kind: 'unread', of: null},
		]);
	});

	const state = fc.constantFrom<SidState>('found', 'absent', 'unseen', 'elsewhere');
	const sid = fc.constantFrom(`${here.sid}-1`, `${there.sid}-2`, 'S-1-5-21-9-9-9-3', 'S-1-5-11', 'S-1-1-0');
	const tail = fc.record({
		sids: fc.array(fc.record({sid, state}), {maxLength: 4}),
		lost: fc.array(fc.constantFrom('CN=a', 'CN=b'), {maxLength: 2}),
		trusts: fc.array(fc.record({name: fc.constantFrom('', 'a.test', 'b.test'), sid: fc.constantFrom(null, 'S-1-5-21-9-9-9')}), {
			maxLength: 2,
		}),
	});

	it('is judged the same whichever forest speaks first', () => {
		fc.assert(
			fc.property(
				fc.array(tail, {maxLength: 4}).chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, {minLength: all.length}))),
				([all, shuffled]) => {
					expect(strangersOf([there, here], shuffled)).toEqual(strangersOf([here, there], all));
				},
			),
		);
	});

	it('is lost to nobody: who was not found stands there, once', () => {
		fc.assert(
			fc.property(fc.array(tail, {maxLength: 4}), all => {
				const states = all.flatMap(({sids}) => sids);
				const found = new Set(states.filter(each => each.state === 'found').map(each => each.sid));
				const wanted = new Set([...states.map(each => each.sid).filter(each => !found.has(each)), ...all.flatMap(({lost}) => lost)]);
				const strangers = strangersOf([here, there], all);
				expect(strangers.map(({member}) => member)).toEqual([...wanted].sort());
				// Only what a domain said itself excuses a member.
				expect(
					strangers.filter(
						({member, kind}) =>
							kind === 'deleted' && !states.some(each => each.sid === member && each.state === 'absent') && nameOfNobody(member) === null,
					),
				).toEqual([]);
			}),
		);
	});
});
