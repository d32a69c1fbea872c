import {spawnSync} from 'node:child_process';
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {inPackage} from '../../src/package-root.ts';

/** A copy of the package whose guide is the second one. */
export type SecondPackage = {readonly program: string; readonly remove: () => void};

/** In the copy the guide stands two folders higher: where the guide of the product stood. */
const raised = (text: string): string => text.replace(/'((?:\.\.\/)+)src\//g, (_, up: string) => `'${up.slice('../../'.length)}src/`);

/** Copies `src/` as it is, puts the second guide in the place of the first, and builds. */
export const secondPackage = (): SecondPackage => {
	const root = mkdtempSync(join(tmpdir(), 'whfb-second-'));
	for (const part of ['src', 'package.json', 'package-lock.json', 'tsconfig.json', 'LICENSE']) {
		cpSync(inPackage(part), join(root, part), {recursive: true});
	}

	symlinkSync(inPackage('node_modules'), join(root, 'node_modules'));
	for (const part of ['steps', 'content']) {
		cpSync(inPackage('test', 'second-guide', part), join(root, part), {recursive: true});
	}

	for (const file of readdirSync(join(root, 'steps'), {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.ts'))) {
		writeFileSync(join(root, 'steps', file), raised(readFileSync(join(root, 'steps', file), 'utf8')));
	}

	const {status, stderr} = spawnSync(process.execPath, [join(root, 'src', 'build.ts')], {encoding: 'utf8'});
	if (status !== 0) {
		throw new Error(`The program cannot be built with a second guide:\n${stderr}`);
	}

	return {program: join(root, 'dist', 'whfb.js'), remove: () => rmSync(root, {recursive: true, force: true})};
};
