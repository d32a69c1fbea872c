import {stepAt} from '../session/decide.ts';
import {checkNamed, numberOf} from './journey.ts';
import type {KeyAction} from './keys.ts';
import {wordsOf} from './line.ts';
import {type Deed, type Scene, type Shown, workspaceOf} from './scene.ts';
import {bodyRowsOf, screenOf, topOf} from './screen-of.ts';
import {askedBy, valueOf} from './screens/form.ts';
import {type Form, layerOf, onLayer, pop, push, remarking, replace, reset, type Search, toStep, typed, type View} from './view.ts';
import {isCheckRow} from './wrap.ts';

/** What a wish leads to: another view, and a deed for whoever can reach the session. */
export type Answer = {readonly view: View; readonly deed: Deed | null};

const only = (view: View): Answer => ({view, deed: null});
const limit = (value: number, last: number) => Math.max(0, Math.min(last, value));

const scroll = (view: View, shown: Shown, by: number): View =>
	onLayer(view, {top: limit(topOf(view, shown) + by, Math.max(0, shown.body.length - bodyRowsOf(view)))});

/** Keeps a line within the window, with a row to spare where there is one. */
const reveal = (view: View, shown: Shown, line: number): number => {
	const rows = bodyRowsOf(view);
	const top = topOf(view, shown);
	const last = Math.max(0, shown.body.length - rows);
	if (line < top + 1) {
		return limit(line - 1, last);
	}

	return line > top + rows - 3 ? limit(line - rows + 3, last) : top;
};

const moveFocus = (view: View, shown: Shown, by: number, isRound: boolean): View => {
	const {items} = shown;
	if (items.length === 0) {
		return scroll(view, shown, by);
	}

	const at = items.findIndex(({id}) => id === shown.focus);
	const to = isRound ? (at + by + items.length) % items.length : limit(at + by, items.length - 1);
	const item = items[to];
	// At the first and the last item the arrows go on to what stands before and after the list.
	if (item === undefined || (to === at && !isRound)) {
		return scroll(view, shown, by);
	}

	return onLayer(view, {focus: item.id, top: reveal(view, shown, item.line)});
};

/** Moves to the next check; where the reader has chosen none yet and the first does not show, to the first from here on. */
const moveTab = (view: View, shown: Shown, by: number): View => {
	const top = topOf(view, shown);
	const first = shown.items[0];
	const showing = shown.items.find(({line}) => line >= top);
	const isShowing = first !== undefined && first.line >= top && first.line < top + bodyRowsOf(view);
	return layerOf(view).focus === null && shown.moves === 'scroll' && by > 0 && showing !== undefined && !isShowing
		? onLayer(view, {focus: showing.id, top: reveal(view, shown, showing.line)})
		: moveFocus(view, shown, by, true);
};

/** A page on or back: a page is scrolled, a list takes its focus along. */
const movePage = (view: View, shown: Shown, times: number): View => {
	const by = times * Math.max(1, bodyRowsOf(view) - 2);
	const at = shown.items.findIndex(({id}) => id === shown.focus);
	const line = shown.items[at]?.line;
	if (shown.moves !== 'list' || line === undefined) {
		return scroll(view, shown, by);
	}

	const to =
		by > 0
			? Math.max(
					at + 1,
					shown.items.findLastIndex(item => item.line <= line + by),
				)
			: Math.min(
					at - 1,
					shown.items.findIndex(item => item.line >= line + by),
				);
	return shown.items[to] === undefined ? scroll(view, shown, by) : moveFocus(view, shown, to - at, false);
};

const goBack = (scene: Scene, view: View): Answer => {
	const below = pop(view);
	if (below !== null) {
		return only(below);
	}

	const {screen} = layerOf(view);
	if (screen.at !== 'step') {
		return scene.workspace === null ? only(view) : only(reset(view, {at: 'step', step: stepAt(scene.workspace.guide, scene.session)}));
	}

	const {guide} = workspaceOf(scene);
	const before = guide.steps[numberOf(guide, screen.step) - 2];
	return only(before === undefined ? reset(view, {at: 'welcome'}) : replace(view, {at: 'step', step: before.id}));
};

