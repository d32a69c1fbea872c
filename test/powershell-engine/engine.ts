import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {delimiter, isAbsolute, join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {promisify} from 'node:util';

const run = promisify(execFile);
const here = import.meta.dirname;
const built = join(here, 'bin', 'engine', process.platform === 'win32' ? 'powershell-engine.exe' : 'powershell-engine');
const stamp = join(here, 'bin', 'sources.sha256');
const lock = join(here, 'obj', 'building');
const stale = 320_000;

/** The absolute path of a program on PATH, or null. */
export const onPath = (name: string): string | null =>
	(process.env.PATH ?? '')
		.split(delimiter)
		.filter(isAbsolute)
		.flatMap(directory => [join(directory, name), join(directory, `${name}.exe`)])
		.find(path => existsSync(path) && statSync(path).isFile()) ?? null;

const sources = (): string => {
	const hash = createHash('sha256');
	for (const name of readdirSync(here)
		.filter(one => /\.cs(proj)?$/.test(one))
		.sort()) {
		hash.update(name).update(readFileSync(join(here, name)));
	}

	return hash.digest('hex');
};

const isCurrent = (hash: string) => existsSync(built) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;

const taken = (): boolean => {
	try {
		mkdirSync(join(here, 'obj'), {recursive: true});
		mkdirSync(lock);
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
			return false;
		}

		throw error;
	}
};

const isAbandoned = (): boolean => {
	const since = statSync(lock, {throwIfNoEntry: false})?.mtimeMs;
	return since !== undefined && Date.now() - since > stale;
};

const build = async (options: readonly string[]): Promise<void> => {
	const env = {...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', MSBUILDDISABLENODEREUSE: '1'};
	const given = ['publish', here, '--configuration', 'Release', '--self-contained', 'false', '--output', join(here, 'bin', 'engine')];
	try {
		await run('dotnet', [...given, '--verbosity', 'quiet', '-nodeReuse:false', '-p:UseSharedCompilation=false', ...options], {
			env,
			timeout: 150_000,
		});
	} catch (error) {
		const said = error instanceof Error && 'stdout' in error ? error.stdout : error;
		throw new Error(`The engine for tests could not be built: ${String(said)}`);
	}
};

/**
 * The built engine of this folder, absolute. Builds it when its sources changed; of several test processes one builds and the others wait.
 * Throws with the compiler's own words where it cannot be built.
 */
export const parser = async (): Promise<string> => {
	const hash = sources();
	while (!isCurrent(hash)) {
		if (!taken()) {
			if (isAbandoned()) {
				rmSync(lock, {recursive: true, force: true});
			}

			await wait(200);
			continue;
		}

		try {
			if (!isCurrent(hash)) {
				// Compiled ahead, a start takes 0.3 seconds, as that of a real pwsh does; compiled as it runs, 0.7.
				await build(['--use-current-runtime', '-p:PublishReadyToRun=true']).catch(() => build(['--use-current-runtime']));
				writeFileSync(stamp, hash);
			}
		} finally {
			rmSync(lock, {recursive: true, force: true});
		}
	}

	return built;
};

/** The PowerShell that tests run: WHFB_POWERSHELL, else pwsh on PATH, else the built engine. Absolute. */
export const engine = async (): Promise<string> => process.env.WHFB_POWERSHELL || (onPath('pwsh') ?? (await parser()));
