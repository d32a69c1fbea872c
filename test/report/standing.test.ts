import {describe, expect, it} from 'vitest';
import {type Finding, met, unmet} from '../../src/guide/finding.ts';
import {gatesOf} from '../../src/guide/step.ts';
import {gatesShown} from '../../src/report/standing.ts';
import {emptySession} from '../../src/session/session.ts';
import {guide} from '../../steps/guide.ts';

const at = '2026-11-26T09:00:00Z';
const common = {kind: 'judged', at, takenAt: at, source: 'live', from: 'dc1', exhibits: [], facts: {}} as const;
const seenMet: Finding = {...common, verdict: met('It holds.') as never};
const seenUnmet: Finding = {...common, verdict: unmet('mend-it', 'It does not hold.') as never};
const unseen: Finding = {kind: 'unobserved', at, reason: 'unreachable', detail: 'It did not answer.'};

const [both] = guide.outline.gates.filter(({id}) => guide.steps.flatMap(gatesOf).filter(gate => gate.id === id).length > 1);
const halves = guide.steps.flatMap(gatesOf).filter(({id}) => id === both?.id);
const shown = (enter: Finding | null, leave: Finding | null, entered: readonly string[] = []) => {
	const findings = Object.fromEntries(
		halves.flatMap(({guards, check}) => {
			const finding = guards === 'enter' ? enter : leave;
			return finding === null ? [] : [[check.id, finding] as const];
		}),
	);
	return gatesShown(guide, {...emptySession, entered, findings}).find(({id}) => id === both?.id)?.look;
};

describe('a gate of two halves', () => {
	it('is there to be tried', () => {
		expect(halves.map(({guards}) => guards).toSorted()).toEqual(['enter', 'leave']);
	});

	it.each([[[]], [guide.steps.map(({id}) => id)]])('is shown met only where both halves are, with %j entered', entered => {
		expect(shown(seenMet, seenMet, entered)).toBe('met');
		expect(shown(seenMet, null, entered)).toBe('not-looked');
		expect(shown(null, seenMet, entered)).toBe('not-looked');
		expect(shown(seenMet, seenUnmet, entered)).toBe('unmet');
		expect(shown(seenUnmet, seenMet, entered)).toBe('unmet');
		expect(shown(seenMet, unseen, entered)).toBe('unobserved');
		expect(shown(unseen, seenMet, entered)).toBe('unobserved');
		expect(shown(unseen, seenUnmet, entered)).toBe('unmet');
	});
});
