import {type Gate, type Guide, gateName, gatesOf, type Step} from '../guide/step.ts';
import {becauseOf, type Look, lookOf, looks, outcomeWord} from '../guide/words.ts';
import {gatesOnTheWay, stepAt} from '../session/decide.ts';
import type {Session} from '../session/session.ts';

/** How many checks are what, in words, worst first: `1 not met, 6 met, 1 does not apply`. */
export const countWords = (session: Session, checks: readonly {readonly id: string}[], only: readonly Look[] = looks): string =>
	only
		.flatMap(look => {
			const count = checks.filter(({id}) => lookOf(session.findings[id]) === look).length;
			return count === 0 ? [] : [`${count} ${look === 'not-applicable' && count > 1 ? 'do not apply' : outcomeWord(look)}`];
		})
		.join(', ');

/** What a finished step leaves open, to be said beside it: `, with 1 not met, 2 not seen`; nothing where nothing is. */
export const leftOpen = (session: Session, step: Step): string => {
	const words = countWords(session, step.checks, ['unmet', 'unobserved']);
	return words === '' ? '' : `, with ${words}`;
};

/** The sign of a step: the worst of what was seen in it; a step without a bad one is passed only once it is finished. */
export const stepLook = (session: Session, step: Step): Look => {
	const seen = step.checks.map(({id}) => lookOf(session.findings[id]));
	if (seen.includes('unmet')) {
		return 'unmet';
	}

	if (seen.includes('unobserved')) {
		return 'unobserved';
	}

	return !session.finished.includes(step.id) ? 'not-looked' : seen.includes('caution') ? 'caution' : 'met';
};

/** Of the halves of a gate the one that says most against it stands for the whole: a gate is met only where all of it was seen to be. */
const against: readonly Look[] = ['unmet', 'unobserved', 'not-looked', 'caution', 'met', 'not-applicable'];

/** The gates as the header shows them, each by that half of it, to enter a step or to leave it, that says most against it. */
export const gatesShown = (
	guide: Guide,
	session: Session,
): readonly {readonly id: string; readonly long: string; readonly short: string; readonly gate: Gate; readonly look: Look}[] => {
	const halves = guide.steps.flatMap(gatesOf).map(gate => ({gate, look: lookOf(session.findings[gate.check.id])}));
	return guide.outline.gates.flatMap(({id, long, short}) => {
		const [shown] = halves.filter(({gate}) => gate.id === id).toSorted((a, b) => against.indexOf(a.look) - against.indexOf(b.look));
		return shown === undefined ? [] : [{id, long, short, ...shown}];
	});
};

/** What has to be looked at when a session is resumed: every gate on the way out of the present step, and every gate seen before. */
export const gatesAtStake = (guide: Guide, session: Session): readonly Gate[] => {
	const way = gatesOnTheWay(guide, {type: 'finish', step: stepAt(guide, session)});
	return guide.steps.flatMap(gatesOf).filter(gate => way.includes(gate) || session.findings[gate.check.id] !== undefined);
};

/** How a session stands, in lines that can be sent: each step with its counts, each gate with why. */
export const standingText = (guide: Guide, session: Session, titleOf: (step: string) => string): string =>
	[
		...guide.steps.map(({id, checks}, at) => `${at + 1} ${titleOf(id)}: ${countWords(session, checks)}`),
		'',
		...guide.steps.flatMap(gatesOf).map(gate => {
			const finding = session.findings[gate.check.id];
			return `Gate ${gateName(guide, gate.id)}, to ${gate.guards}: ${outcomeWord(lookOf(finding))}${finding === undefined ? '' : `. ${becauseOf(finding)}`}`;
		}),
	].join('\n');
