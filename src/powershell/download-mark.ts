import {readFileSync} from 'node:fs';

/** Where Windows keeps the mark of a file that came from elsewhere: a stream of the file, in NTFS ([MS-FSCC] 5.6.1, Zone.Identifier Stream Name). */
const stream = ':Zone.Identifier';

/**
 * Whether a file bears the mark of a download: zone 3, the internet, or 4, restricted sites. RemoteSigned wants a signature of such scripts
 * (about_Execution_Policies). What cannot be read is no mark; it only chooses the words of a refusal.
 */
export const isMarked = (file: string): boolean => {
	try {
		return /^\s*ZoneId\s*=\s*[34]\s*$/im.test(readFileSync(`${file}${stream}`, 'latin1'));
	} catch {
		return false;
	}
};

/** What to do about the mark, in words that `doctor` and a refusal share. */
export const unblockFirst =
	'Delete this copy of whfb, unblock the archive that it came in (Properties, Unblock, or Unblock-File), and unpack it again: unpacking copies the mark to every file.';
