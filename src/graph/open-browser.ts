import {spawn} from 'node:child_process';
import path from 'node:path';
import {type FoundProgram, findByName} from '../child-processes/find-program.ts';
import type {Variables} from './clouds.ts';

type Opener = {readonly program: string; readonly args: readonly string[]};

/** Nothing else is ever opened: an address that a sign-in is at, over TLS, or a local one that stands in for it. */
const addressOf = (address: string): string => {
	const url = new URL(address);
	const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) {
		throw new Error(`A browser is opened for https alone, and not for ${url.protocol}`);
	}

	return url.href;
};

/**
 * The program that opens the browser of this computer at an address. Windows and macOS have theirs at a fixed place; on Linux, WSL among it, it is the
 * first xdg-open in an absolute folder of PATH that nobody else could have put there; without one it throws. No shell reads the address.
 * Not tried on real Windows and macOS: rundll32 with url.dll is how other command line tools open theirs.
 */
export const openerOf = (
	address: string,
	platform: NodeJS.Platform,
	env: Variables,
	find: (name: string) => FoundProgram = name => findByName(name, {env, platform}),
): Opener => {
	const url = addressOf(address);
	switch (platform) {
		case 'win32':
			return {
				program: path.win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32', 'rundll32.exe'),
				args: ['url.dll,FileProtocolHandler', url],
			};
		case 'darwin':
			return {program: '/usr/bin/open', args: [url]};
		default: {
			const found = find('xdg-open');
			if ('objection' in found) {
				throw new Error(`No browser can be opened here: ${found.objection}`);
			}

			return {program: found.path, args: [url]};
		}
	}
};

/**
 * Opens the browser of this computer; the build puts it in the place of the package `open`, which would start PowerShell with an encoded command on Windows.
 * Comes back when the program has started, and throws what the system says where it cannot be.
 */
const open = (address: string): Promise<void> =>
	new Promise((resolve, reject) => {
		const {program, args} = openerOf(address, process.platform, process.env);
		// It may live as long as the browser does, and nobody waits for that.
		const child = spawn(program, args, {stdio: 'ignore', detached: process.platform !== 'win32'});
		child.once('error', reject).once('spawn', () => {
			child.unref();
			resolve();
		});
	});

export default open;
