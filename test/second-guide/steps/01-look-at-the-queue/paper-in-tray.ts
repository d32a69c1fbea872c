import {defineCheck} from '../../../../src/guide/check.ts';
import {met, unmet} from '../../../../src/guide/finding.ts';
import {queueReport} from './queue-report.facts.ts';

export const paperInTray = defineCheck({
	id: 'paper-in-tray',
	question: 'Is there paper in the tray?',
	needs: {queue: queueReport},
	judge: ({queue: {sheets}}) => (sheets > 0 ? met(`${sheets} sheets are in the tray.`) : unmet('fill-the-tray', 'The tray is empty.')),
});
