import {describe, expect, it} from 'vitest';
import type {Verdict} from '../../src/guide/finding.ts';
import {schemaOnEveryDc} from '../../steps/04-directory-synchronization/forests/schema-on-every-dc.ts';
import {keyWriteBack} from '../../steps/04-directory-synchronization/key-write-back/key-write-back.ts';
import {verifiedUpn} from '../../steps/04-directory-synchronization/upn/verified-upn.ts';
import {drawFrom} from './draw.ts';
import {type Environment, environmentOf, planned} from './healthy-worlds.ts';
import {planted} from './planted.ts';

/** `WHFB_DRAWS=100000` makes the draws as many as the promise says; a build does a twentieth. `WHFB_SEED` repeats a run. */
const draws = Number(process.env.WHFB_DRAWS ?? 5_000);
const seed = Number(process.env.WHFB_SEED ?? 20_261_126);

const verdictsOf = ({enter, leave, upn}: Environment): Readonly<Record<keyof Environment, Verdict>> => ({
	enter: schemaOnEveryDc.judge(enter),
	leave: keyWriteBack.judge(leave),
	upn: verifiedUpn.judge(upn),
});
const said = (verdict: Verdict) => `${verdict.outcome === 'declined' ? verdict.reason : verdict.outcome}: ${verdict.because}`;

describe('the gates of step 4', () => {
	it(`stop nobody healthy, in ${draws} environments`, {timeout: 600_000}, () => {
		const stops: string[] = [];
		for (let at = 0; at < draws && stops.length < 5; at++) {
			const draw = drawFrom(seed + at);
			const verdicts = verdictsOf(environmentOf(planned(draw), draw));
			for (const [gate, verdict] of Object.entries(verdicts)) {
				if (verdict.outcome !== 'met') {
					stops.push(`seed ${seed + at}, ${gate}, ${said(verdict)}`);
				}
			}
		}

		expect(stops).toEqual([]);
	});

	it(`let nobody pass with one condemning fact, in ${draws} environments`, {timeout: 600_000}, () => {
		const passes: string[] = [];
		const tried = new Map(planted.map(({id}) => [id, 0]));
		for (let at = 0; at < draws && passes.length < 5; at++) {
			const draw = drawFrom(seed + at);
			const plan = planned(draw);
			const fault = draw.one(planted as [(typeof planted)[number], ...(typeof planted)[number][]]);
			tried.set(fault.id, (tried.get(fault.id) ?? 0) + 1);
			const verdict = verdictsOf(environmentOf(fault.plant(plan, draw), draw))[fault.gate];
			if (verdict.outcome === 'met' || verdict.outcome === 'not-applicable') {
				passes.push(`seed ${seed + at}, ${fault.id}, ${said(verdict)}`);
			}
		}

		expect(passes).toEqual([]);
		expect([...tried].filter(([, times]) => times < 20)).toEqual([]);
	});
});
