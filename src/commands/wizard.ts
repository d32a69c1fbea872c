import {readdirSync, readFileSync} from 'node:fs';
import {basename, sep} from 'node:path';
import {outline} from '../../steps/outline.ts';
import {CannotStart} from '../cannot-start.ts';
import {checkNamed} from '../guide/checks.ts';
import {shownName} from '../guide/untrusted.ts';
import {once} from '../once.ts';
import {print, standardOutput} from '../output.ts';
import {inPackage} from '../package-root.ts';
import type {Environment} from '../session/event.ts';
import {Held} from '../session/lock-chain.ts';
import type {OpenSession} from '../session/open-session.ts';
import {emptySession} from '../session/session.ts';
import type {Store} from '../session/store.ts';
import type {Workspace} from '../session/workspace.ts';
import {toolVersion} from '../tool.ts';
import type {Practice, WizardStart} from '../wizard/start.ts';
import {colourOf} from './colour.ts';
import {environmentIn, noMoreWords, now, storeOf, type Typed, text, typed} from './options.ts';

/** Everything that the first screen can do without: the guide, its pages, and the way to ask. */
const loaded = loading(() => import('./after-first-frame.ts'));

function loading<T>(make: () => Promise<T>): {readonly get: () => Promise<T>; readonly now: () => T} {
	let made: T | undefined;
	return {
		get: async () => {
			made ??= await make();
			return made;
		},
		now: () => {
			if (made === undefined) {
				throw new Error('A page was asked for before any session was open.');
			}

			return made;
		},
	};
}

/** Practice environments as the chooser shows them, those that end well first. The list is written when the program is built. */
const practices = once(() => JSON.parse(readFileSync(inPackage('dist', 'practices.json'), 'utf8')) as readonly Practice[]);

/** A practice environment that exists, or CannotStart naming those there are. */
const practiceNamed = (id: string): string => {
	const all = practices();
	if (!all.some(practice => practice.id === id)) {
		throw new CannotStart(
			`There is no practice environment ${JSON.stringify(id)}. There are: ${all.map(practice => practice.id).join(', ')}.`,
		);
	}

	return id;
};

const openWorkspace = async (open: () => OpenSession, given: Partial<Environment>, confirms = false): Promise<Workspace> => {
	const {guide, openWorkspace: opened} = await loaded.get();
	return opened({guide, tool: toolVersion(), now, given}, open(), confirms);
};

/** A session for writing, or where somebody else has it or nobody can write there, to look at. */
const openedOrViewed = (store: Store, name: string): OpenSession => {
	try {
		return store.open(name);
	} catch (error) {
		if (!(error instanceof Held)) {
			throw error;
		}

		return store.view(name, `${error.message} It can be read here, and nothing else.`);
	}
};

/** A new session: what it is, who makes it, and in what environment are its first line. */
const begun = async (store: Store, name: () => string, environment: Partial<Environment>): Promise<Workspace> => {
	const {guide, beginWorkspace} = await loaded.get();
	return beginWorkspace({guide, tool: toolVersion(), now, given: environment}, store, name());
};

type Parts = Omit<WizardStart, 'workspace' | 'resumed'>;

const partsOf = (asked: Typed, store: Store, given: Partial<Environment>): Parts => {
	const sessions = once(() => store.list());
	return {
		// Read when they are shown: whoever resumes one of a hundred sessions does not wait for the others.
		get sessions() {
			return sessions();
		},
		get practices() {
			return practices();
		},
		outline,
		openSession: async name => openWorkspace(() => openedOrViewed(store, name), given),
		startSession: async ({name, directories, scopeGroup, cloud}) =>
			begun(store, () => (name === '' ? store.freeName('session') : name), {
				...given,
				...(directories.length === 0 ? {} : {directories}),
				...(scopeGroup === null ? {} : {scopeGroup}),
				cloud,
			}),
		startPractice: async id => begun(store, () => store.freeName('practice'), {practice: practiceNamed(id)}),
		doctor: later(async () => {
			const {guide, storageWarnings, doctorLines} = await loaded.get();
			return [
				...storageWarnings(store.folder, process.env),
				...(await doctorLines(guide, {...emptySession.environment, ...given}, process.env)),
			];
		}),
		plan: async () => {
			const {guide, planFor, planText} = await loaded.get();
			return planText(planFor(guide, toolVersion(), {...emptySession.environment, ...given}));
		},
		page: step => loaded.now().pageOf(step),
		remedies: check => {
			const {guide, remediesOf} = loaded.now();
			return remediesOf(checkNamed(guide, check).step.id, check);
		},
		directories: given.directories ?? [],
		completePath,
		tool: toolVersion(),
		now,
		ascii: asked.values['ascii'] === true || process.env['WHFB_ASCII'] === '1',
	};
};

