import {guide} from '../../steps/guide.ts';
import {importInto} from '../app/importing.ts';
import {storageWarnings} from '../app/storage.ts';
import {CannotStart} from '../cannot-start.ts';
import {print, say} from '../output.ts';
import {toolVersion} from '../tool.ts';
import {environmentIn, noMoreWords, now, storeOf, type Typed, text, typed} from './options.ts';

/** Which of several runs in one text is meant, from 1; null where nobody says. */
const runIn = (asked: Typed): number | null => {
	const run = text(asked, 'run');
	if (run !== null && !/^[1-9]\d{0,5}$/.test(run)) {
		throw new CannotStart(`--run ${JSON.stringify(run)} is no number of a run. Without --run the runs of the text are listed, from 1 on.`);
	}

	return run === null ? null : Number(run);
};

/** `whfb import PATH`. */
export const importPath = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'import');
	noMoreWords('import', asked.words, 1);
	const [path] = asked.words;
	if (path === undefined) {
		throw new CannotStart('whfb import needs the path of a file or a folder. whfb import --help says what it takes.');
	}

	const store = storeOf(asked);
	const parts = {
		guide,
		store,
		tool: toolVersion(),
		now,
		confirms: asked.values['confirm'] === true,
		environment: environmentIn(asked, process.env),
	};
	const warn = () =>
		say(
			storageWarnings(store.folder, process.env)
				.map(warning => `${warning}\n`)
				.join(''),
		);
	await print(`${await importInto(parts, {path, taken: text(asked, 'taken'), run: runIn(asked)}, text(asked, 'session'), warn)}\n`);
	return 0;
};
