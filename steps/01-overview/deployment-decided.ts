import {statedCheck} from '../statement.ts';

export const deploymentDecided = statedCheck({
	id: 'deployment-decided',
	question: 'Is it written down how devices join, how policy reaches them, and who enrols?',
	statement: 'It is written down how devices join, how policy reaches them, and who enrols.',
	no: {remedy: 'write-the-decisions-down', because: 'The decisions of the planning guide are not written down yet.'},
});
