import type {Finding} from '../guide/finding.ts';
import {becauseOf, dayOf, lookOf, oldness, reasonPhrase, seenWords, timeOf} from '../guide/words.ts';
import {emptySession, type Session} from '../session/session.ts';
import type {SignInWay, Workspace} from '../session/workspace.ts';
import {checkNamed} from './journey.ts';
import {type Line, type Span, span} from './line.ts';
import {savedPhrase} from './saved.ts';
import type {WizardStart} from './start.ts';
import {signSpan, type Theme, wordSpan} from './theme.ts';
import type {Row} from './wrap.ts';

/** Everything a screen may read. It is all values of this moment; a screen remembers nothing. */
export type Scene = {
	readonly start: WizardStart;
	readonly workspace: Workspace | null;
	readonly session: Session;
	/** The session as it was before its gates were looked at again; null where nothing was resumed. */
	readonly before: Session | null;
	readonly theme: Theme;
	/** ISO 8601, UTC. */
	readonly now: string;
	readonly doctor: readonly string[] | null;
	readonly plan: string | null;
	/** No clocks for a screen reader: each repaint would make it begin again. */
	readonly still: boolean;
};

export const noSession: Session = emptySession;

/** What a key or Enter leads to. `app.tsx` does it; screens only name it. */
export type Deed =
	| {readonly do: 'go'; readonly to: import('./view.ts').Screen; readonly focus?: string}
	| {readonly do: 'step'; readonly step: string; readonly focus?: string}
	| {readonly do: 'back' | 'leave' | 'stop' | 'wait' | 'next-field' | 'redraw'}
	| import('./view.ts').Onward
	| {readonly do: 'sign-in'; readonly way: SignInWay; readonly permissions: readonly string[]; readonly then: import('./view.ts').Onward}
	| {readonly do: 'another-way'}
	| {readonly do: 'confirm'; readonly isRight: boolean; readonly then: import('./view.ts').Onward}
	| {readonly do: 'open' | 'practise'; readonly name: string}
	| {readonly do: 'submit'; readonly form: import('./view.ts').Form}
	| {readonly do: 'copy'; readonly text: string}
	| {readonly do: 'remark'; readonly text: string};

/** What a screen shows and offers. The frame, the hints and the keys are made from it. */
export type Shown = {
	readonly title: string;
	/** The title for narrow windows. */
	readonly short?: string;
	readonly body: readonly Row[];
	/** Rows of the second pane, where the window has one. */
	readonly side?: readonly Line[];
	/** Draws the two rows of a check on a page. */
	readonly paint?: (row: Exclude<Row, Line>, width: number) => Line;
	/** What Tab or the arrows move between, each with the row it stands on. */
	readonly items: readonly {readonly id: string; readonly line: number}[];
	/** What the arrows do: move in a list, scroll a page, move between text boxes. */
	readonly moves: 'list' | 'scroll' | 'form';
	readonly focus: string | null;
	readonly enter: {readonly words: string; readonly deed: Deed};
	readonly evidence?: {readonly hint: string; readonly deed: Deed};
	readonly again?: {readonly hint: string; readonly deed: Deed};
	readonly copy?: {readonly hint: string; readonly text: string};
	readonly checks?: Deed;
	readonly stops?: string;
	readonly waits?: true;
	/** The text boxes of a form, in order. */
	readonly fields?: readonly string[];
	/** True where a clock runs, so that the view ticks. */
	readonly ticks?: true;
	/** Shows PRACTICE in the header though no session is open. */
	readonly practice?: true;
	readonly noBack?: true;
	/** What b does where it is more than going back. */
	readonly back?: {readonly hint: string; readonly deed: Deed};
};

/** Where the keys of a scene's session say it is: its guide. Throws without a session, which no screen of a step can be without. */
export const workspaceOf = (scene: Scene): Workspace => {
	if (scene.workspace === null) {
		throw new Error('This screen needs an open session.');
	}

	return scene.workspace;
};

export const findingOf = (scene: Scene, check: string): Finding | undefined => scene.session.findings[check];

/** The short second line of a check: `not met · corp yes, fabrikam.com no · seen 2 min ago`. */
export const summaryOf = (scene: Scene, check: string): readonly Span[] => {
	const finding = findingOf(scene, check);
	const dot = span(` ${scene.theme.dot} `, 'quiet', ', ');
	if (finding === undefined) {
		return [wordSpan('not-looked')];
	}

	const words = finding.kind === 'judged' ? becauseOf(finding).replace(/[.]$/, '') : reasonPhrase(finding.reason);
	return [wordSpan(lookOf(finding)), dot, span(words), dot, span(shortSeen(finding, scene.now), 'quiet')];
};

const shortSeen = (finding: Finding, now: string): string => {
	const whole = seenWords(finding, now);
	const old = finding.kind === 'judged' ? oldness(finding.takenAt, now) : null;
	return `${whole.split(',')[0]}${old === null ? '' : ` (${old})`}`;
};

/** `✗ not met · seen 2 min ago, live, FDC02.fabrikam.com` */
export const verdictLine = (scene: Scene, finding: Finding | undefined, withReason = true): readonly Span[] => {
	const look = lookOf(finding);
	const head = [signSpan(look, scene.theme), span(' '), wordSpan(look)];
	if (finding === undefined) {
		return head;
	}

	const dot = span(` ${scene.theme.dot} `, 'quiet', ', ');
	return finding.kind === 'unobserved' && withReason
		? [...head, dot, span(reasonPhrase(finding.reason))]
		: [...head, dot, span(seenWords(finding, scene.now), 'quiet')];
};

/** The question of a check with its sign, and a mark before the focused one. */
export const questionLine = (scene: Scene, check: string, isFocused: boolean, isNumbered = false): Line => {
	const {number, check: asked} = checkNamed(workspaceOf(scene).guide, check);
	return [
		span(isFocused ? ' > ' : '   ', isFocused ? 'strong' : 'plain'),
		signSpan(lookOf(findingOf(scene, check)), scene.theme),
		span(' '),
		span(isNumbered ? `${number}  ${asked.question}` : asked.question, isFocused ? 'strong' : 'plain'),
	];
};

/** `saved 09:31`, or what keeps it from being saved. */
export const savedSpan = (workspace: Workspace): Span => {
	return span(savedPhrase(workspace), workspace.notSaved() === null && workspace.readOnly === null ? 'quiet' : 'unmet');
};

export const longDay = (at: string): string => `${dayOf(at)}, ${timeOf(at)}`;
