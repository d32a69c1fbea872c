import {type Answer, unobserved} from '../guide/answer.ts';

type Waiting<Asked> = {
	readonly asked: Asked;
	readonly settle: (answer: Answer) => void;
	readonly fail: (defect: unknown) => void;
};

/**
 * Puts questions together, so that few processes are started: one round at a time, made of everything that is asked in one turn of the event loop or while
 * the round before is answered. `answer` gets all of a round, and gives an answer for each.
 */
export const inRounds = <Asked>(answer: (round: readonly Asked[]) => Promise<readonly Answer[]>): ((asked: Asked) => Promise<Answer>) => {
	let waiting: Waiting<Asked>[] = [];
	let isBusy = false;
	const go = async () => {
		const round = waiting;
		waiting = [];
		try {
			const answers = await answer(round.map(({asked}) => asked));
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

	return asked =>
		new Promise((settle, fail) => {
			waiting.push({asked, settle, fail});
			if (!isBusy) {
				isBusy = true;
				setImmediate(() => void go());
			}
		});
};
