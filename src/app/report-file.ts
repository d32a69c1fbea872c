import {bytesOf} from '../evidence/files.ts';
import {readSeal, type SealReading} from '../report/seal.ts';

/** A report as it lies in a file. `resaved`: what an editor or a mail program has made otherwise that says nothing, in words; null where nothing. `text` is as whfb wrote it. */
export type ReportFile = {readonly text: string; readonly reading: SealReading; readonly resaved: string | null};

const mark = '\uFEFF';

/** Bytes as text, one for one: what is no UTF-8 is read as Latin, so that it is never taken for what was written. */
const textIn = (bytes: Uint8Array): string => {
	try {
		return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
	} catch {
		return new TextDecoder('latin1').decode(bytes);
	}
};

/**
 * Reads a report. whfb writes no byte-order mark, ends lines with a line feed and the last line with one. Editors and mail programs do otherwise, which takes nothing
 * away: the report is held against its digest as whfb would have ended its lines.
 */
export const readReport = (path: string): ReportFile => {
	const text = textIn(bytesOf(path));
	const reading = readSeal(text);
	if (reading.kind !== 'changed') {
		return {text, reading, resaved: null};
	}

	const isMarked = text.startsWith(mark);
	const unix = text.slice(isMarked ? 1 : 0).replaceAll('\r\n', '\n');
	const bare = unix.replace(/\n*$/, '\n');
	const without = readSeal(bare);
	const other = [
		...(isMarked ? ['a byte-order mark'] : []),
		...(text.includes('\r\n') ? ['line ends of Windows'] : []),
		...(bare === unix ? [] : ['another end of its last line']),
	];
	return without.kind === 'whole' ? {text: bare, reading: without, resaved: other.join(' and ')} : {text, reading, resaved: null};
};
