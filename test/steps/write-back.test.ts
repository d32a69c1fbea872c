import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {SyncRule} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {deviceRuleOf, outboundHalf} from '../../steps/04-directory-synchronization/key-write-back/write-back.ts';
import {connectorOf, flow, outbound, server} from '../../steps/case-builders/connect-servers.ts';
import {forest} from '../../steps/case-builders/forests.ts';

const half = (...rules: readonly SyncRule[]) => outboundHalf(server({rules: [...rules]}), connectorOf(forest));
const other = (over: Partial<SyncRule> = {}) =>
	outbound(forest, {
		name: 'other',
		flows: [flow({destination: 'msDS-KeyCredentialLink', sources: ['info']})],
		...over,
	});
const expression = (text: string, over: Partial<SyncRule> = {}) =>
	outbound(forest, {
		name: 'computed',
		flows: [flow({destination: 'msDS-KeyCredentialLink', sources: ['deviceKey'], expression: text})],
		...over,
	});
const pilot = [[{attribute: 'department', operator: 'EQUAL', value: 'IT'}]];

describe('of several rules for one attribute', () => {
	it('the lower precedence number wins, in whatever order they were read', () => {
		const rules = [outbound(forest, {precedence: 150}), other({precedence: 90}), other({precedence: 200, name: 'late'})];
		fc.assert(
			fc.property(fc.shuffledSubarray(rules, {minLength: 3, maxLength: 3}), shuffled => {
				expect(half(...shuffled)).toMatchObject({stands: false, why: 'overruled', rule: {name: 'other'}});
			}),
		);
	});

	it('a disabled one never wins', () => {
		expect(half(outbound(forest), other({precedence: 1, disabled: true}))).toMatchObject({stands: true});
	});

	it('a computed one that wins decides nothing, even with the default behind it', () => {
		expect(half(outbound(forest), expression('IIF([department]="IT",[deviceKey],AuthoritativeNull)', {precedence: 1}))).toMatchObject({
			stands: 'unclear',
			why: 'expression',
		});
	});

	it('a computed one that loses does not matter', () => {
		expect(half(outbound(forest), expression('[deviceKey]', {precedence: 900}))).toMatchObject({stands: true});
	});

	it('a narrowed one leaves the others to the next', () => {
		expect(half(outbound(forest), outbound(forest, {precedence: 1, scope: pilot}))).toMatchObject({stands: true});
		expect(half(outbound(forest, {precedence: 1, scope: pilot}))).toMatchObject({stands: 'unclear', why: 'narrowed'});
		expect(half(outbound(forest, {precedence: 1, scope: pilot}), other({precedence: 2}))).toMatchObject({
			stands: 'unclear',
			why: 'narrowed',
		});
	});

	it('one from another object type takes part too: the attribute of the target has one winner', () => {
		expect(half(outbound(forest), other({sourceType: 'device', precedence: 1}))).toMatchObject({stands: false, why: 'overruled'});
	});

	it('only those of the same direction, connector and target object type take part', () => {
		for (const stranger of [
			other({direction: 'Inbound'}),
			other({connector: '{00000000-0000-4000-8000-000000000009}'}),
			other({targetType: 'contact'}),
		]) {
			expect(half(outbound(forest), {...stranger, precedence: 1})).toMatchObject({stands: true});
		}
	});
});

describe('a rule', () => {
	it('is known by what it carries, never by its name or tag', () => {
		fc.assert(
			fc.property(fc.string(), fc.option(fc.string()), (name, tag) => {
				expect(half(outbound(forest, {name, tag}))).toMatchObject({stands: true});
				expect(half(other({name, tag}))).toMatchObject({stands: false});
			}),
		);
	});

	it('covers everybody with an empty scope, with the source anchor alone, or with one such group among others', () => {
		const anchor = [{attribute: 'SOURCEANCHOR', operator: 'isnotnull', value: ''}];
		expect([[], [anchor], [...pilot, anchor]].map(scope => half(outbound(forest, {scope})).stands)).toEqual([true, true, true]);
	});
});

describe('the rule of device writeback', () => {
	const device = (over: Partial<SyncRule> = {}) =>
		outbound(forest, {
			name: 'device',
			sourceType: 'device',
			targetType: 'device',
			flows: [flow({destination: 'cn', sources: ['deviceId']}), flow({destination: 'msDS-KeyCredentialLink', sources: ['deviceKey']})],
			...over,
		});
	const found = (...rules: readonly SyncRule[]) => deviceRuleOf(server({rules: [...rules]}), connectorOf(forest))?.name;

	it('is known by one of its flows, whatever its other flows write', () => {
		expect(found(outbound(forest), device())).toBe('device');
		expect(found(device({flows: device().flows.toReversed()}))).toBe('device');
	});

	it('is none that is disabled, inbound, of another connector, of persons, or without that flow', () => {
		for (const over of [
			{disabled: true},
			{direction: 'Inbound'},
			{connector: '{00000000-0000-4000-8000-000000000009}'},
			{sourceType: 'person'},
			{flows: device().flows.slice(0, 1)},
			{flows: []},
		] as const) {
			expect(found(device(over as Partial<SyncRule>)), JSON.stringify(over)).toBeUndefined();
		}
	});
});
