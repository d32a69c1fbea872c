import {type Guide, gateName, gatesOf, numberedChecks} from '../guide/step.ts';
import {daysBetween, lookOf, zonedMomentWords} from '../guide/words.ts';
import type {Listed} from '../session/list-sessions.ts';
import {csv} from './csv.ts';
import {type SessionLine, sessionLine} from './session-list.ts';
import {countLooks} from './timeline.ts';

/** How a session stands, for one row of a table; nothing in it is of another session. */
export type SessionRow = SessionLine & {
	/** How many checks are open; null where the session cannot be read. */
	readonly open: {readonly unmet: number; readonly unobserved: number; readonly caution: number} | null;
	/** Whole days since anything was written to it; null where nothing was, or nobody can tell. */
	readonly days: number | null;
};

/** One row for each session of a folder. Nobody is asked anything: gates are told as they were seen last. */
export const sessionRows = (guide: Guide, all: readonly Listed[], now: string): readonly SessionRow[] =>
	all.map(listed => {
		const line = sessionLine(guide, listed, now);
		if (listed.kind === 'unreadable') {
			return {...line, open: null, days: null};
		}

		const {findings, at} = listed.session;
		const {unmet, unobserved, caution} = countLooks(numberedChecks(guide).map(({check}) => lookOf(findings[check.id])));
		return {...line, open: {unmet, unobserved, caution}, days: at === null ? null : daysBetween(at, now)};
	});

/** The gates that a table has a column for. */
const leaving = (guide: Guide) => guide.steps.flatMap(gatesOf).filter(({guards}) => guards === 'leave');

/** The head of the table, and its rows as texts. Of a session that cannot be read the last column says why. */
export const sessionTable = (
	guide: Guide,
	rows: readonly SessionRow[],
): {readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]} => {
	const gates = leaving(guide);
	return {
		head: [
			'Session',
			'Practice',
			'Step',
			...gates.map(({id}) => `Gate ${gateName(guide, id)}, as seen last`),
			'Not met',
			'Not seen',
			'Cautions',
			'Last written',
			'Days ago',
			'Remark',
		],
		rows: rows.map(row =>
			row.readable
				? [
						row.name,
						row.practice ?? '',
						`${row.step} of ${row.steps}`,
						...gates.map(({id}) => row.gates[id] ?? ''),
						...[row.open?.unmet, row.open?.unobserved, row.open?.caution].map(count => String(count ?? '')),
						row.at === null ? '' : zonedMomentWords(row.at),
						row.days === null ? '' : String(row.days),
						'',
					]
				: [
						row.name,
						'',
						'',
						...gates.map(() => ''),
						'',
						'',
						'',
						'',
						'',
						`It cannot be read: ${row.why.replace(/^it cannot be read: /, '')}`,
					],
		),
	};
};

/** The same as CSV. */
export const sessionsCsv = (guide: Guide, rows: readonly SessionRow[]): string => {
	const table = sessionTable(guide, rows);
	return csv([table.head, ...table.rows]);
};
