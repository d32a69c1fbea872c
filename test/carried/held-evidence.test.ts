import {describe, expect, it} from 'vitest';
import {evidenceFor, heldBy} from '../../src/commands/held-evidence.ts';
import type {Collector} from '../../src/guide/check.ts';
import {ofNobody, type Spoken} from '../../src/guide/importer.ts';
import type {Environment, Identity} from '../../src/session/event.ts';
import {emptySession, type Session} from '../../src/session/session.ts';
import {tenantDomains} from '../../steps/03-new-installation-baseline/tenant-domains.facts.ts';
import {persons} from '../../steps/04-directory-synchronization/persons.facts.ts';

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
	const [piece] = evidenceFor(session, collector);
	expect(heldBy(session)(collector)).toHaveLength(collector === persons ? 0 : 1);
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
