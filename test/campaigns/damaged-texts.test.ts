import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {mendText} from '../../src/guide/damaged-text.ts';
import {savedDsregcmd} from '../../steps/05-device-registration/saved-status.ts';
import {judged, outputs} from '../steps/dsregcmd-clients.ts';
import {damages} from '../steps/dsregcmd-damages.ts';

/** `WHFB_TEXTS=10000` draws as many as the promise says; `WHFB_SEED` repeats a run. */
const draws = Number(process.env['WHFB_TEXTS'] ?? 500);
const seed = Number(process.env['WHFB_SEED'] ?? 20_261_126);

const several = fc.array(fc.constantFrom(...damages), {minLength: 1, maxLength: 3});

describe('a saved output that was damaged up to three times', () => {
	it('is judged as it was before, or refused with the line that shows the damage; and never met where it was not', () => {
		const seen = {met: 0, same: 0, refused: 0};
		fc.assert(
			fc.property(outputs, several, (text, all) => {
				const before = judged(text);
				const after = judged(all.reduce((whole, {damage}) => damage(whole), text));
				seen.met += Object.values(before).includes('met') ? 1 : 0;
				if ('refused' in after) {
					seen.refused += 1;
					expect(after.refused).toMatch(/^(?:Lines? \d+|This |These are lines)/);
				} else {
					seen.same += 1;
					expect(after, all.map(({name}) => name).join(', then ')).toEqual(before);
				}
			}),
			{numRuns: draws, seed},
		);
		// Nothing is proved by texts that are never met, or never read.
		expect(seen.met).toBeGreaterThan(draws / 3);
		expect(seen.same).toBeGreaterThan(draws * 0.95);
		if (process.env['WHFB_TEXTS'] !== undefined) {
			process.stdout.write(`${JSON.stringify(seen)}\n`);
		}
	}, 1_800_000);

	it('is kept by a session as it is judged; and what was not damaged comes out as it went in', () => {
		fc.assert(
			fc.property(outputs, several, (text, all) => {
				expect(mendText(text).damages).toEqual([]);
				expect(mendText(text).lines.map(line => line.text)).toEqual(text.split('\r\n'));
				const brought = all.reduce((whole, {damage}) => damage(whole), text);
				const kept = savedDsregcmd.read(brought, null);
				expect('refused' in kept ? kept : judged(kept.text)).toEqual(judged(brought));
			}),
			{numRuns: Math.min(draws, 1_000), seed},
		);
	}, 600_000);
});
