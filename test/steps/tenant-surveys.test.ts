import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {survey} from '../../src/engine/survey.ts';
import {graphRunner} from '../../src/graph/graph.ts';
import type {Answer, Entry} from '../../src/guide/answer.ts';
import type {Collector, SurveyRecord} from '../../src/guide/check.ts';
import {fewRecords} from '../../src/guide/kept.ts';
import {compareText} from '../../src/guide/plain-order.ts';
import {keptOfRegistration, type MfaRegistrations, mfaRegistrations} from '../../steps/02-prerequisites/mfa/mfa-registrations.facts.ts';
import {
	type ComputersAndDevices,
	computersAndDevices,
	keptOfDevice,
} from '../../steps/05-device-registration/devices/computers-and-devices.facts.ts';
import {type LocalGraph, startGraph, type Tenant} from '../lab/graph.ts';

const at = '2026-11-27T09:00:00.000Z';
const [domainName, context] = ['corp.contoso.com', 'DC=corp,DC=contoso,DC=com'];

let graph: LocalGraph;
beforeEach(async () => {
	graph = await startGraph();
});
afterEach(() => graph.stop());

/** A directory of these objects, whole, in one domain. */
const directoryOf = (entries: readonly Entry[]) => async (_query: unknown, onEntry: (forest: string, entry: Entry) => void) => {
	for (const entry of entries) {
		onEntry(domainName, entry);
	}

	const forest = {
		asked: domainName,
		answered: true,
		forest: domainName,
		ids: ['1'],
		domains: [{name: domainName, namingContext: context, sid: null}],
		controllers: [],
		readings: [{server: `dc1.${domainName}`, namingContext: context, entries: [], count: entries.length}],
	};
	return {kind: 'facts', facts: {forests: [forest]}, source: 'live', takenAt: at, from: `dc1.${domainName}`} satisfies Answer;
};

/** One survey, with Graph's half through the real runner. */
const surveyed = async <F>(collector: Collector<F>, entries: readonly Entry[], tenant: Partial<Tenant>): Promise<F> => {
	graph.set(tenant);
	const cloud = graphRunner({origin: graph.origin, token: async () => graph.token});
	const answer = await survey(collector as Collector, {
		directory: directoryOf(entries),
		graph: (asked, onRecords) => cloud.stream(asked, onRecords),
		size: cloud.count,
	});
	if (answer.kind === 'unobserved') {
		throw new Error(answer.detail);
	}

	return collector.facts.parse(collector.read(answer.facts, answer.takenAt));
};

const user = (name: string, upn: string | null = `${name}@contoso.com`): Entry => ({
	dn: `CN=${name},${context}`,
	attributes: {sAMAccountName: [name], ...(upn === null ? {} : {userPrincipalName: [upn]})},
});
const line = (name: string, isMfaCapable: boolean, isMfaRegistered = isMfaCapable, number = 1) => ({
	id: `50000000-0000-4000-8000-${`${name.charCodeAt(0)}${number}`.padStart(12, '0')}`,
	userPrincipalName: `${name}@contoso.com`,
	isMfaCapable,
	isMfaRegistered,
});

