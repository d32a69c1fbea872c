import {AsyncLocalStorage} from 'node:async_hooks';
import type {ChildProcess} from 'node:child_process';
import {subscribe} from 'node:diagnostics_channel';
import {candidatesFor} from '../child-processes/find-program.ts';
import {newTree} from '../child-processes/process-tree.ts';
import {variablesFor} from '../child-processes/variables.ts';

type Begun = {readonly child: ChildProcess; readonly end: () => Promise<void>};
type Work = {readonly begun: Set<Begun>; readonly signal: AbortSignal};

/** The work that a program is started in: two at once do not end each other's. */
const under = new AsyncLocalStorage<Work>();

/** Asked for its help, PowerShell only shows that it is there. Ended in the middle of that, the library would never look for it again. */
const isOnlyLookedFor = ({spawnargs}: ChildProcess): boolean => spawnargs?.at(-1) === '/?';

const stop = ({child, end}: Begun): void => {
	if (!isOnlyLookedFor(child)) {
		// Whoever waits is told first: looking at every process takes a moment.
		setImmediate(() => void end());
	}
};

/** What Node's own types leave out: how child_process starts the process that it has just told of, and which of its options count here. */
type Starting = ChildProcess & {
	spawn(options: {readonly detached?: boolean; readonly envPairs?: readonly string[]}): unknown;
};

const asRecord = (pairs: readonly string[]): Record<string, string> =>
	Object.fromEntries(pairs.map(pair => [pair.slice(0, pair.indexOf('=', 1)), pair.slice(pair.indexOf('=', 1) + 1)]));

// Node tells of each new process while its starter still runs, and before it is there. The library lets nobody say with which environment.
subscribe('child_process', message => {
	const work = under.getStore();
	if (work === undefined) {
		return;
	}

	const {process: child} = message as {readonly process: Starting};
	// What ends the tree of a whfb that was killed is no program of this work.
	const tree = under.exit(newTree);
	const one: Begun = {child, end: tree.end};
	const spawn = child.spawn.bind(child);
	child.spawn = options => {
		const environment = {...variablesFor('login', asRecord(options.envPairs ?? [])), [tree.mark[0]]: tree.mark[1]};
		const envPairs = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
		const code = spawn({...options, envPairs, detached: process.platform !== 'win32'});
		tree.add(child);
		return code;
	};
	work.begun.add(one);
	// Whoever it has started and left goes with it.
	child.once('exit', () => void tree.end());
	if (work.signal.aborted) {
		setImmediate(() => stop(one));
	}
});

/** Does work that starts programs, gives them what they need of the environment, and ends them, with all that they have started, when the signal is aborted and when whfb ends. */
export const endingPrograms = async <Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> => {
	const begun = new Set<Begun>();
	const stopAll = () => begun.forEach(stop);
	signal.addEventListener('abort', stopAll, {once: true});
	try {
		return await under.run({begun, signal}, work);
	} finally {
		signal.removeEventListener('abort', stopAll);
	}
};

/**
 * Why the program that a way would ask is not to be asked, in a sentence; null where nothing speaks against it, or where there is none.
 * The library takes the first on an absolute folder of PATH (@azure/core-process), and passes none by.
 */
export const whyNotAsked = (way: 'cli' | 'powershell'): string | null => {
	const [first] = candidatesFor(way === 'cli' ? 'az' : 'pwsh');
	return first === undefined || first.objection === null
		? null
		: `${first.path} was not asked for a token, because ${first.objection}, so somebody else could have put it there. Mend that, or sign in another way.`;
};
