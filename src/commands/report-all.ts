import {guide} from '../../steps/guide.ts';
import {CannotStart} from '../cannot-start.ts';
import {deliver} from '../output.ts';
import {sessionRows, sessionsCsv} from '../report/all-sessions.ts';
import {proved} from '../session/proof.ts';
import {toolVersion} from '../tool.ts';
import {noMoreWords, now, oneOf, storeOf, type Typed, text} from './options.ts';

/** `whfb report --all`: one row a session of the folder. Sessions are only read, and one that cannot be read has a row that says so. */
export const reportAll = async (asked: Typed): Promise<number> => {
	noMoreWords('report --all', asked.words, 0);
	const format = oneOf(asked, 'format', ['html', 'csv'] as const) ?? 'html';
	const wrong = (['practice', 'for', 'since', 'redact', 'restore'] as const).find(name => text(asked, name) !== null);
	if (wrong !== undefined) {
		throw new CannotStart(`--all is about every session of the folder, and --${wrong} about one report. Leave one of them out.`);
	}

	const at = now();
	// A passage that its journal does not prove is told as passed by nobody.
	const rows = sessionRows(
		guide,
		storeOf(asked).list((events, start) => proved(guide, events, start).session),
		at,
	);
	const content =
		format === 'csv'
			? sessionsCsv(guide, rows)
			: (await import('../report/all-html.tsx')).sessionsHtml(guide, rows, {at, tool: toolVersion()});
	const out = text(asked, 'out');
	await deliver(out, content);

	return 0;
};
