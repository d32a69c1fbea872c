import {hostname} from 'node:os';
import {CannotStart} from '../cannot-start.ts';
import {commandLine} from '../command-line.ts';
import {type ReadEvidence, readEvidence} from '../evidence/import-evidence.ts';
import {savedGraph} from '../evidence/saved-graph.ts';
import {savedText} from '../evidence/saved-text.ts';
import {openZip} from '../evidence/zip.ts';
import {graphOrigin} from '../graph/clouds.ts';
import {collectorsIn, type Guide} from '../guide/step.ts';
import {quoted} from '../guide/untrusted.ts';
import {objectionsTo} from '../session/environment.ts';
import type {Environment, Event} from '../session/event.ts';
import {proved} from '../session/proof.ts';
import {readJournal} from '../session/read-journal.ts';
import {emptySession, type Session, startOf} from '../session/session.ts';
import type {Store} from '../session/store.ts';
import {aboutWhom, clockOf} from './held-evidence.ts';
import {account, learnt, sessionWriterFor} from './session-writer.ts';

/** What somebody brings: where it is, `--taken` and `--run`. */
export type Named = {readonly path: string; readonly taken: string | null; readonly run?: number | null};

/** Reads what a path holds, once, for a session of some environment. Throws CannotStart for what cannot be used. */
const read = async (guide: Guide, {path, taken, run = null}: Named, {cloud}: Environment, now: string): Promise<ReadEvidence> => {
	const collectors = collectorsIn(guide);
	return readEvidence(path, {
		places: guide.outline.places,
		importers: [
			...guide.importers,
			...guide.savedTexts.map(savedText),
			savedGraph(collectors, new URL(graphOrigin(cloud, process.env)).host),
		],
		collectors,
		fleets: guide.fleets ?? [],
		taken,
		run,
		now,
		unpacked: await openZip(path),
	});
};

/** What was read as entries of a session, and a sentence; throws CannotStart where it is somebody else's. */
const keptBy = (
	found: Extract<ReadEvidence, {kind: 'evidence'}>,
	session: Session,
	now: () => string,
): {readonly sentence: string; readonly events: readonly Event[]} => {
	const {evidence, sentence} = found.keptBy({identity: aboutWhom(session), evidence: session.evidence});
	// The tenant's own answer says which one it is; what comes after is held against it.
	const tenants = evidence.flatMap(({spoken}) =>
		spoken?.tenantId && spoken.tenantNames.length > 0 ? [{id: spoken.tenantId, domains: spoken.tenantNames}] : [],
	);
	const wrong = clockOf(session, now());
	return {
		sentence: wrong === null ? sentence : `${sentence} ${wrong}`,
		events: [
			...evidence.map((one): Event => ({type: 'imported', at: now(), evidence: one})),
			...tenants.flatMap(tenant => learnt(session.identity, {tenant}, now())),
		],
	};
};

/** What a path holds for an open session, as events and a sentence; throws CannotStart for what cannot be used. */
export const evidenceFrom = async (guide: Guide, named: Named, session: Session, now: () => string): Promise<ReturnType<typeof keptBy>> => {
	const found = await read(guide, named, session.environment, now());
	if (found.kind === 'session') {
		throw new CannotStart(`${quoted(named.path)} is a whole session, not evidence for this one. Bring it in with whfb import.`);
	}

	return keptBy(found, session, now);
};

/** The session that evidence is for: the one named, or the only one there is. */
const sessionFor = (named: string | null, store: Store): string => {
	const all = store.list();
	const [only] = all;
	if (named !== null) {
		return named;
	}

	if (only === undefined || all.length > 1) {
		throw new CannotStart(
			`For which session is it? Say so with --session NAME${all.length === 0 ? ', which makes one of that name' : `; there are: ${all.map(({name}) => name).join(', ')}`}.`,
		);
	}

	return only.name;
};

