import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {writeWhole} from '../../src/session/durable.ts';

// A share that has no links, as some network shares are.
vi.mock('node:fs', async actual => ({
	...(await actual<typeof import('node:fs')>()),
	linkSync: () => {
		throw Object.assign(new Error('EPERM: operation not permitted, link'), {code: 'EPERM', syscall: 'link'});
	},
}));

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-durable-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

it('writes a new file where there are no links, and replaces none that is there', () => {
	const file = join(folder, 'contoso');
	writeWhole(file, 'first', true, () => undefined);
	expect(readFileSync(file, 'utf8')).toBe('first');
	expect(() => writeWhole(file, 'second', true, () => undefined)).toThrow(/EEXIST/);
	expect(readFileSync(file, 'utf8')).toBe('first');
	expect(readdirSync(folder)).toEqual(['contoso']);
});
