import {accessSync, constants} from 'node:fs';
import {isOwnProc} from '../own-proc.ts';

const canRead = (file: string): boolean => {
	try {
		accessSync(file, constants.R_OK);
		return isOwnProc();
	} catch {
		return false;
	}
};

/** How the programs that whfb starts are ended on a system, and who has seen it, in one sentence. */
export const howProgramsEnd = (platform: NodeJS.Platform = process.platform, reads: (file: string) => boolean = canRead): string => {
	switch (platform) {
		case 'linux':
			return reads('/proc/self/environ')
				? 'What whfb starts is ended with all that it has started, also where whfb itself is killed; tests show it on Linux.'
				: 'What whfb starts is ended by its group alone, because /proc cannot be read here, or is that of other processes; who left the group may stay.';
		case 'win32':
			return 'What whfb starts is ended by taskkill, and by Windows where whfb itself is killed; nobody has confirmed it on Windows yet.';
		default:
			return 'What whfb starts is ended by its group and by who started it; nobody has confirmed it on this system yet.';
	}
};
