import {execFile} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {homedir} from 'node:os';
import {delimiter, dirname, isAbsolute, join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {promisify} from 'node:util';
import {compile} from './compile-powershell.ts';

const run = promisify(execFile);

/** The PowerShell that is installed where no other is named; also the one whose parser reads every script. */
export const powershellVersion = '7.6.9';

/** The folder below `cacheFolder` that it is installed into, compiled. */
export const powershellFolder = `powershell-${powershellVersion}-compiled`;

const programName = process.platform === 'win32' ? 'pwsh.exe' : 'pwsh';
/** Milliseconds: an installer says at each beat that it lives; whoever was silent for longer is gone. */
const beat = 1_000;
const unobserved = 15_000;

/** The absolute path of a program on PATH, or null. */
export const onPath = (name: string): string | null =>
	(process.env.PATH ?? '')
		.split(delimiter)
		.filter(isAbsolute)
		.flatMap(directory => [join(directory, name), join(directory, `${name}.exe`)])
		.find(path => existsSync(path) && statSync(path).isFile()) ?? null;

/** Where installed PowerShells are kept: outside the repository, one folder for each user. WHFB_TEST_CACHE names another. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
	env['WHFB_TEST_CACHE'] ||
	join(
		env['XDG_CACHE_HOME'] || (process.platform === 'win32' && env['LOCALAPPDATA']) || join(env['HOME'] || homedir(), '.cache'),
		'whfb-tests',
	);

const listing = 'whole.json';
/** Stands beside a PowerShell that could not be compiled, and says why: it starts in twice the time. */
export const whyNotCompiled = 'not-compiled.txt';

/** Every file below a folder with its size, without the listing itself. */
const filesIn = (folder: string): Readonly<Record<string, number>> =>
	Object.fromEntries(
		readdirSync(folder, {recursive: true, withFileTypes: true})
			.filter(one => one.isFile() && one.name !== listing)
			.map(one => {
				const path = join(one.parentPath, one.name);
				return [path.slice(folder.length + 1), statSync(path).size];
			}),
	);

/** Whether an installed PowerShell is there with every file, each as long as it was when it was installed. */
const isWhole = (folder: string): boolean => {
	try {
		const expected: Readonly<Record<string, number>> = JSON.parse(readFileSync(join(folder, listing), 'utf8'));
		const found = filesIn(folder);
		return programName in expected && Object.entries(expected).every(([path, size]) => found[path] === size);
	} catch {
		return false;
	}
};

/** Installs version `powershellVersion` into an empty folder. Rejects with what went wrong, in the installer's own words. */
type Install = (folder: string) => Promise<void>;

/** The program looks for .NET where its installer would have put it; where dotnet is at another place, this says so. */
const nameDotnet = (): void => {
	const dotnet = onPath('dotnet');
	const root = dotnet === null ? '' : dirname(realpathSync(dotnet));
	if (process.env['DOTNET_ROOT'] === undefined && existsSync(join(root, 'host', 'fxr'))) {
		process.env['DOTNET_ROOT'] = root;
	}
};

const fromNuGet: Install = async folder => {
	const given = ['tool', 'install', '--tool-path', folder, 'PowerShell', '--version', powershellVersion];
	try {
		await run('dotnet', given, {
			// Elsewhere than here: a nuget.config or a global.json of whoever runs the tests must not decide.
			cwd: dirname(folder),
			env: {...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', DOTNET_SKIP_FIRST_TIME_EXPERIENCE: '1'},
			timeout: 170_000,
		});
	} catch (error) {
		const said =
			error instanceof Error ? [error.message, 'stdout' in error ? error.stdout : '', 'stderr' in error ? error.stderr : ''] : [];
		throw new Error(`PowerShell ${powershellVersion} could not be installed with dotnet tool install: ${said.join('\n').trim()}`);
	}

	nameDotnet();
	await compile(folder, join(folder, programName)).catch((error: unknown) => {
		writeFileSync(join(folder, whyNotCompiled), String(error));
	});
};

/** Takes the lock, a folder, for whoever has that token; false where somebody living holds it. Of several that find a dead one, one renames it away. */
const take = (lock: string, token: string): boolean => {
	try {
		mkdirSync(lock);
		writeFileSync(join(lock, token), '');
		return true;
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
			throw error;
		}
	}

	const last = statSync(lock, {throwIfNoEntry: false})?.mtimeMs;
	if (last !== undefined && Date.now() - last > unobserved) {
		const gone = `${lock}.${token}`;
		try {
			renameSync(lock, gone);
			rmSync(gone, {recursive: true, force: true});
		} catch {
			// Somebody else was faster; the next try tells.
		}
	}

	return false;
};

/** Gives the lock back, unless it was taken away in the meantime and is another's now. */
const give = (lock: string, token: string): void => {
	if (existsSync(join(lock, token))) {
		rmSync(lock, {recursive: true, force: true});
	}
};

/** Puts a folder that is ready in its place. Where another process did that in the same moment, its folder stays. */
const place = (folder: string, ready: string, token: string): void => {
	const broken = `${folder}.${token}.broken`;
	if (existsSync(folder)) {
		renameSync(folder, broken);
	}

	try {
		renameSync(ready, folder);
	} catch (error) {
		if (!isWhole(folder)) {
			throw error;
		}
	} finally {
		rmSync(broken, {recursive: true, force: true});
	}
};

/** Removes what installers that were killed have left: nobody installs for an hour. */
const tidy = (folder: string): void => {
	const cache = dirname(folder);
	for (const name of readdirSync(cache)) {
		const path = join(cache, name);
		if (/\.(new|broken)$/.test(name) && path.startsWith(`${folder}.`) && Date.now() - statSync(path).mtimeMs > 3_600_000) {
			rmSync(path, {recursive: true, force: true});
		}
	}
};

/**
 * The absolute path of an installed PowerShell below `cache`. Of several processes one installs and the others wait. It appears whole or
 * not at all: installed beside its place, counted, renamed. A folder that lost a file is installed anew.
 * Rejects where the installer fails.
 */
export const installed = async (cache: string = cacheFolder(), install: Install = fromNuGet): Promise<string> => {
	const folder = join(cache, powershellFolder);
	const lock = `${folder}.lock`;
	const token = randomBytes(6).toString('hex');
	mkdirSync(cache, {recursive: true, mode: 0o700});
	while (!isWhole(folder)) {
		if (!take(lock, token)) {
			await wait(100);
			continue;
		}

		const beating = setInterval(() => {
			if (existsSync(join(lock, token))) {
				utimesSync(lock, new Date(), new Date());
			}
		}, beat);
		const ready = `${folder}.${token}.new`;
		try {
			tidy(folder);
			if (!isWhole(folder)) {
				mkdirSync(ready);
				await install(ready);
				writeFileSync(join(ready, listing), JSON.stringify(filesIn(ready)));
				place(folder, ready, token);
			}
		} finally {
			clearInterval(beating);
			rmSync(ready, {recursive: true, force: true});
			give(lock, token);
		}
	}

	nameDotnet();
	return join(folder, programName);
};

let own: Promise<string> | undefined;

/** The installed PowerShell 7 of known version, absolute, whatever else is named: its parser reads the scripts. */
export const parser = (): Promise<string> => {
	own ??= installed();
	return own;
};

/** The PowerShell that tests run: WHFB_POWERSHELL, else pwsh on PATH, else the installed one. Absolute. */
export const engine = async (): Promise<string> => process.env['WHFB_POWERSHELL'] || (onPath('pwsh') ?? (await parser()));
