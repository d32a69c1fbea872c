import {statedCheck} from '../statement.ts';

export const joinPolicyDecided = statedCheck({
	id: 'join-policy-decided',
	question: 'Is it decided which computers register, and is personal registration blocked?',
	statement: 'It is decided which computers register, and personal registration of work computers is blocked by policy.',
	no: {remedy: 'decide-who-joins', because: 'It is not decided which computers register, or personal registration is not blocked.'},
});
