import {isoOfFileTime} from '../../day.ts';
import {guidOf} from '../../directory.ts';

/** What a domain controller has of the database of another one, and since when. */
export type Cursor = {readonly database: string; readonly at: string | null};

const head = 16;
const size = 32;

/**
 * Reads a value of replUpToDateVector, version 2, from its base64: a head with the number of cursors, and for each the id of a database, the number
 * of its last change, and the time of the last success in seconds since 1601 (MS-DRSR, UPTODATE_VECTOR_V2_EXT and UPTODATE_CURSOR_V2; published readings of Windows
 * servers have that form).
 * Null for another version, which has no times, and for bytes that are too few or too many.
 */
export const cursorsOf = (base64: string): Cursor[] | null => {
	const bytes = Buffer.from(base64, 'base64');
	if (bytes.length < head || bytes.readUInt32LE(0) !== 2 || bytes.length !== head + size * bytes.readUInt32LE(8)) {
		return null;
	}

	return Array.from({length: bytes.readUInt32LE(8)}, (_, index) => {
		const at = head + size * index;
		const seconds = bytes.readBigUInt64LE(at + 24);
		return {
			database: guidOf(bytes.subarray(at, at + 16).toString('base64')) ?? '',
			at: isoOfFileTime(String(seconds * 10_000_000n)),
		};
	});
};
