import {later} from '../guide/age.ts';
import type {Finding} from '../guide/finding.ts';
import {type Look, lookOf} from '../guide/words.ts';
import type {Attestation, Beginning, Environment, Event, Evidence, Identity, WishKind} from './event.ts';

/** What somebody last wanted through, and what the look that this asked for has found since. Nothing else can open a gate on that way. */
export type Wanted = {
	readonly look: string;
	readonly wish: WishKind;
	readonly step: string;
	readonly findings: Readonly<Record<string, Finding>>;
	/** The latest time that was written down since. */
	readonly latest: string;
	/** Whether a later entry carries an earlier time: the clock ran back meanwhile. */
	readonly ranBack: boolean;
};

/**
 * What somebody has to confirm. `brought`: the session came from elsewhere, and so did what it names. `mended`: a part of it was damaged, and what it said
 * of environment or identity is lost.
 */
type Unconfirmed =
	| {readonly because: 'brought'; readonly members: readonly (keyof Environment | 'identity')[]}
	| {readonly because: 'mended'; readonly entries: number; readonly lost: readonly ('identity' | 'environment')[]};

/** Everything a session knows: the fold of its events. */
export type Session = {
	readonly environment: Environment;
	/** What of the environment somebody has been asked for, or has given; also what they left empty. */
	readonly settled: readonly string[];
	readonly identity: Identity;
	/** The newest finding of each check. */
	readonly findings: Readonly<Record<string, Finding>>;
	/** What each check was before, where it was something else: at most the last five, oldest first. */
	readonly history: Readonly<Record<string, readonly {readonly look: Look; readonly at: string}[]>>;
	/** The look that made the newest finding of each check; none where 1.0.0 made it. */
	readonly looks: Readonly<Record<string, string>>;
	readonly wanted: Wanted | null;
	readonly attestations: Readonly<Record<string, Attestation>>;
	readonly evidence: readonly Evidence[];
	/** Checks whose present finding somebody has opened. */
	readonly read: readonly string[];
	readonly entered: readonly string[];
	readonly finished: readonly string[];
	readonly opened: readonly Extract<Event, {type: 'opened'}>[];
	/** Why somebody has to say that whom this session names, and how, is right before anything is asked; null where nobody has to. */
	readonly unconfirmed: Unconfirmed | null;
	/** Kinds of entries that a later whfb wrote and this one does not know, each as often as it came. */
	readonly unknown: readonly string[];
	/** Time of the last event. */
	readonly at: string | null;
	/** The latest time of any event: what a clock that was set back must not stand before. */
	readonly newest: string | null;
};

/** A session before its first event, about nobody. */
export const emptySession: Session = {
	environment: {
		directories: [],
		cloud: 'global',
		scopeGroup: null,
		pilotUsers: [],
		pilotClient: null,
		pilotController: null,
		tenant: null,
		clientId: null,
		proxy: null,
		powershell: null,
		signIn: null,
		practice: null,
	},
	settled: [],
	identity: {forests: [], tenant: null},
	findings: {},
	history: {},
	looks: {},
	wanted: null,
	attestations: {},
	evidence: [],
	read: [],
	entered: [],
	finished: [],
	opened: [],
	unconfirmed: null,
	unknown: [],
	at: null,
	newest: null,
};

const withOnce = (list: readonly string[], item: string): readonly string[] => (list.includes(item) ? list : [...list, item]);

const isSame = (a: Finding | undefined, b: Finding): boolean =>
	a !== undefined &&
	(a.kind === 'judged' && b.kind === 'judged'
		? a.verdict.outcome === b.verdict.outcome && a.verdict.because === b.verdict.because
		: a.kind === 'unobserved' && b.kind === 'unobserved' && a.reason === b.reason);

const mostRemembered = 5;

/** The history with what a check was until now, where it is another thing from now on. */
const remembering = ({history, findings}: Session, check: string, finding: Finding): Session['history'] => {
	const before = findings[check];
	return before === undefined || lookOf(before) === lookOf(finding)
		? history
		: {...history, [check]: [...(history[check] ?? []), {look: lookOf(before), at: before.at}].slice(-mostRemembered)};
};

/** Times are ISO 8601 in UTC, with milliseconds or without: as moments, not as letters. */
const isBefore = (a: string, b: string): boolean => Date.parse(a) < Date.parse(b);

/** Whether the clock stands before what a look has already written down. */
export const runsBack = ({latest, ranBack}: Wanted, at: string): boolean => ranBack || isBefore(at, latest);

const followed = (wanted: Wanted | null, event: Event): Wanted | null => {
	if (event.type === 'wanted') {
		const {look, wish, step, at} = event;
		return {look, wish, step, findings: {}, latest: at, ranBack: false};
	}

	if (wanted === null) {
		return null;
	}

	return {
		...wanted,
		ranBack: runsBack(wanted, event.at),
		latest: isBefore(wanted.latest, event.at) ? event.at : wanted.latest,
		findings: event.type === 'found' && event.look === wanted.look ? {...wanted.findings, [event.check]: event.finding} : wanted.findings,
	};
};

