import {plainRemedy, remediesOf} from '../../content/library.ts';
import {unobservedReasons} from '../../guide/answer.ts';
import {sentencesOf} from '../../guide/coverage.ts';
import {wayToSee} from '../../guide/silence.ts';
import {collectorsIn, type Guide, numberedChecks} from '../../guide/step.ts';
import {reasonPhrase} from '../../guide/words.ts';
import {programWords} from './own-words.ts';
import {type Vocabulary, vocabularyOf} from './vocabulary.ts';

const ownWords = (guide: Guide): readonly string[] =>
	guide.steps.flatMap(({id, checks}) =>
		checks.flatMap(check =>
			remediesOf(id, check.id).remedies.flatMap(remedy => {
				const plain = plainRemedy(id, check.id, remedy.id);
				return plain === null ? [] : Object.values(plain);
			}),
		),
	);

/** The words that a guide uses itself: in its questions, in what it reads, in its remedies, and in the pages that it follows. */
export const guideWords = (guide: Guide): Vocabulary =>
	vocabularyOf([
		...(guide.words ?? []),
		...ownWords(guide),
		...unobservedReasons.flatMap(reason => [reasonPhrase(reason), wayToSee(reason)]),
		...numberedChecks(guide).map(({check}) => check.question),
		...collectorsIn(guide).flatMap(({id, what, rights}) => [id, what, rights]),
		...sentencesOf(guide.coverage).map(({text}) => text),
		...guide.outline.roles.map(({words}) => words),
	]);

const vocabularies = new WeakMap<Guide, Vocabulary>();

/** The words that a guide and this program use: in a sentence they name nobody. Read once for each guide. */
export const wordsOf = (guide: Guide): Vocabulary => {
	const known = vocabularies.get(guide) ?? new Set([...guideWords(guide), ...programWords]);
	vocabularies.set(guide, known);
	return known;
};
