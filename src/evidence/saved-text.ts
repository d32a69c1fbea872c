import {type Importer, ofNobody, type SavedRun, type SavedText} from '../guide/importer.ts';
import {safeLines} from './safe-value.ts';

/** Takes what a program printed, saved as a text, for the collector that runs that program: its facts are `{text}`. */
export const savedText = (one: SavedText): Importer => {
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
							from: one.what,
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
