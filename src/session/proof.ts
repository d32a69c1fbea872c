import type {Guide} from '../guide/step.ts';
import {type Decision, decide} from './decide.ts';
import {type Event, isPassage, type Passage} from './event.ts';
import {emptySession, evolve, type Session} from './session.ts';

/** A passage that a journal tells of and does not prove. `index` counts events from 0. */
type Unproved = {
	readonly index: number;
	readonly type: Passage['type'];
	readonly step: string;
	/** Checks of the gates on the way that no finding of the same look holds open; empty where something else is amiss. */
	readonly shut: readonly string[];
};

/** A session without the passages that nothing in it proves, and which those are. */
export type Proved = {
	/** The session without what is not proved. */
	readonly session: Session;
	readonly unproved: readonly Unproved[];
	/** Passages that 1.0.0 wrote, which knew no looks: taken as they stand. */
	readonly withoutLooks: number;
};

const decided = (guide: Guide, before: Session, event: Passage): Decision | null =>
	guide.steps.some(({id}) => id === event.step)
		? decide(guide, before, {type: event.type === 'entered' ? 'enter' : 'finish', step: event.step, look: event.look ?? ''}, event.at)
		: null;

/**
 * Reads events under the rule that no step is passed without its proof: in the same look and before it, a finding that opens each gate on the way.
 * What 1.0.0 wrote has no looks: in its journals, up to the day on which a later whfb opened them, passages are taken as they stand; the gates are looked at
 * again anyway.
 */
export const proved = (guide: Guide, events: readonly Event[], start: Session = emptySession): Proved => {
	const unproved: Unproved[] = [];
	let withoutLooks = 0;
	let session = start;
	// A session of today's form has looks from its first line on, and one of 1.0.0 from the day on which a later whfb opened it.
	let hasLooks = start.opened.length > 0;
	for (const [index, event] of events.entries()) {
		hasLooks ||= 'look' in event || 'form' in event;
		if (isPassage(event) && !hasLooks) {
			withoutLooks += 1;
		} else if (isPassage(event)) {
			const decision = decided(guide, session, event);
			if (decision?.kind !== 'granted') {
				const shut = decision?.kind === 'refused' ? decision.shut.map(({check}) => check.id) : [];
				unproved.push({index, type: event.type, step: event.step, shut});
				continue;
			}
		}

		session = evolve(session, event);
	}

	return {session, unproved, withoutLooks};
};
