import {CannotStart} from '../cannot-start.ts';
import {type Guide, gatesOf} from '../guide/step.ts';
import {reportDocument} from '../report/report-document.ts';
import type {ReportDocument} from '../report/report-schema.ts';
import type {Environment} from '../session/event.ts';
import type {Store} from '../session/store.ts';
import {environmentName} from './check.ts';
import {lookAt, lookId} from './look.ts';
import {sessionWriterFor} from './session-writer.ts';

/** What one report is made of. */
type ReportRun = {
	readonly guide: Guide;
	readonly tool: string;
	readonly now: () => string;
	readonly store: Store;
	/** The session that it is about; null for what is looked at just now and kept nowhere. */
	readonly name: string | null;
	readonly given: Partial<Environment>;
	readonly titles: (step: string) => string;
	readonly say: (text: string) => void;
};

/** The head of a session's chain, as its file stands now. */
const sealOf = (store: Store, name: string): ReportDocument['seal'] => {
	const reading = store.read(name)[0]?.content?.reading;
	return reading?.kind === 'sound' ? {session: name, entries: reading.events.length, head: reading.last} : null;
};

/**
 * Makes a report. Gates are looked at once more, because what opened yesterday opens nothing today; everything else stands as the session knows it, with
 * its age. Without a session everything is looked at. CannotStart where the session is not there, or is open elsewhere.
 */
export const reported = async ({guide, tool, now, store, name, given, titles, say}: ReportRun): Promise<ReportDocument> => {
	if (name !== null && !store.exists(name)) {
		throw new CannotStart(`There is no session ${name}. whfb sessions lists them.`);
	}

	const look = lookId();
	const writer = sessionWriterFor({store, name, environment: given, guide, tool, at: now(), confirms: false});
	try {
		const gates = guide.steps.flatMap(gatesOf).map(({check}) => check);
		const checks = name === null ? guide.steps.flatMap(step => step.checks) : gates;
		await lookAt([...new Set([...checks, ...gates])], look, {guide, writer, given, env: {...process.env}, now, say});
	} finally {
		writer.close();
	}

	const session = writer.session();
	return reportDocument({
		guide,
		session,
		titles,
		look,
		at: now(),
		tool,
		environment: environmentName(session.environment, name),
		seal: name === null ? null : sealOf(store, name),
	});
};
