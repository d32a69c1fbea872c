import {performance} from 'node:perf_hooks';
import {look as lookAtOne} from '../engine/look.ts';
import {type Check, type Collector, collectorsOf} from '../guide/check.ts';
import {type Progress, withPart} from '../guide/progress.ts';
import type {Guide} from '../guide/step.ts';
import {decide, gatesOnTheWay} from '../session/decide.ts';
import type {Environment, Event} from '../session/event.ts';
import {saverOf} from '../session/saver.ts';
import type {Session} from '../session/session.ts';
import type {OpenSession} from '../session/store.ts';
import type {Looking, LookingRow, Walk} from '../session/walk.ts';
import {runningIn} from './options.ts';
import {learnt} from './recording.ts';
import {signingOf} from './signing.ts';
import {askFor} from './world.ts';

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
	readonly bring: (
		path: string,
		taken: string | null,
		session: Session,
	) => Promise<{readonly sentence: string; readonly events: readonly Event[]}>;
};

const needs = (check: Check, collector: string): boolean => collectorsOf(check).some(({id}) => id === collector);

/** A session with everything that the wizard and plain mode may do with it. */
export const walkOf = ({guide, open, opening, given, env, now, writeScript, bring}: WalkParts): Walk => {
	const listeners = new Set<() => void>();
	const changed = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	const disk = saverOf(open, changed);
	disk.record(...opening);
	const {practice} = disk.session().environment;
	const signing = practice === null ? signingOf({session: disk.session, env, now, record: disk.record, changed}) : null;
	let looking: Looking | null = null;
	let underWay: Promise<void> = Promise.resolve();
	let abort = new AbortController();

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

	const run = async (at: string, checks: readonly Check[]) => {
		const {signal} = abort;
		const startedAt = performance.now();
		looking = {at, startedAt, ended: false, rows: checks.map(check => ({check, phase: 'looking', took: null, soFar: []}))};
		changed();
		const learned: Event[] = [];
		const ask = askFor({
			environment: runningIn(disk.session().environment, given),
			session: disk.session,
			env,
			now,
			signal,
			onProgress: (collector, part) => {
				if (!signal.aborted) {
					progress(collector, part);
				}
			},
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
			const asking = guide.steps.flatMap(({checks}) => checks).filter(check => needs(check, attestation.statement));
			await look('your answer', asking);
		},
		markRead: check => disk.record({type: 'read', at: now(), check}),
		writeScript,
		bring: async (path, taken) => {
			const {sentence, events} = await bring(path, taken, disk.session());
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
