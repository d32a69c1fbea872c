import type {UnobservedReason} from '../guide/answer.ts';
import {collectorsOf} from '../guide/check.ts';
import {checkNamed, gatesOfCheck, isAsked, machineOf, type NamedCheck, needsGraph, permissionsOf} from '../guide/checks.ts';
import {capital, numberWord, pilotPlaceWords} from '../guide/outline.ts';
import {wayToSee} from '../guide/silence.ts';
import {type Guide, gateName} from '../guide/step.ts';
import {reasonPhrase} from '../guide/words.ts';
import type {Environment} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import {wrappedHere as wrapped} from './wrapped.ts';

/** Who can give what is missing: a file from a machine, a sign-in, a person's answer, or a look under other circumstances. */
type Giver =
	| {readonly kind: 'file'; readonly place: string}
	| {readonly kind: 'sign-in' | 'answer'}
	| {readonly kind: 'again'; readonly reason: UnobservedReason};

/** One way to somebody, and everything that it lets be seen. Never empty. */
export type Errand = {
	readonly id: string;
	readonly giver: Giver;
	/** What to do, as the title of a row. */
	readonly title: string;
	readonly checks: readonly NamedCheck[];
	/** The names of the gates that stay shut without it. */
	readonly gates: readonly string[];
	/** About how many minutes it takes a person who has the rights; null where nobody can say. */
	readonly minutes: number | null;
	/** What it takes of whom, in a phrase. */
	readonly about: string;
	/** The way there and back, in order. */
	readonly steps: readonly string[];
	readonly who: string;
};

/** No file from a machine settles these: they are about who looks, or about what came. */
const ofElsewhere: ReadonlySet<UnobservedReason> = new Set([
	'elsewhere',
	'no-runner',
	'unreachable',
	'access-denied',
	'blocked',
	'timed-out',
	'stale',
	'incomplete',
]);

const giverOf = ({check}: NamedCheck, reason: UnobservedReason): Giver => {
	const place = machineOf(check);
	// Whoever is signed in without a permission signs in as somebody who has it.
	if ((reason === 'not-signed-in' || reason === 'access-denied') && needsGraph(check)) {
		return {kind: 'sign-in'};
	}

	return isAsked(check) ? {kind: 'answer'} : place !== null && ofElsewhere.has(reason) ? {kind: 'file', place} : {kind: 'again', reason};
};

const several = (count: number, what: string) => `${numberWord(count)} ${what}${count === 1 ? '' : 's'}`;
const once = (words: readonly string[]): readonly string[] => [...new Set(words)];

/** Who may read something on a machine: what its collectors ask for, each once. */
const rightsOn = (checks: readonly NamedCheck[], place: string): string =>
	once(
		checks.flatMap(({check}) =>
			collectorsOf(check).flatMap(({query, rights}) => (query.via === 'powershell' && query.on === place ? [rights] : [])),
		),
	).join(', or ');

type Words = Pick<Errand, 'title' | 'minutes' | 'about' | 'steps' | 'who'>;