const hitsFor = (scene: Scene, shown: Shown, text: string): readonly number[] => {
	const wanted = text.toLowerCase();
	const guide = scene.workspace?.guide;
	return wanted === ''
		? []
		: shown.body.flatMap((row, line) => {
				const words = isCheckRow(row)
					? row.part === 'question' && guide
						? checkNamed(guide, row.check).check.question
						: ''
					: wordsOf(row);
				return words.toLowerCase().includes(wanted) ? [line] : [];
			});
};

const toHit = (view: View, shown: Shown, search: Search, hit: number): View => {
	const line = search.hits[hit] ?? 0;
	const item = shown.moves === 'list' ? shown.items.findLast(each => each.line <= line) : undefined;
	return {
		...onLayer(view, {
			top: limit(line - 2, Math.max(0, shown.body.length - bodyRowsOf(view))),
			...(item === undefined ? {} : {focus: item.id}),
		}),
		search: {...search, hit},
	};
};

const searched = (scene: Scene, view: View, shown: Shown, search: Search): View => {
	const hits = hitsFor(scene, shown, search.text);
	if (hits.length === 0) {
		return remarking({...view, search: null}, search.text === '' ? 'Nothing to search for.' : `"${search.text}" stands nowhere here.`);
	}

	const after = hits.findIndex(line => line >= topOf(view, shown));
	return toHit(view, shown, {text: search.text, typing: false, hits, hit: 0}, Math.max(0, after));
};

const withText = (scene: Scene, view: View, shown: Shown, change: (text: string) => string): View => {
	if (view.search?.typing) {
		return {...view, search: {...view.search, text: change(view.search.text)}};
	}

	const {screen} = layerOf(view);
	const field = screen.at === 'form' ? askedBy(scene, screen.form).fields.find(({id}) => id === shown.focus) : undefined;
	return screen.at !== 'form' || field === undefined ? view : typed(view, screen.form, field.id, change(valueOf(view, screen.form, field)));
};

/** What was typed into a form, by field. */
export const valuesOf = (scene: Scene, view: View, form: Form): Readonly<Record<string, string>> =>
	Object.fromEntries(askedBy(scene, form).fields.map(field => [field.id, valueOf(view, form, field).trim()]));

/** What a deed does to the view alone; null where it needs the session or the terminal. */
const local = (scene: Scene, view: View, shown: Shown, deed: Deed): View | null => {
	switch (deed.do) {
		case 'go':
			return layerOf(view).screen.at === deed.to.at && JSON.stringify(layerOf(view).screen) === JSON.stringify(deed.to)
				? view
				: push(view, deed.to, deed.focus ?? null);
		case 'step':
			return toStep(view, deed.step, deed.focus ?? null);
		case 'back':
			return goBack(scene, view).view;
		case 'next-field':
			return moveFocus(view, shown, 1, false);
		case 'remark':
			return remarking(view, deed.text);
		case 'wait':
			return {...view, waiting: {next: view.clock + 60_000}};
		default:
			return null;
	}
};

const act = (scene: Scene, view: View, shown: Shown, deed: Deed | undefined): Answer => {
	if (deed === undefined) {
		return only(view);
	}

	const changed = local(scene, view, shown, deed);
	// A page to be opened is also to be remembered as read, so it goes on to whoever keeps the session.
	return changed === null ? {view, deed} : {view: changed, deed: deed.do === 'go' ? deed : null};
};

