import {checkNamed} from '../guide/checks.ts';
import {type Look, lookOf, looks} from '../guide/words.ts';
import {keeping, keptOf, type Place, placeOf, pop, push, remarking, reset, typed, type View} from './navigation.ts';
import type {Scene} from './scene.ts';
import {type ActionName, choicesIn, type Deed, type Screen, stopIn} from './screen.ts';
import {askedBy} from './screens/form.ts';

/** What somebody wants of the wizard, whatever they pressed or typed for it. */
export type Intent =
	| {readonly name: 'enter' | 'close'}
	/** So many rows or boxes on; round at the ends where `isRound`. */
	| {readonly name: 'move'; readonly by: number; readonly isRound?: boolean}
	| {readonly name: 'focus'; readonly id: string | null}
	/** What Enter would do on a row, wherever one stands. */
	| {readonly name: 'open'; readonly id: string}
	| {readonly name: 'act'; readonly action: ActionName}
	| {readonly name: 'fill'; readonly field: string; readonly text: string}
	/** To read a step, by its number from 1. */
	| {readonly name: 'read'; readonly step: number};

/** What an intent leads to: another view, and a deed for whoever can reach the session. */
export type Answer = {readonly view: View; readonly deed: Deed | null};

const only = (view: View): Answer => ({view, deed: null});

/** What can be moved to on a screen, in order: rows, boxes, or the checks of a page. */
const stopsOf = ({blocks}: Screen): readonly string[] =>
	blocks.flatMap(block =>
		block.kind === 'field'
			? [block.id]
			: block.kind === 'page'
				? [...block.page.blocks.flatMap((each, index) => stopIn(each, index) ?? []), ...block.also]
				: block.kind === 'row' && block.enter !== null
					? [block.id]
					: [],
	);

const move = (view: View, shown: Screen, by: number, isRound: boolean): View => {
	const stops = stopsOf(shown);
	if (stops.length === 0) {
		return view;
	}

	const at = stops.indexOf(shown.focus ?? '');
	const to =
		at < 0
			? by > 0
				? 0
				: stops.length - 1
			: isRound
				? (at + by + stops.length) % stops.length
				: Math.max(0, Math.min(stops.length - 1, at + by));
	return keeping(view, {focus: stops[to] ?? null});
};

const nextProblem = (view: View, shown: Screen): View => {
	const rows = choicesIn(shown.blocks);
	const bad = rows.filter(({look}) => look !== null && ['unmet', 'unobserved', 'caution'].includes(look));
	const at = rows.findIndex(({id}) => id === shown.focus);
	const next = bad.find(each => rows.indexOf(each) > at) ?? bad[0];
	return next === undefined ? remarking(view, 'Nothing here is a problem.') : keeping(view, {focus: next.id});
};

/** The step that a place belongs to; null where it is of none. */
const stepOfPlace = ({workspace}: Scene, place: Place): string | null =>
	'step' in place ? place.step : 'check' in place && workspace !== null ? checkNamed(workspace.guide, place.check).step.id : null;

const goBack = (scene: Scene, view: View): View =>
	pop(view) ?? (scene.workspace === null || placeOf(view).at === 'map' ? reset(view, {at: 'welcome'}) : reset(view, {at: 'map'}));

/** To a place, or back from it where one is there already: a key that opens something closes it too. */
const toggled = (scene: Scene, view: View, to: Place | null): View =>
	to === null ? view : to.at === placeOf(view).at ? goBack(scene, view) : push(view, to);

/** The next of what the checks of a step show, for a list that shows one outcome alone; null for all of them. */
const nextFilter = (scene: Scene, step: string | null, filter: Look | null): Look | null => {
	const checks = scene.workspace?.guide.steps.find(({id}) => id === step)?.checks ?? [];
	const present = [null, ...looks.filter(look => checks.some(({id}) => lookOf(scene.session.findings[id]) === look))];
	return present[(present.indexOf(filter) + 1) % present.length] ?? null;
};

