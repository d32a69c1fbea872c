import {randomBytes} from 'node:crypto';
import {basename, delimiter, dirname, join} from 'node:path';
import {newTree} from '../child-processes/process-tree.ts';
import {windowsFolder} from '../child-processes/program-folders.ts';
import {variablesFor} from '../child-processes/variables.ts';
import type {Unobserved} from '../guide/answer.ts';
import {unobserved} from '../guide/answer.ts';
import {inPackage} from '../package-root.ts';
import type {ScriptAnswer} from './envelope.ts';
import {envelopeParser} from './envelope.ts';
import {isPolicyRefusal, unobservedFor} from './failure.ts';
import {hearing, type Unheard} from './hearing.ts';
import type {Shell} from './shell.ts';

export {findShell, type Shell} from './shell.ts';

export type ScriptRun = {
	/** Absolute path of the collector script. */
	readonly script: string;
	/** Given to the script by name; they travel as JSON on standard input, never as arguments. */
	readonly parameters: Readonly<Record<string, unknown>>;
	/** Milliseconds from the start of the process; `runScript` settles at most two seconds later. */
	readonly deadline: number;
	/** Milliseconds that it may give nothing; while a page is dealt with they do not count. Three minutes where it is left out. */
	readonly idleLimit?: number;
	readonly signal?: AbortSignal;
	/** With it, every object that the script emits comes here as it is made, and `facts` is null in the end. A promise holds the next page back. */
	readonly onPage?: (page: unknown) => void | Promise<void>;
};

export type ScriptFacts = {readonly kind: 'facts'; readonly facts: unknown} & Pick<
	ScriptAnswer,
	'computer' | 'account' | 'at' | 'powershell' | 'edition' | 'language'
>;

const stderrLimit = 64 * 1024;
/** Milliseconds that output which still has to come gets after PowerShell itself is gone. */
const patience = 1_000;
/** Milliseconds that a PowerShell gets to end by itself once it has answered; nothing depends on it any more. */
const leave = 500;
/** Milliseconds that pipes get to close after everybody who could hold them was ended. */
const closing = 300;

/**
 * Milliseconds without a page or another byte of standard output, after which a script is taken for one that hangs. A loaded server was seen to
 * need up to three minutes before a PowerShell said its first word (puppetlabs-powershell 257). After that each silence has an end of its own:
 * search-directory.ps1 gives one question 10 seconds, a domain controller ends a search after 120 (MaxQueryDuration), and what takes longer than that,
 * a large scope, says every few seconds that it goes on.
 */
const longestSilence = 180_000;

const environment = (mark: readonly [string, string]): Record<string, string> => ({
	// PowerShell 7 lives for a second here: measuring itself, compiling what it has compiled once more within half a minute, and tidying
	// memory, of which a page of a directory is no large piece, would never pay. The numbers are hexadecimal. Whoever set these keeps them.
	DOTNET_TieredPGO: '0',
	DOTNET_TC_CallCountingDelayMs: '7530',
	DOTNET_GCgen0size: '4000000',
	DOTNET_GCLOHThreshold: '1000000',
	...variablesFor('powershell'),
	...(process.platform === 'win32' ? {PATH: [join(windowsFolder(), 'System32'), windowsFolder()].join(delimiter)} : {}),
	NO_COLOR: '1',
	TERM: 'dumb',
	POWERSHELL_TELEMETRY_OPTOUT: '1',
	POWERSHELL_UPDATECHECK: 'Off',
	[mark[0]]: mark[1],
});

let running = 0;
const waiting: (() => void)[] = [];

/** At most two PowerShells at once: each takes a second of a processor to start, and a domain controller has other work too. */
const turn = async (signal: AbortSignal | undefined): Promise<boolean> => {
	if (signal?.aborted) {
		return false;
	}

	if (running < 2) {
		running++;
		return true;
	}

	return new Promise(settle => {
		const go = () => {
			signal?.removeEventListener('abort', leave);
			settle(true);
		};
		const leave = () => {
			waiting.splice(waiting.indexOf(go), 1);
			settle(false);
		};
		signal?.addEventListener('abort', leave, {once: true});
		waiting.push(go);
	});
};

const done = () => {
	const next = waiting.shift();
	if (next === undefined) {
		running--;
	} else {
		next();
	}
};

/** Runs one script through host.ps1 in a process of its own and gives its facts, or why there are none. Nothing is concluded from the exit code. */
export const runScript = async (shell: Shell, run: ScriptRun): Promise<ScriptFacts | Unobserved> => {
	const name = basename(run.script);
	const cancelled = unobserved('cancelled', `Looking with ${name} was stopped before an answer came.`);
	if (!(await turn(run.signal))) {
		return cancelled;
	}

	try {
		return await start(shell, run, name, cancelled);
	} finally {
		done();
	}
};

