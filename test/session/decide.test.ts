import {describe, expect, it} from 'vitest';
import {z} from 'zod';
import {defineCheck, defineCollector} from '../../src/guide/check.ts';
import {type Finding, met} from '../../src/guide/finding.ts';
import {defineStep, type Guide, gate} from '../../src/guide/step.ts';
import {decide, gatesOnTheWay, isOpen, stepAt} from '../../src/session/decide.ts';
import type {Event} from '../../src/session/event.ts';
import {proved} from '../../src/session/proof.ts';
import {emptySession, fold, type Session} from '../../src/session/session.ts';
import {outlineOf} from '../fixtures/outline.ts';

const at = '2026-11-22T09:00:00.000Z';
const look = '0123456789abcdef';
const collector = defineCollector({id: 'lamps', what: 'x', rights: 'x', query: {via: 'person', statement: 'x'}, facts: z.unknown()});
const checkOf = (id: string) => defineCheck({id, question: 'Is it?', needs: {collector}, judge: () => met('yes')});
const guide: Guide = {
	id: 'x',
	edition: '1',
	importers: [],
	coverage: {pages: [], beyond: []},
	textKinds: {},
	savedTexts: [],
	outline: outlineOf(),
	steps: [
		defineStep({id: 'one', checks: []}),
		defineStep({
			id: 'two',
			checks: [],
			gates: {enter: [gate('in', checkOf('two-in'), 'x')], leave: [gate('out', checkOf('two-out'), 'x')]},
		}),
		defineStep({id: 'three', checks: [], gates: {enter: [gate('in', checkOf('three-in'), 'x')]}}),
	],
};
const good: Finding = {
	kind: 'judged',
	at,
	takenAt: at,
	source: 'live',
	from: 'DC01',
	verdict: {outcome: 'met', because: 'yes'},
	exhibits: [],
	facts: {},
};
const wanted = (wish: 'enter' | 'finish', step: string, over: Partial<Extract<Event, {type: 'wanted'}>> = {}): Event => ({
	type: 'wanted',
	at,
	look,
	wish,
	step,
	...over,
});
const found = (check: string, over: Partial<Finding> = {}, time = at): Event => ({
	type: 'found',
	at: time,
	check,
	look,
	finding: {...good, ...over} as Finding,
});
const all = ['two-in', 'two-out', 'three-in'].map(check => found(check));
const passed = (...steps: readonly string[]): readonly Event[] =>
	steps.flatMap(step => [{type: 'entered', at, step} as const, {type: 'finished', at, step} as const]);
const asked = (events: readonly Event[], type: 'enter' | 'finish', step: string, time = at) =>
	decide(guide, fold(events), {type, step, look}, time);

describe('the gates on the way', () => {
	it('are those of every step before, and of the step itself for the threshold that is wanted', () => {
		const ids = (type: 'enter' | 'finish', step: string) => gatesOnTheWay(guide, {type, step}).map(({check}) => check.id);
		expect(ids('finish', 'one')).toEqual([]);
		expect(ids('enter', 'two')).toEqual(['two-in']);
		expect(ids('finish', 'two')).toEqual(['two-in', 'two-out']);
		expect(ids('enter', 'three')).toEqual(['two-in', 'two-out', 'three-in']);
	});

	it('are asked for of a step that the guide has, and of no other', () => {
		expect(() => gatesOnTheWay(guide, {type: 'enter', step: 'four'})).toThrow('The guide has no step four.');
		expect(() => asked([], 'enter', 'four')).toThrow('The guide has no step four.');
	});
});

