import {z} from 'zod';
import {defineCollector} from '../../../../src/guide/check.ts';

/** What the print server says of its queue: `tray: 12 sheets`. */
export const queueReport = defineCollector({
	id: 'queue-report',
	what: 'the report of the queue',
	rights: 'any user of the print server',
	query: {via: 'powershell', script: 'steps/01-look-at-the-queue/queue-report.ps1', on: 'print-server'},
	read: answer => {
		const {text} = z.object({text: z.string()}).parse(answer);
		const sheets = /^tray: (\d+) sheets$/m.exec(text)?.[1];
		return {sheets: sheets === undefined ? null : Number(sheets)};
	},
	facts: z.strictObject({sheets: z.int().nonnegative()}),
});
