import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs';
import {kindOf} from './trouble.ts';

/** No session comes near this many bytes: a year of looks is a few million. */
const largestSession = 256 * 1024 * 1024;

/** All that a session's file holds. Throws an error of the system for what cannot be read, and one that says so for what is no file or far too large. */
export const bytesIn = (file: string): Buffer => {
	// What is no file must not be waited for: a pipe nobody writes to would never answer.
	const handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
	try {
		const stat = fstatSync(handle);
		if (!stat.isFile() || stat.size > largestSession) {
			const why = stat.isFile()
				? `it is ${Math.round(stat.size / 1024 / 1024)} MB large, and no session is larger than ${largestSession / 1024 / 1024}`
				: `it is ${kindOf(stat)}`;
			throw Object.assign(new Error(why), {syscall: 'read'});
		}

		return readFileSync(handle);
	} finally {
		closeSync(handle);
	}
};

/** The same as text. */
export const textIn = (file: string): string => bytesIn(file).toString('utf8');
