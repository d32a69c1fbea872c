import {statedCheck} from '../statement.ts';

export const keyTrustChosen = statedCheck({
	id: 'key-trust-chosen',
	question: 'Have you chosen key trust, knowing that Microsoft recommends cloud Kerberos trust for most?',
	statement: 'We have chosen key trust, and know that Microsoft recommends cloud Kerberos trust for most.',
	no: {remedy: 'compare-the-trusts', because: 'Key trust is not chosen yet.'},
});