describe('the report on registration', () => {
	const read = (entries: readonly Entry[], registrations: readonly object[], tenant: Partial<Tenant> = {}): Promise<MfaRegistrations> =>
		surveyed(mfaRegistrations, entries, {registrations: registrations as Tenant['registrations'], ...tenant});

	it('is joined with the users in scope by their user name, in either case, and says what each has', async () => {
		const {groups} = await read(
			[user('anna', 'Anna@Contoso.com'), user('bert'), user('cora'), user('dora')],
			[line('anna', true), line('bert', false, true), line('cora', false), line('zoe', true)],
		);
		expect(groups.toSorted((a, b) => compareText(a.class, b.class))).toEqual([
			{suffix: 'contoso.com', class: 'absent', count: 1, names: ['dora@contoso.com']},
			{suffix: 'contoso.com', class: 'capable', count: 1, names: []},
			{suffix: 'contoso.com', class: 'none', count: 1, names: ['cora@contoso.com']},
			{suffix: 'contoso.com', class: 'registered', count: 1, names: ['bert@contoso.com']},
		]);
	});

	it('is asked for without what it does not take, and once', async () => {
		await read([user('anna')], [line('anna', true)]);
		expect(graph.requests.map(({path}) => path)).toEqual(['/v1.0/reports/authenticationMethods/userRegistrationDetails']);
	});

	it('finds nobody by a name that is only implied, unless it is his name', async () => {
		const {groups} = await read([user('anna', null)], [line('anna', true)]);
		expect(groups).toEqual([{suffix: domainName, class: 'absent', count: 1, names: [`anna@${domainName}`]}]);
	});

	it('proves nothing of whom it says two things, or nothing', async () => {
		const twice = await read([user('anna')], [line('anna', true), line('anna', false, false, 2)]);
		expect(twice.groups).toMatchObject([{class: 'unread'}]);
		const alike = [1, 2, 3, 4].map(number => line('anna', true, true, number));
		expect((await read([user('anna')], [...alike, line('anna', false, false, 5)])).groups).toMatchObject([{class: 'unread'}]);
		const {isMfaCapable: _, ...short} = line('anna', true);
		expect((await read([user('anna')], [short])).groups).toMatchObject([{class: 'unread'}]);
		expect((await read([user('anna')], [{...line('anna', true), isMfaCapable: 'true'}])).groups).toMatchObject([{class: 'unread'}]);
	});

	it('is missing without a licence, and the sentence says so; without its permission the sentence names that', async () => {
		const unlicensed = await read([user('anna')], [line('anna', true)], {isPremium: false});
		expect(unlicensed).toMatchObject({
			groups: [],
			reportSilent: {reason: 'inconclusive', detail: expect.stringContaining('licence of Microsoft Entra ID P1 or P2')},
		});
		const denied = await read([user('anna')], [line('anna', true)], {isPremium: true, granted: ['User.Read.All']});
		expect(denied).toMatchObject({
			groups: [],
			reportSilent: {reason: 'access-denied', detail: expect.stringContaining(': AuditLog.Read.All is not granted')},
		});
	});
});

const sidOf = (rid: number) => `S-1-5-21-111-222-333-${rid}`;
const sidBytes = (rid: number) => {
	const bytes = Buffer.alloc(28);
	bytes.set([1, 5, 0, 0, 0, 0, 0, 5]);
	for (const [place, part] of [21, 111, 222, 333, rid].entries()) {
		bytes.writeUInt32LE(part, 8 + 4 * place);
	}

	return bytes.toString('base64');
};

const fileTime = (iso: string) => String((BigInt(new Date(iso).getTime()) + 11_644_473_600_000n) * 10_000n);
const computer = (rid: number, lastSignIn: string | null = '2026-11-20T08:00:00Z'): Entry => ({
	dn: `CN=PC${rid},CN=Computers,${context}`,
	attributes: {
		sAMAccountName: [`PC${rid}$`],
		objectSid: [sidBytes(rid)],
		...(lastSignIn === null ? {} : {lastLogonTimestamp: [fileTime(lastSignIn)]}),
	},
});
const device = (rid: number, over: object = {}) => ({
	id: `60000000-0000-4000-8000-${String(rid).padStart(12, '0')}`,
	trustType: 'ServerAd',
	onPremisesSecurityIdentifier: sidOf(rid),
	registrationDateTime: '2026-10-01T08:00:00Z',
	approximateLastSignInDateTime: '2026-11-21T08:00:00Z',
	...over,
});

