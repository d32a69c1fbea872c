import type {Walk} from '../session/walk.ts';
import type {Scene} from '../tui/scene.ts';
import type {WizardStart} from '../tui/start.ts';
import {themeOf} from '../tui/theme.ts';

/** What plain mode goes on with: the session and what the commands supply. */
export type Trip = {readonly start: WizardStart; readonly walk: Walk};

/** The same value that screens are made from, so that both say the same words. */
export const sceneOf = ({start, walk}: Trip): Scene => ({
	start,
	walk,
	session: walk.session(),
	before: null,
	theme: themeOf('ascii'),
	now: start.now(),
	doctor: null,
	plan: null,
	still: true,
});
