import {CannotStart} from '../cannot-start.ts';
import type {Ask} from '../engine/ask.ts';
import {type Check, type Collector, collectorsOf} from '../guide/check.ts';
import {type Progress, withPart} from '../guide/progress.ts';
import type {Guide} from '../guide/step.ts';
import {safeText, shownName} from '../guide/untrusted.ts';
import {say} from '../output.ts';
import {writeOut} from '../output-file.ts';
import {type Decision, decide, gatesOnTheWay} from '../session/decide.ts';
import type {Environment, Event} from '../session/event.ts';
import {heldWords} from '../session/held.ts';
import type {OpenSession} from '../session/open-session.ts';
import {saverOf} from '../session/saver.ts';
import type {Session} from '../session/session.ts';
import type {Looking, LookingRow, Workspace} from '../session/workspace.ts';
import {toolVersion} from '../tool.ts';
import {signingOf} from './interactive-sign-in.ts';
import {lookAt, lookId} from './look.ts';
import {oneUserInLines} from './one-user.ts';
import type {RunnerParts} from './runners.ts';

/** Writes the script to carry to a place, filled with the names of a session's pilot; comes back with a sentence. */
export type WriteScript = (place: string, file: string, session: Session) => Promise<string>;

/** What a workspace is made of besides its session. */
export type WorkspaceParts = {
	readonly guide: Guide;
	readonly open: OpenSession;
	/** Written before anything else: who opened it, and what is new of the environment. */
	readonly opening: readonly Event[];
	/** Who does what is done here. */
	readonly account: string;
	/** What the options of this run say of the environment. */
	readonly given: Partial<Environment>;
	readonly env: NodeJS.ProcessEnv;
	readonly now: () => string;
	/** Left out, the world that the session's environment names is asked. */
	readonly ask?: (parts: RunnerParts) => Ask;
	readonly writeScript: WriteScript;
	readonly importEvidence: (
		path: string,
		taken: string | null,
		session: Session,
	) => Promise<{readonly sentence: string; readonly events: readonly Event[]}>;
};

const needs = (check: Check, collector: string): boolean => collectorsOf(check).some(({id}) => id === collector);

/** Writes a text where nothing is yet, for whoever runs this alone. */
const writeText: Workspace['writeText'] = async (file, text) => {
	writeOut(file, text, {isNew: true});
	return `${shownName(file)} is written.`;
};

/** A session that is only looked at, because somebody else writes to it or nobody can: nothing is asked, and nothing is written. */
export const viewOf = (guide: Guide, open: OpenSession, why: string, writeScript: WriteScript): Workspace => {
	const refuse = async (): Promise<never> => {
		throw new CannotStart(why);
	};
	return {
		guide,
		name: open.name,
		practice: open.session.environment.practice,
		session: () => open.session,
		signIn: null,
		savedAt: () => open.session.at,
		notSaved: () => null,
		held: () => '',
		keepElsewhere: () => null,
		readOnly: why,
		lost: open.lost,
		confirm: () => undefined,
		settle: () => undefined,
		looking: () => null,
		subscribe: () => () => false,
		look: refuse,
		stop: () => undefined,
		want: async () => ({kind: 'withheld', because: 'read-only'}),
		answer: refuse,
		writeScript: (place, file) => writeScript(place, file, open.session),
		writeText,
		importEvidence: refuse,
		oneUser: refuse,
		close: open.close,
	};
};

