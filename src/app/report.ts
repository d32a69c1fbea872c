import {type Guide, gatesOf} from '../guide/step.ts';
import {gathered} from '../report/redaction/gathered.ts';
import {redacted} from '../report/redaction/redacted.ts';
import type {Tokens} from '../report/redaction/tokens.ts';
import {type ReportParts, reportDocument} from '../report/report-document.ts';
import type {ReportDocument} from '../report/report-schema.ts';
import type {Environment} from '../session/event.ts';
import type {Store} from '../session/store.ts';
import {environmentName} from './check.ts';
import {lookAt, lookId} from './look.ts';
import {entriesIn, journalOf, lastReported, pointAfter} from './points.ts';
import {sessionWriterFor} from './session-writer.ts';

/** What one report is made of. */
type ReportRun = {
	readonly guide: Guide;
	readonly tool: string;
	readonly now: () => string;
	readonly store: Store;
	/** The session that it is about; null for what is looked at just now and kept nowhere. */
	readonly name: string | null;
	/** The file of an earlier report to compare with; null for the last one that the session knows of. */
	readonly since: string | null;
	/** Whether it is a report of its own, which the next one is compared with; a page for one role is none. */
	readonly isWhole: boolean;
	/** What stands in the place of names; null where names stand in it. */
	readonly tokens: Tokens | null;
	readonly given: Partial<Environment>;
	readonly titles: (step: string) => string;
	readonly say: (text: string) => void;
};

/** What a session's file adds to what is reported: its seal, what happened in it, and the session as the earlier report knew it. */
const fromFile = (store: Store, name: string, entries: number | null): Pick<ReportParts, 'seal' | 'events' | 'before'> => {
	const journal = journalOf(store, name);
	return {
		seal: {session: name, entries: journal.events.length, head: journal.last},
		events: journal.events,
		before: entries === null ? null : pointAfter(journal, entries),
	};
};

/**
 * Makes a report. Gates are looked at once more, because what opened yesterday opens nothing today; everything else stands as the session knows it, with
 * its age. Without a session everything is looked at. A session is there; CannotStart where it is open elsewhere.
 */
export const reported = async (run: ReportRun): Promise<ReportDocument> => {
	const {guide, tool, now, store, name, since, isWhole, tokens, given, titles, say} = run;
	const look = lookId();
	const entries = name === null ? null : since === null ? lastReported(journalOf(store, name).events) : entriesIn(since, store, name);
	const writer = sessionWriterFor({store, name, environment: given, guide, tool, at: now(), confirms: false});
	try {
		const gates = guide.steps.flatMap(gatesOf).map(({check}) => check);
		const checks = name === null ? guide.steps.flatMap(step => step.checks) : gates;
		await lookAt([...new Set([...checks, ...gates])], look, {guide, writer, given, env: {...process.env}, now, say});
		writer.record(...(isWhole ? [{type: 'reported', at: now()} as const] : []));
	} finally {
		writer.close();
	}

	const session = writer.session();
	const file = name === null ? {seal: null, events: [], before: null} : fromFile(store, name, entries);
	const document = reportDocument({
		guide,
		session,
		titles,
		look,
		at: now(),
		tool,
		environment: environmentName(session.environment, name),
		...file,
	});
	const known = file.before === null ? [session] : [session, {...session, ...file.before.session}];
	return tokens === null ? document : redacted(document, gathered(guide, known, name, tokens));
};
