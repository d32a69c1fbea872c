import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {type Edits, fresh, inboundRule, judged, outboundRule, outcome, wholeChain} from '../evidence/pilot.ts';

const input = (name: string): string => readFileSync(join(import.meta.dirname, '..', 'fixtures', 'gates', name), 'utf8');
const chain = {...fresh, ...wholeChain};
const instead = (name: string): Edits => ({...chain, [outboundRule]: input(name)});
const beside = (name: string): Edits => ({...chain, 'SynchronizationRules/SynchronizationRule_beside.xml': input(name)});

describe('pieces of a Connect export that once opened the gate', () => {
	it.each([
		['01-rule.xml', 'W50 Apply Once', instead('01-rule.xml'), 'unmet'],
		['02-rule.xml', 'W49 a rule of the AD connector that stops deviceKey', beside('02-rule.xml'), 'unmet'],
		[
			'03-mapping.xml',
			'W51 an expression that gives nothing',
			{...chain, [inboundRule]: (text: string) => text.replace(/<mapping>.*<\/mapping>/s, () => input('03-mapping.xml'))},
			'unmet',
		],
		['12-rule.xml', 'W52 a rule of the same number', beside('12-rule.xml'), 'inconclusive'],
		['13-rule.xml', 'W54 a scope in an unknown shape', instead('13-rule.xml'), 'inconclusive'],
		['25-rule.xml', 'W53 a rule for kiosk accounts', beside('25-rule.xml'), 'inconclusive'],
	] as const)('%s: %s', (_, __, edits, expected) => {
		expect(outcome(judged(edits))).toBe(expected);
	});
});
