import {createHash} from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** A journal as 1.0.0 wrote it, well chained, with any events. */
export const oldJournal = (events: readonly unknown[], created = '2026-11-22T09:00:00.000Z'): string =>
	chained(JSON.stringify({format: 'whfb-session', version: 1, lineage: 'a', created, tool: '1.0.0'}), events);

/** Lines that are chained as whfb chains them, after any first line. */
export const chained = (first: string, events: readonly unknown[]): string => {
	let previous = digest(first);
	const lines = events.map((event, seq) => {
		const body = JSON.stringify({seq, event});
		previous = digest(previous + body);
		return JSON.stringify({seq, event, hash: previous});
	});
	return `${[first, ...lines].join('\n')}\n`;
};

const at = '2026-11-22T09:00:00.000Z';
/** What 1.0.0 wrote when a session was opened. */
export const oldOpened = {type: 'opened', at, tool: '1.0.0', edition: '1', account: 'CONTOSO\\hana', computer: 'ADM07'} as const;
