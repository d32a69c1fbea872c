import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {User} from '@microsoft/microsoft-graph-types';
import {afterAll, afterEach, beforeAll, expect, it} from 'vitest';
import {contosoResources} from '../lab/graph/contoso.ts';
import {type Fault, type LocalGraph, startGraph} from '../lab/graph.ts';
import {credentials, type Forest, startForest} from '../lab/lab.ts';
import {describeWith} from '../require.ts';
import {type CheckDocument, check, findingOf, folder, gateOf, whfb} from './program.ts';
import {type LabPerson, peopled, person, synchronised, tenantWith} from './tenant.ts';

const gate = 'verified-upn-domain';
const users = '/v1.0/users';

describeWith(['samba', 'powershell'], 'persons of a real directory beside the local Graph', () => {
	let forest: Forest;
	let other: Forest;
	let graph: LocalGraph;
	let anna: LabPerson;
	let bruno: LabPerson;
	let everybody: readonly User[];
	let deep: readonly LabPerson[];

	/** One look at step 4 for a group of the first forest. */
	const look = (group: string, more: readonly string[] = [], forests: readonly Forest[] = [forest]): Promise<CheckDocument> =>
		credentials(forests, 'reader').then(tickets =>
			check(['--step', '4', ...forests.flatMap(({dns}) => ['--directory', dns]), '--scope-group', group, ...more], {tickets, graph}),
		);
	const shutBy = (document: CheckDocument) => {
		const {finding, open, because} = gateOf(document, gate);
		return {finding, open, because, exit: document.exit};
	};

	beforeAll(async () => {
		[forest, other] = await Promise.all([
			startForest({realm: 'HOME.PERSONS.TEST', schema: '2019'}),
			startForest({realm: 'AWAY.PERSONS.TEST', schema: '2019'}),
		]);
		await Promise.all([
			peopled(
				forest,
				{
					anna: 'anna@contoso.com',
					bruno: 'bruno@contoso.com',
					cleo: 'cleo@nested.contoso.com',
					dora: 'dora@contoso.com',
					emil: null,
				},
				{
					'One Person': ['anna'],
					'Two Persons': ['anna', 'bruno'],
					Inner: ['cleo', 'dora'],
					Outer: ['anna', 'Inner'],
					Implicit: ['emil'],
					Nobody: [],
				},
			),
			peopled(other, {zoe: 'zoe@contoso.com'}, {}),
		]);
		anna = await person(forest, 'anna');
		bruno = await person(forest, 'bruno');
		deep = [anna, await person(forest, 'cleo'), await person(forest, 'dora')];
		everybody = [anna, bruno].map(one => synchronised(one));
		graph = await startGraph(tenantWith(['contoso.com'], everybody));
	});
	afterAll(async () => {
		await Promise.all([forest?.remove(), other?.remove(), graph?.stop()]);
	});
	afterEach(() => {
		graph.set(tenantWith(['contoso.com'], everybody));
		graph.fault(users, null);
		graph.fault('/v1.0', null);
	});

	it('pass where every one is synchronised, with the same UPN on a verified domain', async () => {
		const document = await look('Two Persons');
		expect(gateOf(document, gate)).toMatchObject({finding: 'met', open: true, remedy: null});
		expect(gateOf(document, gate).because).toMatch(/^2 users in scope \(the group Two Persons\)/);
		expect(findingOf(document, 'verified-upn')).toMatchObject({source: 'live'});
	});

	it('are compared without a sign-in with the answers that somebody saved of Graph, while those are fresh', async () => {
		const sessions = folder();
		const {queries} = JSON.parse((await whfb(['plan', '--format', 'json'], {graph})).stdout) as {
			readonly queries: readonly {readonly address: string | null}[];
		};
		const addresses = queries.flatMap(({address}) => address ?? []);
		expect(addresses).toHaveLength(14);
		graph.set(contosoResources);
		const ofTheGate = addresses.filter(address => /\/v1\.0\/(?:organization|domains|users)\?/.test(address));
		expect(ofTheGate).toHaveLength(3);
		const importEvidence = async (taken: Date, asked = ofTheGate) => {
			for (const [index, address] of asked.entries()) {
				const answer = await fetch(address, {headers: {authorization: `Bearer ${graph.token}`, consistencylevel: 'eventual'}});
				const file = join(folder(), `answer-${index}.json`);
				writeFileSync(file, await answer.text());
				const args = ['import', file, '--session', 'saved', '--taken', taken.toISOString()];
				expect(await whfb(args, {sessions, graph})).toMatchObject({exit: 0, stderr: ''});
			}
		};
		const lookWithoutGraph = async () =>
			check(['--step', '4', '--directory', forest.dns, '--scope-group', 'Two Persons', '--session', 'saved'], {
				tickets: await credentials([forest], 'reader'),
				sessions,
			});

		await importEvidence(new Date(Date.now() - 25 * 60 * 60 * 1000), addresses);
		expect(findingOf(await lookWithoutGraph(), 'verified-upn')).toMatchObject({kind: 'unobserved', reason: 'stale'});
		await importEvidence(new Date());
		const document = await lookWithoutGraph();
		expect(gateOf(document, gate)).toMatchObject({finding: 'met', open: true});
		expect(findingOf(document, 'verified-upn')).toMatchObject({source: 'exported'});

		graph.set({users: [synchronised(anna)]});
		await importEvidence(new Date());
		expect(gateOf(await lookWithoutGraph(), gate)).toMatchObject({finding: 'unmet', open: false});
		// What was taken before does not come after, whenever it is brought.
		graph.set(tenantWith(['contoso.com'], everybody));
		await importEvidence(new Date(Date.now() - 60 * 60 * 1000));
		expect(gateOf(await lookWithoutGraph(), gate)).toMatchObject({finding: 'unmet', open: false});
	}, 90_000);

	it('are shut out by an unverified suffix, and let through on the next look once it is verified there', async () => {
		graph.set(tenantWith(['fabrikam.com', '!contoso.com'], everybody));
		expect(shutBy(await look('Two Persons'))).toMatchObject({finding: 'unmet', open: false, exit: 4});
		graph.set(tenantWith(['fabrikam.com', 'contoso.com'], everybody));
		expect(gateOf(await look('Two Persons'), gate)).toMatchObject({finding: 'met', open: true});
	});

	it('are shut out by a suffix that is not in the tenant at all, also one below a verified domain', async () => {
		graph.set(
			tenantWith(
				['contoso.com'],
				deep.map(one => synchronised(one)),
			),
		);
		const shut = shutBy(await look('Outer'));
		expect(shut).toMatchObject({finding: 'unmet', open: false, exit: 4});
		expect(shut.because).toContain('nested.contoso.com');
		graph.set(
			tenantWith(
				['contoso.com', 'nested.contoso.com'],
				deep.map(one => synchronised(one)),
			),
		);
		expect(gateOf(await look('Outer'), gate)).toMatchObject({finding: 'met', because: expect.stringMatching(/^3 users/)});
	});

	it('are shut out by a UPN that differs before the @ alone, and let through where onPremisesUserPrincipalName carries it', async () => {
		const renamed = (carried: string | null) => [
			synchronised(anna, {userPrincipalName: 'anna.new@contoso.com', onPremisesUserPrincipalName: carried}),
		];
		graph.set(tenantWith(['contoso.com'], renamed(null)));
		const shut = shutBy(await look('One Person'));
		expect(shut).toMatchObject({finding: 'unmet', open: false, exit: 4});
		expect(shut.because).toMatch(/differ before the @/);
		graph.set(tenantWith(['contoso.com'], renamed(anna.upn)));
		expect(gateOf(await look('One Person'), gate)).toMatchObject({finding: 'met', open: true});
	});

	it('are shut out by a cloud-only user of the same name, which is another object', async () => {
		graph.set(
			tenantWith(
				['contoso.com'],
				[{...synchronised(anna), onPremisesSecurityIdentifier: null, onPremisesImmutableId: null, onPremisesSyncEnabled: null}],
			),
		);
		const shut = shutBy(await look('One Person'));
		expect(shut).toMatchObject({finding: 'unmet', open: false});
		expect(shut.because).toMatch(/cloud-only user of the same name/);
	});

	it('are shut out where one of them is not in the tenant', async () => {
		graph.set(tenantWith(['contoso.com'], [synchronised(anna)]));
		expect(shutBy(await look('Two Persons')).because).toMatch(/bruno/);
	});

	it('have an implicit UPN where none is set, which stands on the name of their own domain', async () => {
		const emil = await person(forest, 'emil');
		graph.set(tenantWith(['contoso.com'], [synchronised(emil, {userPrincipalName: `emil@${forest.dns}`})]));
		const shut = shutBy(await look('Implicit'));
		expect(shut).toMatchObject({finding: 'unmet', open: false});
		expect(shut.because).toContain(forest.dns);
	});

	it('are not seen where nobody is in the group', async () => {
		const document = await look('Nobody');
		expect(findingOf(document, 'verified-upn')).toMatchObject({kind: 'unobserved', reason: 'empty'});
		expect(gateOf(document, gate)).toMatchObject({finding: 'unobserved', open: false});
	});

	it('are not seen where there is no such group, or more than one', async () => {
		for (const group of ['No Such Group', 'Twin', 'S-1-5-21-1-2-3-4']) {
			const document = await look(group);
			expect(findingOf(document, 'verified-upn')).toMatchObject({kind: 'unobserved', reason: 'inconclusive'});
			expect(gateOf(document, gate)).toMatchObject({finding: 'unobserved', open: false});
		}
	});

	it('are counted through nested groups and by primary group, once each, and never the disabled', async () => {
		const members = await Promise.all(['good', 'second', 'primary'].map(name => person(forest, name)));
		graph.set(
			tenantWith(
				['contoso.com'],
				members.map(one => synchronised(one)),
			),
		);
		const {because} = shutBy(await look('Pilot'));
		expect(because).toMatch(/^Not supported for 3 of 3 users\./);
	});

	it('are not seen where a member lives in a forest that nobody named', async () => {
		// The stranger of the lab belongs to no forest; whoever else is in the group passes.
		const good = await person(forest, 'good');
		await forest.ldif(
			'dn: CN=good,OU=People,@BASEDN@\nchangetype: modify\nreplace: userPrincipalName\nuserPrincipalName: good@contoso.com\n',
		);
		graph.set(tenantWith(['contoso.com'], [synchronised({...good, upn: 'good@contoso.com'})]));
		const document = await look('With Stranger');
		expect(findingOf(document, 'verified-upn')).toMatchObject({kind: 'unobserved'});
		expect(gateOf(document, gate).because).toContain('S-1-5-21-1111111111-2222222222-3333333333-1111');
	});

	it('are found in the other forest that a member comes from', {timeout: 120_000}, async () => {
		const zoe = await person(other, 'zoe');
		await forest.ldif(
			`dn: CN=Both,OU=People,@BASEDN@\nchangetype: add\nobjectClass: group\nsAMAccountName: Both\ngroupType: -2147483644\nmember: CN=anna,OU=People,@BASEDN@\nmember: <SID=${zoe.sid}>\n`,
		);
		const shut = shutBy(await look('Both', [], [forest, other]));
		expect(shut).toMatchObject({finding: 'unmet', open: false});
		expect(shut.because).toMatch(/1 of 2 users.*zoe/);
		graph.set(
			tenantWith(
				['contoso.com'],
				[anna, zoe].map(one => synchronised(one)),
			),
		);
		expect(gateOf(await look('Both', [], [forest, other]), gate)).toMatchObject({
			finding: 'met',
			because: expect.stringMatching(/^2 users/),
		});
	});

	const faults: readonly (readonly [string, string, Fault, string])[] = [
		['the token is refused', '/v1.0', {kind: 'status', status: 401}, 'not-signed-in'],
		['users may not be read', users, {kind: 'status', status: 403, code: 'Authorization_RequestDenied'}, 'access-denied'],
		['Graph throttles for longer than anybody waits', users, {kind: 'status', status: 429, headers: {'retry-after': '3600'}}, 'throttled'],
		['a web page comes instead of users', users, {kind: 'html'}, 'malformed'],
		['nothing comes', users, {kind: 'empty'}, 'malformed'],
		['half a page comes', users, {kind: 'truncated'}, 'malformed'],
		['an object without users comes', users, {kind: 'object'}, 'malformed'],
	];
	it.each(faults)('are not seen where %s', async (_title, path, fault, reason) => {
		graph.fault(path, fault);
		const document = await look('Two Persons');
		expect(findingOf(document, 'verified-upn')).toMatchObject({kind: 'unobserved', reason});
		expect(gateOf(document, gate)).toMatchObject({finding: 'unobserved', open: false});
		expect(document.exit).toBe(3);
	});

	it('are shut out by what alone condemns, even where Graph shows no users', async () => {
		graph.set(tenantWith(['fabrikam.com'], everybody));
		graph.fault(users, {kind: 'status', status: 403});
		expect(shutBy(await look('Two Persons'))).toMatchObject({finding: 'unmet', open: false, exit: 4});
	});

	it('are not taken for absent where the list of users is empty', async () => {
		graph.set(tenantWith(['contoso.com'], []));
		const document = await look('Two Persons');
		expect(gateOf(document, gate)).toMatchObject({finding: 'unobserved', open: false});
		expect(findingOf(document, 'verified-upn')).toMatchObject({kind: 'unobserved', reason: 'empty'});
	});
});
