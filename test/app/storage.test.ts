import {chmodSync, mkdtempSync, readdirSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {storageLines, storageWarnings} from '../../src/app/storage.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'whfb-storage-'));

describe('the folder of sessions', () => {
	it('M2 is said with the way in which two whfb at once are told apart there, and nothing is left of the trial', () => {
		const path = folder();
		expect(storageLines(path, {})).toEqual([
			'Sessions: in a local folder; two whfb at once are told apart by a link, which appears whole or not at all.',
		]);
		expect(readdirSync(path)).toEqual([]);
		expect(storageLines(join(path, 'not', 'yet'), {})).toEqual(['Sessions: in a local folder, which is made with the first one.']);
	});

	it('L4 that others may write into is warned about', () => {
		const path = folder();
		chmodSync(path, 0o777);
		expect(storageWarnings(path, {})).toEqual([expect.stringMatching(/^Others on this computer may write/)]);
		chmodSync(path, 0o700);
		expect(storageWarnings(path, {})).toEqual([]);
	});

	it('that is copied elsewhere is warned about before anything is in it', () => {
		expect(storageWarnings(join(folder(), 'Dropbox', 'whfb'), {})).toEqual([expect.stringMatching(/synchronised elsewhere/)]);
	});
});
