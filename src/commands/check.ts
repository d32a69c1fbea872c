import {guide} from '../../steps/guide.ts';
import {checked} from '../app/check.ts';
import {storageWarnings} from '../app/storage.ts';
import {CannotStart} from '../cannot-start.ts';
import {pageOf} from '../content/library.ts';
import {practiceIds, readPractice} from '../engine/practice.ts';
import type {Guide, Step} from '../guide/step.ts';
import {jsonText, shownName} from '../guide/untrusted.ts';
import {deliver, say} from '../output.ts';
import {assertWritable} from '../output-file.ts';
import {checkText} from '../report/check-text.ts';
import {junit} from '../report/junit.ts';
import {chooseSigns} from '../report/letters.ts';
import {toolVersion} from '../tool.ts';
import {colourOf} from './colour.ts';
import {environmentIn, noMoreWords, now, oneOf, storeOf, text, typed} from './options.ts';
import {progressLines} from './progress-lines.ts';
import {formats} from './table.ts';

/** A step by its id or its number. */
const stepFromOption = (guide: Guide, name: string): Step => {
	const step = guide.steps.find(({id}, index) => id === name || String(index + 1) === name);
	if (step === undefined) {
		throw new CannotStart(
			`There is no step ${JSON.stringify(name)}. Steps are 1 to ${guide.steps.length}: ${guide.steps.map(({id}) => id).join(', ')}.`,
		);
	}

	return step;
};

/** `whfb check`: looks at everything, or at the steps asked for, without a screen. Comes back with the exit code. */
export const check = async (args: readonly string[]): Promise<number> => {
	const at = args.indexOf('--practice');
	if (at >= 0 && (args[at + 1] === undefined || args[at + 1]?.startsWith('-'))) {
		throw new CannotStart(
			`--practice needs the name of a practice environment after it. There are: ${practiceIds(guide.outline.practice).join(', ')}.`,
		);
	}

	const asked = typed(args, 'check');
	noMoreWords('check', asked.words, 0);
	const format = oneOf(asked, 'format', formats.check) ?? 'text';
	const named = asked.values['step'];
	const steps = Array.isArray(named)
		? guide.steps.filter(({id}) => named.some(name => stepFromOption(guide, String(name)).id === id))
		: guide.steps;
	const out = text(asked, 'out');
	if (out !== null) {
		assertWritable(out);
	}

	const practice = text(asked, 'practice');
	if (practice !== null) {
		readPractice(guide.outline.practice, practice);
	}

	const store = storeOf(asked);
	const name = text(asked, 'session');
	const given = {...environmentIn(asked, process.env), ...(practice === null ? {} : {practice})};
	const colour = out === null && colourOf(process.env, process.stdout.isTTY === true).on;
	const signs = asked.values['ascii'] === true || process.env['WHFB_ASCII'] === '1' ? 'ascii' : chooseSigns(process.env, process.platform);
	const progress = process.stderr.isTTY ? {onProgress: progressLines(guide, say)} : {};
	const user = text(asked, 'user');
	if (user !== null) {
		const {checkUser} = await import('./check-user.ts');
		return checkUser({asked, user, store, given, out, format, drawing: {signs, colour}, ...progress});
	}

	const {document, notSaved} = await checked({
		guide,
		tool: toolVersion(),
		now,
		store,
		name,
		given,
		confirms: asked.values['confirm'] === true,
		steps,
		strict: asked.values['strict'] === true,
		titles: step => pageOf(step).title,
		onOpened: session => {
			for (const warning of [
				...storageWarnings(store.folder, process.env),
				// A name that was mistyped would be looked for in vain later.
				...(session.isNew ? [`Session ${session.name} is new.`] : []),
				...(session.lost === null ? [] : [session.lost]),
			]) {
				say(`${warning}\n`);
			}
		},
		say,
		...progress,
	});
	const written = {text: () => checkText(guide, document, {signs, colour}), json: () => jsonText(document), junit: () => junit(document)};
	const content = written[format]();
	await deliver(out, content);

	if (notSaved !== null) {
		say(
			`exit 2: what was found is told in full, and session ${name} does not hold all of it: ${notSaved}. Mend that in ${shownName(store.folder)}, and look again.\n`,
		);
		return 2;
	}

	return document.exit;
};
