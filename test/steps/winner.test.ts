import {describe, expect, it} from 'vitest';
import type {Flow, SyncRule} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {type Half, inboundHalf, outboundHalf} from '../../steps/04-directory-synchronization/key-write-back/write-back.ts';
import {connectorOf, flow, inbound, outbound, server} from '../../steps/case-builders/connect-servers.ts';
import {forest, secondForest} from '../../steps/case-builders/forests.ts';

const key = 'msDS-KeyCredentialLink';
const half = (...rules: readonly SyncRule[]): Half => outboundHalf(server({rules: [...rules]}), connectorOf(forest));
const carrying = (over: Partial<Flow> = {}, rule: Partial<SyncRule> = {}) =>
	outbound(forest, {precedence: 100, flows: [flow({destination: key, sources: ['deviceKey'], ...over})], ...rule});
const rival = (over: Partial<Flow> = {}, rule: Partial<SyncRule> = {}) =>
	outbound(forest, {precedence: 90, name: 'rival', flows: [flow({destination: key, sources: ['info'], ...over})], ...rule});
const pilot = [[{attribute: 'department', operator: 'EQUAL', value: 'IT'}]];

describe('the rule that carries the key', () => {
	it('stands with other flows before and after the one that counts', () => {
		const flows = [
			flow({destination: 'info', sources: ['deviceKey']}),
			carrying().flows[0] as Flow,
			flow({destination: 'cn', sources: ['cn']}),
		];
		expect(half(carrying({}, {flows}))).toMatchObject({stands: true});
	});

	it('is not read where it has two flows into the key, of which nobody knows which counts', () => {
		const two = [carrying().flows[0] as Flow, carrying().flows[0] as Flow];
		expect(half(carrying({}, {flows: two}))).toMatchObject({stands: 'unclear', why: 'flow-unread'});
	});

	it('stands with every known kind of link and of merging, in any case, and is not read with another', () => {
		for (const linkType of ['Join', 'provision', 'STICKYJOIN', null]) {
			expect(half(carrying({}, {linkType})), String(linkType)).toMatchObject({stands: true});
		}

		for (const mergeType of ['Update', 'merge', 'MergeCaseInsensitive', null]) {
			expect(half(carrying({mergeType})), String(mergeType)).toMatchObject({stands: true});
		}

		expect(half(carrying({}, {linkType: 'Bond'}))).toMatchObject({stands: 'unclear', why: 'flow-unread'});
		expect(half(carrying({mergeType: 'Blend'}))).toMatchObject({stands: 'unclear', why: 'flow-unread'});
		expect(half(carrying({executeOnce: null}))).toMatchObject({stands: 'unclear', why: 'flow-unread'});
	});

	it('is none that takes the key from two sources, or from another', () => {
		expect(half(carrying({sources: ['deviceKey', 'info']}))).toMatchObject({stands: false, why: 'overruled'});
		expect(half(carrying({sources: []}))).toMatchObject({stands: false, why: 'overruled'});
	});

	it('stands with an expression of nothing but blanks, which is none', () => {
		expect(half(carrying({expression: '  '}))).toMatchObject({stands: true});
	});

	it('is none of another connector or object type, though all else is as it should be', () => {
		expect(half(carrying({}, {sourceType: 'group'}))).toMatchObject({stands: false, why: 'selected-only'});
		expect(half(carrying({}, {targetType: 'contact'}))).toMatchObject({stands: false});
		expect(half(outbound(secondForest))).toMatchObject({stands: false});
	});

	it('that merges is unclear with whatever else flows into the key, and stands beside what carries the key too or yields nothing', () => {
		const merging = carrying({mergeType: 'Merge'});
		const later = {precedence: 200} as const;
		expect(half(merging, rival({}, later))).toMatchObject({stands: 'unclear', why: 'merging'});
		expect(half(rival({}, later), merging)).toMatchObject({stands: 'unclear', why: 'merging'});
		expect(half(merging, carrying({}, later))).toMatchObject({stands: true});
		expect(half(merging, rival({expression: 'IgnoreThisFlow'}, later))).toMatchObject({stands: true});
		expect(half(carrying(), rival({}, later))).toMatchObject({stands: true});
	});

	it('is looked for among those that are switched on, and one that is switched off is named only where it would have carried the key', () => {
		expect(half(carrying({}, {disabled: true}))).toMatchObject({stands: false, why: 'disabled'});
		expect(half(rival({}, {disabled: true}))).toMatchObject({stands: false, why: 'selected-only'});
		expect(half(carrying({}, {disabled: true, sourceType: 'group'}))).toMatchObject({stands: false, why: 'selected-only'});
	});
});

