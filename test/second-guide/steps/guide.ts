import type {Guide} from '../../../src/guide/step.ts';
import {savedReport} from './01-look-at-the-queue/saved-report.ts';
import queue from './01-look-at-the-queue/step.ts';
import print from './02-print-a-page/step.ts';
import {coverage} from './coverage.ts';
import {outline} from './outline.ts';

/** Two steps, one gate, one place. */
export const guide: Guide = {
	id: 'office-printer',
	edition: '1',
	steps: [queue, print],
	importers: [],
	savedTexts: [savedReport],
	outline,
	coverage,
	textKinds: {},
};
