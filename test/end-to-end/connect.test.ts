import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {
	adConnector,
	adId,
	cacheKey,
	deviceRule,
	domainId,
	type Edits,
	entraConnector,
	exported,
	inboundRule,
	outboundRule,
	pilot,
	ruleXml,
	selectKey,
	settings,
	takenOn,
	wholeChain,
} from '../evidence/pilot.ts';
import {type LocalGraph, startGraph} from '../lab/graph.ts';
import {type Credentials, credentials, type Forest, startForest} from '../lab/lab.ts';
import {describeWith} from '../require.ts';
import {patience} from './one-change.ts';
import {type CheckDocument, check, findingOf, folder, gateOf, type Ran, whfb} from './program.ts';
import {peopled, person, synchronised, tenantWith} from './tenant.ts';

const zeros = '{00000000-0000-0000-0000-000000000000}';
const secondId = '{22222222-aaaa-4bbb-8ccc-000000000001}';
const secondConnector = `Connectors/Connector_${secondId}.xml`;

/** A time as an export writes it: UTC, with a space. */
const written = (time: number) => new Date(time).toISOString().replace('T', ' ').replace('Z', '');
const hours = 60 * 60 * 1000;
const now = () => takenOn(written(Date.now()));

/** The rule that writes the key, for one connector of an export. */
const keyRule = (more: Parameters<typeof ruleXml>[5] = {}, id = '{11111111-aaaa-4bbb-8ccc-000000000001}') =>
	ruleXml(id, 'Out to AD - User NGCKey', 'person', 'user', ['deviceKey', 'msDS-KeyCredentialLink'], more);

