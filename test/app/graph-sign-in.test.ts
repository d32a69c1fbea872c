import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {arrive} from '../../src/app/graph-sign-in.ts';
import {emptySession} from '../../src/session/session.ts';
import {type LocalGraph, startGraph} from '../lab/graph.ts';

const ours = '11111111-2222-4333-8444-555555555555';
const theirs = '99999999-2222-4333-8444-555555555555';
const organization = (id: string, domain: string) => ({
	id,
	displayName: 'Contoso',
	verifiedDomains: [{name: domain, isDefault: true}, {name: `mail.${domain}`}],
});
const withClaims = (claims: object) => ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'x'].join('.');

describe('a token that somebody brings', () => {
	let graph: LocalGraph;
	beforeAll(async () => {
		graph = await startGraph({accepts: () => true});
	});
	afterAll(() => graph.stop());

	const arriving = async (token: string, about: {readonly id?: string; readonly named?: string}) => {
		const came = await arrive({
			way: 'token',
			known: {
				environment: {...emptySession.environment, tenant: about.named ?? null},
				identity: {forests: [], tenant: about.id === undefined ? null : {id: about.id, domains: []}},
			},
			env: {WHFB_GRAPH_TOKEN: token, WHFB_GRAPH_ORIGIN: graph.origin},
			permissions: ['Domain.Read.All'],
			isNamed: false,
		});
		return 'signedIn' in came ? came.tenantId : came.reason;
	};

	it('is used only if it serves the tenant of the session, and not at all where nobody can tell', async () => {
		graph.set({organization: [organization(ours, 'contoso.com')]});
		expect(await arriving('opaque', {id: ours})).toBe(ours);
		graph.set({organization: [organization(theirs, 'fabrikam.com')]});
		expect(await arriving('opaque', {id: ours})).toBe('foreign');
		graph.set({granted: ['Domain.Read.All']});
		expect(await arriving('opaque', {id: ours})).toBe('inconclusive');
		graph.set({granted: ['Domain.Read.All', 'Organization.Read.All']});
		graph.fault('/v1.0/organization', {kind: 'html'});
		expect(await arriving('opaque', {id: ours})).toBe('inconclusive');
		graph.fault('/v1.0/organization', null);
	});

	it('is used only if its tenant holds the domain that --tenant names', async () => {
		graph.set({organization: [organization(theirs, 'fabrikam.com')]});
		const readable = withClaims({tid: theirs, upn: 'eve@fabrikam.com', scp: 'Organization.Read.All'});
		expect(await arriving(readable, {named: 'Mail.Fabrikam.com'})).toBe(theirs);
		expect(await arriving(readable, {named: 'contoso.com'})).toBe('foreign');
		expect(await arriving(withClaims({tid: theirs, scp: 'Domain.Read.All'}), {named: 'fabrikam.com'})).toBe('inconclusive');
	});
});
