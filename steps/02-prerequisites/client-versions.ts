import {statedCheck} from '../statement.ts';

export const clientVersions = statedCheck({
	id: 'client-versions',
	question: 'Do the clients run Windows 10 1703 or later?',
	statement: 'Every client that will enrol runs Windows 10 version 1703 (build 15063) or later.',
	no: {remedy: 'upgrade-the-clients', because: 'Some clients are older than Windows 10 version 1703.'},
});
