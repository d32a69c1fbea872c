import {type Guide, gatesOf} from '../guide/step.ts';
import {type Hide, nothingHidden} from '../report/hide.ts';
import {hiding} from '../report/redaction/hiding.ts';
import {type ReportParts, reportDocument} from '../report/report-document.ts';
import type {ReportDocument} from '../report/report-schema.ts';
import type {Environment} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import type {Store} from '../session/store.ts';
import {environmentName} from './check.ts';
import {lookAt, lookId} from './look.ts';
import {entriesIn, journalOf, lastReported, pointAfter} from './points.ts';
import type {Redacting} from './redaction-key.ts';
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
	readonly redacting: Redacting | null;
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
 * Makes a report and hands it over. Gates are looked at once more, because what opened yesterday opens nothing today; everything else stands as the session
 * knows it, with its age. Without a session everything is looked at. The session stays open for nobody else until the report is where it was to go, and says
 * only then that it was made: whoever is stopped before has no report, and the next one is compared with one that somebody has. CannotStart where the session
 * is open elsewhere.
 */
export const reported = async (
	run: ReportRun,
	handOver: (document: ReportDocument) => Promise<void> = async () => undefined,
): Promise<ReportDocument> => {
	const {guide, tool, now, store, name, since, isWhole, given, say} = run;
	const look = lookId();
	const entries = name === null ? null : since === null ? lastReported(journalOf(store, name).events) : entriesIn(since, store, name);
	const writer = sessionWriterFor({store, name, environment: given, guide, tool, at: now(), confirms: false});
	try {
		const gates = guide.steps.flatMap(gatesOf).map(({check}) => check);
		const checks = name === null ? guide.steps.flatMap(step => step.checks) : gates;
		await lookAt([...new Set([...checks, ...gates])], look, {guide, writer, given, env: {...process.env}, now, say});
		const document = documentOf(run, writer.session(), look, entries);
		await handOver(document);
		writer.record(...(isWhole ? [{type: 'reported', at: now()} as const] : []));
		return document;
	} finally {
		writer.close();
	}
};

const documentOf = (
	{guide, titles, now, tool, store, name, redacting}: ReportRun,
	session: Session,
	look: string,
	entries: number | null,
): ReportDocument => {
	const file = name === null ? {seal: null, events: [], before: null} : fromFile(store, name, entries);
	const made = (hide: Hide) =>
		reportDocument({
			guide,
			session,
			titles,
			look,
			at: now(),
			tool,
			environment: environmentName(session.environment, name),
			...file,
			hide,
		});
	const known = file.before === null ? [session] : [session, {...session, ...file.before.session}];
	return redacting === null ? made(nothingHidden) : redacting(tokens => made(hiding(guide, known, name, tokens)));
};
