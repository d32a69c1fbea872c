/**
 * Makes a package (`npm run package -- --target TARGET [--out FOLDER]`): a zip, its SHA-256 and its parts list; for `any` an archive that npm installs,
 * too. The same sources make the same bytes, wherever and whenever.
 */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {buildInto} from '../build.ts';
import {CannotStart} from '../cannot-start.ts';
import {print, say} from '../output.ts';
import {inPackage} from '../package-root.ts';
import {sumLine, zipOf} from './archive.ts';
import {contentsOf, packageVersion} from './contents.ts';
import {nodeFor} from './node-release.ts';
import {tarballOf} from './tarball.ts';
import {packageName, type Target, targets} from './targets.ts';

/** Comes back with the files it wrote into a folder: their names and their lengths in bytes. */
export const pack = async (target: Target, out: string): Promise<Readonly<Record<string, number>>> => {
	const folder = mkdtempSync(join(tmpdir(), 'whfb-pack-'));
	try {
		const metafile = await buildInto(folder);
		const entries = contentsOf(target, folder, metafile, nodeFor(target));
		const name = packageName(target, packageVersion());
		const archives: Readonly<Record<string, Uint8Array>> = {
			[`${name}.zip`]: zipOf(name, entries),
			...(target === 'any' ? {[`${name}.tgz`]: tarballOf(entries)} : {}),
		};
		const parts = entries.find(one => one.name === 'dist/whfb.cdx.json')?.bytes ?? Buffer.alloc(0);
		const sums = Object.entries(archives).map(([file, bytes]) => [`${file}.sha256`, Buffer.from(sumLine(file, bytes))] as const);
		const files = {...archives, ...Object.fromEntries(sums), [`${name}.cdx.json`]: parts};
		mkdirSync(out, {recursive: true});
		for (const [file, bytes] of Object.entries(files)) {
			writeFileSync(join(out, file), bytes);
		}

		return Object.fromEntries(Object.entries(files).map(([file, {length}]) => [file, length]));
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
};

if (import.meta.main) {
	try {
		const {values} = parseArgs({options: {target: {type: 'string'}, out: {type: 'string'}}});
		const target = targets.find(one => one === values.target);
		if (target === undefined) {
			throw new CannotStart(`Say for what: npm run package -- --target ${targets.join('|')} [--out FOLDER].`);
		}

		const out = values.out ?? inPackage('packages');
		const written = Object.entries(await pack(target, out));
		await print(written.map(([file, length]) => `${(length / 1_000_000).toFixed(1).padStart(6)} MB  ${join(out, file)}\n`).join(''));
	} catch (error) {
		if (!(error instanceof CannotStart)) {
			throw error;
		}

		say(`${error.message}\n`);
		process.exitCode = 2;
	}
}
