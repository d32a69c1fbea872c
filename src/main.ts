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

// Compiled code is kept in the user's own cache folder, so that the second start is faster than the first. Node would keep it in the system's folder for
// what passes, which on Linux and macOS everybody may write to: somebody else could put there what is run here.
if (!isBrief && !process.env['NODE_COMPILE_CACHE']) {
	// As values: of a module that is imported Node reads every member, and some of those fetch others.
	const {enableCompileCache} = process.getBuiltinModule('node:module');
	const {mkdirSync} = process.getBuiltinModule('node:fs');
	const {homedir} = process.getBuiltinModule('node:os');
	const {join} = process.getBuiltinModule('node:path');
	try {
		const caches =
			process.platform === 'win32' ? process.env['LOCALAPPDATA'] : (process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'));
		// Whoever names a folder for all programs has it already.
		if (caches) {
			// Node writes a file's compiled code once, and never adds what a later run compiles: what runs other parts of it has code of its own.
			const kind = ['check', 'import', 'plan', 'report', 'resume', '--practice'].find(word => word === words[0]);
			const own = join(caches, 'whfb', 'compiled', kind?.replace('--', '') ?? (words.length === 0 ? 'wizard' : 'other'));
			mkdirSync(own, {recursive: true, mode: 0o700});
			enableCompileCache(own);
		}
	} catch {
		// Without a place to keep it, every start is a first one.
	}
}

const {runCli} = await import('./cli.ts');
await runCli(words);

export {};
