import {hybridKeyTrust} from '../../steps/guide.ts';
import {CannotStart} from '../cannot-start.ts';
import {pageOf} from '../content/library.ts';
import {practiceIds, readPractice} from '../engine/practice.ts';
import type {Guide, Step} from '../guide/step.ts';
import {gatesOf} from '../guide/step.ts';
import {jsonText, shownName} from '../guide/untrusted.ts';
import {toolVersion} from '../tool.ts';
import {chooseSigns} from '../tui/theme.ts';
import {type CheckDocument, checkDocument} from './check-document.ts';
import {checkText} from './check-text.ts';
import {junit} from './junit.ts';
import {lookAt, lookId} from './look-at.ts';
import {environmentIn, noMoreWords, oneOf, runningIn, storeOf, text, typed} from './options.ts';
import {assertWritable, print, say, writeOut} from './output.ts';
import {progressLines} from './progress-lines.ts';
import {askFor} from './runners.ts';
import {learnt, recordFinding, sessionWriterFor} from './session-writer.ts';
import {storageWarnings} from './storage.ts';

/** A step by its id or its number. */
export const stepFromOption = (guide: Guide, name: string): Step => {
	const step = guide.steps.find(({id}, index) => id === name || String(index + 1) === name);
	if (step === undefined) {
		throw new CannotStart(
			`There is no step ${JSON.stringify(name)}. Steps are 1 to ${guide.steps.length}: ${guide.steps.map(({id}) => id).join(', ')}.`,
		);
	}

	return step;
};

const formats = ['text', 'json', 'junit'] as const;

/** `whfb check`: looks at everything, or at the steps asked for, without a screen. Comes back with the exit code. */
export const check = async (args: readonly string[]): Promise<number> => {
	const at = args.indexOf('--practice');
	if (at >= 0 && (args[at + 1] === undefined || args[at + 1]?.startsWith('-'))) {
		throw new CannotStart(`--practice needs the name of a practice environment after it. There are: ${practiceIds().join(', ')}.`);
	}

	const asked = typed(args, {
		step: {type: 'string', multiple: true},
		format: {type: 'string'},
		out: {type: 'string'},
		strict: {type: 'boolean'},
	});
	noMoreWords('check', asked.words, 0);
	const format = oneOf(asked, 'format', formats) ?? 'text';
	const guide = hybridKeyTrust;
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
		readPractice(practice);
	}

	const now = () => new Date().toISOString();
	const look = lookId();
	const tool = toolVersion();
	const store = storeOf(asked);
	const given = {...environmentIn(asked, process.env), ...(practice === null ? {} : {practice})};
	const writer = sessionWriterFor({
		store,
		name: text(asked, 'session'),
		environment: given,
		guide,
		tool,
		at: now(),
		confirms: asked.values['confirm'] === true,
	});
	let exit: number;
	try {
		for (const warning of writer.name === null ? [] : storageWarnings(store.folder, process.env)) {
			say(`${warning}\n`);
		}

		// A name that was mistyped would be looked for in vain later.
		if (writer.name !== null && writer.session().opened.length === 1) {
			say(`Session ${writer.name} is new.\n`);
		}

		if (writer.lost !== null) {
			say(`${writer.lost}\n`);
		}

		const environment = runningIn(writer.session().environment, given);
		const ask = askFor({
			environment,
			session: writer.session,
			env: {...process.env},
			now,
			onIdentity: found => writer.record(...learnt(writer.session().identity, found, now())),
			...(process.stderr.isTTY ? {onProgress: progressLines(guide, say)} : {}),
		});
		const checks = [...new Set(steps.flatMap(step => [...step.checks, ...gatesOf(step).map(gate => gate.check)]))];
		await lookAt(checks, ask, now, (looked, finding) => recordFinding(writer, looked, finding, look, now()));
		const document = checkDocument({
			guide,
			session: writer.session(),
			titles: step => pageOf(step).title,
			asked: steps.map(({id}) => id),
			look,
			at: now(),
			tool,
			environment: environmentName(writer.session().environment, writer.name),
			strict: asked.values['strict'] === true,
		});
		const colour = out === null && process.stdout.isTTY && !process.env['NO_COLOR'];
		const signs =
			asked.values['ascii'] === true || process.env['WHFB_ASCII'] === '1' ? 'ascii' : chooseSigns(process.env, process.platform);
		const content =
			format === 'json' ? jsonText(document) : format === 'junit' ? junit(document) : checkText(guide, document, {signs, colour});
		if (out === null) {
			await print(content);
		} else {
			writeOut(out, content);
		}

		exit = document.exit;
	} finally {
		writer.close();
	}

	const trouble = writer.notSaved();
	if (trouble !== null) {
		say(
			`exit 2: what was found is told in full, and session ${writer.name} does not hold all of it: ${trouble}. Mend that in ${shownName(store.folder)}, and look again.\n`,
		);
		return 2;
	}

	return exit;
};

const environmentName = (
	environment: {readonly practice: string | null; readonly directories: readonly string[]},
	session: string | null,
): CheckDocument['environment'] =>
	environment.practice === null
		? {kind: 'real', name: session ?? (environment.directories.join(', ') || 'the domain of this computer')}
		: {kind: 'practice', name: environment.practice};
