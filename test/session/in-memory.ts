import type {Event} from '../../src/session/event.ts';
import type {OpenSession} from '../../src/session/open-session.ts';
import {emptySession, fold} from '../../src/session/session.ts';

/** An open session without a file: what is appended goes to `append`, which may refuse it as a disk does. */
export const inMemory = (name: string, before: readonly Event[], append: (event: Event) => void): OpenSession => ({
	name,
	file: name,
	lineage: 'a',
	session: fold(before),
	start: emptySession,
	events: [],
	isNew: false,
	readOnly: null,
	keepElsewhere: () => null,
	lost: null,
	close: () => undefined,
	journal: {close: () => undefined, textWith: () => '', append},
});

/** What a full disk answers. */
export const diskFull = () => Object.assign(new Error('ENOSPC'), {code: 'ENOSPC', syscall: 'write'});
