import type {Answer, DirectoryAnswer, ForestAnswer} from '../../src/guide/answer.ts';

/** What a directory answered, or an error that says why it was silent. */
export const factsOf = (answer: Answer): DirectoryAnswer => {
	if (answer.kind !== 'facts') {
		throw new Error(`Not seen, ${answer.reason}: ${answer.detail}`);
	}

	return answer.facts as DirectoryAnswer;
};

/** A forest that has to have answered. */
export const answered = (forest: ForestAnswer | undefined) => {
	if (!forest?.answered) {
		throw new Error(`The forest did not answer: ${JSON.stringify(forest)}`);
	}

	return forest;
};
