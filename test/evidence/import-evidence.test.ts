import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import {ownershipConflict} from '../../src/evidence/ownership.ts';
import {savedGraph} from '../../src/evidence/saved-graph.ts';
import {savedText} from '../../src/evidence/saved-text.ts';
import {ofNobody} from '../../src/guide/importer.ts';
import type {Evidence, Identity} from '../../src/session/event.ts';
import {connectExport} from '../../steps/04-directory-synchronization/connect-export/connect-export.ts';
import {persons} from '../../steps/04-directory-synchronization/upn/persons.facts.ts';
import {hybridDevices} from '../../steps/05-device-registration/devices/hybrid-devices.facts.ts';
import {savedDsregcmd} from '../../steps/05-device-registration/saved-status.ts';
import {outline} from '../../steps/outline.ts';
import {type ImportParts, importEvidence} from './import-evidence.ts';
import {adConnector, domainId, exported, folder, collectors as ofConnect, pilot, settings, takenOn} from './pilot.ts';

const collectors = [...ofConnect, persons, hybridDevices];
const now = '2026-11-22T09:00:00.000Z';
const nobody: Identity = {forests: [], tenant: null};
const dsregcmd = savedText(savedDsregcmd);
const parts = (over: Partial<ImportParts> = {}): ImportParts => ({
	importers: [connectExport, savedGraph(collectors, 'graph.microsoft.com'), dsregcmd],
	collectors,
	places: outline.places,
	identity: nobody,
	evidence: [],
	taken: null,
	now,
	...over,
});

const saved = (content: string | Buffer, name = 'file.json') => {
	const file = join(folder(), name);
	writeFileSync(file, content);
	return file;
};
const taken = (path: string, over: Partial<ImportParts> = {}) => {
	const brought = importEvidence(path, parts(over));
	if (brought.kind !== 'taken') {
		throw new Error('That was a session.');
	}

	return brought;
};

const domainOf = (id: string, isVerified: boolean) => ({
	id,
	isVerified,
	isDefault: false,
	isInitial: false,
	isRoot: isVerified,
	authenticationType: 'Managed',
	state: null,
});
const domains = {
	'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#domains(id,isVerified)',
	value: [{...domainOf('contoso.onmicrosoft.com', true), isInitial: true}, domainOf('corp.contoso.com', false)],
};
const tenantId = '11111111-2222-4333-8444-555555555555';
const organization = {
	'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#organization',
	value: [
		{
			id: tenantId,
			displayName: 'Contoso',
			onPremisesSyncEnabled: true,
			onPremisesLastSyncDateTime: '2026-11-22T08:30:00Z',
			verifiedDomains: [{name: 'contoso.com'}],
		},
	],
};
const status = `+----------------------------------------------------------------------+\r\n| Device State                                                         |\r\n+----------------------------------------------------------------------+\r\n\r\n             AzureAdJoined : YES\r\n              DomainJoined : YES\r\n                  TenantId : ${tenantId}\r\n`;

describe('something that is no evidence', () => {
	const empty = () => folder();
	it.each<[string, () => string, RegExp]>([
		['a path that is not there', () => join(folder(), 'gone'), /^There is nothing at ".*gone"\. Name the file/],
		['an empty file', () => saved(''), /was not taken\. It is empty/],
		['a file of blanks', () => saved(' \r\n'), /It is empty/],
		['an empty folder', empty, /It is empty/],
		[
			'a text',
			() => saved('hello', 'notes.txt'),
			/nothing that whfb can use\. It takes what a carried script printed, an exported session, a Connect export folder, a saved Graph answer, a saved dsregcmd \/status\./,
		],
		['bytes', () => saved(Buffer.from([0, 255, 3, 254, 0, 0]), 'image.bin'), /nothing that whfb can use/],
		['a zip archive', () => saved('PK\u0003\u0004rest', 'export.zip'), /zip archive\. Unpack it/],
		['a folder of other files', () => join(saved('hello', 'notes.txt'), '..'), /nothing that whfb can use/],
		['a Graph answer that breaks off', () => saved(JSON.stringify(domains).slice(0, 120)), /breaks off/],
		[
			'one page of several',
			() => saved(JSON.stringify({...domains, '@odata.nextLink': 'https://graph.microsoft.com/v1.0/domains?$skiptoken=x'})),
			/one page of several/,
		],
		[
			'a Graph answer to another question',
			() => saved(JSON.stringify({...domains, '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#groups'})),
			/of no question of the guide.*GET \/v1\.0\/domains/,
		],
		[
			'a Graph answer that lacks what was asked for',
			() => saved(JSON.stringify({...domains, value: [{id: 'contoso.com'}]})),
			/lacks what was asked for/,
		],
		['an empty list of domains', () => saved(JSON.stringify({...domains, value: []})), /lacks what was asked for: it lists nothing/],
		['an output of dsregcmd that breaks off', () => saved(status.slice(0, 225)), /breaks off at line 3, in the section Device State/],
	])('is refused in one sentence: %s', (_, path, why) => {
		const asked = () => importEvidence(path(), parts());
		expect(asked).toThrow(CannotStart);
		expect(asked).toThrow(why);
	});

	it('is refused where it is far larger than any evidence', () => {
		const path = folder();
		mkdirSync(join(path, 'Connectors'));
		writeFileSync(join(path, 'Connectors', 'Connector_1.xml'), Buffer.alloc(101 * 1024 * 1024));
		expect(() => importEvidence(path, parts())).toThrow(/1 file and 101 MB, more than any evidence does/);
	});

	it('is refused where it is for a check that this program does not know', () => {
		expect(() => importEvidence(pilot, parts({collectors: []}))).toThrow(/for a check that this whfb does not know \(connect-server\)/);
	});
});

