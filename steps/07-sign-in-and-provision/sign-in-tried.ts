import {statedCheck} from '../statement.ts';

export const signInTried = statedCheck({
	id: 'sign-in-tried',
	question: 'Has a pilot user signed in with the PIN and opened a file share?',
	statement: 'A pilot user has signed in with the PIN, with a domain controller in sight, and opened a file share.',
	no: {remedy: 'find-the-broken-part', because: 'Signing in with the PIN and opening a file share has not worked yet.'},
});
