import {describe, expect, it} from 'vitest';
import {collectorsIn} from '../../src/guide/step.ts';
import {textKeys, textsIn} from '../../src/guide/text-kind.ts';
import {guide} from '../../steps/guide.ts';
import {textKinds} from '../../steps/text-kinds.ts';

const texts = collectorsIn(guide).flatMap(({id, facts}) => textsIn(facts).map(members => ({id, members})));

describe('the kinds of texts in facts', () => {
	it('are said of every text that a collector may bring', () => {
		const missing = texts
			.filter(({id, members}) => !textKeys(id, members).some(key => Object.hasOwn(textKinds, key)))
			.map(({id, members}) => `steps/text-kinds.ts does not say what ${members.join('.')} of the collector ${id} is.`);
		expect([...new Set(missing)]).toEqual([]);
		expect(texts.length).toBeGreaterThan(400);
	});

	it('are said of nothing else', () => {
		const used = new Set(texts.flatMap(({id, members}) => textKeys(id, members).find(key => Object.hasOwn(textKinds, key)) ?? []));
		expect(Object.keys(textKinds).filter(key => !used.has(key))).toEqual([]);
	});
});
