import {statedCheck} from '../statement.ts';

export const keyRegistered = statedCheck({
	id: 'key-registered',
	question: 'Has a pilot user enrolled and waited for a sync cycle?',
	statement: 'A pilot user has enrolled, event 300 was logged, and a synchronisation cycle has passed since.',
	no: {remedy: 'enrol-and-wait', because: 'No pilot user has enrolled and waited for a cycle.'},
});
