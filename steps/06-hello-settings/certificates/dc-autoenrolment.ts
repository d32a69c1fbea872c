import {statedCheck} from '../../statement.ts';

export const dcAutoenrolment = statedCheck({
	id: 'dc-autoenrolment',
	question: 'Do the domain controllers enrol certificates by themselves?',
	statement: 'A policy lets the domain controllers enrol by themselves, and each of them holds a certificate of the new template.',
	no: {remedy: 'let-them-enrol', because: 'The domain controllers do not enrol the new certificate by themselves.'},
});
