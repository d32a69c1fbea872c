import {lookId} from '../../src/app/look.ts';
import type {Event} from '../../src/session/event.ts';

/** That a check was looked at live, and met. */
export const foundMet = (check: string, at: string, over: {readonly because?: string; readonly look?: string} = {}): Event => {
	const {because = 'It was met.', ...look} = over;
	const verdict = {outcome: 'met', because} as const;
	return {
		type: 'found',
		at,
		check,
		...look,
		finding: {kind: 'judged', at, takenAt: at, source: 'live', from: 'DC01', verdict, exhibits: [], facts: {}},
	};
};

/** As whfb writes it that a step was entered or finished: the wish, the gate's check where there is one on the way, and the passage, in one look. */
export const passage = (type: 'entered' | 'finished', step: string, at: string, gates: readonly string[] = []): readonly Event[] => {
	const look = lookId();
	return [
		{type: 'wanted', at, look, wish: type === 'entered' ? 'enter' : 'finish', step},
		...gates.map(check => foundMet(check, at, {look})),
		{type, at, step, look},
	];
};
