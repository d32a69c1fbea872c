import {describe, it} from 'vitest';
import {forgotten} from './forgotten.ts';
import {tell} from './tell.ts';

// One omission is one sentence in one red test. What each sentence says stands in steps/README.md.
describe('every check', () => {
	it.each(Object.entries(forgotten))('%s', (_, sentences) => {
		tell(sentences());
	});
});