describeWith(['samba', 'powershell'], 'the export of a Connect server', () => {
	let forest: Forest;
	let second: Forest;
	let graph: LocalGraph;
	let tickets: Credentials;

	/** The connector of the export as that of a forest of the lab: name, DNs, domain and forest ids. */
	const as =
		({dns, baseDn, ids}: Forest, forestId = `{${ids[0]}}`) =>
		(text: string): string =>
			text
				.replaceAll('contoso.com', dns)
				.replaceAll('DC=contoso,DC=com', baseDn)
				.replaceAll(new RegExp(`\\{${domainId}\\}`, 'gi'), `{${ids[0]}}`)
				.replace(`<forest-guid>${zeros}`, `<forest-guid>${forestId}`);
	/** The whole chain, in the lab's forest and the local tenant, taken now. */
	const whole = (more: Edits = {}): Edits => ({
		...wholeChain,
		[adConnector]: text => as(forest)(cacheKey(selectKey(text))),
		[settings]: now(),
		...more,
	});
	const importEvidence = (path: string, sessions: string): Promise<Ran> => whfb(['import', path, '--session', 'lab'], {sessions});
	const look = (sessions: string, forests: readonly Forest[] = [forest], more: readonly string[] = []): Promise<CheckDocument> =>
		check(['--step', '4', '--session', 'lab', ...forests.flatMap(({dns}) => ['--directory', dns]), ...more], {tickets, graph, sessions});
	/** Brings an export into a new session and looks. */
	const seen = async (edits: Edits, forests?: readonly Forest[]): Promise<CheckDocument> => {
		const sessions = folder();
		const {exit, stderr} = await importEvidence(exported(edits), sessions);
		expect({exit, stderr}).toEqual({exit: 0, stderr: ''});
		return look(sessions, forests);
	};
	const writeBack = (document: CheckDocument) => {
		const finding = findingOf(document, 'key-write-back');
		return {
			says: finding.kind === 'judged' ? finding.outcome : finding.reason,
			because: finding.kind === 'judged' ? finding.because : finding.detail,
			source: finding.source,
			open: gateOf(document, 'schema-before-connect').open,
			exit: document.exit,
		};
	};

	beforeAll(async () => {
		[forest, second] = await Promise.all([
			startForest({realm: 'HQ.CONNECT.TEST', schema: '2019'}),
			startForest({realm: 'BRANCH.CONNECT.TEST', schema: '2019'}),
		]);
		tickets = await credentials([forest, second], 'reader');
		await peopled(forest, {anna: 'anna@contoso.com'}, {'Key Users': ['anna']});
		graph = await startGraph(tenantWith(['contoso.com'], [synchronised(await person(forest, 'anna'))]));
	});
	afterAll(async () => {
		await Promise.all([forest?.remove(), second?.remove(), graph?.stop()]);
	});

	it('as it was published shuts the way out: judged unmet, source exported', async () => {
		const sessions = folder();
		expect(await importEvidence(pilot, sessions)).toMatchObject({exit: 0, stdout: expect.stringContaining('CONTOSO-SYNC01, exported')});
		const document = await check(['--step', '4', '--session', 'lab', '--directory', 'nowhere.connect.test'], {sessions});
		expect(gateOf(document, 'schema-before-connect')).toMatchObject({finding: 'unmet', open: false});
		expect(writeBack(document)).toMatchObject({says: 'unmet', source: 'exported', open: false, exit: 4});
		expect(writeBack(document).because).toMatch(/no rule writes msDS-KeyCredentialLink on persons/);
	});

	it('as it was published shuts it also beside a forest and a tenant that answer', async () => {
		const sessions = folder();
		expect(await importEvidence(pilot, sessions)).toMatchObject({exit: 0});
		expect(writeBack(await look(sessions))).toMatchObject({says: 'unmet', open: false, exit: 4});
	});

	it('as it was published names its forest without an id, and so can shut a session that knows another', async () => {
		const sessions = folder();
		await look(sessions);
		const {exit, stdout, stderr} = await importEvidence(pilot, sessions);
		// Either is safe: refused as another forest's by the ids of its domains, or taken to condemn. It never opens.
		expect([0, 2]).toContain(exit);
		expect(stdout + stderr).toContain(exit === 0 ? 'exported' : 'contoso.com');
		expect(writeBack(await look(sessions)).open).toBe(false);
	});

	it('with the whole chain, of this forest and this tenant and taken now, opens it', async () => {
		const document = await seen(whole());
		expect(writeBack(document)).toMatchObject({says: 'met', source: 'exported', open: true});
		expect(gateOf(document, 'schema-before-connect', 'enter')).toMatchObject({open: true});
	});

	it('opens it in a session that knew the forest and the tenant before, together with the persons of a group', async () => {
		const sessions = folder();
		await look(sessions);
		expect(await importEvidence(exported(whole()), sessions)).toMatchObject({exit: 0});
		const document = await look(sessions, [forest], ['--scope-group', 'Key Users']);
		expect(document.gates.map(({id, guards, open}) => [id, guards, open])).toEqual([
			['schema-before-connect', 'enter', true],
			['schema-before-connect', 'leave', true],
			['verified-upn-domain', 'leave', true],
		]);
	});

	it('is not seen, reason stale, when it was taken three days ago, and still shuts what it shows broken', async () => {
		const old = takenOn(written(Date.now() - 72 * hours));
		expect(writeBack(await seen(whole({[settings]: old})))).toMatchObject({says: 'stale', open: false});
		expect(writeBack(await seen(whole({[settings]: old, [outboundRule]: keyRule({disabled: true})})))).toMatchObject({
			says: 'unmet',
			open: false,
		});
	});

	it('is not seen when it was taken a day and a minute ago, or at a time nobody knows', async () => {
		expect(writeBack(await seen(whole({[settings]: takenOn(written(Date.now() - 24 * hours - 60_000))})))).toMatchObject({says: 'stale'});
		const undated = (text: string) => text.replace(/ export-date='[^']*'/, '');
		expect(writeBack(await seen(whole({[settings]: undated})))).toMatchObject({says: 'stale', open: false});
	});

	it('is replaced by a fresher one of the same server', async () => {
		const sessions = folder();
		await importEvidence(exported(whole({[settings]: takenOn(written(Date.now() - 72 * hours))})), sessions);
		await importEvidence(exported(whole()), sessions);
		expect(writeBack(await look(sessions))).toMatchObject({says: 'met', open: true});
		await importEvidence(exported(whole({[outboundRule]: keyRule({disabled: true})})), sessions);
		expect(writeBack(await look(sessions))).toMatchObject({says: 'unmet', open: false});
	});

	it('is known by the distinguished name of its domain where neither forest nor domain of it has an id', async () => {
		const nameless = (text: string) => as({...forest, ids: [zeros.slice(1, -1)]}, zeros)(cacheKey(selectKey(text)));
		const found = writeBack(await seen(whole({[adConnector]: nameless})));
		expect(found).toMatchObject({says: 'met', open: true});
	});

	it('is not seen where its forest has this name and another id', async () => {
		const rebuilt = (text: string) => as(forest, '{99999999-aaaa-4bbb-8ccc-000000000001}')(cacheKey(selectKey(text)));
		expect(writeBack(await seen(whole({[adConnector]: rebuilt})))).toMatchObject({says: 'foreign', open: false});
	});

	it('is refused by a session that knows this forest by another id', async () => {
		const sessions = folder();
		await look(sessions);
		const rebuilt = (text: string) => as(forest, '{99999999-aaaa-4bbb-8ccc-000000000001}')(cacheKey(selectKey(text)));
		const {exit, stderr} = await importEvidence(exported(whole({[adConnector]: rebuilt})), sessions);
		expect(exit).toBe(2);
		expect(stderr).toMatch(/another id/);
	});

	it('of another tenant is not seen, and refused by a session that knows the tenant', async () => {
		const elsewhere = whole({[entraConnector]: text => text.replaceAll('contoso.onmicrosoft.com', 'fabrikam.onmicrosoft.com')});
		expect(writeBack(await seen(elsewhere))).toMatchObject({says: 'foreign', open: false});
		const sessions = folder();
		await look(sessions, [forest], ['--step', '3']);
		const {exit, stderr} = await importEvidence(exported(elsewhere), sessions);
		expect(exit).toBe(2);
		expect(stderr).toMatch(/fabrikam\.onmicrosoft\.com/);
	});

	const broken: readonly (readonly [string, () => Edits, RegExp])[] = [
		[
			'its inbound rule disabled',
			() => ({[inboundRule]: text => text.replace(/<disabled>\s*False/i, '<disabled>True')}),
			/brings searchableDeviceKey in.*is disabled/,
		],
		['its inbound rule gone', () => ({[inboundRule]: null}), /no rule on the Entra connector brings searchableDeviceKey in/],
		['its outbound rule disabled', () => ({[outboundRule]: keyRule({disabled: true})}), /is disabled/],
		[
			'only the rule of device writeback',
			() => ({
				[outboundRule]: ruleXml('{11111111-aaaa-4bbb-8ccc-000000000002}', 'Out to AD - Device STK', 'device', 'msDS-Device', [
					'deviceKey',
					'msDS-KeyCredentialLink',
				]),
			}),
			/device writeback writes that attribute on devices/,
		],
		['the attribute not selected', () => ({[adConnector]: text => as(forest)(cacheKey(text))}), /not selected on the connector/],
		[
			'a rule before it that writes something else',
			() => ({
				[deviceRule]: ruleXml(
					'{11111111-aaaa-4bbb-8ccc-000000000003}',
					'Out to AD - Nothing',
					'person',
					'user',
					['employeeID', 'msDS-KeyCredentialLink'],
					{precedence: 50},
				),
			}),
			/"Out to AD - Nothing" \(precedence 50\) wins/,
		],
		[
			'the rule on a connector that is not there',
			() => ({[outboundRule]: keyRule({connector: secondId})}),
			/no enabled rule writes the key on persons/,
		],
	];
	it.each(broken)('with %s shuts it, and says so', async (_title, edits, words) => {
		const found = writeBack(await seen(whole(edits())));
		expect(found).toMatchObject({says: 'unmet', source: 'exported', open: false, exit: 4});
		expect(found.because).toMatch(words);
	});

	it('with the rule narrowed by a scope is not seen', async () => {
		const scope = '<csAttribute>department</csAttribute><csOperator>EQUAL</csOperator><csValue>Pilot</csValue>';
		expect(writeBack(await seen(whole({[outboundRule]: keyRule({scope})})))).toMatchObject({says: 'inconclusive', open: false});
	});

	it('with the default disabled and an enabled clone of any name opens it', async () => {
		const clone = ruleXml('{11111111-aaaa-4bbb-8ccc-000000000004}', 'Our own', 'person', 'user', ['deviceKey', 'MSDS-KEYCREDENTIALLINK'], {
			precedence: 90,
		});
		expect(writeBack(await seen(whole({[outboundRule]: keyRule({disabled: true}), [deviceRule]: clone})))).toMatchObject({
			says: 'met',
			open: true,
		});
	});

	it('of a server in staging mode is not seen', async () => {
		const staging = (text: string) => now()(text).replace(/(Microsoft\.Synchronize\.StagingMode[^>]*>)[^<]*/i, '$1True');
		expect(writeBack(await seen(whole({[settings]: staging})))).toMatchObject({says: 'elsewhere', open: false});
	});

	it('with the rule on one of two forests shuts it, and on both opens it', {timeout: patience}, async () => {
		const connector = (text: string) => as(second)(cacheKey(selectKey(text))).replaceAll(new RegExp(adId, 'gi'), secondId);
		const copy = connector(readFileSync(join(pilot, adConnector), 'utf8'));
		// Without any rule the second connector would be a part of an export that is not whole (W55).
		const userJoin = ruleXml('{11111111-aaaa-4bbb-8ccc-000000000006}', 'Out to AD - User Join', 'person', 'user', ['sourceAnchor', 'x'], {
			connector: secondId,
		});
		const one = writeBack(await seen(whole({[secondConnector]: copy, [deviceRule]: userJoin}), [forest, second]));
		expect(one).toMatchObject({says: 'unmet', open: false, exit: 4});
		expect(one.because).toContain(second.dns);
		const both = whole({
			[secondConnector]: copy,
			[deviceRule]: keyRule({connector: secondId}, '{11111111-aaaa-4bbb-8ccc-000000000005}'),
		});
		expect(writeBack(await seen(both, [forest, second]))).toMatchObject({says: 'met', open: true});
	});

	it('without a connector for a forest with users in scope shuts it', async () => {
		const found = writeBack(await seen(whole(), [forest, second]));
		expect(found).toMatchObject({says: 'unmet', open: false});
		expect(found.because).toMatch(new RegExp(`${second.dns} has no connector`));
	});

	it('opens nothing where the directory that its forest is in does not answer', async () => {
		const sessions = folder();
		await importEvidence(exported(whole()), sessions);
		const document = await check(['--step', '4', '--session', 'lab', '--directory', 'nowhere.connect.test'], {graph, sessions});
		expect(writeBack(document)).toMatchObject({says: expect.not.stringMatching(/^met$/), open: false});
	});

	it('that breaks off is refused in a sentence, and nothing is lost', async () => {
		const sessions = folder();
		await importEvidence(exported(whole()), sessions);
		const {exit, stderr} = await importEvidence(exported(whole({[entraConnector]: text => text.slice(0, 5_000)})), sessions);
		expect(exit).toBe(2);
		expect(stderr).toMatch(/breaks off or is damaged/);
		expect(writeBack(await look(sessions))).toMatchObject({says: 'met', open: true});
	});
});
