import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {DatedFacts} from '../../src/guide/check.ts';
import {declined, met, unmet} from '../../src/guide/finding.ts';
import {compareText} from '../../src/guide/plain-order.ts';
import {
	type ConnectServer,
	type ConnectServerFacts,
	type ConnectServers,
	connectServerFacts,
	connectServers,
} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {asSeenLast, unlessDoubtful} from '../../steps/04-directory-synchronization/connect-server/servers.ts';
import {lastExport} from '../../steps/04-directory-synchronization/synchronisation/last-export.ts';
import {scheduler} from '../../steps/04-directory-synchronization/synchronisation/scheduler.ts';
import {absentServer, connectorOf, entra, inbound, seenServers, server, staleServer} from '../../steps/case-builders/connect-servers.ts';
import {forest, secondForest} from '../../steps/case-builders/forests.ts';

const said = ({
	source: _,
	takenAt: __,
	stale: ___,
	versionSince: ____,
	contradicted: _____,
	unreadSince: ______,
	...facts
}: ConnectServer): ConnectServerFacts => facts;
const witness = (one: ConnectServer, takenAt: string, over: Partial<DatedFacts> = {}): DatedFacts => ({
	kind: 'facts',
	facts: connectServerFacts.parse(said(one)),
	source: 'carried',
	takenAt,
	from: one.server,
	stale: false,
	clock: false,
	...over,
});
const merged = (...witnesses: readonly DatedFacts[]): readonly ConnectServer[] =>
	(connectServers.facts.parse(connectServers.merge?.([...witnesses])) as ConnectServers).servers;

const early = '2026-11-22T07:00:00Z';
const late = '2026-11-22T08:00:00Z';
const elsewhere = server({connectors: [entra(), connectorOf(secondForest)]});

describe('W58 two witnesses of servers of one short name', () => {
	it('are of two servers where no connector of Active Directory is the same', () => {
		expect(merged(witness(server(), early), witness(elsewhere, late))).toHaveLength(2);
	});

	it('are of one server where a connector of Active Directory is the same, and the newer one speaks', () => {
		const servers = merged(witness(server(), early), witness(server({rules: [inbound()]}), late));
		expect(servers).toHaveLength(1);
		expect(servers[0]).toMatchObject({takenAt: late, rules: [{direction: 'Inbound'}]});
	});

	it('are of two servers where their DNS names differ, whatever else is the same', () => {
		const [a, b] = [`sync01.${forest}`, `sync01.${secondForest}`];
		expect(merged(witness(server({dnsName: a}), early), witness(server({dnsName: b}), late))).toHaveLength(2);
	});

	it('are of one server where their DNS names are the same but for capitals', () => {
		const [a, b] = [`SYNC01.${forest.toUpperCase()}`, `sync01.${forest}`];
		expect(merged(witness(server({dnsName: a}), early), witness({...elsewhere, dnsName: b}, late))).toHaveLength(1);
	});

	it('are put together by a third that knows both', () => {
		const script = server({dnsName: `sync01.${forest}`});
		const absent = {...absentServer, dnsName: `sync01.${forest}`};
		const servers = merged(witness(server(), early), witness(script, early), witness(absent, late));
		expect(servers).toHaveLength(1);
		expect(servers[0]).toMatchObject({product: 'absent'});
	});

	it('stay apart where one says only that Connect is absent, and not on which whole name', () => {
		expect(merged(witness(server(), early), witness(absentServer, late))).toHaveLength(2);
	});
});

