import {type Importer, ofNobody, type Refusal} from '../guide/importer.ts';
import {safeLines} from './safe-value.ts';

/** What a text turned out to hold: one run of the program, without what was done to the text since. */
export type SavedRun = {
	readonly text: string;
	/** The computer that it is about, as it names itself; null where it does not. */
	readonly computer: string | null;
	/** The tenant that it speaks of, as a GUID in lower case; null where it names none. */
	readonly tenantId: string | null;
	/** The time that the text itself carries, ISO 8601, UTC; null where it carries none. */
	readonly takenAt: string | null;
	/** What was taken off it, in words. */
	readonly damages: readonly string[];
};

/**
 * Takes what a program printed, saved as a text, for the collector that runs that program: its facts are `{text}`.
 * `recognises` says whether a text is, or once was, such an output; `read` chooses the run that was asked for, from 1, and says whose it is.
 */
export const savedText = (one: {
	readonly collector: string;
	readonly what: string;
	readonly from: string;
	readonly recognises: (text: string) => boolean;
	readonly read: (text: string, run: number | null) => SavedRun | Refusal;
}): Importer => {
	const describes = ({text, computer, tenantId, damages}: SavedRun) => ({
		about: `${one.collector}/${computer === null ? 'saved' : safeLines(computer.toLowerCase())}`,
		holds: [
			`${text.split('\n').length} lines`,
			...(computer === null ? [] : [`of ${safeLines(computer)}`]),
			...(damages.length === 0 ? [] : [`(taken off: ${damages.join(', ')})`]),
		].join(' '),
		identity: {...ofNobody, tenantId},
	});
	return {
		id: `saved-${one.collector}`,
		what: one.what,
		hasRuns: true,
		recognises: files => files.length === 1 && one.recognises(files[0]?.text() ?? ''),
		read: (files, run = null) => {
			const read = one.read(files[0]?.text() ?? '', run);
			return 'refused' in read
				? {refused: safeLines(read.refused)}
				: [
						{
							collector: one.collector,
							facts: {text: safeLines(read.text)},
							source: 'exported',
							takenAt: read.takenAt,
							from: one.from,
							...describes(read),
						},
					];
		},
		describes: (collector, facts) => {
			const text = typeof facts === 'object' && facts !== null && 'text' in facts && typeof facts.text === 'string' ? facts.text : null;
			const read = collector === one.collector && text !== null ? one.read(text, null) : null;
			return read === null || 'refused' in read ? null : describes(read);
		},
	};
};
