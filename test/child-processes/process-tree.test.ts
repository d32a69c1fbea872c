import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {AzureCliCredential} from '@azure/identity';
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import {howProgramsEnd} from '../../src/child-processes/how-they-end.ts';
import {fromPs, marksOf, processes} from '../../src/child-processes/processes.ts';
import {endingPrograms} from '../../src/graph/login-processes.ts';
import {hostileProgram, survivorsOf} from '../campaigns/hostile-programs.ts';

let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-tree-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));
afterEach(() => {
	vi.unstubAllEnvs();
});

describe.skipIf(process.platform !== 'linux')('an Azure CLI', () => {
	/** Asks it for a token, and gives the program once it is up. */
	const asked = async (stop: AbortController, ...does: Parameters<typeof hostileProgram>[1]) => {
		const place = mkdtempSync(join(folder, 'az-'));
		const program = hostileProgram(place, does, 'stays silent');
		symlinkSync(program.path, join(place, 'az'));
		vi.stubEnv('PATH', `${place}:${process.env['PATH']}`);
		const asking = endingPrograms(
			() => new AzureCliCredential({processTimeoutInMs: 60_000}).getToken('https://graph.microsoft.com/.default').catch(() => null),
			stop.signal,
		);
		await vi.waitFor(() => expect(survivorsOf(program).length).toBeGreaterThan(does.length), {timeout: 10_000});
		return {program, asking};
	};

	it('M7 that ignores every request is ended with all that has left it, when somebody stops', async () => {
		const stop = new AbortController();
		const {program, asking} = await asked(
			stop,
			'ignores every request',
			'leaves its session',
			'becomes a daemon',
			'clears the environment',
		);
		stop.abort();
		await asking;
		await vi.waitFor(() => expect(survivorsOf(program)).toEqual([]), {timeout: 2_000});
	});

	it('does not end what another work has started', async () => {
		const stop = new AbortController();
		const other = new AbortController();
		const first = await asked(stop, 'leaves its session');
		const second = await asked(other, 'leaves its session');
		stop.abort();
		await first.asking;
		await vi.waitFor(() => expect(survivorsOf(first.program)).toEqual([]), {timeout: 2_000});
		expect(survivorsOf(second.program).length).toBeGreaterThan(1);
		other.abort();
		await second.asking;
		await vi.waitFor(() => expect(survivorsOf(second.program)).toEqual([]), {timeout: 2_000});
	});
});

describe.skipIf(process.platform !== 'linux')('the list of processes', () => {
	it('has this one, with its parent, its group and its environment', () => {
		const own = processes(marksOf('PATH')).find(({id}) => id === process.pid);
		expect(own).toMatchObject({parent: process.ppid, mark: `PATH=${process.env['PATH']}`});
		// In a container the first process of the group or session may be outside: the kernel then says 0, and so does ps.
		const [group, session] = execFileSync('ps', ['-o', 'pgid=,sess=', '-p', String(process.pid)], {encoding: 'utf8'})
			.trim()
			.split(/\s+/)
			.map(Number);
		expect({group: own?.group, session: own?.session}).toEqual({group, session});
	});

	it('has the same parents and groups where ps is asked', () => {
		const own = processes(marksOf('PATH')).find(({id}) => id === process.pid);
		expect(fromPs().find(({id}) => id === process.pid)).toEqual({...own, session: null, began: null, mark: ''});
	});
});

describe('how programs end', () => {
	it('is said for each system, with what nobody has confirmed', () => {
		expect(howProgramsEnd('linux', () => true)).toMatch(/also where whfb itself is killed; tests show it on Linux\.$/);
		expect(howProgramsEnd('linux', () => false)).toMatch(/by its group alone, because \/proc cannot be read here/);
		expect(howProgramsEnd('win32')).toMatch(/nobody has confirmed it on Windows yet\.$/);
		expect(howProgramsEnd('darwin')).toMatch(/nobody has confirmed it on this system yet\.$/);
	});
});
