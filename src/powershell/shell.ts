import {join} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import {candidatesFor, findProgram} from '../child-processes/find-program.ts';
import {isFixedFolder, windowsFolder} from '../child-processes/program-folders.ts';
import {type Unobserved, unobserved} from '../guide/answer.ts';

/** A PowerShell that can be started, by its absolute path: a bare name would be looked for in the current directory first. */
export type Shell = {readonly path: string};

/** Where Windows keeps its own PowerShell; a 32-bit Node sees the 64-bit one only as Sysnative. */
const windowsOwn = (): readonly string[] => [
	...(process.arch === 'ia32' ? [join(windowsFolder(), 'Sysnative\\WindowsPowerShell\\v1.0\\powershell.exe')] : []),
	join(windowsFolder(), 'System32\\WindowsPowerShell\\v1.0\\powershell.exe'),
];

/** Where the installer of PowerShell 7 puts it. */
const windowsNewer = (): string => {
	const programs = [process.env['ProgramW6432'], process.env['ProgramFiles']].find(folder => isFixedFolder(folder ?? '', 'win32'));
	return join(programs ?? 'C:\\Program Files', 'PowerShell\\7\\pwsh.exe');
};

const firstOf = (paths: readonly string[]): Shell | null => {
	const path = paths.find(one => 'path' in findProgram(one));
	return path === undefined ? null : {path};
};

/**
 * The PowerShell to use: the one asked for (an option or WHFB_POWERSHELL), by name or path, else the machine's own; on Windows its own first,
 * because the Windows modules are its own. Throws CannotStart where the one asked for cannot be run; is silent, `no-runner`, where nobody asked and there is none.
 */
export const findShell = async (asked: string | undefined): Promise<Shell | Unobserved> => {
	if (asked !== undefined && asked !== '') {
		const found = findProgram(asked);
		if ('objection' in found) {
			throw new CannotStart(
				`The PowerShell asked for is ${JSON.stringify(asked)}, but ${found.objection}: give the full path of powershell.exe or pwsh, or leave it out.`,
			);
		}

		return found;
	}

	if (process.platform === 'win32') {
		return (
			firstOf([...windowsOwn(), windowsNewer()]) ??
			unobserved('no-runner', 'Neither Windows PowerShell nor PowerShell 7 was found in its usual place.')
		);
	}

	const candidates = candidatesFor('pwsh');
	const [first] = candidates;
	const found = candidates.find(({objection}) => objection === null);
	if (found !== undefined) {
		return {path: found.path};
	}

	return unobserved(
		'no-runner',
		first === undefined
			? 'No pwsh was found on PATH: install PowerShell 7, or run the wizard on Windows.'
			: `The only pwsh on PATH, ${first.path}, is not run without being asked for, because ${first.objection}: --powershell takes it by its full path.`,
	);
};

/**
 * Windows PowerShell 5.1, for what it alone can load; null where no Windows is, and any PowerShell stands for it.
 * Silent, `no-runner`, where Windows has none.
 */
export const findWindowsShell = async (platform: NodeJS.Platform = process.platform): Promise<Shell | Unobserved | null> =>
	platform === 'win32'
		? (firstOf(windowsOwn()) ??
			unobserved('no-runner', 'Windows PowerShell 5.1 was not found in its usual place, and PowerShell 7 cannot load what is asked here.'))
		: null;
