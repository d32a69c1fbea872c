import type {Stats} from 'node:fs';

const troubles: Readonly<Record<string, string>> = {
	ENOSPC: 'the disk is full',
	EDQUOT: 'the disk quota is used up',
	EFBIG: 'files may not grow any larger here',
	EROFS: 'the disk can only be read',
	EACCES: 'access is denied for this account',
	EPERM: 'access is denied for this account',
	EIO: 'the disk does not work as it should',
	ELOOP: 'a link on the way leads round in a circle',
	ENOTDIR: 'something on the way to it is a file',
	EISDIR: 'it is a folder',
	ENAMETOOLONG: 'its path is too long for this system',
	EMFILE: 'too many files are open',
	ENFILE: 'too many files are open',
	EBUSY: 'another program holds it',
	ENOENT: 'it is not there',
	EPIPE: 'whoever was reading it has gone',
	ECONNRESET: 'whoever was reading it has gone',
};

/** The code that the system gave an error, such as `EEXIST`; null where it has none. */
export const codeOf = (error: unknown): string | null => (error instanceof Error && 'code' in error ? String(error.code) : null);

/** Why something could not be read or written, in words. */
export const troubleOf = (error: unknown): string => {
	return troubles[codeOf(error) ?? ''] ?? (error instanceof Error ? error.message : String(error));
};

/** What it is that is no regular file, in words. */
export const kindOf = (stats: Stats): string => {
	if (stats.isDirectory()) {
		return 'a folder';
	}

	if (stats.isFIFO()) {
		return 'a pipe';
	}

	if (stats.isSocket()) {
		return 'a socket';
	}

	return stats.isCharacterDevice() || stats.isBlockDevice() ? 'a device' : 'neither a file nor a folder';
};

/** Whether what was thrown is of the system, with a code, and no mistake of ours. */
export const isOfSystem = (error: unknown): error is NodeJS.ErrnoException => codeOf(error) !== null;
