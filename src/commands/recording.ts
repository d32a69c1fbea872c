import {hostname, userInfo} from 'node:os';
import {CannotStart} from '../cannot-start.ts';
import type {Check} from '../guide/check.ts';
import type {Finding} from '../guide/finding.ts';
import type {Guide} from '../guide/step.ts';
import type {Environment, Event, Identity} from '../session/event.ts';
import {saverOf} from '../session/saver.ts';
import {emptySession, evolve, type Session} from '../session/session.ts';
import type {OpenSession, Store} from '../session/store.ts';
import {keptOf} from './options.ts';

/** A session that events are put into: on disk where it has a name, in memory alone where it has none. */
export type Recording = {
	readonly session: () => Session;
	readonly record: (...events: readonly Event[]) => void;
	readonly close: () => void;
	readonly name: string | null;
	/** A sentence where the last thing written had broken off. */
	readonly lost: string | null;
	/** Why not all of it is on disk, in words; null where all is, or nothing is to be kept. */
	readonly notSaved: () => string | null;
};

/** What the disk refuses is still known, so that a document can be printed of it. */
const onDisk = (open: OpenSession): Recording => {
	const {session, record, close, trouble} = saverOf(open);
	return {session, record, close, notSaved: trouble, name: open.name, lost: open.lost};
};

const inMemory = (): Recording => {
	let session = emptySession;
	return {
		session: () => session,
		record: (...events) => {
			session = events.reduce(evolve, session);
		},
		close: () => undefined,
		notSaved: () => null,
		name: null,
		lost: null,
	};
};

/** Who runs this: shown in the journal, and compared when a session is resumed. */
export const account = (): string => {
	const domain = process.env['USERDOMAIN'];
	try {
		const {username} = userInfo();
		return domain === undefined ? username : `${domain}\\${username}`;
	} catch {
		// A user id without an entry has no name; the id is all there is.
		return String(process.getuid?.() ?? 'unknown');
	}
};

/** Opens the named session, or makes it; without a name nothing is kept. Options override what the session knows of the environment. */
export const recordingIn = (parts: {
	readonly store: Store;
	readonly name: string | null;
	readonly environment: Partial<Environment>;
	readonly guide: Guide;
	readonly tool: string;
	readonly at: string;
}): Recording => {
	const {store, name, environment, guide, tool, at} = parts;
	const recording = name === null ? inMemory() : onDisk(opened(store, name, at, tool, environment.practice ?? null));
	recording.record({type: 'opened', at, tool, edition: guide.edition, account: account(), computer: hostname()});
	const kept = keptOf(environment);
	if (Object.keys(kept).length > 0) {
		recording.record({type: 'settled', at, environment: kept});
	}

	return recording;
};

const opened = (store: Store, name: string, at: string, tool: string, practice: string | null): OpenSession => {
	const open = store.exists(name) ? store.open(name) : store.create(name, at, tool);
	const known = open.session.environment.practice;
	// A session is practice or real from its first event on; mixing the two would pass one off as the other.
	if (open.session.opened.length > 0 && practice !== null && known !== practice) {
		open.close();
		throw new CannotStart(
			`Session ${name} is ${known === null ? 'a real one' : `practice in ${known}`}. Name another session with --session${known === null ? '' : `, or leave --practice out`}.`,
		);
	}

	return open;
};

/** Puts what a look found into the session. */
export const recordFinding = (recording: Recording, check: Check, finding: Finding, look: string, at: string) =>
	recording.record({type: 'found', at, check: check.id, finding, look});

/** What was learned of forests and tenant, as an event; none where the session knows it already. A newer answer replaces an older of the same name. */
export const learnt = (known: Identity, found: Partial<Identity>, at: string): readonly Event[] => {
	const names = new Set(found.forests?.map(({name}) => name));
	const identity = {
		forests: [...known.forests.filter(({name}) => !names.has(name)), ...(found.forests ?? [])],
		tenant: found.tenant ?? known.tenant,
	};
	return JSON.stringify(identity) === JSON.stringify(known) ? [] : [{type: 'identified', at, identity}];
};