describe('an exported session', () => {
	it('is told from evidence by its first line, and handed over whole', () => {
		const text = '{"format":"whfb-session","version":1,"lineage":"a","created":"x","tool":"1.0.0"}\n';
		expect(importEvidence(saved(text, 'contoso.whfb.jsonl'), parts())).toEqual({kind: 'session', text, name: 'contoso'});
	});
});

describe('evidence that was brought before', () => {
	it('is not taken twice, and the sentence says so', () => {
		const first = taken(pilot);
		const again = taken(exported(), {evidence: first.evidence});
		expect(again.evidence).toEqual([]);
		expect(again.sentence).toMatch(/^This was brought before, and nothing changed: CONTOSO-SYNC01/);
	});

	it('is taken again when somebody now says when it was taken', () => {
		const file = saved(JSON.stringify(domains));
		const first = taken(file);
		const again = taken(file, {evidence: first.evidence, taken: '2026-11-22T08:00:00Z'});
		expect(again.evidence[0]).toMatchObject({digest: first.evidence[0]?.digest, answer: {takenAt: '2026-11-22T08:00:00.000Z'}});
	});
});

describe('--taken', () => {
	it('counts only where the file carries no time', () => {
		const early = taken(exported({[settings]: takenOn('2026-11-22 07:30:00.000')}), {taken: '2026-11-22T08:59:00Z'});
		expect(early.evidence[0]?.answer.takenAt).toBe('2026-11-22T07:30:00.000Z');
		expect(early.sentence).toContain('The time was not needed');
		expect(taken(saved(JSON.stringify(domains)), {taken: '2026-11-22T08:59:00Z'}).evidence[0]?.answer.takenAt).toBe(
			'2026-11-22T08:59:00.000Z',
		);
	});

	it('cannot make an export of a time to come young', () => {
		expect(
			taken(exported({[settings]: takenOn('2027-11-22 07:30:00.000')}), {taken: '2026-11-22T08:59:00Z'}).evidence[0]?.answer.takenAt,
		).toBe('2027-11-22T07:30:00.000Z');
	});

	it.each(['yesterday', '22.11.2026', '2026-13-40', '2026-02-30', '2026-11-22T25:00Z', '2026-11-23T09:00:00Z', '2999-01-01'])(
		'is refused as %s',
		time => {
			expect(() => importEvidence(pilot, parts({taken: time}))).toThrow(/--taken .* (is no time|has not come yet)/);
		},
	);

	it('is kept as it was typed where it has not come yet, and said to be ahead of the clock (B67)', () => {
		const ahead = taken(saved(JSON.stringify(domains)), {taken: '2026-11-22T10:30:00Z'});
		expect(ahead.evidence[0]?.answer.takenAt).toBe('2026-11-22T10:30:00.000Z');
		expect(ahead.sentence).toMatch(
			/1 h ahead of this clock.*dated 2026-11-22 10:30 UTC, which is 1 h ahead of the clock of this computer.*one of the two clocks is wrong.*If the time was mistyped, bring it in again/,
		);
	});

	it.each([
		['2026-11-22T08:30', '2026-11-22T08:30:00.000Z'],
		['2026-11-22 08:30', '2026-11-22T08:30:00.000Z'],
		['2026-11-22', '2026-11-22T00:00:00.000Z'],
		['2026-11-22T10:30+02:00', '2026-11-22T08:30:00.000Z'],
	])('is in UTC where it names no zone: %s', (typed, moment) => {
		expect(taken(saved(JSON.stringify(domains)), {taken: typed}).evidence[0]?.answer.takenAt).toBe(moment);
	});
});