const wordsFor = ({outline}: Guide, giver: Giver, checks: readonly NamedCheck[], environment: Partial<Environment>): Words => {
	switch (giver.kind) {
		case 'file': {
			const there = pilotPlaceWords(outline.places, giver.place, environment);
			const exported = outline.places.find(({id}) => id === giver.place)?.exported ?? null;
			return {
				title: `One file from ${there}`,
				minutes: 10,
				about: 'Its administrator runs one readable script and sends one file back.',
				steps: [
					'The script is written where you say. It makes no connection and changes nothing.',
					`Somebody opens it on ${there} in Windows PowerShell, reads it and runs it.`,
					`The file that it writes is brought in here.${exported === null ? '' : ` What also does: ${exported}.`}`,
				],
				who: rightsOn(checks, giver.place),
			};
		}

		case 'sign-in': {
			const permissions = permissionsOf(checks.map(({check}) => check));
			return {
				title: 'Sign in to Entra ID',
				minutes: 2,
				about: `${several(permissions.length, 'permission')}, all of them reading`,
				steps: [
					'You sign in from here or with a code on another computer; no password is typed here.',
					`Asked for: ${permissions.join(', ')}.`,
					'Or somebody saves the answers of Graph as files, and they are brought in here.',
				],
				who: 'somebody who may read the tenant; Global Reader is enough',
			};
		}

		case 'answer':
			return {
				title: `Answer ${several(checks.length, 'question')}`,
				minutes: 2 * checks.length,
				about: 'a name and a reason, for the record',
				steps: checks.map(({number, check}) => `${number} ${check.question}`),
				who: 'whoever can say so, by name',
			};
		case 'again':
			return {
				title: giver.reason === 'unreachable' ? 'What was asked did not answer' : capital(reasonPhrase(giver.reason)),
				minutes: null,
				about: wayToSee(giver.reason),
				steps: [wayToSee(giver.reason)],
				who: 'whoever runs whfb',
			};
	}
};

const kinds = ['file', 'sign-in', 'answer', 'again'] as const;

/** Why a check of a session was not seen; null where it was, or nobody has looked. */
export const reasonIn =
	({findings}: Pick<Session, 'findings'>) =>
	(check: string): UnobservedReason | null => {
		const finding = findings[check];
		return finding?.kind === 'unobserved' ? finding.reason : null;
	};

/** What would let be seen what was not, grouped by who can give it; what settles most of one kind first. Only checks that were looked at. */
export const errandsFor = (
	guide: Guide,
	reasonOf: (check: string) => UnobservedReason | null,
	ids: readonly string[],
	environment: Partial<Environment> = {},
): readonly Errand[] => {
	const groups = new Map<string, {readonly giver: Giver; readonly checks: NamedCheck[]}>();
	for (const id of ids) {
		const reason = reasonOf(id);
		if (reason === null) {
			continue;
		}

		const entry = checkNamed(guide, id);
		const giver = giverOf(entry, reason);
		const name = [giver.kind, 'place' in giver ? giver.place : 'reason' in giver ? giver.reason : ''].join(' ').trim();
		const group = groups.get(name) ?? {giver, checks: []};
		group.checks.push(entry);
		groups.set(name, group);
	}

	return [...groups]
		.map(([id, {giver, checks}]) => ({
			id,
			giver,
			checks,
			gates: once(checks.flatMap(({check}) => gatesOfCheck(guide, check.id)).map(gate => gateName(guide, gate.id))),
			...wordsFor(guide, giver, checks, environment),
		}))
		.toSorted((a, b) => kinds.indexOf(a.giver.kind) - kinds.indexOf(b.giver.kind) || b.checks.length - a.checks.length);
};

/** How many checks an errand settles, and which gates wait for it: `9 checks, gate NAME`. */
export const settles = ({checks, gates}: Errand): string =>
	`${checks.length} ${checks.length === 1 ? 'check' : 'checks'}${gates.length === 0 ? '' : `, gate${gates.length === 1 ? '' : 's'} ${gates.join(' and ')}`}`;

/** Errands in words, at most 80 columns: what ends `check`, and what can be sent to whoever runs them. */
export const errandsText = (errands: readonly Errand[]): readonly string[] =>
	errands.flatMap((errand, at) => [
		...(at === 0 ? [] : ['']),
		...wrapped(
			`${errand.title}: ${settles(errand)}${errand.minutes === null ? '' : `, about ${errand.minutes} minutes`}`,
			`${at + 1}. `,
			3,
		),
		...wrapped(errand.checks.map(({number}) => number).join(' '), '   Checks   ', 12),
		...errand.steps.flatMap((step, index) =>
			wrapped(
				errand.steps.length === 1 || errand.giver.kind === 'answer' ? step : `${index + 1} ${step}`,
				index === 0 ? '   How      ' : ' '.repeat(12),
				12,
			),
		),
		...wrapped(errand.who, '   Who      ', 12),
	]);
