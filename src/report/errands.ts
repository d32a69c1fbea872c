import type {UnobservedReason} from '../guide/answer.ts';
import {collectorsOf} from '../guide/check.ts';
import {checkNamed, gatesOfCheck, isAsked, machineOf, type NamedCheck, needsGraph, permissionsOf, queriesOf} from '../guide/checks.ts';
import {capital, numberWord, pilotPlaceWords} from '../guide/outline.ts';
import {wayToSee} from '../guide/silence.ts';
import {type Guide, gateName} from '../guide/step.ts';
import {reasonPhrase} from '../guide/words.ts';
import type {Environment} from '../session/event.ts';
import type {Session} from '../session/session.ts';

/** Who can give what is missing: a file from a machine, a sign-in, a person's answer, or a look under other circumstances. */
type Giver =
	| {readonly kind: 'file'; readonly place: string}
	| {readonly kind: 'sign-in' | 'answer'}
	/** `windows`: only another computer can, on which files of policies can be read. */
	| {readonly kind: 'again'; readonly reason: UnobservedReason; readonly windows: boolean};

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

/** Who can give what a check lacks. */
export const giverOf = ({check}: NamedCheck, reason: UnobservedReason): Giver => {
	const place = machineOf(check);
	// Whoever is signed in without a permission signs in as somebody who has it.
	if ((reason === 'not-signed-in' || reason === 'access-denied') && needsGraph(check)) {
		return {kind: 'sign-in'};
	}

	if (isAsked(check)) {
		return {kind: 'answer'};
	}

	return place !== null && ofElsewhere.has(reason)
		? {kind: 'file', place}
		: {kind: 'again', reason, windows: reason === 'no-runner' && queriesOf(check).some(({via}) => via === 'sysvol')};
};

const several = (count: number, what: string) => `${numberWord(count)} ${what}${count === 1 ? '' : 's'}`;
const once = (words: readonly string[]): readonly string[] => [...new Set(words)];

/** Rights without those that another one says more exactly: `the user` beside `the user, not elevated`, but not beside `the user, or anybody`. */
const apart = (rights: readonly string[]): readonly string[] =>
	rights.filter(
		right => !rights.some(other => other !== right && other.startsWith(right) && !other.slice(right.length).startsWith(', or')),
	);

/** Who may read something on a machine: what its collectors ask for, each once. */
const rightsOn = (checks: readonly NamedCheck[], place: string): string =>
	apart(
		once(
			checks.flatMap(({check}) =>
				collectorsOf(check).flatMap(({query, rights}) => (query.via === 'powershell' && query.on === place ? [rights] : [])),
			),
		),
	).join('; for a part of it ');

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
					'Sign in once for all of it where whfb runs: in its browser, or by typing the code that it shows there on a computer of yours. No password is typed into whfb.',
					`It asks for ${permissions.join(', ')}. A Global Administrator or a Privileged Role Administrator grants them once.`,
					'Or somebody saves the answers of Graph as files, and they are brought in. Whoever runs whfb has the addresses, from whfb plan.',
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
			if (giver.windows) {
				return {
					title: 'A look from a Windows computer of the domain',
					minutes: 10,
					about: 'Policies lie in files in SYSVOL, which only Windows reads.',
					steps: [
						'Start whfb on a Windows computer that belongs to the domain, as any user of the domain, or let whoever runs it use such a computer. It changes nothing.',
						'Take the session along: whfb export writes it to a file here, and whfb import reads it there. Look at these checks, and go on there.',
					],
					who: 'whoever runs whfb, on a Windows computer of the domain, as any user of it',
				};
			}

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
		const name = [
			giver.kind,
			'place' in giver ? giver.place : 'reason' in giver ? giver.reason : '',
			'windows' in giver && giver.windows ? 'windows' : '',
		]
			.join(' ')
			.trim();
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
