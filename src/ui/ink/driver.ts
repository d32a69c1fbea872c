import type {SignSet} from '../../guide/words.ts';
import type {Controller} from '../../wizard/controller.ts';
import {nameOf, placeOf} from '../../wizard/navigation.ts';
import {newlySaid, type Said} from '../../wizard/reader-text.ts';
import {type ActionName, choicesIn} from '../../wizard/screen.ts';
import {wordsOf} from '../../wizard/text.ts';
import type {Intent} from '../../wizard/update.ts';
import {type Body, bodyOf, bodyRowsOf, type Frame, frameOf, isTooSmall, type Picture, type Search, type Size, topOf} from './frame.ts';
import {type KeyMeaning, type KeyName, keyName, labelOf, meaningOf, type Pressed} from './keys.ts';
import {edited, inserted, type Typed} from './text-box.ts';

/** Enter is dropped for so long after the place has changed: a held key must not walk through the guide. Milliseconds. */
const enterGuard = 300;

/** What is of the window alone: where each place was scrolled to, what is searched, where a text is typed. */
export type WindowDriver = {
	readonly frame: () => Frame;
	/** What a screen reader gets next; empty where nothing changed. */
	readonly spoken: () => readonly string[];
	readonly press: (key: Pressed) => void;
	readonly paste: (text: string) => void;
	readonly resize: (size: Size) => void;
	readonly version: () => number;
	readonly subscribe: (listener: () => void) => () => void;
	readonly size: () => Size;
};

export type WindowSetting = {
	readonly size: Size;
	readonly signs: SignSet;
	readonly clock: () => number;
	readonly redraw: () => void;
	readonly completePath: (typed: string) => string | null;
};

const limit = (value: number, last: number) => Math.max(0, Math.min(last, value));

