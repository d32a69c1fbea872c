import {randomBytes} from 'node:crypto';
import type {Ask} from '../engine/ask.ts';
import {look as lookAtOne} from '../engine/look.ts';
import type {Check} from '../guide/check.ts';
import type {Finding} from '../guide/finding.ts';
import type {Guide} from '../guide/step.ts';
import type {Environment, Event} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import {askFor, type RunnerParts} from './runners.ts';
import {learnt, runningIn} from './session-writer.ts';

/** The id of one look: by chance, so that no file can hold it beforehand. */
export const lookId = (): string => randomBytes(8).toString('hex');

/** What every look of one session needs. */
export type LookParts = Omit<RunnerParts, 'environment' | 'session' | 'onIdentity'> & {
	readonly guide: Guide;
	/** Where it is kept. */
	readonly writer: {readonly session: () => Session; readonly record: (...events: readonly Event[]) => void};
	/** What the options of this run say of the environment. */
	readonly given: Partial<Environment>;
	/** Left out, whoever the session's environment names is asked. */
	readonly ask?: (parts: RunnerParts) => Ask;
	/** Told when a check has been looked at, or was stopped. */
	readonly onDone?: (check: Check, isStopped: boolean) => void;
};

/**
 * Looks at checks side by side, and records whom it met and what it found as it comes. A check that is stopped is recorded as cancelled.
 * A judge that throws is a defect of ours and stops everything.
 */
export const lookAt = async (checks: readonly Check[], id: string, parts: LookParts): Promise<void> => {
	const {writer, given, now, signal, ask: asking = askFor, onDone} = parts;
	const ask = asking({
		...parts,
		environment: runningIn(writer.session().environment, given),
		session: writer.session,
		onIdentity: found => {
			// What is stopped writes no more: its session may be closed.
			if (signal?.aborted !== true) {
				writer.record(...learnt(writer.session().identity, found, now()));
			}
		},
	});
	const stopped = new Promise<null>(resolve => {
		signal?.addEventListener('abort', () => resolve(null), {once: true});
	});
	await Promise.all(
		checks.map(async check => {
			// What was stopped before it began asks nobody.
			const found = signal?.aborted === true ? null : await Promise.race([lookAtOne(check, ask, now), stopped]);
			const finding: Finding = found ?? {kind: 'unobserved', at: now(), reason: 'cancelled', detail: 'You stopped it.'};
			writer.record({type: 'found', at: now(), check: check.id, finding, look: id});
			onDone?.(check, found === null);
		}),
	);
};
