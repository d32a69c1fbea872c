import type {Collector} from '../guide/check.ts';
import type {Progress} from '../guide/progress.ts';
import {type Guide, gatesOf, type Step} from '../guide/step.ts';
import {type CheckDocument, checkDocument} from '../report/check-document.ts';
import type {Environment} from '../session/event.ts';
import type {Store} from '../session/store.ts';
import {lookAt, lookId} from './look.ts';
import {sessionWriterFor} from './session-writer.ts';

/** What one run of `check` is asked. */
export type CheckParts = {
	readonly guide: Guide;
	readonly tool: string;
	readonly now: () => string;
	readonly store: Store;
	/** The session to keep it in; null keeps nothing. */
	readonly name: string | null;
	readonly given: Partial<Environment>;
	readonly confirms: boolean;
	readonly steps: readonly Step[];
	/** A caution is then no success. */
	readonly strict: boolean;
	/** The title of a step's page. */
	readonly titles: (step: string) => string;
	/** Told before the first question: what to know of the session, a sentence each, or none where nothing is kept. */
	readonly onOpened: (session: {readonly name: string; readonly isNew: boolean; readonly lost: string | null}) => void;
	readonly say: (text: string) => void;
	readonly onProgress?: (collector: Collector, progress: Progress) => void;
};

/** Looks at steps and their gates once, and puts it into a document. `notSaved`: why the session does not hold all of it, in words. */
export const checked = async (parts: CheckParts): Promise<{readonly document: CheckDocument; readonly notSaved: string | null}> => {
	const {guide, tool, now, store, name, given, confirms, steps, strict, titles, onOpened, say, onProgress} = parts;
	const look = lookId();
	const writer = sessionWriterFor({store, name, environment: given, guide, tool, at: now(), confirms});
	let document: CheckDocument;
	try {
		if (writer.name !== null) {
			onOpened({name: writer.name, isNew: writer.session().opened.length === 1, lost: writer.lost});
		}

		const checks = [...new Set(steps.flatMap(step => [...step.checks, ...gatesOf(step).map(gate => gate.check)]))];
		await lookAt(checks, look, {guide, writer, given, env: {...process.env}, now, say, ...(onProgress === undefined ? {} : {onProgress})});
		document = checkDocument({
			guide,
			session: writer.session(),
			titles,
			asked: steps.map(({id}) => id),
			look,
			at: now(),
			tool,
			environment: environmentName(writer.session().environment, writer.name),
			strict,
		});
	} finally {
		writer.close();
	}

	return {document, notSaved: writer.notSaved()};
};

/** What a document calls the environment that it is about. */
export const environmentName = (
	environment: {readonly practice: string | null; readonly directories: readonly string[]},
	session: string | null,
): CheckDocument['environment'] =>
	environment.practice === null
		? {kind: 'real', name: session ?? (environment.directories.join(', ') || 'the domain of this computer')}
		: {kind: 'practice', name: environment.practice};