/** What a journal from elsewhere would have asked here, and nobody could ask; and passages that it tells of and does not prove. */
const objectionsIn = (guide: Guide, content: string): string | null => {
	const reading = readJournal(content);
	if (reading.kind !== 'sound') {
		return null;
	}

	const {header, events} = reading;
	const named = [header.beginning.environment, ...events.flatMap(event => (event.type === 'settled' ? [event.environment] : []))];
	const tenants = events.flatMap(event => (event.type === 'identified' && event.identity.tenant !== null ? [event.identity.tenant] : []));
	const [wrong] = [
		...named.flatMap(objectionsTo),
		...tenants.flatMap(({id, domains}) => [id, ...domains].flatMap(tenant => objectionsTo({tenant}))),
	];
	if (wrong !== undefined) {
		return `it names ${wrong}`;
	}

	const [unproved] = proved(guide, events, startOf(header)).unproved;
	return unproved === undefined
		? null
		: `line ${unproved.index + 2} says that ${unproved.step} was ${unproved.type}, and nothing before it proves that`;
};

/** Takes a whole session in under a name; comes back with a sentence, or throws CannotStart with one. Nothing of a refused one is kept. */
export const adopt = (guide: Guide, store: Store, name: string, content: string, tool: string): string => {
	const objection = objectionsIn(guide, content);
	if (objection !== null) {
		throw new CannotStart(`That session was not brought in: ${objection}. Nothing was kept of it; ask for a fresh export.`);
	}

	// A last line that had broken off is cut here, and said once.
	const {lost} = store.adopt(name, content, {
		type: 'brought',
		at: new Date().toISOString(),
		account: account(),
		computer: hostname(),
		tool,
	});
	return `Session ${name} is brought in.${lost === null ? '' : ` ${lost}`} Go on with: ${commandLine(['whfb', 'resume', name])}`;
};

/** A session's memory, without waiting for whoever writes to it. */
const peek = (store: Store, name: string): Session => {
	const open = store.open(name);
	open.close();
	return open.session;
};

/**
 * Brings a path into a session of its own or of a name, and says what was done. Nothing is made before it is known that there is something to keep.
 * Throws CannotStart for what cannot be used, is somebody else's, or cannot be kept. `warn`: told before anything is written.
 */
export const importInto = async (
	{
		guide,
		store,
		tool,
		now,
		confirms,
		environment,
	}: {
		readonly guide: Guide;
		readonly store: Store;
		readonly tool: string;
		readonly now: () => string;
		readonly confirms: boolean;
		readonly environment: Partial<Environment>;
	},
	named: Named,
	session: string | null,
	warn: () => void,
): Promise<string> => {
	const all = store.list();
	const likely = session ?? (all.length === 1 ? (all[0]?.name ?? null) : null);
	const known = likely !== null && store.exists(likely) ? peek(store, likely) : emptySession;
	const expected = {...known, environment: {...known.environment, ...environment}};
	const found = await read(guide, named, expected.environment, now());
	if (found.kind === 'session') {
		return adopt(guide, store, session ?? found.name, found.text, tool);
	}

	keptBy(found, expected, now);
	const writer = sessionWriterFor({store, name: sessionFor(session, store), environment, guide, tool, at: now(), confirms});
	warn();
	let told: string;
	try {
		// What a file is read as depends on the cloud, and somebody else may have settled another meanwhile.
		if (writer.session().environment.cloud !== expected.environment.cloud) {
			throw new CannotStart(`Session ${writer.name} was given another cloud meanwhile, and nothing was kept. Bring it in again.`);
		}

		const {sentence, events} = keptBy(found, writer.session(), now);
		for (const event of events) {
			writer.record(event);
		}

		told = sentence;
	} finally {
		writer.close();
	}

	const trouble = writer.notSaved();
	if (trouble !== null) {
		throw new CannotStart(
			`${quoted(named.path)} can be used, and session ${writer.name} cannot keep it: ${trouble}. Mend that, and bring it in again.`,
		);
	}

	return `${told}\nKept in session ${writer.name}${writer.session().opened.length === 1 ? ', which is new' : ''}.`;
};
