import path from 'node:path';

/** An absolute folder: on Windows one with a drive, because `\tools` lies on whichever drive is the current one, and a share is somebody else's. */
export const isFixedFolder = (folder: string, platform: NodeJS.Platform = process.platform): boolean =>
	platform === 'win32' ? /^[a-z]:[\\/]/i.test(folder) : path.posix.isAbsolute(folder);

/** The folder of Windows itself. */
export const windowsFolder = (): string => {
	const given = process.env['SystemRoot'] ?? '';
	return isFixedFolder(given) ? given : 'C:\\Windows';
};

/** The folders of PATH in which a program is looked for: never the current one, by whatever name. */
export const foldersOf = (env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): readonly string[] => {
	const isWindows = platform === 'win32';
	const given = isWindows ? Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] : env['PATH'];
	const {delimiter} = isWindows ? path.win32 : path.posix;
	return (given ?? '')
		.split(delimiter)
		.map(folder => (isWindows ? folder.trim().replace(/^"(.*)"$/, '$1') : folder))
		.filter(folder => isFixedFolder(folder, platform));
};
