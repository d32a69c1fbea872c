import type {Remedy} from '../content/page.ts';
import {checkNamed, isAsked, machineOf} from '../guide/checks.ts';
import type {Finding} from '../guide/finding.ts';
import {placeWords} from '../guide/outline.ts';
import {ageOf, becauseOf, lookOf, oldness, reasonPhrase, remedyOf, seenWords} from '../guide/words.ts';
import {type Errand, errandsFor, reasonIn} from '../report/errands.ts';
import {remedyIn} from '../report/own-names.ts';
import {emptySession, type Session} from '../session/session.ts';
import type {Workspace} from '../session/workspace.ts';
import type {WizardStart} from './start.ts';
import {dot, type Span, signSpan, span, wordSpan} from './text.ts';

/** Everything a screen may read. It is all values of this moment; a screen remembers nothing. */
export type Scene = {
	readonly start: WizardStart;
	readonly workspace: Workspace | null;
	readonly session: Session;
	/** The session as it was before its gates were looked at again; null where nothing was resumed. */
	readonly before: Session | null;
	/** ISO 8601, UTC. */
	readonly now: string;
	/** Milliseconds of a monotonic clock. */
	readonly clock: number;
	/** Milliseconds until a wait looks again; null where nobody waits. */
	readonly waitsFor: number | null;
	readonly doctor: readonly string[] | null;
	readonly plan: string | null;
	/** No clocks where every line stays: a screen reader begins again at each, and a log keeps each. */
	readonly still: boolean;
};

export const noSession: Session = emptySession;

/** Where the keys of a scene's session say it is: its guide. Throws without a session, which no screen of a step can be without. */
export const workspaceOf = (scene: Scene): Workspace => {
	if (scene.workspace === null) {
		throw new Error('This screen needs an open session.');
	}

	return scene.workspace;
};

export const findingOf = (scene: Scene, check: string): Finding | undefined => scene.session.findings[check];

/** Why something was not seen, in a phrase that names the place it must be asked at; of a person: that nobody has answered. */
export const reasonOf = (scene: Scene, check: string, finding: Extract<Finding, {kind: 'unobserved'}>): string => {
	const asked = checkNamed(workspaceOf(scene).guide, check).check;
	const machine = machineOf(asked);
	if (finding.reason === 'elsewhere' && machine !== null) {
		return `this must be asked on ${placeWords(scene.start.outline.places, machine)}`;
	}

	return finding.reason === 'not-answered' && isAsked(asked) ? 'not answered yet' : reasonPhrase(finding.reason);
};

/** Where a finding is from and how old it is, in a few words: `SYNC01, 2 h old`, `just now`. */
export const shortAge = (finding: Finding, now: string): string => {
	if (finding.kind === 'unobserved') {
		return ageOf(finding.at, now);
	}

	const {takenAt, source, from} = finding;
	const age = ageOf(takenAt, now);
	if (source === 'practice' || source === 'attested') {
		return source === 'practice' ? age : `stated ${age}`;
	}

	const old = oldness(takenAt, now);
	return `${from === '' || from.length > 24 || age === 'just now' ? '' : `${from}, `}${old ?? age}`;
};

/** `✗ not met · seen 2 min ago, live, FDC02.fabrikam.com` */
export const verdictSpans = (scene: Scene, check: string): readonly Span[] => {
	const finding = findingOf(scene, check);
	const look = lookOf(finding);
	const head = [{...signSpan(look), say: ''}, span(' '), wordSpan(look)];
	if (finding === undefined) {
		return head;
	}

	return finding.kind === 'unobserved'
		? [...head, dot, span(reasonOf(scene, check, finding))]
		: [...head, dot, span(seenWords(finding, scene.now), 'quiet')];
};

/** What was seen of a check, in a line: `not met · corp yes, fabrikam.com no · 2 min ago`. A statement says its age once. */
export const summarySpans = (scene: Scene, check: string): readonly Span[] => {
	const finding = findingOf(scene, check);
	const look = wordSpan(lookOf(finding));
	if (finding === undefined) {
		return [look];
	}

	const words = finding.kind === 'judged' ? becauseOf(finding).replace(/[.]$/, '') : reasonOf(scene, check, finding);
	const age = shortAge(finding, scene.now);
	return [look, dot, span(words), ...(words.includes(age) ? [] : [dot, span(age, 'quiet')])];
};

/** The remedy that a finding names, from the check's page; null where it names none, or the page lost it. */
export const remedyFor = (scene: Scene, check: string): Remedy | null => {
	const id = remedyOf(findingOf(scene, check));
	const own = id === null ? undefined : scene.start.remedies(check).remedies.find(each => each.id === id);
	return own === undefined ? null : remedyIn(scene.session, own);
};

/** What would let be seen what was not of some checks. */
export const errandsOf = (scene: Scene, checks: readonly {readonly id: string}[]): readonly Errand[] =>
	errandsFor(
		workspaceOf(scene).guide,
		reasonIn(scene.session),
		checks.map(({id}) => id),
		scene.session.environment,
	);