describe('a saved answer', () => {
	it('of Graph goes to the collector that asks the same, with its links left out and its age unknown', () => {
		const {evidence, sentence} = taken(saved(`\ufeff${JSON.stringify(domains)}`));
		expect(evidence).toEqual([
			expect.objectContaining({
				collector: 'tenant-domains',
				answer: {
					kind: 'facts',
					facts: {value: domains.value, count: null},
					source: 'exported',
					takenAt: null,
					from: 'a saved Graph answer',
				},
			}),
		]);
		expect(sentence).toMatch(/at an unknown time: 2 records of domains\. Nobody knows when it was taken/);
	});

	const member = (name: string, over: object = {}) => ({
		id: name,
		userPrincipalName: `${name}@contoso.com`,
		accountEnabled: true,
		userType: 'Member',
		onPremisesUserPrincipalName: null,
		onPremisesSecurityIdentifier: 'S-1-5-21-1-2-3-1',
		onPremisesImmutableId: null,
		onPremisesSyncEnabled: true,
		onPremisesProvisioningErrors: [],
		...over,
	});
	const page = (value: readonly object[], over: object = {}) =>
		JSON.stringify({'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users(id,userPrincipalName)', ...over, value});
	const recordsOf = (evidence: Evidence | undefined) => (evidence?.answer.facts as {readonly value: readonly object[]} | undefined)?.value;
	const next = (token: number) => ({'@odata.nextLink': `https://graph.microsoft.com/v1.0/users?$skiptoken=${token}`});
	const pages = (...texts: readonly string[]) => {
		const path = folder();
		for (const [index, text] of texts.entries()) {
			writeFileSync(join(path, `page-${index}.json`), text);
		}

		return path;
	};

	it('of the users keeps what is compared and nothing else of them, and tells the tenant by the domains they live in', () => {
		const guest = member('eve_fabrikam.com#EXT#', {userType: 'Guest', userPrincipalName: 'eve_fabrikam.com#EXT#@elsewhere.test'});
		const path = saved(page([member('ana', {displayName: 'Ana', mail: 'mail.of.ana@contoso.com'}), guest], {'@odata.count': 2}));
		const [evidence] = taken(path).evidence;
		expect(evidence).toMatchObject({collector: 'persons', about: 'graph/users'});
		expect(JSON.stringify(evidence)).not.toMatch(/displayName|mail\.of/);
		expect(recordsOf(evidence)).toHaveLength(2);
		const known = (domain: string) => ({identity: {forests: [], tenant: {id: tenantId, domains: [domain]}}});
		expect(taken(path, known('contoso.com')).evidence).toHaveLength(1);
		expect(() => importEvidence(path, parts(known('elsewhere.test')))).toThrow(/tenant of contoso\.com, which is not among the domains/);
	});

	it('of several pages is taken as one where Graph said how many records there are', () => {
		const path = pages(page([member('ana')], {...next(1), '@odata.count': 3}), page([member('bo')], next(2)), page([member('cy')]));
		const {evidence, sentence} = taken(path);
		expect(sentence).toContain('3 records of users');
		expect(recordsOf(evidence[0])).toHaveLength(3);
	});

	it.each<[string, string, RegExp]>([
		['nobody said how many there are', pages(page([member('ana')], next(1)), page([member('bo')])), /no page says how many there are/],
		[
			'one in the middle is missing',
			pages(page([member('ana')], {...next(1), '@odata.count': 3}), page([member('cy')])),
			/there are 3 records, and 2 were brought\. A page is missing/,
		],
		[
			'the last is missing',
			pages(page([member('ana')], {...next(1), '@odata.count': 2}), page([member('bo')], next(2))),
			/the last one is missing/,
		],
		[
			'one is there twice',
			pages(page([member('ana')], {...next(1), '@odata.count': 2}), page([member('ana')], next(1)), page([member('bo')])),
			/a page is there twice/,
		],
		['one is of another question', pages(page([member('ana')], next(1)), JSON.stringify(domains)), /of different questions/],
		[
			'a property that is compared was not asked for',
			saved(page([{...member('ana'), onPremisesUserPrincipalName: undefined}], {'@odata.count': 1})),
			/lacks what was asked for/,
		],
		['it may be the last page alone', saved(page([member('ana')])), /does not say how many records there are/],
		[
			'the pages do not agree how many there are',
			pages(page([member('ana')], {...next(1), '@odata.count': 2}), page([member('bo')], {'@odata.count': 3})),
			/do not agree how many/,
		],
		[
			'it is of another cloud',
			saved(page([member('ana')], {'@odata.count': 1}).replace('graph.microsoft.com', 'microsoftgraph.chinacloudapi.cn')),
			/is of microsoftgraph\.chinacloudapi\.cn, and this session reads graph\.microsoft\.com/,
		],
	])('of the users is refused where %s', (_, path, why) => {
		expect(() => importEvidence(path, parts())).toThrow(why);
	});

	it('of devices is taken where every one is of the kind that was asked for, and refused where some are not', () => {
		const devices = (...types: readonly string[]) =>
			JSON.stringify({
				'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#devices(id,registrationDateTime,trustType)',
				'@odata.count': types.length,
				value: types.map((trustType, index) => ({
					id: `d${index}`,
					registrationDateTime: null,
					approximateLastSignInDateTime: null,
					trustType,
				})),
			});
		expect(taken(saved(devices('ServerAd', 'ServerAd'))).evidence[0]).toMatchObject({collector: 'hybrid-devices'});
		expect(() => importEvidence(saved(devices('ServerAd', 'AzureAd')), parts())).toThrow(/of no question of the guide/);
	});

	it('of dsregcmd keeps its lines, also from UTF-16', () => {
		const {evidence} = taken(saved(Buffer.from(`\ufeff${status}`, 'utf16le'), 'dsregcmd.txt'));
		expect(evidence[0]).toMatchObject({
			collector: 'dsregcmd',
			answer: {facts: {text: expect.stringContaining('AzureAdJoined : YES\n              DomainJoined')}},
		});
	});

	it('shows what cannot be seen in a domain, so that it is not the domain it imitates', () => {
		const spoofed = {...domains, value: [domainOf('contoso.com\u200b', true)]};
		expect(taken(saved(JSON.stringify(spoofed))).evidence[0]?.answer.facts).toMatchObject({value: [{id: 'contoso.com<U+200B>'}]});
	});
});