const start = async (
	shell: Shell,
	{script, parameters, deadline, idleLimit = longestSilence, signal, onPage}: ScriptRun,
	name: string,
	cancelled: Unobserved,
) => {
	const {execa} = await import('execa');
	if (signal?.aborted) {
		return cancelled;
	}

	const host = inPackage('src', 'powershell', 'host.ps1');
	const nonce = randomBytes(16).toString('hex');
	const text = JSON.stringify({nonce, parameters, pages: onPage !== undefined});
	// JSON.stringify escapes only the halves that stand alone, and PowerShell 7 would quietly read each as U+FFFD.
	if (/(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(text)) {
		return unobserved('malformed', `${name} was not run, because one of its parameters holds half a character.`);
	}

	// ASCII only, so that the code page in which the child reads makes no difference.
	const request = text.replace(/[^ -~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
	const tree = newTree();
	const child = execa(shell.path, ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'RemoteSigned', '-File', host, script], {
		input: `${request}\n`,
		stdout: 'pipe',
		stderr: 'pipe',
		buffer: false,
		encoding: 'buffer',
		reject: false,
		extendEnv: false,
		env: environment(tree.mark),
		cwd: dirname(host),
		windowsHide: true,
		// It leads a group of its own, by which it is ended; on Windows it would open a window.
		detached: process.platform !== 'win32',
		cleanup: false,
	});
	tree.add(child.nodeChildProcess);

	let stderr = '';
	child.stderr.on('data', (chunk: Buffer) => {
		stderr = (stderr + chunk.toString('latin1')).slice(0, stderrLimit);
	});
	child.stderr.on('error', () => undefined);

	const parser = envelopeParser(nonce);
	let answer: ScriptAnswer | null = null;
	let malformed: string | null = null;
	const take = async (envelopes: ReturnType<typeof parser.push>) => {
		for (const envelope of envelopes) {
			if (envelope.kind === 'malformed') {
				malformed = envelope.because;
			} else if (envelope.kind === 'answer') {
				answer = envelope.answer;
			} else if (onPage === undefined) {
				malformed ??= 'A page came that nobody asked for.';
			} else {
				await onPage(envelope.page);
			}
		}
	};
	const {wait, hear, gone, fellSilent} = hearing(idleLimit, patience);
	child.nodeChildProcess.once('exit', gone);
	const read = async () => {
		wait();
		for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
			hear();
			await take(parser.push(chunk));
			if (malformed !== null) {
				return;
			}

			wait();
		}
	};

	const timers: NodeJS.Timeout[] = [];
	const after = (milliseconds: number) => new Promise<undefined>(settle => timers.push(setTimeout(settle, milliseconds, undefined)));
	let cancel = () => {};
	const stopped = new Promise<'cancelled'>(settle => {
		cancel = () => settle('cancelled');
		signal?.addEventListener('abort', cancel, {once: true});
	});
	const reading = read().then(() => 'read' as const);
	let ended: object | undefined;
	let ending: 'read' | 'cancelled' | 'timed-out' | Unheard = 'timed-out';
	try {
		ending = await Promise.race([reading, stopped, fellSilent, after(deadline).then(() => 'timed-out' as const)]);
	} finally {
		signal?.removeEventListener('abort', cancel);
		hear();
		// What has answered ends by itself, and gets the time for it.
		if (ending === 'read' && malformed === null) {
			ended = await Promise.race([child, after(leave)]);
		}

		// Whoever it started may be left all the same.
		await tree.end();
		ended ??= await Promise.race([child, after(closing)]);
		for (const timer of timers) {
			clearTimeout(timer);
		}

		child.stdout.destroy();
		child.stderr.destroy();
		reading.catch(() => undefined);
	}

	if (ending === 'cancelled') {
		return cancelled;
	}

	if (ending === 'silent') {
		return unobserved(
			'timed-out',
			`${name} was ended, because nothing came from it for ${seconds(idleLimit)}; it might have taken ${seconds(deadline)} in all.`,
		);
	}

	if (ending === 'timed-out') {
		return unobserved('timed-out', `${name} gave no answer within ${seconds(deadline)}.`);
	}

	await take(parser.end());
	return concluded({shell, name, answer, malformed, stderr, code: spawnError(ended)});
};

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 100) / 10} seconds`;

const spawnError = (ended: object | undefined): string | undefined =>
	ended !== undefined && 'code' in ended && typeof ended.code === 'string' ? ended.code : undefined;

type Conclusion = {
	readonly shell: Shell;
	readonly name: string;
	readonly answer: ScriptAnswer | null;
	readonly malformed: string | null;
	readonly stderr: string;
	readonly code: string | undefined;
};

const concluded = ({shell, name, answer, malformed, stderr, code}: Conclusion): ScriptFacts | Unobserved => {
	if (answer !== null && malformed === null) {
		const {facts, computer, account, at, powershell, edition, language} = answer;
		return answer.error === null
			? {kind: 'facts', facts, computer, account, at, powershell, edition, language}
			: unobservedFor(name, answer.error);
	}

	if (code === 'ENOENT') {
		return unobserved('no-runner', `${shell.path} was to run ${name}, but it is not there any more.`);
	}

	if (code === 'EPERM' || code === 'EACCES') {
		return unobserved(
			'blocked',
			`This machine did not let ${shell.path} start (${code}): its antivirus or application control may say why.`,
		);
	}

	if (answer === null && isPolicyRefusal(stderr)) {
		return unobserved(
			'blocked',
			`The execution policy of this machine does not let ${name} run: Get-ExecutionPolicy -List says which scope sets it.`,
		);
	}

	return unobserved('malformed', `${name} ran, but what came back is not an answer. ${malformed ?? 'No answer came.'}`);
};
