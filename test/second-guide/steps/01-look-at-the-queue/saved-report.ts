import type {SavedText} from '../../../../src/guide/importer.ts';
import {queueReport} from './queue-report.facts.ts';

/** A saved report of the queue. */
export const savedReport: SavedText = {
	collector: queueReport.id,
	what: 'a saved queue report',
	recognises: text => text.startsWith('queue report'),
	read: text => ({text, computer: null, tenantId: null, takenAt: null, damages: []}),
};
