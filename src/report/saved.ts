import {timeOf} from '../guide/words.ts';
import type {Decision} from '../session/decide.ts';
import type {Workspace} from '../session/workspace.ts';

/** `saved 09:31`, or what keeps it from being saved. */
export const savedPhrase = (workspace: Workspace): string => {
	if (workspace.readOnly !== null) {
		return 'READ ONLY';
	}

	const trouble = workspace.notSaved();
	const at = workspace.savedAt();
	return trouble === null ? (at === null ? 'not begun' : `saved ${timeOf(at)}`) : `NOT SAVED, ${trouble}`;
};

/** ` Saved.`, or what keeps it from being saved. */
export const savedNow = (workspace: Workspace): string => (workspace.notSaved() === null ? ' Saved.' : ` ${savedPhrase(workspace)}.`);

/** What somebody who leaves may rely on. */
export const leavingWords = (workspace: Workspace | null): string =>
	workspace?.readOnly
		? 'it is read only, so nothing is saved here'
		: workspace === null || workspace.notSaved() === null
			? 'everything is saved'
			: 'what is not saved is kept in a file elsewhere, if one can be written';

/** What is held in memory, what that means, and how to keep it; null where all is saved. */
export const heldText = (workspace: Workspace): string | null => {
	const trouble = workspace.notSaved();
	if (trouble === null) {
		return null;
	}

	const held = workspace.held();
	return `NOT SAVED: ${trouble}. ${held === '' ? '' : `Held in memory: ${held}. `}No step is passed meanwhile. Mend that and stay here: whfb tries again every 2 seconds. Whoever leaves before finds it in a file elsewhere, if one can be written.`;
};

/** Why a wish that no gate refuses is not granted. */
export const withheldText = (
	workspace: Workspace,
	{because}: Extract<Decision, {kind: 'withheld'}>,
	type: 'enter' | 'finish',
	number: number,
): string => {
	const not = `Step ${number} is not ${type === 'enter' ? 'entered' : 'finished'}`;
	if (because === 'read-only') {
		return `${not}. ${workspace.readOnly ?? ''}`;
	}

	return because === 'clock'
		? `${not}: the clock of this computer ran back during the look. Nothing is passed on that; look again.`
		: `${not}: only what is saved counts, and not all of it is. ${heldText(workspace) ?? 'It could not be saved just now; try again.'}`;
};
