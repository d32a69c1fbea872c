import {verifyReport} from '../app/verify-report.ts';
import {CannotStart} from '../cannot-start.ts';
import {print} from '../output.ts';
import {wrappedHere as wrapped} from '../report/wrapped.ts';
import {noMoreWords, storeOf, text, typed} from './options.ts';

/** `whfb verify REPORT`: 0 where the report is what was written and its session still holds what it was made from, else 2. */
export const verify = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'verify');
	noMoreWords('verify', asked.words, 1);
	const [path] = asked.words;
	if (path === undefined) {
		throw new CannotStart('whfb verify needs the file of a report. whfb report writes one.');
	}

	const {sound, sentences} = verifyReport(path, storeOf(asked), text(asked, 'session'));
	await print(`${sentences.flatMap(sentence => wrapped(sentence, '', 0)).join('\n')}\n`);
	return sound ? 0 : 2;
};
