#!/usr/bin/env node
// Nothing may be imported here: an old Node has to get as far as the sentence.
const oldest = 24;

if (Number.parseInt(process.versions.node, 10) < oldest) {
	process.stderr.write(
		`exit 2: could not start: whfb needs Node ${oldest} or newer, and this is Node ${process.versions.node}. In its own folder, npm start uses the Node that npm ci installed there.\n`,
	);
	process.exit(2);
}

const words = process.argv.slice(2);

/** What is printed and gone before compiled code has earned what fetching it costs: 4 ms, of 30. */
const isBrief = words.some(word => ['--help', '-h', '--version'].includes(word)) || words[0] === 'help';

/**
 * Lets Node keep what it has compiled in the user's own cache folder, so that the second start is faster than the first. What lies there is run, so nobody else may be
 * able to put anything there: neither into the folder nor into one above it. Node would take the system's folder for what passes, which everybody may write to.
 */
const keepCompiled = () => {
	// As values: of a module that is imported Node reads every member, and some of those fetch others.
	const {enableCompileCache} = process.getBuiltinModule('node:module');
	const {lstatSync, mkdirSync, realpathSync} = process.getBuiltinModule('node:fs');
	const {homedir} = process.getBuiltinModule('node:os');
	const {dirname, isAbsolute, join} = process.getBuiltinModule('node:path');
	const isWindows = process.platform === 'win32';
	const named = (isWindows ? process.env['LOCALAPPDATA'] : process.env['XDG_CACHE_HOME']) ?? '';
	// A relative one is ignored (XDG Base Directory Specification): whoever made the folder where somebody stands would choose what is run.
	const caches = isAbsolute(named) ? named : isWindows ? null : join(homedir(), '.cache');
	if (caches === null) {
		return;
	}

	const mine = process.getuid?.();
	/** Whether only this user, and root, could have put a thing there: the rule of trusted-program.ts, which cannot be imported before there is a cache. A link is as safe as its folder. */
	const isOurs = (path: string): boolean => {
		const {uid, mode} = lstatSync(path);
		const isLink = (mode & 0o170000) === 0o120000;
		// Where the sticky bit is set, as on /tmp, only its owner replaces what lies there.
		return (uid === 0 || uid === mine) && (isLink || (mode & 0o002) === 0 || (mode & 0o1000) !== 0);
	};
	const areOurs = (path: string): boolean => isOurs(path) && (path === dirname(path) || areOurs(dirname(path)));

	let folder = caches;
	for (const name of ['', 'whfb', 'compiled']) {
		folder = join(folder, name);
		try {
			// One at a time: Node's own way to make many never ends where none can be made, as below /proc.
			mkdirSync(folder, {mode: 0o700});
		} catch {
			// It is there, or what follows says that it is not.
		}

		const {uid, mode} = lstatSync(folder);
		if (!isWindows && name !== '' && (uid !== mine || (mode & 0o170022) !== 0o040000)) {
			return;
		}
	}

	if (isWindows || (areOurs(caches) && areOurs(realpathSync(caches)))) {
		enableCompileCache(folder);
	}
};

if (!isBrief && !process.env['NODE_COMPILE_CACHE']) {
	try {
		keepCompiled();
	} catch {
		// Without a place to keep it, every start is a first one.
	}
}

const {runCli} = await import('./cli.ts');
await runCli(words);

export {};