describe('a scope', () => {
	const scoped = (...scope: NonNullable<SyncRule['scope']>) => half(carrying({}, {scope}));
	const anchor = {attribute: 'sourceAnchor', operator: 'ISNOTNULL', value: ''};

	it('covers everybody who is synchronised only where a group asks for the anchor and for nothing else', () => {
		expect(scoped([anchor])).toMatchObject({stands: true});
		expect(scoped(pilot[0] ?? [], [anchor])).toMatchObject({stands: true});
		expect(scoped([anchor, ...(pilot[0] ?? [])])).toMatchObject({stands: 'unclear', why: 'narrowed'});
		expect(scoped([{...anchor, operator: 'ISNULL'}])).toMatchObject({stands: 'unclear', why: 'narrowed'});
		expect(scoped([{...anchor, attribute: 'mail'}])).toMatchObject({stands: 'unclear', why: 'narrowed'});
	});

	it('is unknown with one operator that nobody knows, beside others that everybody does', () => {
		const odd = {attribute: 'department', operator: 'SOUNDSLIKE', value: 'IT'};
		expect(scoped([...(pilot[0] ?? []), odd])).toMatchObject({stands: 'unclear', why: 'scope-unknown'});
		expect(scoped([anchor], [odd])).toMatchObject({stands: 'unclear', why: 'scope-unknown'});
	});
});

describe('rivals of the rule that carries the key', () => {
	it('condemn before they leave anything unclear, in whatever order they stand', () => {
		const narrowed = rival({}, {precedence: 80, scope: pilot});
		const wide = rival({}, {precedence: 90});
		expect(half(narrowed, wide, carrying())).toMatchObject({stands: false, why: 'overruled', rule: {precedence: 90}});
		expect(half({...wide, precedence: 70}, narrowed, carrying())).toMatchObject({stands: false, why: 'overruled', rule: {precedence: 70}});
	});

	it('are none that write other attributes, however low their number', () => {
		expect(half(carrying(), rival({destination: 'info'}, {precedence: 1}))).toMatchObject({stands: true});
		expect(half(carrying(), rival({}, {precedence: 1, flows: []}))).toMatchObject({stands: true});
	});

	it('are held against the carrier of the lowest number, in whatever order they were read', () => {
		const rules = [carrying({}, {precedence: 200, name: 'late'}), carrying(), rival({}, {precedence: 150})];
		for (const order of [rules, rules.toReversed()]) {
			expect(half(...order)).toMatchObject({stands: true, rule: {precedence: 100}});
		}
	});

	it('of the same number leave it unclear, and of a higher number do not matter', () => {
		expect(half(carrying(), rival({}, {precedence: 100}))).toMatchObject({stands: 'unclear', why: 'tie'});
		expect(half(carrying(), rival({}, {precedence: 101}))).toMatchObject({stands: true});
	});

	it('that flow once for everybody condemn, and for some leave it unclear, merging or not', () => {
		const once = (rule: Partial<SyncRule>, over: Partial<Flow> = {}) =>
			half(carrying(), carrying({executeOnce: true, ...over}, {precedence: 90, name: 'once', ...rule}));
		expect(once({})).toMatchObject({stands: false, why: 'once'});
		expect(once({}, {mergeType: 'Merge'})).toMatchObject({stands: false, why: 'once'});
		expect(once({scope: pilot})).toMatchObject({stands: 'unclear', why: 'once-for-some'});
		expect(once({precedence: 200})).toMatchObject({stands: true});
	});

	it('that cannot be read leave it unclear', () => {
		expect(half(carrying(), rival({}, {linkType: 'Bond'}))).toMatchObject({stands: 'unclear', why: 'flow-unread'});
	});

	it('that stop every flow of whom they cover leave it unclear with a higher number too', () => {
		const noFlow = carrying({}, {linkType: 'JoinNoFlow', precedence: 200, name: 'no flow'});
		expect(half(carrying(), noFlow)).toMatchObject({stands: 'unclear', why: 'rival-narrowed', rule: {name: 'no flow'}});
		expect(half(carrying(), {...noFlow, precedence: 90})).toMatchObject({stands: false, why: 'no-flow'});
		expect(half(carrying(), {...noFlow, precedence: 90, sourceType: 'group'})).toMatchObject({stands: true});
	});

	it('condemn what carries the key for some only where they come first', () => {
		const some = carrying({}, {scope: pilot});
		expect(half(some, rival())).toMatchObject({stands: false, why: 'overruled'});
		expect(half(some, rival({}, {precedence: 100}))).toMatchObject({stands: 'unclear', why: 'narrowed'});
		expect(half(some, rival({}, {precedence: 200}))).toMatchObject({stands: 'unclear', why: 'narrowed'});
		expect(half(some, rival({}, {scope: pilot}))).toMatchObject({stands: 'unclear', why: 'narrowed'});
	});
});

