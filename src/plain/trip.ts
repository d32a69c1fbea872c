import type {Workspace} from '../session/workspace.ts';
import type {Scene} from '../tui/scene.ts';
import type {WizardStart} from '../tui/start.ts';
import {themeOf} from '../tui/theme.ts';

/** What plain mode goes on with: the session and what the commands supply. */
export type Trip = {readonly start: WizardStart; readonly workspace: Workspace};

/** The same value that screens are made from, so that both say the same words. */
export const sceneOf = ({start, workspace}: Trip): Scene => ({
	start,
	workspace,
	session: workspace.session(),
	before: null,
	theme: themeOf('ascii'),
	now: start.now(),
	doctor: null,
	plan: null,
	still: true,
});
