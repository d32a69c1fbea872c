import type {Link, Block as Prose} from '../content/blocks.ts';
import type {Page} from '../content/page.ts';
import type {Exhibit} from '../guide/finding.ts';
import type {Look} from '../guide/words.ts';
import type {SignInWay} from '../session/workspace.ts';
import type {Form, Onward, Place} from './navigation.ts';
import {type Span, span} from './text.ts';

/** What an action leads to. The controller does it; screens only name it. */
export type Deed =
	| {readonly do: 'go'; readonly to: Place; readonly focus?: string}
	/** To a place that takes the whole way back with it, because something was begun or ended. */
	| {readonly do: 'arrive'; readonly at: Place}
	| {
			readonly do:
				| 'back'
				| 'leave'
				| 'stop'
				| 'wait'
				| 'next-field'
				| 'next-problem'
				| 'all-rows'
				| 'filter'
				| 'another-way'
				| 'prove'
				| 'help';
	  }
	| Onward
	| {readonly do: 'sign-in'; readonly way: SignInWay; readonly permissions: readonly string[]; readonly then: Onward}
	| {readonly do: 'confirm'; readonly isRight: boolean; readonly then: Onward}
	| {readonly do: 'open' | 'practise'; readonly name: string}
	| {readonly do: 'submit'; readonly form: Form}
	| {readonly do: 'copy'; readonly text: string}
	| {readonly do: 'choose'; readonly field: string; readonly value: string};

/** What can be done on a screen besides Enter, by the name that keys are bound to. */
export type ActionName =
	| 'evidence'
	| 'again'
	| 'copy'
	| 'write'
	| 'wait'
	| 'stop'
	| 'seen'
	| 'page'
	| 'map'
	| 'bring'
	| 'filter'
	| 'all'
	| 'problem'
	| 'yes'
	| 'no'
	| 'back'
	| 'help'
	| 'leave';

/** One thing that can be done: `words` is a verb phrase, and what it says is what the deed does. */
export type Action = {readonly name: ActionName; readonly words: string; readonly deed: Deed};
export type EnterAction = {readonly words: string; readonly deed: Deed};

/** A row of a list. With an `enter` it can be chosen. `lead` and `words` are never cut; `beside` stands at the right end, or below where there is no room. */
export type Row = {
	readonly kind: 'row';
	readonly id: string;
	readonly lead: readonly Span[];
	readonly words: readonly Span[];
	readonly beside: readonly Span[];
	/** What always stands below it, indented. */
	readonly under: readonly Block[];
	readonly look: Look | null;
	readonly enter: EnterAction | null;
};

/** A text box, or a choice between yes and no. */
export type FieldBlock = {
	readonly kind: 'field';
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly about: string;
	readonly takes: 'text' | 'path' | 'yes-or-no';
};

/** A check as a page shows it, under the sentence that it proves. */
export type CheckLine = {readonly look: Look; readonly question: string; readonly seen: readonly Span[]; readonly where: string};

/** One thing that a screen shows. How wide it is, and where its lines break, is for whoever draws it. */
export type Block =
	| {readonly kind: 'text'; readonly spans: readonly Span[]; readonly indent?: number}
	| {readonly kind: 'gap'}
	| {readonly kind: 'label'; readonly label: string; readonly body: readonly Block[]}
	| {readonly kind: 'prose'; readonly blocks: readonly Prose[]}
	| {readonly kind: 'callout'; readonly word: string; readonly spans: readonly Span[]}
	| {readonly kind: 'exhibits'; readonly exhibits: readonly Exhibit[]}
	| {readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]}
	/** Lines as they stand, to be marked and copied. */
	| {readonly kind: 'verbatim'; readonly lines: readonly string[]}
	/** JSON or a text whose lines keep their indent and may be broken. */
	| {readonly kind: 'lines'; readonly lines: readonly string[]}
	| {readonly kind: 'links'; readonly links: readonly Pick<Link, 'note' | 'href'>[]}
	| {readonly kind: 'page'; readonly page: Page; readonly also: readonly string[]; readonly checks: Readonly<Record<string, CheckLine>>}
	| Row
	| FieldBlock;

