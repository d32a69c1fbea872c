import {spawnSync} from 'node:child_process';
import {inPackage} from '../package-root.ts';

/** Runs npm with the registry that is configured here, and comes back with what it printed. Throws with its own words where it fails. */
export const npm = (args: readonly string[]): string => {
	// npm names itself to whatever it starts, and is a batch file on Windows where it does not.
	const own = process.env['npm_execpath'];
	const isOwn = own?.endsWith('npm-cli.js') === true;
	const {status, stdout, stderr, error} = spawnSync(isOwn ? process.execPath : 'npm', [...(isOwn ? [own] : []), ...args], {
		cwd: inPackage(),
		encoding: 'utf8',
		shell: !isOwn && process.platform === 'win32',
	});
	if (status !== 0) {
		throw new Error(`${['npm', ...args].join(' ')} failed: ${(error?.message ?? stderr).trim()}`);
	}

	return stdout.trim();
};