/** Answers a wish. Pure: what needs the session, the terminal or time comes back as a deed. */
export const answer = (scene: Scene, view: View, wish: KeyAction): Answer => {
	const shown = screenOf(scene, view);
	const isForm = shown.moves === 'form';
	const {search} = view;
	switch (wish.name) {
		case 'type':
			// A newline that came with a paste is text, and a text box has one row.
			return only(withText(scene, view, shown, text => (text + wish.text.replace(/[\r\n\t]+/g, ' ')).slice(0, 400)));
		case 'erase':
			return only(withText(scene, view, shown, text => [...text].slice(0, -1).join('')));
		case 'enter':
			if (search?.typing) {
				return only(searched(scene, view, shown, search));
			}

			return view.clock < view.guardUntil ? only(view) : act(scene, {...view, remark: null}, shown, shown.enter.deed);
		case 'down':
		case 'up': {
			const by = wish.name === 'down' ? wish.times : -wish.times;
			return only(shown.moves === 'scroll' ? scroll(view, shown, by) : moveFocus(view, shown, by, isForm));
		}
		case 'next':
		case 'previous':
			return only(moveTab(view, shown, wish.name === 'next' ? 1 : -1));
		case 'page-down':
			return only(movePage(view, shown, wish.times));
		case 'page-up':
			return only(movePage(view, shown, -1));
		case 'home':
			return only(onLayer(view, {top: 0, ...(shown.moves === 'list' && shown.items[0] ? {focus: shown.items[0].id} : {})}));
		case 'end':
			return only(
				onLayer(view, {top: Number.MAX_SAFE_INTEGER, ...(shown.moves === 'list' ? {focus: shown.items.at(-1)?.id ?? null} : {})}),
			);
		case 'read': {
			const step = scene.workspace?.guide.steps[wish.step - 1];
			return step === undefined ? only(view) : only(toStep(view, step.id));
		}
		case 'back':
			return shown.back === undefined ? goBack(scene, view) : act(scene, view, shown, shown.back.deed);
		case 'evidence':
			return act(scene, view, shown, shown.evidence?.deed);
		case 'checks':
			return act(scene, view, shown, shown.checks);
		case 'again':
			return act(scene, view, shown, shown.again?.deed ?? (shown.enter.deed.do === 'want' ? shown.enter.deed : undefined));
		case 'copy':
			return act(scene, view, shown, shown.copy === undefined ? undefined : {do: 'copy', text: shown.copy.text});
		case 'stop':
			return view.waiting !== null
				? only({...view, waiting: null})
				: act(scene, view, shown, shown.stops === undefined ? undefined : {do: 'stop'});
		case 'wait':
			return act(scene, view, shown, shown.waits ? {do: 'wait'} : undefined);
		case 'search':
			return only({...view, search: {text: '', typing: true, hits: [], hit: 0}});
		case 'next-hit':
		case 'previous-hit': {
			if (search === null || search.hits.length === 0) {
				return only(view);
			}

			const by = wish.name === 'next-hit' ? 1 : -1;
			return only(toHit(view, shown, search, (search.hit + by + search.hits.length) % search.hits.length));
		}
		case 'help':
			return layerOf(view).screen.at === 'help' ? goBack(scene, view) : only(push(view, {at: 'help'}));
		case 'close': {
			if (search !== null) {
				return only({...view, search: null});
			}

			const {at} = layerOf(view).screen;
			return at === 'help' || at === 'form' || at === 'evidence' || at === 'reads'
				? goBack(scene, view)
				: only(remarking(view, 'q leaves, b goes back'));
		}
		case 'leave':
			return {view, deed: {do: 'leave'}};
		case 'redraw':
			return {view, deed: {do: 'redraw'}};
	}
};

/** Another size: the focused check stays where it was in the window, not the line number. */
export const resized = (scene: Scene, view: View, columns: number, rows: number): View => {
	const next = {...view, columns, rows};
	const before = screenOf(scene, view);
	const after = screenOf(scene, next);
	const top = topOf(view, before);
	const was = before.items.find(({id}) => id === before.focus)?.line;
	const is = after.items.find(({id}) => id === after.focus)?.line;
	const isVisible = was !== undefined && was >= top && was < top + bodyRowsOf(view);
	if (is === undefined || was === undefined || !isVisible) {
		// Nothing to hold on to: the same share of the page stands above.
		const share = before.body.length === 0 ? 0 : top / before.body.length;
		return onLayer(next, {top: limit(Math.round(share * after.body.length), Math.max(0, after.body.length - bodyRowsOf(next)))});
	}

	const offset = Math.min(was - top, bodyRowsOf(next) - 3);
	return onLayer(next, {top: limit(is - offset, Math.max(0, after.body.length - bodyRowsOf(next)))});
};
