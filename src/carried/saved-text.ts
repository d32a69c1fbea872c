import {type Importer, ofNobody} from '../guide/importer.ts';
import {safeLines} from './safe-value.ts';

/**
 * Takes what a program printed, saved as a text, for the collector that runs that program: its facts are `{text}`.
 * `banner` tells the program's output from any other text; `tenantId`, with one group, finds the tenant in it.
 */
export const savedText = (one: {
	readonly collector: string;
	readonly what: string;
	readonly from: string;
	readonly banner: RegExp;
	readonly tenantId?: RegExp;
}): Importer => {
	const describes = (text: string) => ({
		about: `${one.collector}/saved`,
		holds: `${text.split('\n').length} lines`,
		identity: {...ofNobody, tenantId: one.tenantId?.exec(text)?.[1]?.toLowerCase() ?? null},
	});
	return {
		id: `saved-${one.collector}`,
		what: one.what,
		recognises: files => files.length === 1 && one.banner.test(files[0]?.text() ?? ''),
		read: files => {
			const text = safeLines(files[0]?.text() ?? '');
			return [{collector: one.collector, facts: {text}, source: 'exported', takenAt: null, from: one.from, ...describes(text)}];
		},
		describes: (collector, facts) => {
			const text = typeof facts === 'object' && facts !== null && 'text' in facts && typeof facts.text === 'string' ? facts.text : null;
			return collector === one.collector && text !== null ? describes(text) : null;
		},
	};
};
