import {CannotStart} from '../cannot-start.ts';
import {timeOf} from '../guide/words.ts';
import type {SignIn, Signing} from '../session/workspace.ts';
import {checksBefore, permissionsOf} from '../tui/journey.ts';
import {wordsOf} from '../tui/line.ts';
import {leavingWords} from '../tui/saved.ts';
import {choicesOf, inWords, wayWords, whichTenant} from '../tui/screens/sign-in-screen.ts';
import type {Onward} from '../tui/view.ts';
import {isCheckRow} from '../tui/wrap.ts';
import {choose, type Talk, tell} from './ask.ts';
import {say} from './say.ts';
import {sceneOf, type Trip} from './trip.ts';

/** Waits until a sign-in has a code to show, or is over. */
const codeOrEnd = (trip: Trip, signIn: SignIn): Promise<void> =>
	new Promise(resolve => {
		const unsubscribe = trip.workspace.subscribe(() => {
			const now = signIn.now();
			if (now.kind !== 'under-way' || now.code !== null) {
				unsubscribe();
				resolve();
			}
		});
	});

/** Signs in by one way, and says what a person has to do for it. */
const attempt = async function* (trip: Trip, signIn: SignIn, ...[way, permissions]: Parameters<SignIn['start']>): Talk<Signing> {
	if (wayWords[way].asking !== '') {
		yield* tell('', ...say(wayWords[way].asking));
	}

	const shown = codeOrEnd(trip, signIn);
	const coming = signIn.start(way, permissions).catch(error => {
		if (error instanceof CannotStart) {
			return error;
		}

		throw error;
	});
	await Promise.race([shown, coming]);
	const now = signIn.now();
	if (now.kind === 'under-way' && now.code !== null) {
		const {url, code, expiresAt} = now.code;
		yield* tell(
			...say(`Open ${url} on any computer or phone, and type ${code}`),
			...say('Sign in as somebody who may read the tenant; Global Reader is enough.'),
			...say(`Started here at ${timeOf(now.since)}. Never type a code that somebody else sent you.`),
			...say(`Waiting for you: the code is good until ${timeOf(expiresAt)}. Ctrl+C leaves; ${leavingWords(trip.workspace)}.`),
		);
	}

	const end = await coming;
	if (end instanceof CannotStart) {
		yield* tell(...say(end.message));
		return signIn.now();
	}

	return end;
};

/** Asks somebody to sign in where what comes next needs it. False where they went back. */
export const signInFirst = async function* (trip: Trip, then: Onward, isWanted = false): Talk<boolean> {
	const {workspace} = trip;
	const {signIn} = workspace;
	const permissions = permissionsOf(checksBefore(workspace.guide, then));
	if (signIn === null || !(isWanted || signIn.isDue(permissions))) {
		return true;
	}

	yield* tell(
		'',
		...say('The next look reads from the tenant, so it needs a sign-in to Entra ID. Asked for, all read-only:'),
		...permissions.flatMap(name => say(`${name}: ${signIn.because(name)}`, 2, 4)),
		...say('No password is asked for here. The token stays in memory and is never saved.'),
	);
	const named = signIn.now().kind === 'out' ? signIn.named() : null;
	let next: Parameters<SignIn['start']> | null = named === null || named === 'none' ? null : [named, permissions];
	for (;;) {
		if (next === null && signIn.now().kind !== 'unconfirmed') {
			const choices = choicesOf(signIn, signIn.now(), permissions);
			const chosen = yield* choose(
				'How will you sign in?',
				choices.map(({id, name, about}) => ({id, words: `${inWords(name)}: ${about}`})),
			);
			const choice = choices.find(({id}) => id === chosen);
			if (choice === undefined) {
				return false;
			}

			next = [choice.way, choice.permissions];
		}

		const signing: Signing = next === null ? signIn.now() : yield* attempt(trip, signIn, ...next);
		next = null;
		if (signing.kind === 'without') {
			yield* tell(...say('Nobody is signed in. What needs the tenant stays not seen.'));
			return true;
		}

		if (signing.kind === 'refused') {
			yield* tell('', ...say(signing.detail), ...say('Nothing was signed in, and nothing was read.'));
		}

		if (signing.kind === 'unconfirmed') {
			const shown = whichTenant(sceneOf(trip), then, 78);
			yield* tell('', ...shown.body.flatMap(row => (isCheckRow(row) ? [] : [wordsOf(row).replace('✓', '+').trimEnd()])));
			const answer = yield* choose('Is this the right tenant?', [
				{id: 'yes', words: 'yes, look at this tenant'},
				{id: 'no', words: 'no, sign in as somebody else'},
			]);
			signIn.confirm(answer === 'yes');
			if (answer === 'yes') {
				return true;
			}
		}
	}
};
