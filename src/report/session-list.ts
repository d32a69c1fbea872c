import {type Guide, gateName, gatesOf} from '../guide/step.ts';
import {ageOf, lookOf, outcomeWord} from '../guide/words.ts';
import {stepAt} from '../session/decide.ts';
import type {Listed} from '../session/list-sessions.ts';

/** A session as `whfb sessions` lists it. Names are part of the contract. */
export type SessionLine =
	| {readonly name: string; readonly readable: false; readonly why: string}
	| {
			readonly name: string;
			readonly readable: true;
			/** From 1. */
			readonly step: number;
			readonly steps: number;
			readonly at: string | null;
			readonly age: string;
			readonly practice: string | null;
			/** The word for each gate that guards a way out, by its id. */
			readonly gates: Readonly<Record<string, string>>;
	  };

/** What is said of a session in a list, at `now`, ISO 8601. */
export const sessionLine = (guide: Guide, listed: Listed, now: string): SessionLine => {
	if (listed.kind === 'unreadable') {
		return {name: listed.name, readable: false, why: listed.why};
	}

	const {session, name} = listed;
	const leaving = guide.steps.flatMap(gatesOf).filter(({guards}) => guards === 'leave');
	return {
		name,
		readable: true,
		step: guide.steps.findIndex(({id}) => id === stepAt(guide, session)) + 1,
		steps: guide.steps.length,
		at: session.at,
		age: ageOf(session.at, now),
		practice: session.environment.practice,
		gates: Object.fromEntries(leaving.map(gate => [gate.id, outcomeWord(lookOf(session.findings[gate.check.id]))])),
	};
};

/** The same as one line of text. */
export const sessionText = (guide: Guide, line: SessionLine): string =>
	line.readable
		? `${line.name}  step ${line.step} of ${line.steps}, ${line.age}${line.practice === null ? '' : `, PRACTICE ${line.practice}`}; ${Object.entries(
				line.gates,
			)
				.map(([id, word]) => `${gateName(guide, id)} ${word}`)
				.join(', ')}`
		: `${line.name}  ${line.why}`;
