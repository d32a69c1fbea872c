import {join} from 'node:path';
import {beforeAll, expect, it} from 'vitest';
import {runScript} from '../../src/powershell/powershell.ts';
import {type ConnectServerFacts, connectServerFacts} from '../../steps/04-directory-synchronization/connect-server.facts.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'adsync');

describeWith('powershell', 'the collector on the Connect server', () => {
	let path = '';
	beforeAll(async () => {
		path = await engine();
	});

	const run = (script: string, World: string) =>
		runScript({path}, {script, parameters: script.endsWith('run.ps1') ? {World} : {}, deadline: 20_000});

	/** What it says of a world, held against the schema of its facts. */
	const seen = async (world: string): Promise<ConnectServerFacts> => {
		const answer = await run(join(fixtures, 'run.ps1'), world);
		return connectServerFacts.parse(answer.kind === 'facts' ? answer.facts : answer);
	};

	it('gives connectors, rules, scheduler and settings in the shape of its facts', async () => {
		const {connectors, rules, ...rest} = await seen('whole');
		expect(rest).toMatchObject({
			product: 'connect-sync',
			version: '2.6.3.0',
			staging: false,
			scheduler: {enabled: true, suspended: false, interval: 1800, nextStart: '2026-11-22T09:30:00Z'},
			upnAttribute: 'userPrincipalName',
			deviceWriteback: false,
			rulesRead: 3,
			silences: [],
		});
		expect(connectors).toEqual([
			{
				id: 'ae4db4cc-b16b-4eb2-acf5-837ca84e4d7d',
				name: 'contoso.com',
				kind: 'active-directory',
				forest: 'contoso.com',
				forestId: null,
				domains: [{namingContext: 'DC=contoso,DC=com', id: '{C58EA1C0-26F4-4A1B-9D0C-C5B36C7E1C73}', selected: true, containers: null}],
				account: 'MSOL_d1edb676ca03',
				selected: ['msDS-KeyCredentialLink'],
				schemaHoldsKey: null,
				lastExport: {at: '2026-11-22T09:01:00Z', outcome: 'completed-export-errors', errors: {8344: 2, 'kerberos-no-logon-server': 1}},
				lastFullImport: '2026-11-20T08:10:00Z',
				lastFullSynchronization: '2026-11-20T08:20:00Z',
				oldestRun: null,
				modified: '2026-11-20T08:00:00Z',
			},
			expect.objectContaining({
				kind: 'entra',
				account: 'Sync_CONTOSO-SYNC01_e3c03195e061@contoso.onmicrosoft.com',
				selected: ['searchableDeviceKey'],
				domains: [],
			}),
		]);
		expect(rules.map(({name, scope, flows}) => ({name, scope, flows}))).toEqual([
			{
				name: 'In from AAD - User NGCKey',
				scope: [],
				flows: [
					{
						destination: 'deviceKey',
						sources: ['searchableDeviceKey'],
						expression: 'IIF(IsNull([searchableDeviceKey]), NULL, [searchableDeviceKey])',
						constant: null,
						mergeType: 'Update',
						executeOnce: false,
					},
				],
			},
			{
				name: 'Out to AD - User NGCKey',
				scope: [[{attribute: 'sourceAnchor', operator: 'ISNOTNULL', value: ''}]],
				flows: [
					{
						destination: 'msDS-KeyCredentialLink',
						sources: ['deviceKey'],
						expression: null,
						constant: null,
						mergeType: 'Update',
						executeOnce: false,
					},
				],
			},
		]);
	});

	it('never brings a password, a cookie or a name out of the errors', async () => {
		const all = await Promise.all(['whole', 'dictionaries'].map(seen));
		expect(JSON.stringify(all)).not.toMatch(/hunter2|c2VjcmV0|Hana|Jan"/);
		expect(all[1]?.connectors[0]).toMatchObject({forest: 'contoso.com', account: 'MSOL_d1edb676ca03'});
	});

	it('knows a constant flow, and which server is in staging mode', async () => {
		expect((await seen('constant')).rules.find(({name}) => name === 'Out to AD - Nothing')?.flows).toEqual([
			{destination: 'msDS-KeyCredentialLink', sources: [], expression: null, constant: 'B:4:00', mergeType: 'Update', executeOnce: false},
		]);
		expect((await seen('staging')).staging).toBe(true);
	});

	it('does not take a scope that it cannot find for no scope at all', async () => {
		expect((await seen('no-scope')).rules.find(({direction}) => direction === 'Outbound')?.scope).toEqual([
			[{attribute: '', operator: 'unread', value: ''}],
		]);
	});

	it('says what it could not read, and gives the rest', async () => {
		const [rules, selection, scheduler, none] = await Promise.all(['rules-denied', 'no-selection', 'no-scheduler', 'no-rules'].map(seen));
		expect(rules).toMatchObject({
			rules: [],
			rulesRead: null,
			version: '2.6.3.0',
			silences: ['The synchronisation rules could not be read: Not allowed.'],
		});
		expect(selection?.connectors[0]?.selected).toBeNull();
		expect(selection?.silences).toEqual(['The attributes selected on connector contoso.com could not be read.']);
		expect(scheduler).toMatchObject({
			scheduler: null,
			staging: false,
			silences: ['The scheduler could not be read: The scheduler does not answer.'],
		});
		expect(none).toMatchObject({rules: [], rulesRead: 0});
	});

	it('sees nothing at all where it may not', async () => {
		expect(await run(join(fixtures, 'run.ps1'), 'denied')).toMatchObject({kind: 'unobserved', reason: 'access-denied'});
	});

	it.skipIf(process.platform === 'win32')('says that Connect Sync is absent where it is', async () => {
		const answer = await run(join(import.meta.dirname, '..', '..', 'steps', '04-directory-synchronization', 'connect-server.ps1'), '');
		expect(connectServerFacts.parse(answer.kind === 'facts' ? answer.facts : answer)).toMatchObject({
			product: 'absent',
			connectors: [],
			rules: [],
			rulesRead: null,
		});
	});
});
