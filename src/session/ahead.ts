import type {Check} from '../guide/check.ts';
import type {Finding} from '../guide/finding.ts';
import type {Gate, Guide, PilotMember, Step} from '../guide/step.ts';
import {isGood, type Look, lookOf} from '../guide/words.ts';
import {gatesOnTheWay} from './decide.ts';
import type {Session} from './session.ts';

/** The checks of a step that nobody has looked at yet. */
export const unlookedOf = (session: Session, step: Step): readonly Check[] =>
	step.checks.filter(({id}) => session.findings[id] === undefined);

/** What of a pilot nobody has been asked for yet, and this step needs. */
export const pilotOf = ({settled}: Session, {pilot}: Step): readonly PilotMember[] => pilot.filter(member => !settled.includes(member));

/** The checks of a step with one outcome. */
export const checksWith = (session: Session, step: Step, look: Look): readonly Check[] =>
	step.checks.filter(({id}) => lookOf(session.findings[id]) === look);

/** The gates that finishing a step looks at, and that are known not to hold. */
export const shutOnTheWay = (guide: Guide, session: Session, step: string): readonly Gate[] =>
	gatesOnTheWay(guide, {type: 'finish', step}).filter(({check}) => !isGood(lookOf(session.findings[check.id])));

/** Whether the last wish was refused, and nobody has passed that threshold since. */
export const refusedLast = ({wanted, entered, finished}: Session): {readonly wish: 'enter' | 'finish'; readonly step: string} | null =>
	wanted === null || (wanted.wish === 'enter' ? entered : finished).includes(wanted.step) ? null : {wish: wanted.wish, step: wanted.step};

/** What a step is looked at again for: what is not met, not seen or older than a day; all of it where there is no such thing. */
export const checksAgain = (session: Session, step: Step, now: string): readonly Check[] => {
	const dayAgo = new Date(new Date(now).getTime() - 86_400_000).toISOString();
	const isDue = (finding: Finding | undefined) =>
		finding === undefined || finding.kind === 'unobserved' || finding.verdict.outcome === 'unmet' || finding.at < dayAgo;
	const due = step.checks.filter(check => isDue(session.findings[check.id]));
	return due.length === 0 ? step.checks : due;
};