/** Drives a controller by keys and draws it into a window. */
export const drive = (controller: Controller, setting: WindowSetting): WindowDriver => {
	let size = setting.size;
	let search: Search | null = null;
	let tops: Readonly<Record<string, number>> = {};
	let cursor: number | null = null;
	let guardUntil = Number.NEGATIVE_INFINITY;
	let place = nameOf(placeOf(controller.view()));
	let version = 0;
	let said: Said | null = null;
	let laid: {readonly key: string; readonly body: Body} | null = null;
	const listeners = new Set<() => void>();

	const changed = () => {
		version += 1;
		for (const listener of listeners) {
			listener();
		}
	};

	const field = () => {
		const {blocks, focus} = controller.screen();
		const found = blocks.find(block => block.kind === 'field' && block.id === focus);
		return found?.kind === 'field' ? found : null;
	};
	const typed = (): Typed => {
		const text = field()?.value ?? '';
		const {length} = [...text];
		return {text, cursor: Math.min(cursor ?? length, length)};
	};

	const picture = (): Picture => ({
		screen: controller.screen(),
		trail: controller.trail(),
		view: controller.view(),
		size,
		top: tops[place] ?? -1,
		cursor: typed().cursor,
		search,
		signs: setting.signs,
	});

	/** Laid out once for each change. */
	const body = (): Body => {
		const key = `${controller.version()} ${size.columns} ${typed().cursor}`;
		if (laid?.key !== key) {
			laid = {key, body: bodyOf(picture())};
		}

		return laid.body;
	};

	const scrollTo = (top: number) => {
		tops = {...tops, [place]: limit(top, Math.max(0, body().rows.length - bodyRowsOf(picture())))};
		changed();
	};
	const scroll = (by: number) => scrollTo(topOf(picture(), body()) + by);

	/** Keeps a line within the window, with a row to spare where there is one. */
	const reveal = (id: string | null) => {
		const line = body().stops.find(each => each.id === id)?.line;
		if (line !== undefined) {
			const rows = bodyRowsOf(picture());
			const top = topOf(picture(), body());
			scrollTo(line < top + 1 ? line - 1 : line > top + rows - 3 ? line - rows + 3 : top);
		}
	};

	const want = (intent: Intent) => {
		controller.want(intent);
		if (nameOf(placeOf(controller.view())) === place && (intent.name === 'move' || intent.name === 'focus')) {
			reveal(controller.screen().focus);
		}
	};

	const move = (by: number) => {
		const screen = controller.screen();
		if (screen.moves === 'page') {
			return scroll(by);
		}

		const rows = choicesIn(screen.blocks);
		const at = rows.findIndex(({id}) => id === screen.focus);
		// At the first and the last row the arrows go on to what stands before and after the list.
		return screen.moves === 'list' && (at + by < 0 || at + by >= rows.length)
			? scroll(by)
			: want({name: 'move', by, isRound: screen.moves === 'form'});
	};

	/** Tab begins at the first check that shows, not at the top of the page. */
	const tab = (by: number) => {
		const screen = controller.screen();
		const {stops} = body();
		const top = topOf(picture(), body());
		const showing = stops.find(({line}) => line >= top);
		return screen.focus === null && by > 0 && showing !== undefined
			? want({name: 'focus', id: showing.id})
			: want({name: 'move', by, isRound: true});
	};

	const toHit = (next: Search, hit: number) => {
		search = {...next, hit};
		const line = next.hits[hit] ?? 0;
		const screen = controller.screen();
		const stop = body().stops.findLast(each => each.line <= line);
		if (screen.moves === 'list' && stop !== undefined) {
			controller.want({name: 'focus', id: stop.id});
		}

		scrollTo(line - 2);
	};

	const hitsOf = (wanted: string): readonly number[] =>
		wanted === '' ? [] : body().rows.flatMap((row, line) => (wordsOf(row).toLowerCase().includes(wanted.toLowerCase()) ? [line] : []));

	const find = (wanted: string) => {
		const hits = hitsOf(wanted);
		search = null;
		if (hits.length === 0) {
			controller.remark(wanted === '' ? 'Nothing to search for.' : `"${wanted}" stands nowhere here.`);
			return changed();
		}

		const after = hits.findIndex(line => line >= topOf(picture(), body()));
		return toHit({text: wanted, typing: false, hits, hit: 0}, Math.max(0, after));
	};

	const nextHit = (by: number) => {
		if (search !== null && search.hits.length > 0) {
			toHit(search, (search.hit + by + search.hits.length) % search.hits.length);
		}
	};

	const searchKey = (now: Search, key: Pressed) => {
		const name = keyName(key);
		if (name === 'enter') {
			return find(now.text);
		}

		if (name === 'escape' || name === 'ctrl-c') {
			search = null;
			return name === 'ctrl-c' ? controller.leave(0) : changed();
		}

		const next = edited({text: now.text, cursor: [...now.text].length}, key);
		search = next === null ? now : {...now, text: next.text};
		return changed();
	};

	const fill = (next: Typed) => {
		const box = field();
		if (box !== null) {
			({cursor} = next);
			controller.want({name: 'fill', field: box.id, text: next.text});
		}
	};

	/** A key in a text box; false where the box does not take it. */
	const boxKey = (key: Pressed): boolean => {
		const box = field();
		const name = keyName(key);
		if (
			box === null ||
			name === 'enter' ||
			name === 'escape' ||
			name === 'ctrl-c' ||
			name === 'ctrl-l' ||
			name === 'shift-tab' ||
			name === 'up' ||
			name === 'down'
		) {
			return false;
		}

		if (name === 'tab') {
			const whole = box.takes === 'path' && box.value !== '' ? setting.completePath(box.value) : null;
			if (whole === null || whole === box.value) {
				return false;
			}

			fill({text: whole, cursor: [...whole].length});
			return true;
		}

		if (box.takes === 'yes-or-no') {
			const letter = key.input.toLowerCase();
			if (letter === 'y' || letter === 'n') {
				controller.want({name: 'act', action: letter === 'y' ? 'yes' : 'no'});
			}

			return true;
		}

		const next = edited(typed(), key);
		if (next !== null) {
			fill(next);
		}

		return true;
	};

	const page = (by: number) => {
		const screen = controller.screen();
		const rows = Math.max(1, bodyRowsOf(picture()) - 2);
		const {stops} = body();
		const at = stops.findIndex(({id}) => id === screen.focus);
		const line = stops[at]?.line;
		if (screen.moves !== 'list' || line === undefined || screen.side?.isBelow) {
			return scroll(by * rows);
		}

		const to =
			by > 0
				? Math.max(
						at + 1,
						stops.findLastIndex(stop => stop.line <= line + rows),
					)
				: Math.min(
						at - 1,
						stops.findIndex(stop => stop.line >= line - rows),
					);
		return stops[to] === undefined ? scroll(by * rows) : want({name: 'focus', id: stops[to].id});
	};

	const edge = (isEnd: boolean) => {
		const {stops} = body();
		const stop = stops[isEnd ? stops.length - 1 : 0];
		if (controller.screen().moves === 'list' && stop !== undefined) {
			controller.want({name: 'focus', id: stop.id});
			return isEnd ? reveal(stop.id) : scrollTo(0);
		}

		return scrollTo(isEnd ? body().rows.length : 0);
	};

	const act = ({name, times, step}: KeyMeaning) => {
		switch (name) {
			case 'enter':
				return setting.clock() < guardUntil ? undefined : want({name: 'enter'});
			case 'up':
			case 'down':
				return move(name === 'up' ? -times : times);
			case 'next':
			case 'previous':
				return tab(name === 'next' ? 1 : -1);
			case 'page-down':
			case 'page-up':
				return page(name === 'page-down' ? times : -times);
			case 'home':
			case 'end':
				return edge(name === 'end');
			case 'search':
				search = {text: '', typing: true, hits: [], hit: 0};
				return changed();
			case 'next-hit':
			case 'previous-hit':
				return nextHit(name === 'next-hit' ? 1 : -1);
			case 'redraw':
				setting.redraw();
				return changed();
			case 'read':
				return want({name: 'read', step});
			case 'close':
				if (search !== null) {
					search = null;
					return changed();
				}

				return want({name: 'close'});
			default:
				want({name: 'act', action: name satisfies ActionName});
				return reveal(controller.screen().focus);
		}
	};

	const offers = (name: KeyName): boolean =>
		name === 'next-hit' || name === 'previous-hit'
			? search !== null && !search.typing
			: controller.screen().actions.some(action => action.name === name);

	controller.subscribe(() => {
		const now = nameOf(placeOf(controller.view()));
		if (now !== place) {
			place = now;
			search = null;
			cursor = null;
			guardUntil = setting.clock() + enterGuard;
		}

		changed();
	});

	return {
		frame: () => frameOf(picture(), isTooSmall(size) ? {rows: [], stops: [], width: 0, side: null} : body()),
		spoken: () => {
			const screen = controller.screen();
			const everywhere =
				screen.moves === 'form' ? ['arrows move', 'Esc close', 'Ctrl+C leave'] : ['m map', 'b back', 'question mark help', 'q leave'];
			const own = screen.actions.map(({name, words}) => `${labelOf(name)} ${words}`);
			const keys = `Keys: ${[...own, ...everywhere.filter(each => !own.some(words => words[0] === each[0]))].join(', ')}.`;
			const next = newlySaid(said, controller.view(), controller.trail(), screen, keys);
			({said} = next);
			return next.lines;
		},
		press: key => {
			const before = controller.screen().focus;
			if (isTooSmall(size)) {
				return keyName(key) === 'q' || keyName(key) === 'ctrl-c' ? controller.leave(0) : undefined;
			}

			if (search?.typing) {
				return searchKey(search, key);
			}

			if (boxKey(key)) {
				return undefined;
			}

			const meaning = meaningOf(key, offers);
			if (meaning !== null) {
				act(meaning);
			}

			if (controller.screen().focus !== before) {
				cursor = null;
			}

			return undefined;
		},
		paste: text => {
			if (search?.typing) {
				search = {...search, text: `${search.text}${text.trim()}`};
				changed();
			} else if (field()?.takes !== 'yes-or-no') {
				fill(inserted(typed(), text.trim()));
			}
		},
		resize: next => {
			if (next.columns === size.columns && next.rows === size.rows) {
				return;
			}

			// The focused row stays where it was in the window; else the same share of the page stands above.
			const [before, top] = [body(), topOf(picture(), body())];
			const was = before.stops.find(({id}) => id === controller.screen().focus)?.line;
			size = next;
			const after = body();
			search = search === null || search.typing ? search : {...search, hits: hitsOf(search.text)};
			const is = after.stops.find(({id}) => id === controller.screen().focus)?.line;
			const share = before.rows.length === 0 ? 0 : top / before.rows.length;
			setting.redraw();
			scrollTo(
				was === undefined || is === undefined || was < top
					? Math.round(share * after.rows.length)
					: is - Math.min(was - top, bodyRowsOf(picture()) - 3),
			);
		},
		version: () => version,
		subscribe: listener => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		size: () => size,
	};
};