describe('a step', () => {
	it('is granted in its order: entered after the one before is finished, finished after it is entered', () => {
		expect(asked([wanted('enter', 'one')], 'enter', 'one')).toEqual({
			kind: 'granted',
			events: [{type: 'entered', at, step: 'one', look}],
		});
		expect(asked([wanted('finish', 'one')], 'finish', 'one')).toEqual({kind: 'out-of-order', next: 'one'});
		expect(asked([{type: 'entered', at, step: 'one'}, wanted('finish', 'one')], 'finish', 'one')).toEqual({
			kind: 'granted',
			events: [{type: 'finished', at, step: 'one', look}],
		});
		expect(asked([wanted('enter', 'two'), ...all], 'enter', 'two')).toEqual({kind: 'out-of-order', next: 'one'});
		expect(asked([...passed('one'), wanted('enter', 'three'), ...all], 'enter', 'three')).toEqual({kind: 'out-of-order', next: 'two'});
		expect(asked([...passed('one', 'two'), wanted('enter', 'three'), ...all], 'enter', 'three').kind).toBe('granted');
	});

	it('is refused by each gate on the way that this look did not find open, and by these alone', () => {
		const decision = asked([...passed('one', 'two'), wanted('enter', 'three'), found('two-out')], 'enter', 'three');
		expect(decision).toMatchObject({kind: 'refused', shut: [{check: {id: 'two-in'}}, {check: {id: 'three-in'}}]});
	});

	it('is granted to the very wish that the look was for: no other step, threshold or look', () => {
		const before = passed('one', 'two');
		for (const other of [wanted('finish', 'three'), wanted('enter', 'two'), wanted('enter', 'three', {look: 'fedcba9876543210'})]) {
			expect(asked([...before, other, ...all], 'enter', 'three').kind).toBe('refused');
		}

		// Nor on what another look has found open for the same wish.
		const theirs = 'fedcba9876543210';
		const another = all.map(event => ({...event, look: theirs}) as Event);
		expect(asked([...before, wanted('enter', 'three', {look: theirs}), ...another], 'enter', 'three').kind).toBe('refused');

		// Where no gate stands in the way, what was not wanted in this look is not on disk, and is withheld.
		expect(asked([], 'enter', 'one')).toEqual({kind: 'withheld', because: 'not-saved'});
		expect(asked([wanted('finish', 'one')], 'enter', 'one')).toEqual({kind: 'withheld', because: 'not-saved'});
	});

	it('is withheld where the clock stands before anything that the look wrote, or ran back while it looked', () => {
		const earlier = '2026-11-22T08:59:59.999Z';
		const later = '2026-11-22T09:00:01.000Z';
		const withheld = {kind: 'withheld', because: 'clock'} as const;
		expect(asked([wanted('enter', 'one')], 'enter', 'one', earlier)).toEqual(withheld);
		expect(asked([wanted('enter', 'one'), {type: 'read', at: later, check: 'x'}], 'enter', 'one')).toEqual(withheld);
		expect(asked([wanted('enter', 'one'), {type: 'read', at: later, check: 'x'}], 'enter', 'one', later).kind).toBe('granted');
		const ranBack: readonly Event[] = [
			wanted('enter', 'one'),
			{type: 'read', at: earlier, check: 'x'},
			{type: 'read', at: later, check: 'x'},
		];
		expect(asked(ranBack, 'enter', 'one', later)).toEqual(withheld);
		expect(asked([...ranBack, wanted('enter', 'one', {at: later})], 'enter', 'one', later).kind).toBe('granted');
	});

	it('is where the reader stands: the first that is not finished, or the last', () => {
		const standsAt = (...steps: readonly string[]) => stepAt(guide, fold(passed(...steps)));
		expect(standsAt()).toBe('one');
		expect(standsAt('one')).toBe('two');
		expect(standsAt('two')).toBe('one');
		expect(standsAt('one', 'two', 'three')).toBe('three');
		expect(stepAt({...guide, steps: []}, emptySession)).toBe('');
	});
});

describe('a gate', () => {
	const [own] = guide.steps[1]?.gates.enter ?? [];
	const open = (session: Session, by = look) => own !== undefined && isOpen(own, session, by);

	it('is open as far as one look goes, on a finding that opens', () => {
		expect(open(fold([found('two-in')]))).toBe(true);
		expect(open(fold([found('two-in')]), 'fedcba9876543210')).toBe(false);
		expect(open(emptySession)).toBe(false);
		expect(open(fold([{type: 'found', at, check: 'two-in', finding: good}]))).toBe(false);
		expect(open(fold([found('two-in', {source: 'attested'})]))).toBe(false);
		expect(open(fold([found('two-in', {verdict: {outcome: 'not-applicable', because: 'x'}} as Partial<Finding>)]))).toBe(true);
		expect(open(fold([found('two-in', {verdict: {outcome: 'caution', because: 'x', remedy: 'x'}} as Partial<Finding>)]))).toBe(false);
	});
});

describe('reading a journal under the rule', () => {
	it('counts a passage of a step that the guide has no more as not proved, and goes on', () => {
		const events: readonly Event[] = [
			wanted('enter', 'one'),
			{type: 'entered', at, step: 'gone', look},
			{type: 'entered', at, step: 'one', look},
		];
		const {session, unproved} = proved(guide, events);
		expect(unproved).toEqual([{index: 1, type: 'entered', step: 'gone', shut: []}]);
		expect(session.entered).toEqual(['one']);
	});

	it('takes passages as they stand up to the first look, and no further, and names what was shut', () => {
		const events: readonly Event[] = [
			...passed('one'),
			wanted('enter', 'two'),
			found('three-in'),
			{type: 'entered', at, step: 'two', look},
			{type: 'finished', at, step: 'two'},
		];
		expect(proved(guide, events).unproved).toEqual([
			{index: 4, type: 'entered', step: 'two', shut: ['two-in']},
			{index: 5, type: 'finished', step: 'two', shut: ['two-in', 'two-out']},
		]);
		expect(proved(guide, passed('one', 'two')).unproved).toEqual([]);
	});
});
