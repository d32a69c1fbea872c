import {CannotStart} from '../cannot-start.ts';
import {quoted} from '../guide/untrusted.ts';
import {readJournal} from '../session/read-journal.ts';
import type {Store} from '../session/store.ts';
import {addedSince} from './added-since.ts';
import {readReport} from './report-file.ts';

/** What `whfb verify` found. `sound`: the report is as it was written, and the session still holds what it was made from. */
export type VerifiedReport = {readonly sound: boolean; readonly sentences: readonly string[]};

const notSound = (...sentences: readonly string[]): VerifiedReport => ({sound: false, sentences});

/** The hash of a journal's entry by its number, from 1; null where the journal does not hold it whole. */
export const hashAt = (text: string, entries: number): string | null => {
	const lines = text.split('\n');
	const reading = readJournal(`${lines.slice(0, entries + 1).join('\n')}\n`);
	return reading.kind === 'sound' && reading.events.length === entries ? reading.last : null;
};

/** Holds a report against the session that it names, or the one that is meant. Both are only read. CannotStart where there is no such session. */
export const verifyReport = (path: string, store: Store, named: string | null): VerifiedReport => {
	const {reading, resaved} = readReport(path);
	if (reading.kind === 'unmarked') {
		return notSound(`${quoted(path)} is no report of whfb, or its last line is gone.`);
	}

	if (reading.kind === 'changed') {
		return notSound(`${quoted(path)} is not as it was written: something in it was changed since.`);
	}

	const whole =
		resaved === null
			? `${quoted(path)} is as it was written.`
			: `${quoted(path)} is as it was written, but for ${resaved}, which is of an editor or a mail program and takes nothing away.`;
	const {seal} = reading;
	if (seal === null) {
		return named === null
			? {sound: true, sentences: [whole, 'It was made from no session, so there is nothing to hold it against.']}
			: notSound(whole, `It was made from no session, and so not from ${named}.`);
	}

	const name = named ?? seal.session;
	const found = store.exists(name) ? store.read(name)[0] : undefined;
	if (found === undefined) {
		throw new CannotStart(
			`${whole} It names session ${seal.session}; there is no session ${name} here to hold it against. --session names another one.`,
		);
	}

	const content = found.content;
	const held = content === null ? null : hashAt(content.text, seal.entries);
	if (content === null || held === null) {
		return notSound(
			whole,
			`Session ${name} does not hold the ${seal.entries} entries that the report was made from: ${content === null ? `it ${found.why}` : 'they are fewer, or not as they were written'}.`,
		);
	}

	if (held !== seal.head) {
		return notSound(
			whole,
			`It was made from another session than ${name}, or the session was changed: its entry ${seal.entries} is another one.`,
		);
	}

	const {reading: now} = content;
	return {
		sound: true,
		sentences: [
			whole,
			`It was made from session ${name}, as it stood after entry ${seal.entries}.`,
			...(now.kind === 'sound'
				? [addedSince(now.events.slice(seal.entries))]
				: ['Later entries of the session are damaged; whfb sessions verify says where.']),
			'This shows carelessness and damage, not a determined forger: who writes both anew can make them fit.',
		],
	};
};