/** What a deed does to the view alone; null where it needs the session or the terminal. */
const local = (scene: Scene, view: View, shown: Screen, deed: Deed): View | null => {
	const place = placeOf(view);
	switch (deed.do) {
		case 'go':
			return push(view, deed.to, deed.focus);
		case 'arrive':
			return reset(view, {at: 'map'}, ...(deed.at.at === 'map' ? [] : [deed.at]));
		case 'back':
			return goBack(scene, view);
		case 'help':
			return toggled(scene, view, {at: 'help'});
		case 'next-field': {
			// A box that may not be empty is told of at once, not at the end.
			const box = shown.blocks.find(block => block.kind === 'field' && block.id === shown.focus);
			const asked = place.at === 'form' ? askedBy(scene, place.form).fields.find(({id}) => id === shown.focus) : undefined;
			return box?.kind === 'field' && box.value === '' && asked?.missing !== undefined
				? remarking(view, asked.missing)
				: move(view, shown, 1, false);
		}

		case 'next-problem':
			return nextProblem(view, shown);
		case 'all-rows':
			return keeping(view, {isAll: !keptOf(view).isAll, filter: null});
		case 'filter':
			return keeping(view, {filter: nextFilter(scene, stepOfPlace(scene, place), keptOf(view).filter), focus: null});
		case 'choose':
			return place.at === 'form' ? move(typed(view, place.form, deed.field, deed.value), shown, 1, false) : view;
		case 'wait':
			return {...view, waiting: {next: view.clock + waitEvery}};
		case 'stop':
			return view.waiting === null ? null : {...view, waiting: null};
		default:
			return null;
	}
};

/** Looks again so often while somebody waits, in milliseconds. */
export const waitEvery = 60_000;

const act = (scene: Scene, view: View, shown: Screen, deed: Deed): Answer => {
	const changed = local(scene, view, shown, deed);
	// Who stops waiting stops what is looked at meanwhile, too.
	return changed === null ? {view, deed} : {view: changed, deed: deed.do === 'go' || deed.do === 'stop' ? deed : null};
};

/** What an action does where the screen itself says nothing of it. */
const everywhere = (scene: Scene, view: View, action: ActionName): Answer => {
	const step = stepOfPlace(scene, placeOf(view));
	const hasSession = scene.workspace !== null;
	switch (action) {
		case 'back':
			return only(goBack(scene, view));
		case 'help':
			return only(toggled(scene, view, {at: 'help'}));
		case 'leave':
			return {view, deed: {do: 'leave'}};
		case 'map':
			return only(toggled(scene, view, hasSession ? {at: 'map'} : null));
		case 'page':
			return only(toggled(scene, view, step === null ? null : {at: 'page', step}));
		case 'seen':
			return only(
				placeOf(view).at === 'errands' && step !== null
					? push(view, {at: 'seen', step})
					: toggled(scene, view, step === null ? null : {at: 'seen', step}),
			);
		case 'bring':
			return only(hasSession ? push(view, {at: 'form', form: {for: 'bring', check: null}}) : view);
		default:
			return only(view);
	}
};

/** Letters that a text box takes; a path may have as many. */
const mostTyped = 4096;

const closing: readonly Place['at'][] = ['help', 'form', 'evidence', 'reads'];

/** Answers an intent. Pure: what needs the session, the terminal or time comes back as a deed. */
export const update = (scene: Scene, view: View, shown: Screen, intent: Intent): Answer => {
	const place = placeOf(view);
	switch (intent.name) {
		case 'enter':
			return act(scene, view, shown, shown.enter.deed);
		case 'open': {
			const chosen = choicesIn(shown.blocks).find(({id}) => id === intent.id);
			return chosen === undefined ? only(view) : act(scene, view, shown, chosen.enter.deed);
		}

		case 'move':
			return only(move(view, shown, intent.by, intent.isRound ?? false));
		case 'focus':
			return only(keeping(view, {focus: intent.id}));
		case 'act': {
			const own = shown.actions.find(({name}) => name === intent.action);
			return own === undefined ? everywhere(scene, view, intent.action) : act(scene, view, shown, own.deed);
		}

		case 'fill':
			if (place.at !== 'form') {
				return only(view);
			}

			// A newline that came with a paste is text, and a text box has one row. What is too long is not taken in part: a part may mean something else.
			return only(
				intent.text.length > mostTyped
					? remarking(view, `That is longer than ${mostTyped} letters, and none of it was taken.`)
					: typed(view, place.form, intent.field, intent.text.replace(/[\r\n\t]+/g, ' ')),
			);
		case 'read': {
			const step = scene.workspace?.guide.steps[intent.step - 1];
			return only(step === undefined ? view : push(view, {at: 'page', step: step.id}));
		}

		case 'close':
			return only(
				closing.includes(place.at)
					? goBack(scene, view)
					: place.at === 'page' && shown.focus !== null
						? keeping(view, {focus: null})
						: remarking(view, 'q leaves, b goes back'),
			);
	}
};
