/**
 * Runs in Node for Windows, and starts what is asked for as Windows programs start one another, through pipes of Windows: those of this system are
 * none to Node. `driver.ts REQUEST RESULT`: a list of runs, and how each ended.
 */
import {spawn} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';

/** One program to run. */
export type Run = {
	readonly program: string;
	readonly args: readonly string[];
	/** As cmd.exe reads it: nothing is quoted for it. */
	readonly verbatim?: boolean;
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly input?: string;
	/** Ends it as the Task Manager does, once it has printed this. */
	readonly killAt?: string;
};

/** How a run ended. */
export type Ended = {readonly exit: number | null; readonly stdout: string; readonly stderr: string};

const ran = (run: Run) =>
	new Promise<Ended>(resolve => {
		const child = spawn(run.program, [...run.args], {
			cwd: run.cwd,
			env: {...process.env, ...run.env},
			windowsHide: true,
			windowsVerbatimArguments: run.verbatim === true,
		});
		let [stdout, stderr] = ['', ''];
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			stdout += text;
			if (run.killAt !== undefined && stdout.includes(run.killAt)) {
				child.kill();
			}
		});
		child.stderr.setEncoding('utf8').on('data', (text: string) => {
			stderr += text;
		});
		child.stdin.on('error', () => undefined);
		// What is to be killed waits for an answer.
		if (run.killAt === undefined) {
			child.stdin.end(run.input ?? '');
		}

		child.on('error', error => resolve({exit: null, stdout, stderr: String(error)}));
		child.on('close', exit => resolve({exit, stdout, stderr}));
	});

const [request = '', result = ''] = process.argv.slice(2);
const ended: Ended[] = [];
for (const run of JSON.parse(readFileSync(request, 'utf8')) as readonly Run[]) {
	ended.push(await ran(run));
}

writeFileSync(result, JSON.stringify(ended));
