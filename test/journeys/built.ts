import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {inPackage} from '../../src/package-root.ts';

const program = inPackage('dist', 'whfb.js');
const place = join(tmpdir(), `whfb-built-${createHash('sha256').update(inPackage()).digest('hex').slice(0, 12)}`);

/** Milliseconds since the epoch at which a file changed; 0 where there is none. */
const changed = (file: string) => statSync(file, {throwIfNoEntry: false})?.mtimeMs ?? 0;

const isStale = () => {
	const sources = globSync(['src/**/*.{ts,tsx}', 'steps/**/*.{ts,json}', 'package-lock.json'], {cwd: inPackage()});
	const built = changed(program);
	return sources.some(file => changed(inPackage(file)) > built);
};

/** One run of the tests looks at the sources once: a program that changed under a journey would tell another story. */
const stamp = join(place, `run-${process.ppid}`);
const isSettled = () => Date.now() - changed(stamp) < 10 * 60_000;

/** Builds the program where its sources are newer, once for all test files of a run. */
export const built = async (): Promise<void> => {
	mkdirSync(place, {recursive: true});
	const lock = join(place, 'lock');
	while (!isSettled()) {
		try {
			mkdirSync(lock);
		} catch {
			// Another test file builds just now; one that was killed while building holds nobody up for ever.
			if (Date.now() - changed(lock) > 60_000) {
				rmSync(lock, {recursive: true, force: true});
			}

			await sleep(50);
			continue;
		}

		try {
			if (!isSettled() && isStale()) {
				const {status, stderr} = spawnSync(process.execPath, [inPackage('src', 'build.ts')], {encoding: 'utf8'});
				if (status !== 0) {
					throw new Error(`The program cannot be built:\n${stderr}`);
				}
			}

			writeFileSync(stamp, '');
		} finally {
			rmSync(lock, {recursive: true, force: true});
		}
	}
};

/** A home of its own for one story: nothing of the tester's is read, and nothing is left. */
export type Home = {readonly path: string; readonly sessions: string; readonly env: NodeJS.ProcessEnv; readonly remove: () => void};

const ofTheTests = /^(CI|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|NODE_ENV|TEST|DEV|PROD|MODE|LC_.*|WHFB_.*|VITEST.*|XDG_.*)$/;

export const newHome = (): Home => {
	const path = mkdtempSync(join(tmpdir(), 'whfb-home-'));
	const sessions = join(path, 'sessions');
	const env = {
		...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofTheTests.test(name))),
		HOME: path,
		USERPROFILE: path,
		LOCALAPPDATA: path,
		APPDATA: join(path, 'roaming'),
		// Every home would have to compile the program anew.
		NODE_COMPILE_CACHE: join(place, 'compiled'),
		TERM: 'xterm-256color',
		LANG: 'C.UTF-8',
		WHFB_SESSIONS: sessions,
	};
	return {path, sessions, env, remove: () => rmSync(path, {recursive: true, force: true})};
};

export type Ran = {readonly exit: number | null; readonly stdout: string; readonly stderr: string};

export type RunOptions = {
	readonly home: Home;
	readonly env?: NodeJS.ProcessEnv;
	/** Everything that comes in on standard input; it ends after that. */
	readonly input?: string;
	/** Milliseconds. */
	readonly deadline?: number;
	/** Another copy of the program. */
	readonly file?: string;
};

/** Starts the built program without a terminal; `file` is another copy of it. */
export const begin = (args: readonly string[], {home, env, file = program}: Pick<RunOptions, 'home' | 'env' | 'file'>): ChildProcess =>
	spawn(process.execPath, [file, ...args], {cwd: home.path, env: {...home.env, ...env}});

/** Runs the built program without a terminal, to its end. */
export const run = async (args: readonly string[], options: RunOptions): Promise<Ran> => {
	const {input = '', deadline = 20_000} = options;
	const child = begin(args, options);
	const out: Buffer[] = [];
	const err: Buffer[] = [];
	child.stdout?.on('data', data => out.push(data));
	child.stderr?.on('data', data => err.push(data));
	// A program that has refused its arguments does not wait for its input.
	child.stdin?.on('error', () => {});
	child.stdin?.end(input);
	const timer = setTimeout(() => child.kill('SIGKILL'), deadline);
	const exit = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
	clearTimeout(timer);
	return {exit, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8')};
};

export const programFile = program;

/** The events of a session as they stand on disk, whole lines only. */
export const eventsIn = (home: Home, name: string): readonly {readonly type: string; readonly [member: string]: unknown}[] =>
	readFileSync(join(home.sessions, `${name}.whfb.jsonl`), 'utf8')
		.split('\n')
		.slice(1, -1)
		.map(line => JSON.parse(line).event);
