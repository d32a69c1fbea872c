import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {inPackage} from '../package-root.ts';

/** What makes pipes look like a terminal of 80 by 24 to the program, on every system. */
const terminal = `
Object.assign(process.stdin, {isTTY: true, setRawMode: () => process.stdin});
Object.assign(process.stdout, {isTTY: true, columns: 80, rows: 24});
`;

/** Milliseconds without a word after that, in which everything that a start does has been done. */
const quiet = 700;
/** Milliseconds that a start may take, on the slowest machine. */
const longest = 60_000;

/** `drawn`: what stands on its screen when it has begun; it is left by a key then. Null where it prints and ends. */
type Start = {readonly args: readonly string[]; readonly drawn: string | null};

/** What is started: a practice environment of the guide, and the title of its first page. */
export type Started = {readonly practice: string; readonly title: string};

/** The starts that everybody waits for; the first makes what the last resumes. */
const startsOf = ({practice, title}: Started): readonly Start[] => [
	{args: ['check', '--practice', practice, '--session', 'old', '--step', '1'], drawn: null},
	{args: ['check', '--practice', practice], drawn: null},
	{args: [], drawn: 'Start a session'},
	{args: ['--practice', practice], drawn: title},
	{args: ['resume', 'old'], drawn: title},
];

/** Starts the program and ends with it. Throws where it does not end well: what is called then is not what a start calls. */
const run = async (program: string, {args, drawn}: Start, env: NodeJS.ProcessEnv): Promise<void> => {
	const look = drawn !== null ? ['--import', `data:text/javascript,${encodeURIComponent(terminal)}`] : [];
	const child = spawn(process.execPath, [...look, program, ...args], {env, stdio: ['pipe', 'pipe', 'pipe'], timeout: longest});
	// It may be gone when the key comes.
	child.stdin.on('error', () => undefined);
	let [said, timer]: [string, NodeJS.Timeout | undefined] = ['', undefined];
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => {
			said += chunk.toString();
			clearTimeout(timer);
			if (drawn !== null && said.includes(drawn)) {
				timer = setTimeout(() => child.stdin.write('q'), quiet);
			}
		});
	}

	const [code] = await once(child, 'close');
	clearTimeout(timer);
	if (code !== 0) {
		throw new Error(`whfb ${args.join(' ')} ended with ${code} while it was built: ${said.slice(-2_000)}`);
	}
};

type Coverage = {
	readonly result: readonly {
		readonly url: string;
		readonly functions: readonly {readonly ranges: readonly {readonly startOffset: number; readonly count: number}[]}[];
	}[];
};

/**
 * Which functions of a built program are called by a start: of each file, where they begin (V8's precise coverage, nodejs.org/api/cli.html#node_v8_coveragedir).
 * Throws where a start does not end well.
 */
export const calledAtStart = async (built: string, started: Started): Promise<ReadonlyMap<string, ReadonlySet<number>>> => {
	const home = mkdtempSync(join(tmpdir(), 'whfb-start-'));
	// The program looks for its pages beside the folder that it is in.
	const installed = join(home, 'installed');
	const coverage = join(home, 'coverage');
	try {
		mkdirSync(installed);
		for (const name of ['content', 'steps', 'src']) {
			symlinkSync(inPackage(name), join(installed, name), 'junction');
		}
		cpSync(inPackage('package.json'), join(installed, 'package.json'));
		cpSync(built, join(installed, 'dist'), {recursive: true});
		for (const start of startsOf(started)) {
			await run(join(installed, 'dist', 'whfb.js'), start, {
				...Object.fromEntries(
					['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
				),
				HOME: home,
				USERPROFILE: home,
				LOCALAPPDATA: home,
				LANG: 'C.UTF-8',
				TZ: 'UTC',
				TERM: 'xterm-256color',
				WHFB_SESSIONS: join(home, 'sessions'),
				// Coverage is of what was compiled in this run.
				NODE_DISABLE_COMPILE_CACHE: '1',
				NODE_V8_COVERAGE: coverage,
			});
		}

		const called = new Map<string, Set<number>>();
		for (const file of readdirSync(coverage)) {
			const {result}: Coverage = JSON.parse(readFileSync(join(coverage, file), 'utf8'));
			for (const {url, functions} of result.filter(one => one.url.includes(`/${basename(home)}/`))) {
				const name = basename(url);
				const own = called.get(name) ?? new Set();
				called.set(name, own);
				for (const {ranges} of functions) {
					if (ranges[0] !== undefined && ranges[0].count > 0) {
						own.add(ranges[0].startOffset);
					}
				}
			}
		}

		return called;
	} finally {
		// A child that has just ended may hold a file for a moment, on Windows.
		rmSync(home, {recursive: true, force: true, maxRetries: 10});
	}
};
