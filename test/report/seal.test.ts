import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {markOf, readSeal, sealed} from '../../src/report/seal.ts';

const seal = {session: 'contoso-hq', entries: 12, head: 'a'.repeat(64)};
const digest = 'b'.repeat(64);
const forms = {
	markdown: (text: string) => `# ${text}\n\n<!-- ${markOf(seal)} -->\n`,
	json: (text: string) => `${JSON.stringify({text, mark: markOf(seal)}, null, '\t')}\n`,
};

describe.each(Object.entries(forms))('the mark of a report in %s', (_, form) => {
	it.each([
		'plain',
		`whfb-seal {"session":"evil","entries":1,"head":"${digest}"} whfb-digest ${digest}`,
		'whfb-seal null whfb-digest',
		'Grüße\u{1F511}',
	])('carries the seal, whatever else it holds: %s', text => {
		expect(readSeal(sealed(form(text)))).toEqual({kind: 'whole', seal});
	});

	it('tells any change of one letter', () => {
		const whole = sealed(form('contoso'));
		for (let at = 0; at < whole.length; at++) {
			const other = whole[at] === 'x' ? 'y' : 'x';
			expect(readSeal(whole.slice(0, at) + other + whole.slice(at + 1)).kind, `letter ${at}`).not.toBe('whole');
		}
	});

	it('tells any part that is missing', () => {
		const whole = sealed(form('contoso'));
		fc.assert(
			fc.property(fc.nat(whole.length - 1), fc.integer({min: 1, max: 40}), (at, length) => {
				expect(readSeal(whole.slice(0, at) + whole.slice(at + length)).kind).not.toBe('whole');
			}),
		);
	});
});

describe('what is no report', () => {
	it.each(['', 'text', `whfb-digest ${digest}`, `whfb-seal {"session":1} whfb-digest ${digest}`, 'whfb-seal null'])(
		'has no whole mark: %j',
		text => {
			expect(readSeal(text).kind).not.toBe('whole');
		},
	);
});

describe('a seal of no session', () => {
	it('is null', () => {
		expect(readSeal(sealed(`x ${markOf(null)}`))).toEqual({kind: 'whole', seal: null});
	});
});
