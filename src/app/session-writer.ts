import {hostname, userInfo} from 'node:os';
import {CannotStart} from '../cannot-start.ts';
import {practiceIds} from '../engine/practice.ts';
import type {Guide} from '../guide/step.ts';
import {safeText} from '../guide/untrusted.ts';
import {objectionsTo} from '../session/environment.ts';
import type {Beginning, Environment, Event, Identity} from '../session/event.ts';
import {form} from '../session/header.ts';
import type {OpenSession} from '../session/open-session.ts';
import {proved} from '../session/proof.ts';
import {saverOf} from '../session/saver.ts';
import {evolve, type Session, startOf} from '../session/session.ts';
import type {Store} from '../session/store.ts';

/** A session that events are put into: on disk where it has a name, in memory alone where it has none. */
export type SessionWriter = {
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
const onDisk = (open: OpenSession): SessionWriter => {
	const {session, record, close, trouble} = saverOf(open);
	return {session, record, close, notSaved: trouble, name: open.name, lost: open.lost};
};

const inMemory = (start: Session): SessionWriter => {
	let session = start;
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

/** What of the environment a session keeps: not which program runs here, and not which way out this network has. */
const keptOf = ({powershell, proxy, ...kept}: Partial<Environment>): Partial<Environment> => kept;

/** A session's environment for this run: programs and proxies come from whoever starts it, never from a file that may be somebody else's. */
export const runningIn = (kept: Environment, given: Partial<Environment>): Environment => ({
	...kept,
	powershell: given.powershell ?? null,
	proxy: given.proxy ?? null,
});

/** Who runs this: shown in the journal, and compared when a session is resumed. */
export const account = (): string => {
	const domain = process.env['USERDOMAIN'];
	try {
		const {username} = userInfo();
		return safeText(domain === undefined ? username : `${domain}\\${username}`);
	} catch {
		// A user id without an entry has no name; the id is all there is.
		return String(process.getuid?.() ?? 'unknown');
	}
};

/** Who opens a session, with what of the guide, and in what environment. */
export const beginningOf = (guide: Guide, tool: string, at: string, environment: Partial<Environment>): Beginning => ({
	at,
	tool,
	guide: guide.id,
	edition: guide.edition,
	account: account(),
	computer: safeText(hostname()),
	environment: keptOf(environment),
});

/** What is written when a session is opened; nothing where it was made just now, because its first line has said all of it. */
export const openingOf = (
	{isNew}: OpenSession,
	{at, tool, edition, account, computer, environment}: Beginning,
	confirms: boolean,
): readonly Event[] => [
	...(isNew ? [] : [{type: 'opened', at, tool, edition, account, computer, form: `${form.version}.${form.minor}`} as const]),
	...(isNew || Object.keys(environment).length === 0 ? [] : [{type: 'settled', at, environment} as const]),
	...(confirms ? [{type: 'confirmed', at, account} as const] : []),
];

/**
 * A session as it may be gone on with: passages that its journal does not prove are not counted, and said. Throws CannotStart where it names what
 * nobody can ask, which 1.0.0 let a form take, or a practice environment that there is none of.
 */
export const proven = (open: OpenSession, guide: Guide, given: Partial<Environment>): OpenSession => {
	const {session, unproved} = proved(guide, open.events, open.start);
	const [wrong] = objectionsTo({...session.environment, ...given});
	if (wrong !== undefined) {
		open.close();
		throw new CannotStart(
			`Session ${open.name} names ${wrong}. Name it anew, with --directory, --scope-group, --pilot-user, --tenant or --client-id.`,
		);
	}

	const {practice} = session.environment;
	if (practice !== null && !practiceIds(guide.outline.practice).includes(practice)) {
		open.close();
		throw new CannotStart(
			`Session ${open.name} is practice in ${JSON.stringify(safeText(practice))}, and this whfb has no such practice environment. Go on with the whfb that made it, or begin anew with whfb --practice. There are: ${practiceIds(guide.outline.practice).join(', ')}.`,
		);
	}

	// Else what is asked of a real directory would be answered out of an example.
	const real = given.directories?.[0] ?? given.tenant ?? null;
	if (practice !== null && real !== null) {
		open.close();
		throw new CannotStart(
			`Session ${open.name} is practice, in which nothing of yours is asked, and ${real} is not looked at. Leave that option out, or name a session of your own with --session.`,
		);
	}

	const steps = [...new Set(unproved.map(({step}) => step))];
	const said =
		steps.length === 0
			? []
			: [`Nothing in this session proves that ${steps.join(', ')} was passed, so it is not counted: it is looked at again.`];
	const lost = [...(open.lost === null ? [] : [open.lost]), ...said];
	return {...open, session, lost: lost.length === 0 ? null : lost.join(' ')};
};

/** Opens the named session, or makes it; without a name nothing is kept. Options override what the session knows of the environment. */
export const sessionWriterFor = (parts: {
	readonly store: Store;
	readonly name: string | null;
	readonly environment: Partial<Environment>;
	readonly guide: Guide;
	readonly tool: string;
	readonly at: string;
	/** Whether somebody says that what the session names is right. */
	readonly confirms?: boolean;
}): SessionWriter => {
	const {store, name, environment, guide, tool, at, confirms = false} = parts;
	const beginning = beginningOf(guide, tool, at, environment);
	if (name === null) {
		return inMemory(startOf({version: 2, beginning}));
	}

	const open = proven(opened(store, name, beginning), guide, environment);
	const writer = onDisk(open);
	writer.record(...openingOf(open, beginning, confirms));
	return writer;
};

const opened = (store: Store, name: string, beginning: Beginning): OpenSession => {
	const {at, tool, environment} = beginning;
	const open = store.exists(name) ? store.open(name) : store.create(name, at, tool, beginning);
	const practice = environment.practice ?? null;
	const known = open.session.environment.practice;
	// A session is practice or real from its first line on; mixing the two would pass one off as the other.
	if (practice !== null && known !== practice) {
		open.close();
		throw new CannotStart(
			`Session ${name} is ${known === null ? 'a real one' : `practice in ${known}`}. Name another session with --session${known === null ? '' : `, or leave --practice out`}.`,
		);
	}

	return open;
};

/** What was learned of forests and tenant, as an event; none where the session knows it already. A newer answer replaces an older of the same name. */
export const learnt = (known: Identity, found: Partial<Identity>, at: string): readonly Event[] => {
	const names = new Set(found.forests?.map(({name}) => name));
	const identity = {
		forests: [...known.forests.filter(({name}) => !names.has(name)), ...(found.forests ?? [])],
		tenant: found.tenant ?? known.tenant,
	};
	return JSON.stringify(identity) === JSON.stringify(known) ? [] : [{type: 'identified', at, identity}];
};
