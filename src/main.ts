#!/usr/bin/env node
// Nothing may be imported here: an old Node has to get as far as the sentence.
const oldest = 24;

if (Number.parseInt(process.versions.node, 10) < oldest) {
	process.stderr.write(
		`exit 2: could not start: whfb needs Node ${oldest} or newer, and this is Node ${process.versions.node}. In its own folder, npm start uses the Node that npm ci installed there.\n`,
	);
	process.exit(2);
}

// Compiled code is kept in the user's cache folder, so that the second start is faster than the first; without one, nothing is lost.
const {enableCompileCache} = await import('node:module');
enableCompileCache?.();
const {runCli} = await import('./cli.ts');
await runCli(process.argv.slice(2));

export {};
