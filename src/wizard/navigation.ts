import type {Look} from '../guide/words.ts';

/** What is on the screen. Everything it shows comes from the session; only what is named here is kept. */
export type Place =
	| {readonly at: 'welcome' | 'practices' | 'plan' | 'looking' | 'map' | 'finish' | 'help'}
	| {readonly at: 'page' | 'seen' | 'errands'; readonly step: string}
	| {readonly at: 'finding' | 'evidence'; readonly check: string}
	| {readonly at: 'reads'; readonly checks: readonly string[]}
	| {readonly at: 'refusal'; readonly wish: 'enter' | 'finish'; readonly step: string; readonly shut: readonly string[]}
	| {readonly at: 'sign-in' | 'tenant'; readonly then: Onward}
	| {readonly at: 'form'; readonly form: Form}
	/** `then` is looked at on Enter; left out, Enter goes back. */
	| {readonly at: 'notice'; readonly title: string; readonly text: string; readonly then?: Extract<Onward, {do: 'look'}>};

/** What was wanted when somebody had to sign in first. A step that is entered is looked at at once. */
export type Onward =
	| {readonly do: 'look'; readonly what: string; readonly step: string; readonly checks: readonly string[]}
	| {readonly do: 'want'; readonly type: 'enter' | 'finish'; readonly step: string};

/** The text boxes: what a new session is, a path to write to or to bring from, a person's answer. */
export type Form =
	| {readonly for: 'session' | 'user'}
	| {readonly for: 'script'; readonly place: string}
	/** `text` goes into a file whose name begins with `name`. */
	| {readonly for: 'request'; readonly name: string; readonly text: string}
	| {readonly for: 'bring'; readonly check: string | null}
	| {readonly for: 'answer'; readonly check: string}
	/** Whom a session from elsewhere names: looked at before anybody is asked. */
	| {readonly for: 'confirm'; readonly then: Onward}
	/** Whom and what the pilot of a step is tried with. */
	/** Left without a step and what was wanted, all of it is asked, to be put right. */
	| {readonly for: 'pilot'; readonly step: string | null; readonly then: Onward | null};

/** How somebody left a place: what is focused, and which rows of a list are shown. */
export type Kept = {readonly focus: string | null; readonly isAll: boolean; readonly filter: Look | null};

/** Looks again every minute until a check holds. Times are milliseconds of the view's clock. */
type Waiting = {readonly next: number};

/** The local part: the way back with the present place on top, how places were left, and what is being typed. */
export type View = {
	readonly places: readonly Place[];
	readonly kept: Readonly<Record<string, Kept>>;
	/** What was typed into text boxes, by form and field; closing a box keeps it. */
	readonly drafts: Readonly<Record<string, string>>;
	readonly remark: {readonly text: string; readonly until: number} | null;
	readonly waiting: Waiting | null;
	/** Milliseconds of a monotonic clock. */
	readonly clock: number;
};

const remarkLasts = 4000;
const untouched: Kept = {focus: null, isAll: false, filter: null};

export const startView = (place: Place, clock: number): View => ({
	places: [place],
	kept: {},
	drafts: {},
	remark: null,
	waiting: null,
	clock,
});

/** A name for a place, the same for the same place. */
export const nameOf = (place: Place): string => JSON.stringify(place);
export const placeOf = (view: View): Place => view.places.at(-1) ?? {at: 'welcome'};
export const keptOf = (view: View, place: Place = placeOf(view)): Kept => view.kept[nameOf(place)] ?? untouched;

export const keeping = (view: View, change: Partial<Kept>): View => {
	const name = nameOf(placeOf(view));
	return {...view, kept: {...view.kept, [name]: {...untouched, ...view.kept[name], ...change}}};
};

/** Forgets how a place was left: what it shows is new. */
export const forgotten = (view: View, place: Place): View => ({
	...view,
	kept: Object.fromEntries(Object.entries(view.kept).filter(([name]) => name !== nameOf(place))),
});

const moved = (view: View, places: readonly Place[]): View => ({...view, places, waiting: null, remark: null});

/** On to a place. One that is already on the way back is taken off it, so that nobody goes round in circles. */
export const push = (view: View, place: Place, focus?: string): View => {
	const name = nameOf(place);
	const next = moved(view, [...view.places.filter(each => nameOf(each) !== name), place]);
	return focus === undefined ? next : keeping(next, {focus});
};
export const replace = (view: View, place: Place): View => push({...view, places: view.places.slice(0, -1)}, place);
export const reset = (view: View, ...places: readonly Place[]): View => moved(view, places);
/** The place before; null where there is none. */
export const pop = (view: View): View | null => (view.places.length > 1 ? moved(view, view.places.slice(0, -1)) : null);
/** Without the places of some kinds: nobody goes back into them. */
export const without = (view: View, ...kinds: readonly Place['at'][]): View => ({
	...view,
	places: view.places.filter(({at}) => !kinds.includes(at)),
});

export const remarking = (view: View, words: string): View => ({...view, remark: {text: words, until: view.clock + remarkLasts}});

/** Time goes on: a remark leaves after four seconds. */
export const tick = (view: View, clock: number): View => ({
	...view,
	clock,
	remark: view.remark !== null && view.remark.until <= clock ? null : view.remark,
});

// A path typed for one check is no path for another.
const draftName = (form: Form, field: string): string =>
	`${form.for}.${'check' in form ? form.check : 'place' in form ? form.place : 'name' in form ? form.name : ''}.${field}`;
export const draftOf = (view: View, form: Form, field: string): string | undefined => view.drafts[draftName(form, field)];
export const typed = (view: View, form: Form, field: string, words: string): View => ({
	...view,
	drafts: {...view.drafts, [draftName(form, field)]: words},
});
/** A form that is done with begins empty the next time: another file has another time. */
export const emptied = (view: View, form: Form): View => ({
	...view,
	drafts: Object.fromEntries(Object.entries(view.drafts).filter(([name]) => !name.startsWith(draftName(form, '')))),
});
