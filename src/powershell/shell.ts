import {constants} from 'node:fs';
import {access, stat} from 'node:fs/promises';
import {delimiter, isAbsolute, join, resolve} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import type {Silence} from '../guide/answer.ts';
import {silence} from '../guide/answer.ts';

/** A PowerShell that can be started, by its absolute path: a bare name would be looked for in the current directory first. */
export type Shell = {readonly path: string};

const runnable = async (path: string): Promise<string | null> => {
	try {
		if (!(await stat(path)).isFile()) {
			return 'it is not a file';
		}

		await access(path, constants.X_OK);
		return null;
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		return code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such file' : 'it may not be run';
	}
};

/** Where Windows keeps its own PowerShell; a 32-bit Node sees the 64-bit one only as Sysnative. */
const windowsOwn = (): readonly string[] => {
	const windows = process.env.SystemRoot ?? 'C:\\Windows';
	return [
		...(process.arch === 'ia32' ? [join(windows, 'Sysnative\\WindowsPowerShell\\v1.0\\powershell.exe')] : []),
		join(windows, 'System32\\WindowsPowerShell\\v1.0\\powershell.exe'),
	].filter(isAbsolute);
};

/** Windows PowerShell first, because the Windows modules are its own. */
const usual = (): readonly string[] => {
	const env = process.env;
	if (process.platform !== 'win32') {
		return (env.PATH ?? '')
			.split(delimiter)
			.filter(isAbsolute)
			.map(directory => join(directory, 'pwsh'));
	}

	return [...windowsOwn(), join(env.ProgramW6432 ?? env.ProgramFiles ?? 'C:\\Program Files', 'PowerShell\\7\\pwsh.exe')].filter(isAbsolute);
};

/**
 * The PowerShell to use: the one asked for (an option or WHFB_POWERSHELL), else the machine's own.
 * Throws CannotStart where the one asked for cannot be run; is silent, `no-runner`, where nobody asked and there is none.
 */
export const findShell = async (asked: string | undefined): Promise<Shell | Silence> => {
	if (asked !== undefined && asked !== '') {
		const path = resolve(asked);
		const objection = await runnable(path);
		if (objection !== null) {
			throw new CannotStart(
				`The PowerShell asked for is ${JSON.stringify(path)}, but ${objection}: give the full path of powershell.exe or pwsh, or leave it out.`,
			);
		}

		return {path};
	}

	for (const path of usual()) {
		if ((await runnable(path)) === null) {
			return {path};
		}
	}

	return silence(
		'no-runner',
		process.platform === 'win32'
			? 'Neither Windows PowerShell nor PowerShell 7 was found in its usual place.'
			: 'No pwsh was found on PATH: install PowerShell 7, or run the wizard on Windows.',
	);
};

/**
 * Windows PowerShell 5.1, for what it alone can load; null where no Windows is, and any PowerShell stands for it.
 * Silent, `no-runner`, where Windows has none.
 */
export const findWindowsShell = async (platform: NodeJS.Platform = process.platform): Promise<Shell | Silence | null> => {
	if (platform !== 'win32') {
		return null;
	}

	for (const path of windowsOwn()) {
		if ((await runnable(path)) === null) {
			return {path};
		}
	}

	return silence('no-runner', 'Windows PowerShell 5.1 was not found in its usual place, and PowerShell 7 cannot load what is asked here.');
};
