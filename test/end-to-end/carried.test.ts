import {execFile} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, expect, it, vi} from 'vitest';
import {domainId} from '../evidence/pilot.ts';
import {type DescribedServer, whole} from '../fixtures/adsync/described.ts';
import {type LocalGraph, startGraph} from '../lab/graph.ts';
import {type Forest, startForest} from '../lab/lab.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';
import {type CheckFinding, check, findingOf, folder, gateOf, whfb} from './program.ts';
import {tenantWith} from './tenant.ts';

// Six starts of PowerShell in one story: 15 to 27 seconds, by what else the machine does.
vi.setConfig({testTimeout: 90_000});

const inboundDisabled: DescribedServer = {...whole, rules: whole.rules.map(rule => ({...rule, Disabled: rule.Direction === 'Inbound'}))};
const staging: DescribedServer = {
	...whole,
	scheduler: {...whole.scheduler, StagingModeEnabled: true},
	settings: {...whole.settings, 'Microsoft.Synchronize.StagingMode': 'True'},
};
const rulesDenied: DescribedServer = {...whole, throws: {'Get-ADSyncRule': {type: 'System.Exception', message: 'Not allowed.'}}};

describeWith(['samba', 'powershell'], 'a script carried to the Connect server', () => {
	let forest: Forest;
	let graph: LocalGraph;
	let script: string;
	beforeAll(async () => {
		forest = await startForest({realm: 'HQ.CARRIED.TEST', schema: '2019'});
		graph = await startGraph(tenantWith(['contoso.com']));
		script = join(folder(), 'look.ps1');
		expect(await whfb(['collector', '--place', 'connect-server', '--out', script])).toMatchObject({exit: 0, stderr: ''});
	});
	afterAll(async () => {
		await Promise.all([forest?.remove(), graph?.stop()]);
	});

	/** What the script prints on a server of the lab's forest, saved as somebody would. */
	const printed = async (described: DescribedServer): Promise<string> => {
		const place = folder();
		const description = JSON.stringify(described)
			.replaceAll('"contoso.com"', JSON.stringify(forest.dns))
			.replaceAll('DC=contoso,DC=com', forest.baseDn)
			.replaceAll(new RegExp(domainId, 'gi'), forest.ids[0] ?? '');
		const stub = join(import.meta.dirname, '..', 'fixtures', 'adsync', 'ADSync.psm1');
		writeFileSync(join(place, 'server.json'), description);
		writeFileSync(join(place, 'run.ps1'), `Import-Module '${stub}' -ArgumentList '${place}/server.json'\r\n& '${script}'\r\n`);
		const {stdout} = await promisify(execFile)(await engine(), [
			'-NoLogo',
			'-NoProfile',
			'-NonInteractive',
			'-File',
			join(place, 'run.ps1'),
		]);
		const answer = join(place, 'answer.json');
		writeFileSync(answer, stdout);
		return answer;
	};
	const look = async (sessions: string): Promise<{readonly found: CheckFinding; readonly open: boolean}> => {
		const document = await check(['--step', '4', '--session', 'lab', '--directory', forest.dns], {tickets: forest.env, graph, sessions});
		return {found: findingOf(document, 'key-write-back'), open: gateOf(document, 'schema-before-connect').open};
	};

	it('opens the way out where it saw the whole chain, and shuts it where the inbound rule is disabled since', async () => {
		const sessions = folder();
		expect(await whfb(['import', await printed(whole), '--session', 'lab'], {sessions})).toMatchObject({exit: 0, stderr: ''});
		expect(await look(sessions)).toMatchObject({found: {kind: 'judged', outcome: 'met', source: 'carried'}, open: true});
		expect(await whfb(['import', await printed(inboundDisabled), '--session', 'lab'], {sessions})).toMatchObject({exit: 0});
		expect(await look(sessions)).toMatchObject({found: {kind: 'judged', outcome: 'unmet', source: 'carried'}, open: false});
	});

	it('opens nothing from a server in staging mode, or one whose rules could not be read', async () => {
		for (const [world, reason] of [
			[staging, 'elsewhere'],
			[rulesDenied, 'inconclusive'],
		] as const) {
			const sessions = folder();
			await whfb(['import', await printed(world), '--session', 'lab'], {sessions});
			expect(await look(sessions)).toMatchObject({found: {kind: 'unobserved', reason}, open: false});
		}
	});

	it('is refused when somebody changed what it printed', async () => {
		const answer = await printed(inboundDisabled);
		writeFileSync(answer, readFileSync(answer, 'utf8').replace('"disabled":true', '"disabled":false'));
		const {exit, stderr} = await whfb(['import', answer, '--session', 'lab']);
		expect(exit).toBe(2);
		expect(stderr).toMatch(/was changed after the script wrote it/);
	});
});
