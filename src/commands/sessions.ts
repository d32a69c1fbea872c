import {resolve} from 'node:path';
import {guide} from '../../steps/guide.ts';
import {sessionsCompared} from '../app/points.ts';
import {CannotStart} from '../cannot-start.ts';
import {asTyped, commandElsewhere, pathWord} from '../command-line.ts';
import {jsonText, shownName} from '../guide/untrusted.ts';
import {print} from '../output.ts';
import {writeOut} from '../output-file.ts';
import {changedText} from '../report/changed-words.ts';
import {sessionLine, sessionText} from '../report/session-list.ts';
import {wrapped} from '../report/wrapped.ts';
import {proved} from '../session/proof.ts';
import type {Store} from '../session/store.ts';
import {verifiedWords} from '../session/verified-words.ts';
import {verify} from '../session/verify.ts';
import {noMoreWords, now, oneOf, storeOf, text, typed} from './options.ts';
import {formats} from './table.ts';

const oneName = (command: string, words: readonly string[]): string => {
	const [name] = words;
	if (name === undefined) {
		throw new CannotStart(`whfb ${command} needs the name of a session. whfb sessions lists them.`);
	}

	return name;
};

/** `whfb sessions verify [NAME]`: reads and changes nothing. 0 where every session is sound, else 2; the others are told all the same. */
const verifySessions = async (store: Store, names: readonly string[], format: 'text' | 'json'): Promise<number> => {
	noMoreWords('sessions verify', names, 1);
	const verified = store.read(names[0] ?? null).map(read => verify(guide, read));
	if (verified.length === 0) {
		// A folder that was mistyped has verified nothing.
		throw new CannotStart(`There is no session in ${shownName(store.folder)}, so nothing was verified.`);
	}

	const isSound = verified.every(one => one.isSound);
	if (format === 'json') {
		await print(jsonText({format: 'whfb-sessions-verified', version: 1, folder: store.folder, isSound, sessions: verified}));
	} else {
		const told = verified.map(one => [
			`${one.name}  ${one.isSound ? 'sound' : one.chain === 'not-verified' ? 'NOT VERIFIED' : 'NOT SOUND'}`,
			...verifiedWords(one).map(words => `  ${words}`),
		]);
		await print(`${told.map(lines => lines.join('\n')).join('\n\n')}\n`);
	}

	return isSound ? 0 : 2;
};

/** `whfb sessions diff A B`: what changed from the older of two points to the newer, of one session or of two of one environment. Both are only read. */
const diffSessions = async (store: Store, names: readonly string[], format: 'text' | 'json'): Promise<number> => {
	noMoreWords('sessions diff', names, 2);
	const [one, other] = names;
	if (one === undefined || other === undefined) {
		throw new CannotStart('whfb sessions diff needs two sessions, in either order. NAME@N is one as it was after N of its entries.');
	}

	const {changed, older, newer} = sessionsCompared(guide, store, one, other);
	await print(
		format === 'json'
			? jsonText({format: 'whfb-sessions-changed', version: 1, of: [older, newer], ...changed})
			: `${wrapped(`${older} is the older one; this is what is otherwise in ${newer}.`, '', 0).join('\n')}\n${changedText(changed)}`,
	);
	return 0;
};

/** Whether somebody at a terminal says that a session may be deleted; without one, throws CannotStart that names the option which says so. */
const mayRemove = async (store: Store, name: string): Promise<boolean> => {
	// A session that is not there is said to be so before anything is asked.
	store.text(name);
	if (!(process.stdin.isTTY && process.stdout.isTTY)) {
		throw new CannotStart(
			`Nothing was deleted. Session ${name} would be deleted for good, and without a terminal nobody can be asked: --yes says that it may be.`,
		);
	}

	return (await import('../ui/plain/confirm.ts')).confirmed(`Delete ${name} for good? Nothing of it is kept.`);
};

/** `whfb sessions`, with `remove`, `rename` and `verify`. */
export const sessions = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'sessions');
	const format = oneOf(asked, 'format', formats.sessions) ?? 'text';
	const store = storeOf(asked);
	const [verb, ...names] = asked.words;
	if (verb === 'remove') {
		noMoreWords('sessions remove', names, 1);
		const name = oneName('sessions remove', names);
		if (asked.values['yes'] !== true && !(await mayRemove(store, name))) {
			await print(`${name} stays.\n`);
			return 0;
		}

		store.remove(name);
		await print(`${name} is removed.\n`);
		return 0;
	}

	if (verb === 'rename') {
		noMoreWords('sessions rename', names, 2);
		const [from, to] = names;
		if (from === undefined || to === undefined) {
			throw new CannotStart('whfb sessions rename needs two names: the present one and the new one.');
		}

		store.rename(from, to);
		await print(`${from} is called ${to} now.\n`);
		return 0;
	}

	if (verb === 'verify') {
		return verifySessions(store, names, format);
	}

	if (verb === 'diff') {
		return diffSessions(store, names, format);
	}

	noMoreWords('sessions', asked.words, 0);
	const at = now();
	// A passage that its journal does not prove is told as passed by nobody.
	const entries = store.list((events, start) => proved(guide, events, start).session).map(listed => sessionLine(guide, listed, at));
	if (format === 'json') {
		await print(jsonText({format: 'whfb-sessions', version: 1, folder: store.folder, sessions: entries}));
	} else {
		await print(
			entries.length === 0
				? asTyped(`No session in ${shownName(store.folder)} yet. whfb alone starts one, and so does whfb check --session NAME.\n`)
				: `${entries.map(entry => sessionText(guide, entry)).join('\n')}\n`,
		);
	}

	return 0;
};

/** `whfb export NAME`: the session's journal as one file; without --out, on standard output. */
export const exportSession = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'export');
	noMoreWords('export', asked.words, 1);
	const name = oneName('export', asked.words);
	const content = storeOf(asked).text(name);
	const out = text(asked, 'out');
	if (out === null) {
		await print(content);
	} else {
		writeOut(out, content, {isNew: true});
		await print(
			`${name} is written to ${shownName(resolve(out))}. Bring it in elsewhere with: ${commandElsewhere(['whfb', 'import', pathWord(out), '--session', name])}\n`,
		);
	}

	return 0;
};
