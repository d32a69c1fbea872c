import {existsSync, realpathSync} from 'node:fs';
import {basename, delimiter, isAbsolute, join} from 'node:path';
import {inPackage} from './package-root.ts';

const isThere = (folder: string, name: string, file: string): boolean => {
	try {
		const there = realpathSync(join(folder, name));
		// Windows takes C: and c: for one.
		return process.platform === 'win32' ? there.toLowerCase() === file.toLowerCase() : there === file;
	} catch {
		return false;
	}
};

/**
 * The file that starts a portable folder, as it is typed here: by its name where PATH leads to it, else as a file of this folder, else with its whole path.
 * An installation has no such file, and npm puts its name on PATH.
 */
const launcher = (env: NodeJS.ProcessEnv): string => {
	const name = process.platform === 'win32' ? 'whfb.cmd' : 'whfb';
	if (!existsSync(inPackage(name))) {
		return 'whfb';
	}

	const file = realpathSync(inPackage(name));
	const first = (env['PATH'] ?? '').split(delimiter).find(folder => isAbsolute(folder) && existsSync(join(folder, name)));
	if (first !== undefined && isThere(first, name, file)) {
		return 'whfb';
	}

	return isThere('.', name, file) ? (process.platform === 'win32' ? `.\\${name}` : `./${name}`) : file;
};

let launched: string | null = null;

/** Whether the project that npx runs in is this package, or has it installed. */
const isOfProject = (project: string): boolean => {
	const own = realpathSync(inPackage());
	return [project, join(project, 'node_modules', basename(own))].some(place => existsSync(place) && realpathSync(place) === own);
};

/** The words that start this program again: by npm or npx it is on nobody's PATH. Both say in variables that they are at work (docs.npmjs.com, npm exec). */
export const startedBy = (env: NodeJS.ProcessEnv): readonly string[] => {
	const by = env['npm_lifecycle_event'];
	if (by === 'start') {
		return ['npm', 'start', '--silent', '--'];
	}

	// Whoever starts another program by npx, which starts this one, finds it by its own name.
	if (by === 'npx' && /^["']?whfb\b/.test(env['npm_lifecycle_script'] ?? '')) {
		// Of a file that npx was given nothing is kept but a copy; asked for whfb, it would fetch whatever bears that name in the registry.
		return isOfProject(env['npm_config_local_prefix'] ?? '') ? ['npx', 'whfb'] : ['node', inPackage('dist', 'whfb.js')];
	}

	launched ??= launcher(env);
	return [launched];
};