const without = <T>(all: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
	Object.fromEntries(Object.entries(all).filter(([each]) => each !== name));

/** What a session from elsewhere names, and what would be asked because of it: hosts, tenant, client, way. */
const broughtBy = ({environment, identity}: Session): Unconfirmed | null => {
	const {practice, powershell: _program, proxy: _proxy, ...named} = environment;
	const names = Object.keys(named) as readonly (keyof typeof named)[];
	const members = names.filter(name => {
		const value = named[name];
		return Array.isArray(value) ? value.length > 0 : value !== emptySession.environment[name];
	});
	const all = [...members, ...(identity.tenant === null ? [] : (['identity'] as const))];
	return practice !== null || all.length === 0 ? null : {because: 'brought', members: all};
};

/** What somebody here says is theirs, and no longer what came along. */
const withoutMembers = (unconfirmed: Unconfirmed | null, given: readonly string[]): Unconfirmed | null => {
	if (unconfirmed?.because !== 'brought') {
		return unconfirmed;
	}

	const members = unconfirmed.members.filter(name => !given.includes(name) && !(name === 'identity' && given.includes('tenant')));
	return members.length === 0 ? null : {because: 'brought', members};
};

/** Damage adds to damage before it, and outweighs what came along: all of it is confirmed at once. */
const withMended = (before: Unconfirmed | null, {entries, lost}: Extract<Event, {type: 'mended'}>): Unconfirmed =>
	before?.because === 'mended'
		? {because: 'mended', entries: before.entries + entries, lost: [...new Set([...before.lost, ...lost])]}
		: {because: 'mended', entries, lost};

/** What the session is after one more event. Pure, and total: every event ever written can be folded. */
export const evolve = (session: Session, event: Event): Session => {
	const next = {...session, at: event.at, newest: later(session.newest, event.at), wanted: followed(session.wanted, event)};
	switch (event.type) {
		case 'opened':
			return {...next, opened: [...session.opened, event]};
		case 'settled':
			return {
				...next,
				// Practice or real is what the first line says; no later entry changes it.
				environment: {...session.environment, ...event.environment, practice: session.environment.practice},
				settled: Object.keys(event.environment).reduce(withOnce, session.settled),
				unconfirmed: withoutMembers(session.unconfirmed, Object.keys(event.environment)),
			};
		case 'identified':
			return {...next, identity: event.identity};
		case 'found':
			return {
				...next,
				findings: {...session.findings, [event.check]: event.finding},
				history: remembering(session, event.check, event.finding),
				looks: event.look === undefined ? without(session.looks, event.check) : {...session.looks, [event.check]: event.look},
				// A finding that says something new has not been read yet.
				read: isSame(session.findings[event.check], event.finding) ? session.read : session.read.filter(check => check !== event.check),
			};
		case 'brought':
			// What was damaged and never confirmed is confirmed by no journey: the names that were lost are not among those that came along.
			return {...next, unconfirmed: session.unconfirmed?.because === 'mended' ? session.unconfirmed : broughtBy(session)};
		case 'mended':
			return {
				...next,
				unconfirmed: event.lost.length === 0 ? session.unconfirmed : withMended(session.unconfirmed, event),
			};
		case 'confirmed':
			return {...next, unconfirmed: null};
		case 'unknown':
			return {...next, unknown: [...session.unknown, event.kind]};
		case 'wanted':
		case 'reported':
			return next;
		case 'answered':
			return {...next, attestations: {...session.attestations, [event.attestation.statement]: event.attestation}};
		case 'imported':
			return {
				...next,
				evidence: [
					...session.evidence.filter(({digest, collector}) => digest !== event.evidence.digest || collector !== event.evidence.collector),
					event.evidence,
				],
			};
		case 'read':
			return {...next, read: withOnce(session.read, event.check)};
		case 'entered':
			return {...next, entered: withOnce(session.entered, event.step)};
		case 'finished':
			return {...next, finished: withOnce(session.finished, event.step)};
	}
};

/** What a session is before its first event: what its first line says. In the form of 1.0.0 the events say the rest themselves. */
export const startOf = ({version, beginning}: {readonly version: 1 | 2; readonly beginning: Beginning}): Session => {
	const {at, tool, edition, account, computer, environment} = beginning;
	return {
		...emptySession,
		environment: {...emptySession.environment, ...environment},
		settled: Object.keys(environment),
		opened: version === 1 ? [] : [{type: 'opened', at, tool, edition, account, computer}],
		at: version === 1 ? null : at,
		newest: version === 1 ? null : at,
	};
};

/** The session that a list of events amounts to. */
export const fold = (events: readonly Event[], start: Session = emptySession): Session => events.reduce(evolve, start);
