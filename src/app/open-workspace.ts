import type {Guide} from '../guide/step.ts';
import type {Environment} from '../session/event.ts';
import type {OpenSession} from '../session/open-session.ts';
import type {Store} from '../session/store.ts';
import type {Workspace} from '../session/workspace.ts';
import {account, beginningOf, openingOf, proven} from './session-writer.ts';
import {viewOf, type WriteScript, workspaceOf} from './workspace.ts';

/** What opens sessions of a guide to work in. `given`: what the options say of the environment, which overrides what a session knows of it. */
export type Opener = {readonly guide: Guide; readonly tool: string; readonly now: () => string; readonly given: Partial<Environment>};

/** Opens a session to work in, or to look at where nobody can write to it; who opens it is recorded. Throws CannotStart. */
export const openWorkspace = ({guide, tool, now, given}: Opener, open: OpenSession, confirms = false): Workspace => {
	const mine = proven(open, guide, given);
	const writeScript: WriteScript = async (place, file, {environment}) =>
		environment.practice === null
			? (await import('./write-collector.ts')).writeCollector(guide, place, file, {environment})
			: 'In practice nothing is written. In a real session the script lands where you say, to read and to carry.';
	if (mine.readOnly !== null) {
		return viewOf(guide, mine, mine.readOnly, writeScript);
	}

	return workspaceOf({
		guide,
		open: mine,
		opening: openingOf(mine, beginningOf(guide, tool, now(), given), confirms),
		account: account(),
		given,
		// A copy: what is taken out of the program's own variables, so that no child sees it, may still be chosen here.
		env: {...process.env},
		now,
		writeScript,
		importEvidence: async (path, taken, session) => (await import('./importing.ts')).evidenceFrom(guide, {path, taken}, session, now),
	});
};

/** A new session: what it is, who makes it, and in what environment are its first line. */
export const beginWorkspace = (opener: Opener, store: Store, name: string): Workspace => {
	const beginning = beginningOf(opener.guide, opener.tool, opener.now(), opener.given);
	return openWorkspace(opener, store.create(name, beginning.at, beginning.tool, beginning));
};
