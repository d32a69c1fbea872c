import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {writeFleet} from '../campaigns/fleet.ts';

const run = promisify(execFile);
const clients = 5_000;

it('5,000 files of clients are brought in a minute, in 200 MB more than Node itself takes', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'whfb-fleet-bench-'));
	try {
		const {damaged} = writeFleet(join(folder, 'brought'), clients, 1);
		const peak = join(folder, 'peak.cjs');
		writeFileSync(
			peak,
			"process.on('exit', () => {const {maxRSS, userCPUTime, systemCPUTime} = process.resourceUsage(); require('node:fs').writeSync(2, ['\\nused', Math.round(maxRSS / 1024), (userCPUTime + systemCPUTime) / 1e6].join(' '))});\n",
		);
		const measured = async (...args: readonly string[]) => {
			const before = performance.now();
			const {stdout, stderr} = await run(process.execPath, ['--require', peak, ...args], {
				env: {...process.env, HOME: folder, WHFB_SESSIONS: join(folder, 'sessions')},
				maxBuffer: 16 * 1024 * 1024,
			});
			const used = /\nused (\d+) ([\d.]+)$/.exec(stderr);
			return {stdout, seconds: (performance.now() - before) / 1000, peak: Number(used?.[1]), cpu: Number(used?.[2])};
		};
		const program = inPackage('dist', 'whfb.js');
		const bare = await measured('-e', '0');
		const brought = await measured(program, 'import', join(folder, 'brought'), '--session', 'fleet');
		const listed = await measured(program, 'sessions');
		const more = brought.peak - bare.peak;
		process.stdout.write(
			`fleet: ${clients} files in ${brought.seconds.toFixed(1)} s, of which ${brought.cpu.toFixed(1)} s of a processor, at most 60; ${more} MB above a bare Node, at most 200; then the list of sessions in ${listed.seconds.toFixed(1)} s\n`,
		);
		expect(brought.stdout).toContain(`${damaged.size} files were not taken:`);
		// Of a processor: what else the machine does is no work of this program.
		expect(brought.cpu).toBeLessThan(60);
		expect(more).toBeLessThan(200);
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}, 300_000);
