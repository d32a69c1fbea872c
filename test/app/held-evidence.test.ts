import {describe, expect, it} from 'vitest';
import {evidenceFor, heldBy} from '../../src/app/held-evidence.ts';
import {hashOf} from '../../src/evidence/shipped-scripts.ts';
import type {Facts} from '../../src/guide/answer.ts';
import type {Collector} from '../../src/guide/check.ts';
import {type CarriedScript, ofNobody, type Spoken} from '../../src/guide/importer.ts';
import {graphOf} from '../../src/guide/query.ts';
import {collectorsIn} from '../../src/guide/step.ts';
import type {Environment, Evidence, Identity} from '../../src/session/event.ts';
import {emptySession, type Session} from '../../src/session/session.ts';
import {tenantDomains} from '../../steps/03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {connectServers} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {persons} from '../../steps/04-directory-synchronization/upn/persons.facts.ts';
import {dsregcmd} from '../../steps/05-device-registration/dsregcmd.facts.ts';
import {guide} from '../../steps/guide.ts';

const id = '11111111-2222-4333-8444-555555555555';
const taken = '2026-11-22T08:00:00Z';

/** What a session makes of an answer that speaks of a tenant. */
const held = (
	spoken: Partial<Spoken>,
	about: {readonly tenant?: Identity['tenant']; readonly environment?: Partial<Environment>},
	collector: Collector = tenantDomains,
) => {
	const session: Session = {
		...emptySession,
		environment: {...emptySession.environment, ...about.environment},
		identity: {forests: [], tenant: about.tenant ?? null},
		evidence: [
			{
				collector: collector.id,
				digest: 'd',
				about: 'graph/domains',
				spoken: {...ofNobody, ...spoken},
				answer: {kind: 'facts', facts: {}, source: 'exported', takenAt: taken, from: 'a saved Graph answer'},
			},
		],
	};
	const [piece] = evidenceFor(guide, session, collector);
	expect(heldBy(guide, session)(collector)).toHaveLength(collector === persons ? 0 : 1);
	return piece?.barred?.reason ?? piece?.doubt?.reason ?? piece?.answer.takenAt;
};
const names = (...tenantNames: readonly string[]) => ({tenantNames});

describe('evidence that a session holds', () => {
	it("is another tenant's once the session knows better, and is not seen then", () => {
		expect(held(names('fabrikam.com'), {})).toBe(taken);
		expect(held(names('fabrikam.com'), {tenant: {id, domains: ['contoso.com']}})).toBe('foreign');
		expect(held(names('contoso.com', 'fabrikam.com'), {tenant: {id, domains: ['contoso.com']}})).toBe(taken);
		expect(held({tenantId: '99999999-2222-4333-8444-555555555555'}, {tenant: {id, domains: []}})).toBe('foreign');
		expect(held(names('fabrikam.com'), {environment: {tenant: 'contoso.com'}})).toBe('foreign');
	});

	it('is in doubt where only an id is known of the tenant and the answer names none, so that it opens nothing', () => {
		expect(held(names('contoso.com'), {tenant: {id, domains: []}})).toBe('inconclusive');
		expect(held(names('contoso.com'), {environment: {tenant: id}})).toBe('inconclusive');
		expect(held({tenantId: id}, {environment: {tenant: id}})).toBe(taken);
	});

	it('is no answer by itself where it is one half of a survey', () => {
		expect(held(names('contoso.com'), {}, persons)).toBe(taken);
	});
});

