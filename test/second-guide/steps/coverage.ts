import {advice, type Coverage, proved} from '../../../src/guide/coverage.ts';

export const coverage: Coverage = {
	pages: [
		{
			page: '01-look-at-the-queue',
			sources: ['/manual/queue'],
			sentences: [
				proved('1.1', 'There is paper in the tray.', 'paper-in-tray'),
				advice('1.2', 'A full tray saves a walk.', 'It says why.'),
			],
		},
	],
	beyond: [{check: 'page-printed', because: 'The manual ends before the first page.'}],
};
