import {existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';

/**
 * The PATH of this machine without some programs, so that what a machine happens to have changes no test: a folder that holds one of them is replaced by a new
 * one with links to everything else in it. `remove` takes those folders away.
 */
export const pathWithout = (...names: readonly string[]): {readonly path: string; readonly remove: () => void} => {
	const made: string[] = [];
	const folders = (process.env['PATH'] ?? '').split(delimiter).map(folder => {
		if (process.platform === 'win32' || !names.some(name => existsSync(join(folder, name)))) {
			return folder;
		}

		const other = mkdtempSync(join(tmpdir(), 'whfb-path-'));
		made.push(other);
		for (const name of readdirSync(folder).filter(one => !names.includes(one))) {
			symlinkSync(join(folder, name), join(other, name));
		}

		return other;
	});
	return {
		path: folders.join(delimiter),
		remove: () => {
			for (const folder of made) {
				rmSync(folder, {recursive: true, force: true});
			}
		},
	};
};
