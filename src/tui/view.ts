/** What is on the screen. Everything it shows comes from the session; only what is named here is kept. */
export type Screen =
	| {readonly at: 'welcome' | 'practices' | 'plan' | 'looking' | 'resume' | 'finish' | 'help'}
	| {readonly at: 'step'; readonly step: string}
	| {readonly at: 'checks'; readonly step: string | null}
	| {readonly at: 'finding' | 'evidence' | 'supply'; readonly check: string}
	| {readonly at: 'reads'; readonly checks: readonly string[]}
	| {readonly at: 'refusal'; readonly wish: 'enter' | 'finish'; readonly step: string; readonly shut: readonly string[]}
	| {readonly at: 'sign-in' | 'tenant'; readonly then: Onward}
	| {readonly at: 'form'; readonly form: Form}
	| {readonly at: 'notice'; readonly title: string; readonly text: string};

/** What was wanted when somebody had to sign in first. */
export type Onward =
	| {readonly do: 'look'; readonly what: string; readonly step: string; readonly checks: readonly string[]}
	| {readonly do: 'want'; readonly type: 'enter' | 'finish'; readonly step: string};

/** The text boxes: what a new session is, a path to write to or to bring from, a person's answer. */
export type Form =
	| {readonly for: 'session'}
	| {readonly for: 'write'; readonly place: string}
	| {readonly for: 'bring'; readonly check: string | null; readonly paste: boolean}
	| {readonly for: 'answer'; readonly check: string}
	/** Whom a session from elsewhere names: looked at before anybody is asked. */
	| {readonly for: 'confirm'; readonly then: Onward};

/** One screen of the back stack, with where the reader was in it. */
export type Layer = {readonly screen: Screen; readonly top: number; readonly focus: string | null};

export type Search = {readonly text: string; readonly typing: boolean; readonly hits: readonly number[]; readonly hit: number};

/** Looks again every minute until a check holds. Times are milliseconds of the view's clock. */
type Waiting = {readonly next: number};

/** The local part: which screen, where in it, and what is being typed. */
export type View = {
	readonly layers: readonly Layer[];
	readonly search: Search | null;
	/** What was typed into text boxes, by form and field; closing a box keeps it. */
	readonly drafts: Readonly<Record<string, string>>;
	readonly remark: {readonly text: string; readonly until: number} | null;
	/** Enter is dropped until then: a held key must not walk through the guide. */
	readonly guardUntil: number;
	readonly waiting: Waiting | null;
	readonly columns: number;
	readonly rows: number;
	/** Milliseconds of a monotonic clock. */
	readonly clock: number;
};

const enterGuard = 300;
const remarkLasts = 4000;

export const startView = (screen: Screen, columns: number, rows: number, clock: number): View => ({
	layers: [{screen, top: 0, focus: null}],
	search: null,
	drafts: {},
	remark: null,
	guardUntil: 0,
	waiting: null,
	columns,
	rows,
	clock,
});

export const layerOf = (view: View): Layer => view.layers.at(-1) ?? {screen: {at: 'welcome'}, top: 0, focus: null};

export const onLayer = (view: View, change: Partial<Layer>): View => ({
	...view,
	layers: [...view.layers.slice(0, -1), {...layerOf(view), ...change}],
});

const guarded = (view: View): View => ({...view, search: null, waiting: null, remark: null, guardUntil: view.clock + enterGuard});

export const push = (view: View, screen: Screen, focus: string | null = null): View =>
	guarded({...view, layers: [...view.layers, {screen, top: 0, focus}]});
export const replace = (view: View, screen: Screen, focus: string | null = null): View =>
	guarded({...view, layers: [...view.layers.slice(0, -1), {screen, top: 0, focus}]});
export const reset = (view: View, screen: Screen, focus: string | null = null): View =>
	guarded({...view, layers: [{screen, top: 0, focus}]});
/** The screen before; null where there is none. */
export const pop = (view: View): View | null => (view.layers.length > 1 ? guarded({...view, layers: view.layers.slice(0, -1)}) : null);

/** A step's page: the one in the back stack with its line, or a new one on top. */
export const toStep = (view: View, step: string, focus: string | null = null): View => {
	const index = view.layers.findLastIndex(({screen}) => screen.at === 'step' && screen.step === step);
	if (index < 0) {
		return push(view, {at: 'step', step}, focus);
	}

	const layers = view.layers.slice(0, index + 1);
	const back = guarded({...view, layers});
	return focus === null ? back : onLayer(back, {focus, top: -1});
};

export const remarking = (view: View, text: string): View => ({...view, remark: {text, until: view.clock + remarkLasts}});

/** Time goes on: a remark leaves after four seconds. */
export const tick = (view: View, clock: number): View => ({
	...view,
	clock,
	remark: view.remark !== null && view.remark.until <= clock ? null : view.remark,
});

export const draftOf = (view: View, form: Form, field: string): string | undefined => view.drafts[`${form.for}.${field}`];
/** A form that is done with begins empty the next time: another file has another time. */
export const emptied = (view: View, form: Form): View => ({
	...view,
	drafts: Object.fromEntries(Object.entries(view.drafts).filter(([name]) => !name.startsWith(`${form.for}.`))),
});
export const typed = (view: View, form: Form, field: string, text: string): View => ({
	...view,
	drafts: {...view.drafts, [`${form.for}.${field}`]: text},
});
