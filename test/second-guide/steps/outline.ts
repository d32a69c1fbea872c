import type {Outline} from '../../../src/guide/outline.ts';

/** What the second guide says of itself. */
export const outline: Outline = {
	title: 'A printer for the office, shared queue',
	abbreviations: {'A printer for the office': 'Printer'},
	looksAt: 'your print server',
	needs: ['somebody who may print'],
	deployed: 'the printer',
	brings: {long: ['a saved queue report'], short: 'a saved queue report'},
	steps: 2,
	gates: [{id: 'paper-before-page', long: 'paper before page', short: 'paper', check: 'paper-in-tray'}],
	roles: [{id: 'office', words: 'whoever keeps the office', who: /./}],
	places: [{id: 'print-server', words: 'the print server', exported: 'a saved queue report', window: 'any window', platform: null}],
	practice: 'steps/practice',
};