describe('evidence of somebody else', () => {
	const session = (over: Partial<Identity>): Partial<ImportParts> => ({identity: {...nobody, ...over}});
	const forest = (name: string, id: string) => ({name, ids: [id]});
	const another = '99999999-aaaa-4bbb-8ccc-000000000000';

	it('is refused where it speaks of a forest of the same name with another id (W27)', () => {
		const own = exported({[adConnector]: text => text.replace(/<forest-guid>[^<]*</, `<forest-guid>{${domainId}}<`)});
		expect(() => importEvidence(own, parts(session({forests: [forest('contoso.com', another)]})))).toThrow(
			/a forest contoso\.com with another id.*session of its own, with --session NAME/,
		);
	});

	it('is taken where only ids of domains differ under the same name: it may condemn, and the judges let it open nothing', () => {
		expect(importEvidence(pilot, parts(session({forests: [forest('contoso.com', another)]}))).kind).toBe('taken');
	});

	it('is refused where none of its forests is known here', () => {
		expect(() => importEvidence(pilot, parts(session({forests: [forest('fabrikam.com', another)]})))).toThrow(
			/the forest contoso\.com, and this session is about fabrikam\.com/,
		);
	});

	it('is refused where it serves another tenant (W25)', () => {
		expect(() => importEvidence(pilot, parts(session({tenant: {id: tenantId, domains: ['fabrikam.onmicrosoft.com']}})))).toThrow(
			/tenant of contoso\.onmicrosoft\.com/,
		);
		expect(() => importEvidence(saved(JSON.stringify(organization)), parts(session({tenant: {id: another, domains: []}})))).toThrow(
			new RegExp(`tenant ${tenantId}`),
		);
		expect(() =>
			importEvidence(saved(JSON.stringify(domains)), parts(session({tenant: {id: another, domains: ['fabrikam.com']}}))),
		).toThrow(/tenant of contoso\.onmicrosoft\.com/);
		expect(() => importEvidence(saved(status), parts(session({tenant: {id: another, domains: []}})))).toThrow(
			new RegExp(`tenant ${tenantId}`),
		);
	});

	it('is taken where forest and tenant are the session own, and where the session knows neither', () => {
		const own = session({
			forests: [forest('contoso.com', domainId.toUpperCase())],
			tenant: {id: tenantId, domains: ['Contoso.onmicrosoft.com']},
		});
		expect(taken(pilot, own).evidence.length).toBe(1);
		expect(taken(pilot).evidence.length).toBe(1);
		expect(taken(saved(status), own).evidence.length).toBe(1);
	});

	it('is not told by a name where an id is absent on either side', () => {
		const known = {forests: [{name: 'contoso.com', ids: [another]}], tenant: null};
		expect(ownershipConflict({...ofNobody, forests: [{name: 'contoso.com', ids: [], certain: false}]}, known)).toBeNull();
		expect(
			ownershipConflict(
				{...ofNobody, forests: [{name: 'contoso.com', ids: [domainId], certain: false}]},
				{forests: [{name: 'contoso.com', ids: []}], tenant: null},
			),
		).toBeNull();
	});

	it('is taken where one of its forests is known and another is not', () => {
		const forests = [forest('contoso.com', domainId), forest('fabrikam.com', another)];
		expect(
			ownershipConflict(
				{...ofNobody, forests: forests.map(one => ({...one, certain: true}))},
				{forests: [forest('contoso.com', domainId)], tenant: null},
			),
		).toBeNull();
	});
});
