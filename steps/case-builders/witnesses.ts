import type {UnobservedReason} from '../../src/guide/answer.ts';
import type {Witness} from '../../src/guide/check.ts';
import type {Stated} from '../statement.ts';

/** The moment of the worked examples. */
export const now = '2026-11-22T09:00:00Z';

export const seen = <Facts>(facts: Facts, stale = false): Witness<Facts> => ({
	seen: true,
	facts,
	source: stale ? 'carried' : 'live',
	stale,
});

export const notSeen = (reason: UnobservedReason, detail: string): Witness<never> => ({seen: false, reason, detail});

/** A fact that nobody asked for in an example, because it does not matter there. */
export const nobodyAsked: Witness<never> = notSeen('no-runner', 'Nothing on this computer can ask this.');

export const stated = (yes: boolean, reason: string): Stated => ({yes, by: 'the operator', reason, at: now});
