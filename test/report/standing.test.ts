import {describe, expect, it} from 'vitest';
import type {Finding} from '../../src/guide/finding.ts';
import {gatesOf} from '../../src/guide/step.ts';
import {gatesShown} from '../../src/report/standing.ts';
import {emptySession} from '../../src/session/session.ts';
import {guide} from '../../steps/guide.ts';

const at = '2026-11-26T09:00:00Z';
const common = {kind: 'judged', at, takenAt: at, source: 'live', from: 'dc1', exhibits: [], facts: {}} as const;
const met: Finding = {...common, verdict: {outcome: 'met', because: 'It holds.'}};
const unmet: Finding = {...common, verdict: {outcome: 'unmet', because: 'It does not hold.', remedy: 'mend-it'}};
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
		expect(shown(met, met, entered)).toBe('met');
		expect(shown(met, null, entered)).toBe('not-looked');
		expect(shown(null, met, entered)).toBe('not-looked');
		expect(shown(met, unmet, entered)).toBe('unmet');
		expect(shown(unmet, met, entered)).toBe('unmet');
		expect(shown(met, unseen, entered)).toBe('unobserved');
		expect(shown(unseen, met, entered)).toBe('unobserved');
		expect(shown(unseen, unmet, entered)).toBe('unmet');
	});
});
