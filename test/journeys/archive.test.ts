import {afterAll, beforeAll, expect, it} from 'vitest';
import {pilot} from '../evidence/pilot.ts';
import {entriesOf, savedZip, zipOf} from '../evidence/zip-builder.ts';
import {built, newHome, run} from './built.ts';

const home = newHome();

beforeAll(built);
afterAll(() => home.remove());

it('takes a Connect export out of a zip archive, as the built program', async () => {
	const archive = savedZip(zipOf(entriesOf(pilot, 'export/')));
	expect(await run(['import', archive, '--session', 'lab'], {home})).toMatchObject({
		exit: 0,
		stderr: '',
		stdout: expect.stringContaining('2 connectors and 62 rules'),
	});
});
