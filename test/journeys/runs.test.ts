import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {printed} from '../../steps/case-builders/printed.ts';
import {built, newHome, run} from './built.ts';

const home = newHome();
const folder = mkdtempSync(join(tmpdir(), 'whfb-runs-'));
const log = join(folder, 'log.txt');

beforeAll(built);
afterAll(() => {
	home.remove();
	rmSync(folder, {recursive: true, force: true});
});

it('lists the runs of dsregcmd in a log, takes the one that is chosen, and judges that one', async () => {
	const broken = printed({'Device State': {'Device Name': 'pc08.corp.contoso.com'}, 'SSO State': {AzureAdPrt: 'NO'}});
	writeFileSync(
		log,
		[printed(), broken]
			.join('\r\n')
			.split('\r\n')
			.map((line, index) => `2026-11-26 10:00:${10 + (index % 50)} ${line}`)
			.join('\r\n'),
	);
	const taken = ['--taken', new Date().toISOString()];
	const imported = (...more: readonly string[]) => run(['import', log, '--session', 'pc', ...taken, ...more], {home});

	const asked = await imported();
	expect(asked).toMatchObject({exit: 2, stdout: ''});
	expect(asked.stderr).toMatch(
		/2 runs.*run 1 begins at line 2 \(pc07\.corp\.contoso\.com, .*run 2 begins at line \d+ \(pc08\.corp\.contoso\.com, .*--run N/,
	);
	expect(await imported('--run', 'two')).toMatchObject({exit: 2, stderr: expect.stringContaining('"two" is no number of a run')});
	expect(await imported('--run', '3')).toMatchObject({exit: 2, stderr: expect.stringContaining('There is no run 3')});

	const chosen = await imported('--run', '2');
	expect(chosen).toMatchObject({exit: 0, stderr: ''});
	expect(chosen.stdout).toMatch(/of pc08\.corp\.contoso\.com \(taken off: a time stamp in front of each line\)/);
	const {stdout} = await run(['check', '--session', 'pc', '--step', '7', '--sign-in', 'none', '--format', 'json'], {home});
	const findings = JSON.parse(stdout).steps[0].findings as readonly {readonly check: string; readonly because: string}[];
	expect(findings.find(({check}) => check === 'hello-prerequisites')).toMatchObject({
		outcome: 'unmet',
		because: expect.stringMatching(/^AzureAdPrt is NO: the user has no primary refresh token of Entra ID\./),
	});
}, 120_000);
