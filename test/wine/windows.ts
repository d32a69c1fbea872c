import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {inPackage} from '../../src/package-root.ts';
import type {Ended, Run} from './driver.ts';
import {onZ, type Windows} from './equipment.ts';
import type {ScriptRequest} from './scripts.ts';
import type {Units} from './units.ts';

/** Runs a file of ours in Node for Windows; comes back with what it wrote. Its own output goes to a file, because no pipe of this system is one to Node there. */
const fromNode = async <Result>(
	{node, env}: Windows,
	script: string,
	before: unknown,
	args: readonly string[],
	milliseconds: number,
): Promise<Result> => {
	const folder = mkdtempSync(join(tmpdir(), 'whfb-wine-'));
	try {
		const [request, result] = [join(folder, 'request.json'), join(folder, 'result.json')];
		writeFileSync(request, JSON.stringify(before));
		const own = before === null ? [onZ(result)] : [onZ(request), onZ(result)];
		const child = spawn('wine', [node, onZ(inPackage('test', 'wine', script)), ...own, ...args], {
			cwd: inPackage(),
			env,
			stdio: 'ignore',
			timeout: milliseconds,
			killSignal: 'SIGKILL',
		});
		const [exit, signal] = await once(child, 'close');
		if (exit !== 0) {
			throw new Error(`${script} ended in Wine with ${signal ?? exit}.`);
		}

		return JSON.parse(readFileSync(result, 'utf8')) as Result;
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
};

/** Runs programs one after another. */
export const runAll = (windows: Windows, runs: readonly Run[], milliseconds = 120_000): Promise<readonly Ended[]> =>
	fromNode(windows, 'driver.ts', runs, [], milliseconds);

/** Runs the tests of some files. */
export const runUnits = (windows: Windows, files: readonly string[], milliseconds: number): Promise<Units> =>
	fromNode(windows, 'units.ts', null, files, milliseconds);

/** Runs scripts of the package; comes back with what each answered, or why it did not. */
export const runScripts = (
	windows: Windows,
	scripts: readonly ScriptRequest[],
): Promise<readonly {readonly kind: string; readonly reason?: string}[]> => fromNode(windows, 'scripts.ts', scripts, [], 240_000);
