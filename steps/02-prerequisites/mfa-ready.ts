import {statedCheck} from '../statement.ts';

export const mfaReady = statedCheck({
	id: 'mfa-ready',
	question: 'Can every user in scope do a fresh multifactor sign-in?',
	statement: 'Every user in scope has a second factor registered and can use it.',
	no: {remedy: 'register-a-second-factor', because: 'Not every user in scope can answer for a second factor.'},
});
