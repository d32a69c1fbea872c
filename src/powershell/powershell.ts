import {randomBytes} from 'node:crypto';
import {basename, dirname} from 'node:path';
import {newTree} from '../child-processes/process-tree.ts';
import {type Unobserved, unobserved} from '../guide/answer.ts';
import {inPackage} from '../package-root.ts';
import {envelopeParser} from './envelope.ts';
import {hearing, type Unheard} from './hearing.ts';
import type {ScriptAnswer} from './script-answer.ts';
import {concluded, type ScriptFacts, spawnError} from './script-conclusion.ts';
import {endTurn, takeTurn} from './script-turn.ts';
import {scriptVariables} from './script-variables.ts';
import type {Shell} from './shell.ts';

/** A script to run. */
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

/** Runs one script through host.ps1 in a process of its own and gives its facts, or why there are none. Nothing is concluded from the exit code. */
export const runScript = async (shell: Shell, run: ScriptRun): Promise<ScriptFacts | Unobserved> => {
	const name = basename(run.script);
	const cancelled = unobserved('cancelled', `Looking with ${name} was stopped before an answer came.`);
	if (!(await takeTurn(run.signal))) {
		return cancelled;
	}

	try {
		return await start(shell, run, name, cancelled);
	} finally {
		endTurn();
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
		env: scriptVariables(tree.mark),
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
	return concluded({shell, name, answer, malformed, stderr, code: spawnError(ended), files: [host, script]});
};

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 100) / 10} seconds`;