describe('the way into the metaverse', () => {
	const into = (...rules: readonly SyncRule[]) => inboundHalf(server({rules: [...rules]}));

	it('is missing where the server has no connector towards Entra, whatever rules are left', () => {
		expect(inboundHalf(server({connectors: [connectorOf(forest)]}))).toEqual({stands: false, why: 'missing', rule: null});
	});

	it('takes rivals from every connector that the server has, and from none that is gone', () => {
		const other = inbound({precedence: 1, name: 'other', connector: connectorOf(forest).id});
		expect(into(inbound(), {...other, flows: [flow({destination: 'deviceKey', sources: ['info'], executeOnce: true})]})).toMatchObject({
			stands: 'unclear',
		});
		expect(into(inbound(), {...other, connector: '{00000000-0000-4000-8000-000000000009}'})).toMatchObject({stands: true});
	});
});

describe('the selection of the attribute', () => {
	const selecting = (selected: readonly string[] | null, ...rules: readonly SyncRule[]) =>
		outboundHalf(server({rules: [...rules]}), {...connectorOf(forest), selected: selected === null ? null : [...selected]});

	it('is held against a rule that stands, one among many and in any case', () => {
		expect(selecting(['cn', key.toUpperCase(), 'mail'], carrying())).toMatchObject({stands: true});
		expect(selecting(['cn', 'mail'], carrying())).toMatchObject({stands: false, why: 'not-selected'});
		expect(selecting([], carrying())).toMatchObject({stands: false, why: 'not-selected'});
		expect(selecting(null, carrying())).toMatchObject({stands: 'unclear', why: 'selection-unread'});
	});

	it('changes nothing of a rule that does not stand, but for the words where none is there at all', () => {
		expect(selecting([key])).toMatchObject({stands: false, why: 'selected-only'});
		expect(selecting(['cn'])).toMatchObject({stands: false, why: 'missing'});
		expect(selecting(null)).toMatchObject({stands: false, why: 'missing'});
		expect(selecting([key], carrying({}, {disabled: true}))).toMatchObject({stands: false, why: 'disabled'});
		expect(selecting(null, carrying({}, {scope: pilot}))).toMatchObject({stands: 'unclear', why: 'narrowed'});
		expect(selecting(['cn'], carrying({}, {scope: pilot}))).toMatchObject({stands: 'unclear', why: 'narrowed'});
	});
});

describe('an expression in the flow of the key', () => {
	const first = (attribute: string) => `IIF(CNum(Mid([${attribute}],1,1))=0,[${attribute}],NULL)`;
	const fromEntra = (expression: string) =>
		inboundHalf(server({rules: [inbound({flows: [flow({destination: 'deviceKey', sources: ['searchableDeviceKey'], expression})]})]}));

	it('that never gives a value of the source carries nothing', () => {
		const never = 'IIF([department]="Kiosk",AuthoritativeNull,IgnoreThisFlow)';
		expect(half(carrying({expression: never}))).toMatchObject({stands: false, why: 'yields-nothing'});
		expect(fromEntra(never)).toMatchObject({stands: false, why: 'yields-nothing'});
	});

	it('may ask for the first byte of a key where it comes in from Entra ID, and nowhere else', () => {
		expect(fromEntra(first('searchableDeviceKey'))).toMatchObject({stands: true});
		expect(half(carrying({expression: first('deviceKey')}))).toMatchObject({stands: 'unclear', why: 'expression'});
	});
});
