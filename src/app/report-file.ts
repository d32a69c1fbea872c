import {bytesOf} from '../evidence/files.ts';
import {readSeal, type SealReading} from '../report/seal.ts';

/** A report as it lies in a file. `resaved`: what an editor or a mail program has put into it, in words; null where nothing. `text` is without that. */
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
 * Reads a report. whfb writes neither a byte-order mark nor line ends of Windows, and editors and mail programs add both: they take nothing away, so the report
 * is held against its digest without them.
 */
export const readReport = (path: string): ReportFile => {
	const text = textIn(bytesOf(path));
	const reading = readSeal(text);
	if (reading.kind !== 'changed') {
		return {text, reading, resaved: null};
	}

	const isMarked = text.startsWith(mark);
	const bare = text.slice(isMarked ? 1 : 0).replaceAll('\r\n', '\n');
	const without = readSeal(bare);
	const added = [...(isMarked ? ['a byte-order mark'] : []), ...(text.includes('\r\n') ? ['line ends of Windows'] : [])];
	return without.kind === 'whole' && added.length > 0
		? {text: bare, reading: without, resaved: added.join(' and ')}
		: {text, reading, resaved: null};
};
