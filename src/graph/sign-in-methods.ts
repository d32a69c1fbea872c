import {existsSync} from 'node:fs';
import path from 'node:path';
import {foldersOf} from '../child-processes/program-folders.ts';
import type {Variables} from './clouds.ts';

/** The ways to sign in, as `--sign-in` names them. `none` is one of them: everything can be answered by carried files. */
export const signInMethods = ['browser', 'cli', 'powershell', 'device-code', 'certificate', 'managed-identity', 'token', 'none'] as const;

/** A way to sign in. */
export type SignInMethod = (typeof signInMethods)[number];

/** The ways that need somebody at the keyboard. */
export const isForAPerson = (way: SignInMethod): boolean => way === 'browser' || way === 'device-code';

/** The ways this computer can take, best first. Looks at the environment and for programs on PATH, and starts nothing. */
export const offeredSignInMethods = (
	env: Variables,
	platform: NodeJS.Platform,
	exists: (file: string) => boolean = existsSync,
): readonly SignInMethod[] => {
	const isWindows = platform === 'win32';
	const {join} = isWindows ? path.win32 : path.posix;
	// Where a program would be looked for when it is asked.
	const folders = foldersOf(env, platform);
	const onPath = (...names: readonly string[]) => folders.some(folder => names.some(name => exists(join(folder, name))));
	// On Linux it is xdg-open that knows which browser to open.
	const hasScreen =
		isWindows || platform === 'darwin' || (Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.BROWSER) && onPath('xdg-open'));
	// Over SSH the browser would open in front of somebody else, or nobody.
	const isRemote = Boolean(env.SSH_CONNECTION || env.SSH_TTY) && !env.DISPLAY && !env.BROWSER;
	const can: Readonly<Record<SignInMethod, boolean>> = {
		browser: hasScreen && !isRemote,
		cli: isWindows ? onPath('az.cmd', 'az.exe') : onPath('az'),
		powershell: isWindows || onPath('pwsh'),
		'device-code': true,
		certificate: Boolean(env.AZURE_CLIENT_CERTIFICATE_PATH),
		'managed-identity': Boolean(env.IDENTITY_ENDPOINT || env.MSI_ENDPOINT),
		token: Boolean(env.WHFB_GRAPH_TOKEN),
		none: true,
	};
	return signInMethods.filter(way => can[way]);
};
