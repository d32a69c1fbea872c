import {CannotStart} from '../cannot-start.ts';
import {quoted, safeText} from '../guide/untrusted.ts';

const again = 'Name the file or the folder that was brought.';
const elsewhere = 'Copy it to a disk of this computer, and import it from there.';

/** What Windows, Linux or Node say, by their code, as what follows a path in a sentence and what to do. */
const sentences: Readonly<Record<string, (path: string) => string>> = {
	ENOENT: path => `There is nothing at ${path}. ${again}`,
	ENOTDIR: path => `There is nothing at ${path}. ${again}`,
	EACCES: path => `${path} may not be read by whoever runs whfb. Copy it to a place where you may read it, and import it from there.`,
	EPERM: path => `${path} may not be read by whoever runs whfb. Copy it to a place where you may read it, and import it from there.`,
	ELOOP: path => `${path} is a link that leads in a circle. Name what the link is meant for.`,
	ENAMETOOLONG: path => `${path} is a longer path than this computer takes. Copy what it names to a folder with a short path.`,
	EISDIR: path => `${path} is a folder where a file is expected. ${again}`,
	EMFILE: () => 'This computer has too many files open to open one more. Close some programs, and import it again.',
	ENFILE: () => 'This computer has too many files open to open one more. Close some programs, and import it again.',
	EIO: path => `The disk or the share did not give ${path} whole: it reports an error. ${elsewhere}`,
	EBUSY: path => `${path} is in use by another program. Close that program, and import it again.`,
	ETIMEDOUT: path => `The share that holds ${path} does not answer. ${elsewhere}`,
	ESTALE: path => `The share that holds ${path} was taken away meanwhile. ${elsewhere}`,
	ENOTCONN: path => `The share that holds ${path} is not connected. ${elsewhere}`,
	ENXIO: path => `${path} is a device or a pipe, not a file. ${again}`,
	ENODEV: path => `${path} is a device, not a file. ${again}`,
	ENOMEM: path => `This computer has no memory left to read ${path}. Close some programs, and import it again.`,
	ERR_INVALID_ARG_VALUE: path => `${path} is no path. ${again}`,
};

/**
 * Runs a reading of the file system. What the system says of a path it cannot read becomes one sentence, thrown as CannotStart.
 * What is no word of the file system is a defect, and thrown on as it is.
 */
export const reading = <Value>(path: string, read: () => Value): Value => {
	try {
		return read();
	} catch (error) {
		const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
		if (code === null) {
			throw error;
		}

		const sentence = sentences[code] ?? ((each: string) => `${each} cannot be read here (${safeText(code)}). ${elsewhere}`);
		throw new CannotStart(sentence(quoted(path)));
	}
};