/** What Tab stops at on a page: a check of its own by its id, a command by its place among the blocks. */
export const stopIn = (block: Prose, at: number): string | null =>
	block.kind === 'check' ? block.id : block.kind === 'command' ? `command ${at}` : null;

/** The first two rows of every screen: where one is, and how the steps and gates stand. */
export type Trail = {
	/** `4 of 7`; empty while no session is open. */
	readonly place: string;
	/** Said before the title where another step is read. */
	readonly reading: string;
	readonly steps: readonly {readonly look: Look; readonly isHere: boolean}[];
	readonly gates: readonly {readonly name: string; readonly look: Look}[];
	/** The session's name, how many there are, or the practice environment. */
	readonly session: string;
	readonly isPractice: boolean;
	/** Empty where nothing is to be saved. */
	readonly saved: string;
	readonly isTroubled: boolean;
};

/** A screen as data: what stands on it and what can be done. Ink draws it, plain mode prints it, a screen reader gets its sentences. */
export type Screen = {
	readonly title: string;
	/** The title for narrow windows. */
	readonly short: string;
	readonly blocks: readonly Block[];
	/** What belongs to the focused row: beside the body where a window is wide, below it where `isBelow` and it is not. */
	readonly side: {readonly blocks: readonly Block[]; readonly isBelow: boolean} | null;
	/** What is moved in: a list's rows, a page's lines, a form's boxes. */
	readonly moves: 'list' | 'page' | 'form';
	readonly focus: string | null;
	readonly enter: EnterAction;
	/** Most useful first. */
	readonly actions: readonly Action[];
	/** True where a clock runs. */
	readonly ticks: boolean;
};

export const gap: Block = {kind: 'gap'};
export const text = (words: string, indent = 0): Block => ({kind: 'text', spans: [span(words)], indent});
export const strong = (words: string): Block => ({kind: 'text', spans: [span(words, 'strong')]});
export const spans = (...parts: readonly Span[]): Block => ({kind: 'text', spans: parts});
export const label = (name: string, ...body: readonly Block[]): Block => ({kind: 'label', label: name, body});
export const prose = (blocks: readonly Prose[]): Block => ({kind: 'prose', blocks});
export const verbatim = (...lines: readonly string[]): Block => ({kind: 'verbatim', lines});

/** Blocks of several kinds, an empty row between those that are there. */
export const apart = (...groups: readonly (readonly Block[])[]): readonly Block[] =>
	groups.filter(({length}) => length > 0).flatMap((group, at) => (at === 0 ? group : [gap, ...group]));

type RowParts = Partial<Omit<Row, 'kind' | 'id' | 'words'>> & {readonly id: string; readonly words: string | readonly Span[]};

export const row = ({words, ...parts}: RowParts): Row => ({
	kind: 'row',
	lead: [],
	beside: [],
	under: [],
	look: null,
	enter: null,
	...parts,
	words: typeof words === 'string' ? [span(words)] : words,
});

const back: EnterAction = {words: 'back', deed: {do: 'back'}};

/** The rows of a screen that can be chosen. */
export const choicesIn = (blocks: readonly Block[]): readonly (Row & {readonly enter: EnterAction})[] =>
	blocks.filter((block): block is Row & {readonly enter: EnterAction} => block.kind === 'row' && block.enter !== null);

type ScreenParts = Partial<Omit<Screen, 'title' | 'blocks'>> & {readonly title: string; readonly blocks: readonly Block[]};

/** A screen with what most of them have: a list where rows can be chosen, whose focused row Enter acts on. */
export const screen = ({title, blocks, ...parts}: ScreenParts): Screen => {
	const rows = choicesIn(blocks);
	const focused = rows.find(({id}) => id === parts.focus) ?? (parts.moves === undefined || parts.moves === 'list' ? rows[0] : undefined);
	return {
		title,
		short: title,
		blocks,
		side: null,
		moves: rows.length > 0 ? 'list' : 'page',
		enter: focused?.enter ?? back,
		actions: [],
		ticks: false,
		...parts,
		focus: focused?.id ?? parts.focus ?? null,
	};
};
