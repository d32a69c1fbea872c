import {statedCheck} from '../statement.ts';

export const mfaChosen = statedCheck({
	id: 'mfa-chosen',
	question: 'Is it decided which multifactor method is used?',
	statement: 'It is decided which multifactor method users answer when they enrol, and how they register it.',
	no: {remedy: 'choose-a-second-factor', because: 'It is not decided which second factor is asked for.'},
});
