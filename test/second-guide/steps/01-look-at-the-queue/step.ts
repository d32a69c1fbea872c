import {defineStep, gate} from '../../../../src/guide/step.ts';
import {paperInTray} from './paper-in-tray.ts';

export default defineStep({
	id: '01-look-at-the-queue',
	checks: [paperInTray],
	gates: {leave: [gate('paper-before-page', paperInTray, 'Without paper nothing is printed.')]},
});
