import {lstatSync, realpathSync, type Stats, statSync} from 'node:fs';
import path from 'node:path';

const ofOthers = (name: string, {uid, mode}: Stats, isFolderAbove: boolean): string | null => {
	if (uid !== 0 && uid !== process.getuid?.()) {
		return `${name} belongs to another user`;
	}

	// In a folder with the sticky bit, such as /tmp, only its owner replaces what lies there. A program must not lie in one itself: whoever comes first puts it there.
	return (mode & 0o002) === 0 || (isFolderAbove && (mode & 0o1000) !== 0) ? null : `everybody may write to ${name}`;
};

/**
 * Why somebody else who uses this computer could have put a program where it was found; null where only its owner and root could. OpenSSH holds the
 * files it trusts to the same rule (sshd_config(5), StrictModes): the file and every folder above it. Groups are let be: whoever made one for
 * /usr/local chose its members. Windows is not looked at, because Node does not show who may write there.
 */
export const notTrusted = (file: string, platform: NodeJS.Platform = process.platform): string | null => {
	if (platform === 'win32') {
		return null;
	}

	try {
		// The folder of a link counts as well as that of what it leads to.
		for (const start of new Set([path.join(realpathSync(path.dirname(file)), path.basename(file)), realpathSync(file)])) {
			const own = lstatSync(start);
			// Everybody may write to every link, and nobody can.
			const objection = own.isSymbolicLink() ? null : ofOthers(start, own, false);
			if (objection !== null) {
				return objection;
			}

			let above = path.dirname(start);
			for (let isNearest = true; ; isNearest = false, above = path.dirname(above)) {
				const wrong = ofOthers(above, statSync(above), !isNearest);
				if (wrong !== null) {
					return wrong;
				}

				if (above === path.dirname(above)) {
					break;
				}
			}
		}

		return null;
	} catch {
		return `nobody can tell who may write to ${file}`;
	}
};
