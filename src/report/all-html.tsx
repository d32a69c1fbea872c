/** @jsxImportSource preact */
import type {Guide} from '../guide/step.ts';
import {zonedMomentWords} from '../guide/words.ts';
import {type SessionRow, sessionTable} from './all-sessions.ts';
import {htmlPage} from './html-page.tsx';
import {Table} from './html-table.tsx';

/** Many sessions as one HTML page, a row each. It is of no single session, and bears no seal. */
export const sessionsHtml = (guide: Guide, rows: readonly SessionRow[], made: {readonly at: string; readonly tool: string}): string => {
	const title = `${rows.length} ${rows.length === 1 ? 'session' : 'sessions'}`;
	return htmlPage(
		title,
		<main>
			<h1>{title}</h1>
			<p>
				{guide.outline.title}. Made {zonedMomentWords(made.at)} by whfb {made.tool}, which asked nobody anything: gates stand as they were
				seen last, and open only when they are looked at again.
			</p>
			{rows.length === 0 ? <p>There is no session in this folder.</p> : <Table {...sessionTable(guide, rows)} />}
		</main>,
		null,
	);
};
