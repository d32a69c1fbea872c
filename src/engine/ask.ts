import {isBefore, momentOf, spanOf, utcOf} from '../guide/age.ts';
import type {Unobserved, Weighed} from '../guide/answer.ts';
import type {Collector} from '../guide/check.ts';
import {any, equals} from '../guide/filter.ts';
import type {HeldPiece} from './pieces.ts';
import {weigh} from './weigh.ts';

/** Puts a collector's question to the world. The one door through which anything comes in; tests and practice stand in its place. */
export type Ask = (collector: Collector) => Promise<Weighed | Unobserved>;

/** Answers one kind of query; what comes back is as the runner found it. */
export type Runner = (collector: Collector) => Promise<Weighed | Unobserved>;

/** What the session already holds for a collector: carried, exported or stated, and why it cannot be used. The order does not matter. */
export type Held = (collector: Collector) => readonly HeldPiece[];

/**
 * Asks each collector once per look, however many checks need it, and weighs what the session holds beside it.
 * Where a live question was not answered, held evidence is; without either, why it was not is the answer.
 */
export const askOnce = (runner: Runner, held: Held, now: () => string): Ask => {
	const asked = new Map<string, Promise<Weighed | Unobserved>>();
	/** The collector whose query also looks for what the facts of another one name. */
	const withNames = async (collector: Collector): Promise<Collector> => {
		const {named, query} = collector;
		if (named === undefined || query.via !== 'directory') {
			return collector;
		}

		const by = await once(named.by);
		const names = by.kind === 'facts' ? named.names(by.facts) : [];
		return {...collector, query: {...query, filter: any(query.filter, ...names.map(name => equals(named.attribute, name)))}};
	};
	const ask = async (collector: Collector) => weigh(collector, await runner(await withNames(collector)), held(collector), now());
	const once: Ask = collector => {
		const known = asked.get(collector.id) ?? ask(collector);
		asked.set(collector.id, known);
		return known;
	};
	return once;
};

/**
 * An Ask whose clock has a witness: `newest` is the latest moment that a session has seen, null before its first. Where this computer's clock stands
 * before it, no age can be told, so what comes back may condemn and open nothing. It heals by itself when the times fit.
 */
export const witnessed =
	(ask: Ask, newest: () => string | null, now: () => string): Ask =>
	async collector => {
		const answer = await ask(collector);
		const [been, at] = [newest(), now()];
		if (answer.kind === 'unobserved' || been === null || !isBefore(at, been)) {
			return answer;
		}

		const detail = `The clock of this computer shows ${utcOf(at)}, and this session has seen ${utcOf(been)}, ${spanOf(momentOf(been) - momentOf(at))} later: the clock is wrong now, or it was wrong then, so nobody can say how old anything is.`;
		return {...answer, doubts: [{reason: 'clock', detail}, ...(answer.doubts ?? [])]};
	};
