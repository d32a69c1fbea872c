import {hybridKeyTrust} from '../../steps/guide.ts';
import type {Environment} from '../session/event.ts';
import type {OpenSession} from '../session/store.ts';
import type {Workspace} from '../session/workspace.ts';
import {toolVersion} from '../tool.ts';
import {account, beginningOf, openingOf, proven} from './session-writer.ts';
import {viewOf, workspaceOf} from './workspace.ts';

export {beginningOf} from './session-writer.ts';
export const guide = hybridKeyTrust;
export {pageOf, remediesOf} from '../content/library.ts';

/** The step that a check belongs to. */
export const stepOf = (check: string): string => {
	const step = hybridKeyTrust.steps.find(({checks}) => checks.some(({id}) => id === check));
	if (step === undefined) {
		throw new Error(`The guide has no check ${check}.`);
	}

	return step.id;
};

/** Opens a session to work in: who runs it is recorded, and options override what it knows of the environment. */
export const openWorkspace = (open: OpenSession, environment: Partial<Environment>, now: () => string, confirms = false): Workspace => {
	const mine = proven(open, hybridKeyTrust, environment);
	const writeScript: Workspace['writeScript'] = async (place, file) =>
		open.session.environment.practice === null
			? (await import('./collector.ts')).writeCollector(place, file)
			: 'In practice nothing is written. In a real session the script lands where you say, to read and to carry.';
	if (mine.readOnly !== null) {
		return viewOf(hybridKeyTrust, mine, mine.readOnly, writeScript);
	}

	return workspaceOf({
		guide: hybridKeyTrust,
		open: mine,
		opening: openingOf(mine, beginningOf(hybridKeyTrust, toolVersion(), now(), environment), confirms),
		account: account(),
		given: environment,
		// A copy: what is taken out of the program's own variables, so that no child sees it, may still be chosen here.
		env: {...process.env},
		now,
		writeScript,
		importEvidence: async (path, taken, session) => (await import('./import.ts')).evidenceFrom(path, session, taken, now),
	});
};