/** As much of a path as is the same for everything that begins so; a folder ends in its separator. Null where nothing does or nobody may look. */
const completePath = (begun: string): string | null => {
	const name = begun.endsWith(sep) ? '' : basename(begun);
	try {
		const found = readdirSync(begun.slice(0, begun.length - name.length) || '.', {withFileTypes: true}).filter(each =>
			each.name.startsWith(name),
		);
		const [first, ...others] = found;
		if (first === undefined) {
			return null;
		}

		const same = others.reduce((kept, {name: other}) => {
			let at = 0;
			while (at < kept.length && kept[at] === other[at]) {
				at += 1;
			}

			return kept.slice(0, at);
		}, first.name);
		return `${begun.slice(0, begun.length - name.length)}${same}${others.length === 0 && first.isDirectory() ? sep : ''}`;
	} catch {
		return null;
	}
};

/** Begun when the first frame is out, so that it does not wait for it. */
const later = <T>(make: () => Promise<T>): Promise<T> =>
	new Promise((resolve, reject) => setTimeout(() => make().then(resolve, reject), 300));

/** Runs the wizard on the whole screen. */
const onScreen = async (wizard: WizardStart) => {
	// It leaves by itself at a signal: the screen is given back, and the summary says how to go on.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.removeAllListeners(signal);
	}

	// What draws knows FORCE_COLOR alone; how many colours a terminal has is its own to find out.
	if (!colourOf(process.env, true).on) {
		process.env['FORCE_COLOR'] = '0';
	}

	return (await import('../ui/ink/app.tsx')).runWizard(wizard);
};

const show = async (asked: Typed, wizard: WizardStart): Promise<number> => {
	const {exit, text: closing} = isPlain(asked)
		? await (await import('../ui/plain/plain.ts')).runPlain(wizard, {stdout: standardOutput()})
		: await onScreen(wizard);
	await print(closing);
	return exit;
};

/** Line by line: where somebody wants it, and on a terminal that cannot move its cursor. */
const isPlain = (asked: Typed): boolean =>
	asked.values['plain'] === true || (process.env['TERM'] === 'dumb' && process.stdin.isTTY && process.stdout.isTTY);

const lacksTerminal = (asked: Typed): boolean => !isPlain(asked) && !(process.stdin.isTTY && process.stdout.isTTY);

const needsTerminal = (asked: Typed) => {
	if (lacksTerminal(asked)) {
		throw new CannotStart(
			'The wizard needs a terminal, and this is none. whfb check looks without a screen; whfb --plain asks line by line.',
		);
	}
};

/** `whfb`, `whfb --practice [ID]`, `whfb --plain`, `whfb --session NAME`. */
export const wizard = async (args: readonly string[]): Promise<number> => {
	const at = args.indexOf('--practice');
	// Alone, it means the first one, which ends well.
	const alone = at >= 0 && (args[at + 1] === undefined || args[at + 1]?.startsWith('-'));
	const asked = typed(alone ? args.toSpliced(at + 1, 0, practices()[0]?.id ?? '') : args, null);
	noMoreWords('', asked.words, 0);
	const given = environmentIn(asked, process.env);
	const practice = text(asked, 'practice');
	const name = text(asked, 'session');
	if (practice !== null) {
		practiceNamed(practice);
	}

	needsTerminal(asked);
	const store = storeOf(asked);
	if (name !== null && store.exists(name)) {
		if (practice !== null) {
			throw new CannotStart(
				`Session ${shownName(name)} is there already: whfb resume goes on with it. --practice begins a new one, under another name.`,
			);
		}

		return resumeNamed(asked, store, name);
	}

	const parts = partsOf(asked, store, given);
	const workspace =
		name !== null
			? await begun(store, () => name, practice === null ? given : {practice})
			: practice !== null
				? await parts.startPractice(practice)
				: null;
	return show(asked, Object.assign(parts, {workspace, resumed: false}));
};

const resumeNamed = async (asked: Typed, store: Store, name: string): Promise<number> => {
	const given = environmentIn(asked, process.env);
	const open = openedOrViewed(store, name);
	const workspace = await openWorkspace(() => open, given, asked.values['confirm'] === true);
	return show(asked, Object.assign(partsOf(asked, store, given), {workspace, resumed: true}));
};

/** `whfb resume [NAME]`: without a name, the session that was worked on last. */
export const resume = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'resume');
	noMoreWords('resume', asked.words, 1);
	const store = storeOf(asked);
	const name = asked.words[0] ?? store.list().find(({kind}) => kind === 'sound')?.name;
	if (name === undefined) {
		throw new CannotStart(`There is no session in ${shownName(store.folder)} to go on with. whfb alone starts one.`);
	}

	if (lacksTerminal(asked)) {
		// What is wrong with the session is said before anything about the terminal.
		store.text(name);
	}

	needsTerminal(asked);
	return resumeNamed(asked, store, name);
};