describe('of several witnesses of one server', () => {
	it('G-8 two of one moment that say different things contradict each other', () => {
		expect(merged(witness(server(), early), witness(server({rules: [inbound()]}), early))[0]).toMatchObject({contradicted: true});
		expect(merged(witness(server(), early), witness(server(), early))[0]).toMatchObject({contradicted: false});
	});

	it('a live answer decides, even over a file whose clock ran ahead', () => {
		const live = witness(server({rules: [inbound()]}), early, {source: 'live'});
		expect(merged(witness(server(), late), live)[0]).toMatchObject({source: 'live', rules: [{direction: 'Inbound'}]});
	});

	it('W48 a newer one without rules tells that the version changed', () => {
		const newer = server({rules: [], rulesRead: null, version: '2.6.99.0'});
		expect(merged(witness(server(), early), witness(newer, late))[0]).toMatchObject({versionSince: '2.6.99.0', takenAt: early});
	});

	it('G-8 two of one moment contradict each other also where one of them, or both, read no rules, and where they tell the runs', () => {
		const unread = server({rules: [], rulesRead: null});
		const off = server({rules: [], rulesRead: null, scheduler: {enabled: false, suspended: false, interval: 1800, nextStart: null}});
		for (const [a, b] of [
			[unread, server()],
			[server(), unread],
			[unread, off],
		] as const) {
			expect(merged(witness(a, early), witness(b, early))[0]).toMatchObject({contradicted: true});
		}

		expect(merged(witness(server(), early), witness(unread, late), witness(off, late))[0]).toMatchObject({contradicted: true});
		expect(merged(witness(unread, early), witness(server(), early, {source: 'live'}))[0]).toMatchObject({contradicted: false});
	});

	it('a newer one without rules, asked live or not, leaves open what the rules are, and whether the server is in staging mode', () => {
		for (const source of ['carried', 'live'] as const) {
			const [one] = merged(
				witness(server({staging: true}), early),
				witness(server({rules: [], rulesRead: null, staging: null}), late, {source}),
			);
			expect(one).toMatchObject({unreadSince: true, staging: null, takenAt: early, rulesRead: 62});
		}

		expect(merged(witness(server({rules: [], rulesRead: null}), early), witness(server(), late))[0]).toMatchObject({unreadSince: false});
	});

	it('the newest tells the scheduler, the runs and the last change, whether it read rules or not', () => {
		const off = {enabled: false, suspended: true, interval: 1800, nextStart: null};
		const failed = {at: late, outcome: 'no-start-credentials', errors: {}, protected: null};
		const runs = {lastExport: failed, lastFullImport: early, lastFullSynchronization: early, oldestRun: early, modified: late};
		const newest = server({rules: [], rulesRead: null, scheduler: off, connectors: [entra(), connectorOf(forest, runs)]});
		const [one] = merged(witness(server(), early), witness(newest, late));
		expect(one).toMatchObject({scheduler: off, runsReadAt: late, takenAt: early, connectors: [{}, runs]});
		expect(asSeenLast(one ?? server())).toMatchObject({takenAt: late, unreadSince: false});
		const nothing = {lastExport: null, lastFullImport: null, lastFullSynchronization: null, oldestRun: null, modified: null};
		const [dnsName, connectors] = [`sync01.${forest}`, [entra()]];
		const [unsaid] = merged(witness(server({dnsName}), early), witness({...newest, dnsName, connectors}, late));
		expect(unsaid?.connectors[1]).toMatchObject(nothing);
		expect(asSeenLast(server())).toEqual(server());
		const since = seenServers(staleServer({unreadSince: true, runsReadAt: '2026-11-22T09:00:00Z'}));
		expect([lastExport.judge(since), scheduler.judge(since)]).toMatchObject([{outcome: 'met'}, {outcome: 'met'}]);
	});

	it('whose comes first does not matter', () => {
		const witnesses = [
			witness(server(), early),
			witness(server({rules: [inbound()]}), late),
			witness(elsewhere, early),
			witness(server({dnsName: `sync01.${forest}`}), late),
			witness({...absentServer, server: 'SYNC07'}, late),
		];
		const whole = JSON.stringify(merged(...witnesses).toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))));
		fc.assert(
			fc.property(fc.shuffledSubarray(witnesses, {minLength: witnesses.length}), shuffled => {
				expect(JSON.stringify(merged(...shuffled).toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))))).toBe(whole);
			}),
		);
	});
});

describe('several witnesses of one server', () => {
	const dnsName = `sync01.${forest}`;
	const whole = server({dnsName});
	const unread = (over: Partial<ConnectServer> = {}) => server({dnsName, rulesRead: null, rules: [], ...over});
	const absent = server({dnsName, product: 'absent', version: null, rulesRead: null, rules: []});

	it('are not spoken for by one that knew no Connect there, where it has been seen since', () => {
		expect(merged(witness(absent, early), witness(unread(), late))).toMatchObject([{product: 'connect-sync', rulesRead: null}]);
	});

	it('are spoken for by the newest where Connect is not there any more, though it read no rules', () => {
		expect(merged(witness(whole, early), witness(absent, late))).toMatchObject([{product: 'absent', takenAt: late}]);
	});

	it('show a version that was seen since, where it is another, and none where it is the same or was not read', () => {
		const since = (version: string | null) => merged(witness(whole, early), witness(unread({version}), late))[0]?.versionSince;
		expect(since('2.6.93.0')).toBe('2.6.93.0');
		expect(since(whole.version)).toBeNull();
		expect(since(null)).toBeNull();
	});
});

describe('what old evidence of a server shows', () => {
	it('may condemn, and is not seen where it would not; why something was not seen is not replaced by its age', () => {
		const gone = declined('empty', 'x', 'It showed nothing.');
		expect(unlessDoubtful(staleServer(), gone)).toBe(gone);
		expect(unlessDoubtful(staleServer(), unmet('x', 'It is off.'))).toMatchObject({outcome: 'unmet'});
		expect(unlessDoubtful(staleServer(), met('It is on.'))).toMatchObject({outcome: 'declined', reason: 'stale'});
		expect(unlessDoubtful(server(), met('It is on.'))).toEqual(met('It is on.'));
	});

	it('is not seen where two contradict each other, whichever of them speaks, nor where its rules were not seen since, which condemn', () => {
		for (const verdict of [met('It is on.'), unmet('x', 'It is off.')]) {
			expect(unlessDoubtful(server({contradicted: true}), verdict)).toMatchObject({outcome: 'declined', reason: 'contradicted'});
		}

		expect(unlessDoubtful(server({unreadSince: true}), met('It is on.'))).toMatchObject({outcome: 'declined', reason: 'inconclusive'});
		expect(unlessDoubtful(server({unreadSince: true}), unmet('x', 'It is off.'))).toMatchObject({outcome: 'unmet'});
	});
});
