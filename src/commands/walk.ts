import {performance} from 'node:perf_hooks';
import {look as lookAtOne} from '../engine/look.ts';
import {type Check, collectorOf, type Needs} from '../guide/check.ts';
import type {Guide} from '../guide/step.ts';
import {decide, gatesOnTheWay} from '../session/decide.ts';
import type {Environment, Event} from '../session/event.ts';
import {evolve, type Session} from '../session/session.ts';
import type {OpenSession} from '../session/store.ts';
import type {Looking, LookingRow, Walk} from '../session/walk.ts';
import {runningIn} from './options.ts';
import {learnt} from './recording.ts';
import {signingOf} from './signing.ts';
import {askFor} from './world.ts';

/** Milliseconds between two tries to save what could not be saved. */
const retryAfter = 2000;

/** What a walk is made of besides its session. */
export type WalkParts = {
	readonly guide: Guide;
	readonly open: OpenSession;
	/** Written before anything else: who opened it, and what is new of the environment. */
	readonly opening: readonly Event[];
	/** What the options of this run say of the environment. */
	readonly given: Partial<Environment>;
	readonly env: NodeJS.ProcessEnv;
	readonly now: () => string;
	readonly writeScript: Walk['writeScript'];
	readonly bring: (path: string, session: Session) => Promise<{readonly sentence: string; readonly events: readonly Event[]}>;
};

/** Events go to disk first and into the session after; what the disk refuses waits, in order, and is tried again. */
const saver = (open: OpenSession, changed: () => void) => {
	let session = open.session;
	let savedAt = session.at;
	let trouble: string | null = null;
	let waiting: readonly Event[] = [];
	let timer: NodeJS.Timeout | undefined;
	let closed = false;
	const flush = () => {
		clearTimeout(timer);
		try {
			for (const event of waiting) {
				open.journal.append(event);
				session = evolve(session, event);
				savedAt = new Date().toISOString();
				waiting = waiting.slice(1);
			}

			trouble = null;
		} catch (error) {
			const code = error instanceof Error && 'code' in error ? error.code : null;
			trouble = code === 'ENOSPC' ? 'the disk is full' : error instanceof Error ? error.message : String(error);
			timer = setTimeout(flush, retryAfter);
			timer.unref();
		}

		changed();
	};

	return {
		session: () => session,
		savedAt: () => savedAt,
		trouble: () => trouble,
		record: (...events: readonly Event[]) => {
			// What a look still finds after its session was left belongs to nobody.
			if (closed) {
				return;
			}

			waiting = [...waiting, ...events];
			flush();
		},
		close: () => {
			closed = true;
			clearTimeout(timer);
			open.close();
		},
	};
};

/** A session with everything that the wizard and plain mode may do with it. */
export const walkOf = ({guide, open, opening, given, env, now, writeScript, bring}: WalkParts): Walk => {
	const listeners = new Set<() => void>();
	const changed = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	const disk = saver(open, changed);
	disk.record(...opening);
	const {practice} = disk.session().environment;
	const signing = practice === null ? signingOf({session: disk.session, env, now, record: disk.record, changed}) : null;
	let looking: Looking | null = null;
	let underWay: Promise<void> = Promise.resolve();
	let abort = new AbortController();

	const settle = (check: Check, row: Partial<LookingRow>) => {
		looking = looking === null ? null : {...looking, rows: looking.rows.map(old => (old.check.id === check.id ? {...old, ...row} : old))};
		changed();
	};

	const run = async (at: string, checks: readonly Check[]) => {
		const {signal} = abort;
		const startedAt = performance.now();
		looking = {at, startedAt, ended: false, rows: checks.map(check => ({check, phase: 'looking', took: null}))};
		changed();
		const learned: Event[] = [];
		const ask = askFor({
			environment: runningIn(disk.session().environment, given),
			session: disk.session,
			env,
			now,
			signal,
			...(signing === null ? {} : {token: signing.token}),
			onIdentity: found => {
				learned.push(...learnt(disk.session().identity, found, now()));
			},
		});
		const stopped = new Promise<'stopped'>(resolve => {
			signal.addEventListener('abort', () => resolve('stopped'), {once: true});
		});
		const all = Promise.all(
			checks.map(async check => {
				const finding = await Promise.race([lookAtOne(check, ask, now), stopped]);
				const seen =
					finding === 'stopped' ? ({kind: 'unobserved', at: now(), reason: 'cancelled', detail: 'You stopped it.'} as const) : finding;
				disk.record(...learned.splice(0), {type: 'found', at: seen.at, check: check.id, finding: seen});
				settle(check, {phase: finding === 'stopped' ? 'stopped' : 'done', took: performance.now() - startedAt});
			}),
		);
		try {
			await all;
		} finally {
			looking = {...looking, ended: true};
			changed();
		}
	};

	const look: Walk['look'] = (at, checks) => {
		const next = underWay.then(() => {
			abort = new AbortController();
			return run(at, checks);
		});
		// A judge that throws is a defect, told once to whoever waits; the next look starts anew.
		underWay = next.catch(() => undefined);
		return next;
	};

	const joined: Walk['look'] = (at, checks) => {
		const busy = looking !== null && !looking.ended && checks.every(check => looking?.rows.some(row => row.check.id === check.id));
		return busy ? underWay : look(at, checks);
	};

	return {
		guide,
		name: open.name,
		practice,
		session: disk.session,
		signIn: signing?.signIn ?? null,
		savedAt: disk.savedAt,
		notSaved: disk.trouble,
		looking: () => looking,
		subscribe: listener => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		look: joined,
		stop: () => abort.abort(),
		want: async (type, step) => {
			const since = now();
			const gates = gatesOnTheWay(guide, {type, step});
			const number = guide.steps.findIndex(({id}) => id === step) + 1;
			if (gates.length > 0) {
				await look(`the gates of step ${number}`, [...new Set(gates.map(gate => gate.check))]);
			}

			const decision = decide(guide, disk.session(), {type, step, since}, now());
			if (decision.kind === 'granted') {
				disk.record(...decision.events);
			}

			return decision;
		},
		answer: async attestation => {
			disk.record({type: 'answered', at: now(), attestation: {...attestation, at: now()}});
			const asking = guide.steps
				.flatMap(({checks}) => checks)
				.filter(({needs}) => Object.values(needs as Needs).some(need => collectorOf(need).id === attestation.statement));
			await look('your answer', asking);
		},
		markRead: check => disk.record({type: 'read', at: now(), check}),
		writeScript,
		bring: async path => {
			const {sentence, events} = await bring(path, disk.session());
			disk.record(...events);
			return {taken: events.length > 0, sentence};
		},
		close: () => {
			abort.abort();
			signing?.signIn.stop();
			disk.close();
		},
	};
};
