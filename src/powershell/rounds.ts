import {type Answer, unobserved} from '../guide/answer.ts';

type Waiting<Asked> = {
	readonly asked: Asked;
	readonly isLong: boolean;
	readonly settle: (answer: Answer) => void;
	readonly fail: (defect: unknown) => void;
	hasWaited: boolean;
};

/**
 * Puts questions together, so that few processes are started: one round at a time, made of everything that is asked in one turn of the event loop or while
 * the round before is answered. `answer` gets all of a round, and gives an answer for each; `isLong` says whether one of them may take long.
 * A long question lets the short ones of its turn go first, and waits for one round at most.
 */
export const inRounds = <Asked>(
	answer: (round: readonly Asked[], isLong: boolean) => Promise<readonly Answer[]>,
): ((asked: Asked, isLong?: boolean) => Promise<Answer>) => {
	let waiting: Waiting<Asked>[] = [];
	let isBusy = false;
	const nextRound = (): readonly Waiting<Asked>[] => {
		const hasShort = waiting.some(({isLong}) => !isLong);
		const held = waiting.filter(({isLong, hasWaited}) => hasShort && isLong && !hasWaited);
		const round = waiting.filter(one => !held.includes(one));
		waiting = held;
		for (const one of held) {
			one.hasWaited = true;
		}

		return round;
	};
	const go = async () => {
		const round = nextRound();
		try {
			const answers = await answer(
				round.map(({asked}) => asked),
				round.some(({isLong}) => isLong),
			);
			for (const [at, {settle}] of round.entries()) {
				settle(answers[at] ?? unobserved('malformed', 'A question was left without an answer.'));
			}
		} catch (defect) {
			for (const {fail} of round) {
				fail(defect);
			}
		}

		// Who waits for these answers gets the time to ask on, so that it goes with the next round.
		setImmediate(() => {
			isBusy = waiting.length > 0;
			if (isBusy) {
				void go();
			}
		});
	};

	return (asked, isLong = false) =>
		new Promise((settle, fail) => {
			waiting.push({asked, isLong, settle, fail, hasWaited: false});
			if (!isBusy) {
				isBusy = true;
				setImmediate(() => void go());
			}
		});
};
