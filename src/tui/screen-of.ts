import {stepAt} from '../session/decide.ts';
import type {KeyActionName} from './keys.ts';
import {empty, span} from './line.ts';
import {heldText} from './saved.ts';
import {type Deed, type Scene, type Shown, workspaceOf} from './scene.ts';
import {evidence, finding} from './screens/finding.ts';
import {form} from './screens/form.ts';
import {looking, reads} from './screens/looking.ts';
import {finish, help, resume, text} from './screens/others.ts';
import {refusal} from './screens/refusal.ts';
import {signInScreen, whichTenant} from './screens/sign-in-screen.ts';
import {checks, step} from './screens/step.ts';
import {supply} from './screens/supply.ts';
import {practices, welcome} from './screens/welcome.ts';
import {layerOf, type Screen, type View} from './view.ts';
import {wrapSpans} from './wrap.ts';

/** The smallest window that is drawn in. */
export const least = {columns: 50, rows: 16} as const;
const paneFrom = 110;
/** Columns of the page where the finding stands beside it. */
export const leftPane = 74;
/** Rows that are not the body: three of the header, a rule, Enter, hints. */
const frameRows = 6;

export const isTooSmall = (view: View): boolean => view.columns < least.columns || view.rows < least.rows;
export const bodyRowsOf = (view: View): number => Math.max(1, view.rows - frameRows);

/** Where the page was left from `looking`: the step whose page is read meanwhile. */
const pageBelow = (scene: Scene, view: View): Deed => {
	const below = view.layers.findLast(({screen}) => screen.at === 'step');
	return {do: 'step', step: below?.screen.at === 'step' ? below.screen.step : stepAt(workspaceOf(scene).guide, scene.session)};
};

const waitWords = (scene: Scene, view: View): string | null =>
	view.waiting === null
		? null
		: scene.still
			? 'Waiting: looks again every minute.'
			: `Waiting: looks again in ${Math.max(0, Math.ceil((view.waiting.next - view.clock) / 1000))} s, then every minute. One bell when it holds.`;

/** What the keys of a screen below the help can do. */
const offered = (shown: Shown): readonly KeyActionName[] => [
	'enter',
	'down',
	...(shown.items.length > 0 ? (['next'] as const) : []),
	...(shown.evidence ? (['evidence'] as const) : []),
	...(shown.again ? (['again'] as const) : []),
	...(shown.copy ? (['copy'] as const) : []),
	...(shown.stops ? (['stop'] as const) : []),
	...(shown.noBack ? [] : (['back'] as const)),
];

const contentOf = (scene: Scene, view: View, screen: Screen, focus: string | null): Shown => {
	const hasPanes = view.columns >= paneFrom;
	const width = Math.min(view.columns - 2, 78);
	switch (screen.at) {
		case 'welcome':
			return welcome(scene, width, focus);
		case 'practices':
			return practices(scene, width, focus);
		case 'plan':
			return text('Every read beforehand', scene.plan ?? 'Being written down.', view.columns - 2, true);
		case 'notice':
			return text(screen.title, screen.text, width);
		case 'form':
			return form(scene, view, screen.form, width, focus);
		case 'step':
			return hasPanes
				? step(scene, screen.step, leftPane - 3, view.columns - leftPane - 3, focus)
				: step(scene, screen.step, width, 0, focus);
		case 'checks':
			return checks(scene, screen.step, width, focus);
		case 'looking':
			return looking(scene, width, view.clock, pageBelow(scene, view));
		case 'reads':
			return reads(scene, screen.checks, width);
		case 'finding':
			return finding(scene, screen.check, width);
		case 'evidence':
			return evidence(scene, screen.check, view.columns - 2);
		case 'sign-in':
			return signInScreen(scene, screen.then, width, focus);
		case 'tenant':
			return whichTenant(scene, screen.then, width);
		case 'supply':
			return supply(scene, screen.check, width, focus);
		case 'refusal':
			return refusal(scene, screen.wish, screen.step, screen.shut, width, waitWords(scene, view));
		case 'resume':
			return resume(scene, width);
		case 'finish':
			return finish(scene, width);
		case 'help': {
			const below = view.layers.at(-2);
			return help(
				scene,
				width,
				below === undefined || below.screen.at === 'help' ? [] : offered(contentOf(scene, view, below.screen, below.focus)),
			);
		}
	}
};

/** While anything is unsaved, every screen of a session begins with that. */
const warned = ({workspace}: Scene, view: View, shown: Shown): Shown => {
	const words = workspace === null ? null : heldText(workspace);
	if (words === null) {
		return shown;
	}

	const rows = [...wrapSpans([span(words, 'unmet')], Math.min(view.columns - 2, 78)), empty];
	return {...shown, body: [...rows, ...shown.body], items: shown.items.map(item => ({...item, line: item.line + rows.length}))};
};

/** What the screen on top shows and offers. Pure: the same scene and view give the same screen. */
export const screenOf = (scene: Scene, view: View): Shown => {
	const shown = warned(scene, view, contentOf(scene, view, layerOf(view).screen, layerOf(view).focus));
	return view.waiting === null ? shown : {...shown, stops: 'stop waiting', ticks: true};
};

/** The first row of the body that shows. A top of -1 brings what is focused into view. */
export const topOf = (view: View, shown: Shown): number => {
	const rows = bodyRowsOf(view);
	const last = Math.max(0, shown.body.length - rows);
	const {top} = layerOf(view);
	const line = shown.items.find(({id}) => id === shown.focus)?.line ?? 0;
	if (top < 0) {
		return Math.max(0, Math.min(last, line < rows - 2 ? 0 : line - Math.floor(rows / 3)));
	}

	return Math.min(top, last);
};