/** A session with everything that the wizard and plain mode may do with it. */
export const workspaceOf = ({
	guide,
	open,
	opening,
	account,
	given,
	env,
	now,
	ask: asking,
	writeScript,
	importEvidence,
}: WorkspaceParts): Workspace => {
	const listeners = new Set<() => void>();
	const changed = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	const disk = saverOf(open, changed);
	disk.record(...opening);
	const {practice} = disk.session().environment;
	const signing = practice === null ? signingOf({guide, session: disk.session, env, now, record: disk.record, changed}) : null;
	let looking: Looking | null = null;
	let underWay: Promise<void> = Promise.resolve();
	let abort = new AbortController();
	/** How often somebody has stopped: a look that waited through a stop asks nobody. */
	let stops = 0;
	let closed = false;

	const onRows = (change: (row: LookingRow) => LookingRow) => {
		looking = looking === null ? null : {...looking, rows: looking.rows.map(change)};
	};

	const settle = (check: Check, row: Partial<LookingRow>) => {
		onRows(old => (old.check.id === check.id ? {...old, ...row} : old));
		changed();
	};

	// Thousands of records a second are no reason to draw: whoever shows a clock finds this when it ticks.
	const progress = (collector: Collector, part: Progress) =>
		onRows(row => (row.phase === 'looking' && needs(row.check, collector.id) ? {...row, soFar: withPart(row.soFar, part)} : row));

	const run = async (at: string, checks: readonly Check[], id: string) => {
		const {signal} = abort;
		const startedAt = performance.now();
		looking = {at, startedAt, ended: false, rows: checks.map(check => ({check, phase: 'looking', took: null, soFar: []}))};
		changed();
		try {
			await lookAt(checks, id, {
				guide,
				writer: disk,
				given,
				env,
				now,
				say,
				signal,
				...(asking === undefined ? {} : {ask: asking}),
				...(signing === null ? {} : {token: signing.token}),
				onProgress: (collector, part) => {
					if (!signal.aborted) {
						progress(collector, part);
					}
				},
				onDone: (check, isStopped) => settle(check, {phase: isStopped ? 'stopped' : 'done', took: performance.now() - startedAt}),
			});
		} finally {
			looking = {...looking, ended: true};
			changed();
		}
	};

	const look = (at: string, checks: readonly Check[], id = lookId()): Promise<void> => {
		const mine = stops;
		const next = underWay.then(() => {
			if (closed) {
				return undefined;
			}

			abort = new AbortController();
			// Whoever stops stops also what waits.
			if (mine !== stops) {
				abort.abort();
			}

			return run(at, checks, id);
		});
		// A judge that throws is a defect, told once to whoever waits; the next look starts anew.
		underWay = next.catch(() => undefined);
		return next;
	};

	const joined: Workspace['look'] = (at, checks) => {
		const busy = looking !== null && !looking.ended && checks.every(check => looking?.rows.some(row => row.check.id === check.id));
		return busy ? underWay : look(at, checks);
	};

	/** One wish at a time: a second would take the first one's look for its own. */
	let wishes: Promise<unknown> = Promise.resolve();
	const want = async (type: 'enter' | 'finish', step: string): Promise<Decision> => {
		const id = lookId();
		const gates = gatesOnTheWay(guide, {type, step});
		const number = guide.steps.findIndex(each => each.id === step) + 1;
		disk.record({type: 'wanted', at: now(), look: id, wish: type, step});
		if (gates.length > 0) {
			await look(`the gates of step ${number}`, [...new Set(gates.map(gate => gate.check))], id);
		}

		const decision = decide(guide, disk.session(), {type, step, look: id}, now());
		if (decision.kind !== 'granted') {
			return decision;
		}

		const saved = disk.trouble() === null ? decide(guide, disk.saved(), {type, step, look: id}, now()) : null;
		return saved?.kind === 'granted' && disk.grant(saved.events) ? saved : {kind: 'withheld', because: 'not-saved'};
	};

	return {
		guide,
		name: open.name,
		practice,
		session: disk.session,
		signIn: signing?.signIn ?? null,
		savedAt: disk.savedAt,
		notSaved: disk.trouble,
		held: () => heldWords(disk.held()),
		keepElsewhere: disk.keepElsewhere,
		readOnly: null,
		lost: open.lost,
		confirm: environment =>
			disk.record(...(Object.keys(environment).length === 0 ? [] : [{type: 'settled', at: now(), environment} as const]), {
				type: 'confirmed',
				at: now(),
				account,
			}),
		settle: environment => disk.record({type: 'settled', at: now(), environment}),
		looking: () => looking,
		subscribe: listener => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		look: joined,
		stop: () => {
			stops += 1;
			abort.abort();
		},
		want: (type, step) => {
			const mine = wishes.then(() => want(type, step));
			wishes = mine.catch(() => undefined);
			return mine;
		},
		answer: async ({statement, yes, by, reason}) => {
			const at = now();
			disk.record({type: 'answered', at, attestation: {statement, yes, by: safeText(by), reason: safeText(reason), at}});
			const asking = guide.steps.flatMap(({checks}) => checks).filter(check => needs(check, statement));
			await look('your answer', asking);
		},
		writeScript: (place, file) => writeScript(place, file, disk.session()),
		writeText,
		importEvidence: async (path, taken) => {
			const {sentence, events} = await importEvidence(path, taken, disk.session());
			disk.record(...events);
			return {taken: events.length > 0, sentence};
		},
		oneUser: user =>
			oneUserInLines({
				guide,
				tool: toolVersion(),
				session: disk.session,
				given,
				name: open.name,
				user,
				env,
				now,
				say,
				strict: false,
				...(asking === undefined ? {} : {ask: asking}),
				...(signing === null ? {} : {token: signing.token}),
			}),
		close: () => {
			closed = true;
			abort.abort();
			signing?.signIn.stop();
			disk.close();
		},
	};
};