describe('evidence that a session holds, from whatever file it came', () => {
	const all = collectorsIn(guide);
	const piece = (collector: Collector, over: Partial<Evidence> = {}, source: Facts['source'] = 'carried'): Evidence => ({
		collector: collector.id,
		digest: 'd',
		about: 'x',
		answer: {kind: 'facts', facts: {}, source, takenAt: taken, from: 'SYNC01'},
		...over,
	});
	const weighed = (evidence: Evidence, collector: Collector, about: Partial<Session> = {}) => {
		const [one] = evidenceFor(guide, {...emptySession, ...about, evidence: [evidence]}, collector);
		return one?.barred?.reason ?? one?.doubt?.reason ?? (one === undefined ? 'none' : 'taken');
	};
	const scriptFor = (collector: Collector): CarriedScript | undefined =>
		collector.query.via === 'powershell' && collector.query.on !== 'here'
			? {place: collector.query.on, sha256: hashOf(collector.query.script)}
			: undefined;

	it('says nothing of what is asked from here: no file brings what a directory, this computer or a person says', () => {
		const here = all.filter(
			({query}) => query.via === 'directory' || query.via === 'person' || (query.via === 'powershell' && query.on === 'here'),
		);
		expect(here.length).toBeGreaterThan(20);
		for (const source of ['carried', 'exported'] as const) {
			expect(
				here.filter(collector => weighed(piece(collector, {script: {place: 'client', sha256: null}}, source), collector) !== 'elsewhere'),
			).toEqual([]);
		}
	});

	it('says nothing of Graph where a script is said to have carried it, and is taken where it was saved', () => {
		const asked = all.filter(({query}) => graphOf(query) !== null);
		expect(asked.length).toBeGreaterThan(3);
		expect(asked.map(collector => weighed(piece(collector), collector))).toEqual(asked.map(() => 'elsewhere'));
		expect(asked.map(collector => weighed(piece(collector, {}, 'exported'), collector))).toEqual(asked.map(() => 'taken'));
	});

	it.each(all.filter(collector => scriptFor(collector) !== undefined))(
		'for $id says nothing where a script for another place brought it',
		collector => {
			const own = scriptFor(collector);
			const wrong = own?.place === 'client' ? 'connect-server' : 'client';
			expect(weighed(piece(collector, {script: {place: wrong, sha256: own?.sha256 ?? null}}), collector)).toBe('elsewhere');
			expect(weighed(piece(collector, own === undefined ? {} : {script: own}), collector)).toBe('taken');
		},
	);

	it.each(all.filter(collector => scriptFor(collector) !== undefined))('for $id is in doubt where nobody knows its script', collector => {
		const place = scriptFor(collector)?.place ?? 'client';
		expect(weighed(piece(collector), collector)).toBe('inconclusive');
		expect(weighed(piece(collector, {script: {place, sha256: 'f'.repeat(64)}}), collector)).toBe('inconclusive');
		expect(weighed(piece(collector, {script: {place, sha256: null}}), collector)).toBe('taken');
	});

	it("is another's where it is found out later whose tenant a client's text is of", () => {
		const own = scriptFor(dsregcmd);
		const text = piece(dsregcmd, {spoken: {...ofNobody, tenantId: id}, ...(own === undefined ? {} : {script: own})});
		expect(weighed(text, dsregcmd)).toBe('taken');
		expect(weighed(text, dsregcmd, {identity: {forests: [], tenant: {id, domains: []}}})).toBe('taken');
		expect(weighed(text, dsregcmd, {identity: {forests: [], tenant: {id: '99999999-2222-4333-8444-555555555555', domains: []}}})).toBe(
			'foreign',
		);
	});

	it('is a statement of the time at which somebody made it', () => {
		const stated = {statement: 'pilot', yes: true, by: 'Hana Novak', reason: 'Chosen.', at: '2026-11-03T09:00:00.000Z'};
		const query = {via: 'person', statement: 'A pilot was chosen.'} as const;
		const pilot = {...tenantDomains, id: 'pilot', query} as unknown as Collector;
		const [piece] = heldBy(guide, {...emptySession, attestations: {pilot: stated}})(pilot);
		expect(piece?.answer).toEqual({kind: 'facts', facts: stated, source: 'attested', takenAt: stated.at, from: 'Hana Novak'});
	});

	it('was brought in, whatever it calls itself', () => {
		for (const source of ['live', 'attested', 'practice'] as const) {
			expect(weighed(piece(connectServers, {}, source), connectServers)).toBe('none');
		}
	});
});
