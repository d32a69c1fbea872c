import {accessSync, constants, lstatSync} from 'node:fs';
import {basename, dirname, resolve} from 'node:path';
import {CannotStart} from './cannot-start.ts';
import {extension, syncFolder, writeWhole} from './session/durable.ts';
import {isOfSystem, kindOf, troubleOf} from './session/trouble.ts';

/** Names that Windows keeps for devices, in every folder and with every ending. */
const deviceOfWindows = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])\s*([.:]|$)/i;

/**
 * Why a document cannot be put where somebody named it, as a sentence; null where nothing speaks against it. It takes the place of what is there, so a
 * link is not followed and not replaced either: /dev/stdout is one, and a link that somebody planted leads to a file that is dear to somebody else.
 */
const objectionTo = (file: string, platform: NodeJS.Platform = process.platform): string | null => {
	const refuse = (what: string) => `${file} is ${what}, and nothing was written. Name a file with --out.`;
	if (platform === 'win32' && deviceOfWindows.test(basename(file))) {
		return refuse('a device');
	}

	try {
		const there = lstatSync(file, {throwIfNoEntry: false});
		if (there?.isFile() && file.endsWith(extension)) {
			return refuse('there already, and it is a session');
		}

		if (there === undefined) {
			// Before a look that takes minutes, and before anybody writes down that there is a document.
			accessSync(dirname(resolve(file)), constants.W_OK);
		}

		return there === undefined || there.isFile() ? null : refuse(there.isSymbolicLink() ? 'a link' : kindOf(there));
	} catch (error) {
		if (!isOfSystem(error)) {
			throw error;
		}

		return `${file} cannot be written: ${error.code === 'ENOENT' ? 'its folder is not there' : troubleOf(error)}. Nothing was changed; name another file with --out.`;
	}
};

/** Throws CannotStart where a document could not be put into a file. Asked before a look that takes minutes, and again when it is written. */
export const assertWritable = (file: string) => {
	const objection = objectionTo(file);
	if (objection !== null) {
		throw new CannotStart(objection);
	}
};

/**
 * Writes a document to a file that only whoever runs this may read, or says in a sentence why it cannot be. It is there whole, or what stood
 * there before is; what is new replaces nothing.
 */
export const writeOut = (
	file: string,
	content: string,
	{encoding = 'utf8', isNew = false}: {readonly encoding?: BufferEncoding; readonly isNew?: boolean} = {},
) => {
	assertWritable(file);
	try {
		writeWhole(file, Buffer.from(content, encoding), isNew, syncFolder);
	} catch (error) {
		if (!isOfSystem(error)) {
			throw error;
		}

		if (error.code === 'EEXIST') {
			throw new CannotStart(`${file} is there already, and nothing was written. Name another file, or move that one away.`);
		}

		const why = error.code === 'ENOENT' ? 'its folder is not there' : troubleOf(error);
		throw new CannotStart(`${file} cannot be written: ${why}. Nothing there was changed; name another file with --out.`);
	}
};
