import {say} from './say.ts';

/** What the journey says, or asks. A question is answered with a line, or null where the input has ended. */
export type Said = {readonly kind: 'tell'; readonly lines: readonly string[]} | {readonly kind: 'ask'; readonly prompt: string};
export type Talk<Outcome> = AsyncGenerator<Said, Outcome, string | null>;

/** Somebody leaves, from whatever question. */
export class Leaving extends Error {
	override readonly name = 'Leaving';
	readonly hasEnded: boolean;

	constructor(hasEnded: boolean) {
		super('leaving');
		this.hasEnded = hasEnded;
	}
}

export const tell = async function* (...lines: readonly string[]): Talk<void> {
	yield {kind: 'tell', lines};
};

const help = [
	'Type the number of a choice and Enter, or only Enter for 1.',
	'b goes back, q leaves, nothing is asked. ? is this help.',
	'Outcomes: met, caution, not met, not seen, does not apply.',
	'A gate opens for met and does not apply only. Not seen never opens one.',
];

const line = async function* (prompt: string): Talk<string> {
	const answer = yield {kind: 'ask', prompt};
	if (answer === null) {
		throw new Leaving(true);
	}

	return answer.trim();
};

/** Asks which of some choices; `back` where somebody wants the question before. */
export const choose = async function* <Id extends string>(
	question: string,
	choices: readonly {readonly id: Id; readonly words: string}[],
): Talk<Id | 'back'> {
	yield* tell(
		'',
		question,
		...choices.flatMap(({words}, at) =>
			say(words, 5).map((row, line) => (line === 0 ? `${String(at + 1).padStart(3)}  ${row.slice(5)}` : row)),
		),
	);
	for (;;) {
		const answer = (yield* line('Number, or Enter for 1: ')).toLowerCase();
		const number = answer === '' ? 1 : Number(answer);
		const chosen = Number.isInteger(number) ? choices[number - 1] : undefined;
		if (chosen !== undefined) {
			return chosen.id;
		}

		switch (answer) {
			case 'b':
				return 'back';
			case 'q':
				throw new Leaving(false);
			case '?':
				yield* tell(...help);
				break;
			default:
				yield* tell(`There is no ${answer.slice(0, 40)} here. A number from 1 to ${choices.length}, b, ? or q.`);
		}
	}
};

/** Asks for a text; an empty answer is the default. Null where somebody goes back. */
export const text = async function* (question: string, first = '', about = ''): Talk<string | null> {
	const whole = `${question}${first === '' ? '' : ` (Enter for ${first})`}`;
	// A long question stands on rows of its own, so that the answer has room.
	if (whole.length > 45) {
		yield* tell(...say(whole));
	}

	for (;;) {
		const answer = yield* line(whole.length > 45 ? '> ' : `${whole}: `);
		switch (answer) {
			case 'b':
				return null;
			case 'q':
				throw new Leaving(false);
			case '?':
				yield* tell(...say(about === '' ? 'A line of text. b goes back, q leaves.' : `${about}. b goes back, q leaves.`));
				break;
			default:
				return answer === '' ? first : answer;
		}
	}
};
