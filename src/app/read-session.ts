import {CannotStart} from '../cannot-start.ts';
import {shownName} from '../guide/untrusted.ts';
import type {Session} from '../session/session.ts';
import type {Store} from '../session/store.ts';

/** The session that is named, or the only one; it is read and not opened, so that somebody else may be working in it. */
export const readSession = (store: Store, named: string | null): {readonly name: string; readonly session: Session} => {
	const all = store.list();
	const names = all.map(({name}) => name);
	const [only] = all;
	const found = named === null ? (all.length === 1 ? only : undefined) : all.find(({name}) => name === named);
	if (found === undefined) {
		throw new CannotStart(
			names.length === 0
				? `There is no session in ${shownName(store.folder)} yet. whfb check --session NAME keeps what it sees in one, and whfb alone starts the wizard.`
				: named === null
					? `Of which session? Say so with --session NAME; there are: ${names.join(', ')}.`
					: `There is no session ${named} in ${shownName(store.folder)}. There are: ${names.join(', ')}.`,
		);
	}

	if (found.kind === 'unreadable') {
		throw new CannotStart(`Session ${found.name} cannot be read: ${found.why.replace(/^it cannot be read: /, '')}.`);
	}

	return {name: found.name, session: found.session};
};