describe("the directory's computers beside the tenant's devices", () => {
	const read = async (entries: readonly Entry[], devices: readonly object[], tenant: Partial<Tenant> = {}) => {
		const facts: ComputersAndDevices = await surveyed(computersAndDevices, entries, {devices: devices as Tenant['devices'], ...tenant});
		const [forest] = facts.forests;
		return {facts, domain: forest?.silent === null ? forest.domains[0] : undefined};
	};

	it('are joined by SID: who has completed, who is pending, who is missing, and who is old', async () => {
		const {domain} = await read(
			[computer(1), computer(2), computer(3), computer(4, '2025-01-01T00:00:00Z'), computer(5, null)],
			[device(1), device(2, {registrationDateTime: null}), device(4), device(9), device(7, {trustType: 'AzureAd'})],
		);
		expect(domain).toEqual({
			domain: domainName,
			registered: 1,
			quiet: 0,
			pending: 1,
			absent: 1,
			unread: 0,
			old: 1,
			undated: 1,
			pendingNames: ['PC2'],
			absentNames: ['PC3'],
		});
	});

	it('take a device that completed for the computer, whatever an older one of it says', async () => {
		const again = {...device(1, {registrationDateTime: null}), id: '70000000-0000-4000-8000-000000000001'};
		expect((await read([computer(1)], [again, device(1)])).domain).toMatchObject({registered: 1, pending: 0});
		const many = [1, 2, 3, 4].map(number => ({...again, id: `70000000-0000-4000-8000-00000000000${number}`}));
		expect((await read([computer(1)], [...many, device(1)])).domain).toMatchObject({registered: 1, pending: 0});
	});

	it('say of a device that nobody uses that it is quiet', async () => {
		expect((await read([computer(1)], [device(1, {approximateLastSignInDateTime: '2026-01-05T08:00:00Z'})])).domain).toMatchObject({
			registered: 1,
			quiet: 1,
		});
		expect((await read([computer(1)], [device(1, {approximateLastSignInDateTime: null})])).domain).toMatchObject({registered: 1, quiet: 1});
	});

	it('are unread where no SID can be read, or the device does not say whether it completed', async () => {
		const broken = {...computer(1), attributes: {...computer(1).attributes, objectSid: ['AAAA']}};
		expect((await read([broken], [device(1)])).domain).toMatchObject({unread: 1, absent: 0});
		expect((await read([computer(1)], [device(1)], {missing: {devices: ['registrationDateTime']}})).domain).toMatchObject({unread: 1});
	});

	it('carry how much of the list of devices came', async () => {
		const {facts} = await read([computer(1)], [device(1), device(2), device(3)], {
			missing: {},
			pageSize: {devices: 2},
			dropNext: {devices: true},
		});
		expect(facts.deviceList).toMatchObject({read: 2, said: [3, 3]});
	});

	it('are not seen without the permission', async () => {
		const {facts} = await read([computer(1)], [device(1)], {granted: ['Domain.Read.All']});
		expect(facts).toMatchObject({devicesSilent: {reason: 'access-denied'}, deviceList: null});
	});
});

describe('what is counted', () => {
	const total = (
		collector: Collector,
		records: readonly SurveyRecord[],
		cloud: Parameters<typeof fewRecords>[0],
		listed: readonly SurveyRecord[],
	) => {
		const {tally} = collector;
		const counting = tally?.start();
		for (const record of records) {
			tally?.count(counting, record, fewRecords(cloud, listed).lookup);
		}

		const done = tally?.done(counting) as Readonly<Record<string, readonly {readonly count: number}[]>>;
		return Object.values(done)[0]?.reduce((sum, {count}) => sum + count, 0);
	};

	it('is everybody once, whatever stands in the lists and in whatever order', () => {
		const names = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), {maxLength: 12});
		fc.assert(
			fc.property(names, names, (people, lines) => {
				const records = people.map(name => ({upn: `${name}@contoso.com`}));
				const listed = lines.map((name, index) => line(name, index % 2 === 0, index % 3 === 0, index));
				expect(total(mfaRegistrations as Collector, records, keptOfRegistration, listed)).toBe(people.length === 0 ? 0 : people.length);
				const computers = people.map(name => ({domain: domainName, name, sid: sidOf(name.charCodeAt(0)), seen: null}));
				const devices = lines.map((name, index) =>
					device(name.charCodeAt(0), {id: `${index}`, registrationDateTime: index % 2 === 0 ? null : at}),
				);
				expect(total(computersAndDevices as Collector, computers, keptOfDevice, devices)).toBe(people.length);
			}),
		);
	});
});
