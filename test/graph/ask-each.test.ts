import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {graphRunner} from '../../src/graph/graph.ts';
import type {EachAnswer} from '../../src/guide/answer.ts';
import {addressByHand, askedForOne, type GraphQuery} from '../../src/guide/query.ts';
import {type LocalGraph, startGraph, type Tenant} from '../lab/graph.ts';

const domains: GraphQuery = {
	via: 'graph',
	path: '/v1.0/domains?$select=id,authenticationType',
	permissions: ['Domain.Read.All'],
	applicationPermissions: ['Domain.Read.All'],
};
const federations: GraphQuery = {
	via: 'graph',
	path: '/v1.0/domains/{id}/federationConfiguration',
	permissions: ['Domain.Read.All', 'Domain-InternalFederation.Read.All'],
	applicationPermissions: ['Domain.Read.All', 'Domain-InternalFederation.Read.All'],
	each: {of: domains, field: 'id', where: {authenticationType: 'Federated'}},
};
const methods: GraphQuery = {
	via: 'graph',
	path: '/v1.0/users/{id}/authentication/windowsHelloForBusinessMethods',
	permissions: ['UserAuthMethod-WindowsHello.Read.All'],
	applicationPermissions: ['UserAuthMethod-WindowsHello.Read.All'],
	each: {of: 'pilot-users'},
};

let graph: LocalGraph;
beforeEach(async () => {
	graph = await startGraph();
});
afterEach(() => graph.stop());

const domain = (id: string, authenticationType: string | null) => ({id, authenticationType}) as Tenant['domains'][number];
const runner = (pilotUsers: readonly string[] = []) => graphRunner({origin: graph.origin, token: async () => graph.token, pilotUsers});
const eachOf = async (query: GraphQuery, pilotUsers?: readonly string[]) => {
	const answer = await runner(pilotUsers).ask(query);
	return answer.kind === 'facts' ? (answer.facts as EachAnswer).each : answer;
};
const paths = () => graph.requests.map(({path}) => path);

describe('a question that is asked for each record of a list', () => {
	it('is asked once for each that the list shows so, and for no other', async () => {
		graph.set({
			domains: [domain('contoso.com', 'federated'), domain('fabrikam.com', 'Managed'), domain('tailspin.com', 'Federated')],
			federation: {'contoso.com': [{id: 'f1'}]},
		});
		expect(await eachOf(federations)).toEqual([
			{id: 'contoso.com', facts: {value: [{id: 'f1'}], count: null}},
			{id: 'tailspin.com', facts: {value: [], count: null}},
		]);
		expect(paths().filter(path => path.includes('federation'))).toEqual([
			'/v1.0/domains/contoso.com/federationConfiguration',
			'/v1.0/domains/tailspin.com/federationConfiguration',
		]);
	});

	it('is not seen where the list does not say of one whether it is meant: a silence is no "no"', async () => {
		graph.set({domains: [domain('contoso.com', 'Federated'), domain('nobody.com', null)]});
		expect(await eachOf(federations)).toMatchObject({
			kind: 'unobserved',
			reason: 'malformed',
			detail: expect.stringContaining('does not say of nobody.com whether it is meant (authenticationType)'),
		});
		graph.set({domains: [{id: 'nobody.com', isVerified: false}]});
		const verified = {
			...federations,
			each: {of: domains, field: 'id', where: {authenticationType: 'Federated', isVerified: true}},
		} as const;
		expect(await eachOf({...verified, each: {...verified.each, of: {...domains, path: '/v1.0/domains'}}})).toEqual([]);
	});

	it('is a list of nobody where none is meant', async () => {
		graph.set({domains: [domain('contoso.com', 'Managed')]});
		expect(await eachOf(federations)).toEqual([]);
	});

	it('is as silent as its list', async () => {
		graph.set({granted: ['Domain-InternalFederation.Read.All']});
		expect(await eachOf(federations)).toMatchObject({
			reason: 'access-denied',
			detail: expect.stringContaining('Domain.Read.All is not granted'),
		});
	});

	it('names of two permissions the one that is missing', async () => {
		graph.set({granted: ['Domain.Read.All'], domains: [domain('contoso.com', 'Federated')]});
		expect(await eachOf(federations)).toEqual([
			{
				id: 'contoso.com',
				silent: {reason: 'access-denied', detail: expect.stringContaining(': Domain-InternalFederation.Read.All is not granted')},
			},
		]);
	});

	it('is not seen where a record that counts has no name', async () => {
		graph.set({domains: [{authenticationType: 'Federated'}]});
		expect(await eachOf(federations)).toMatchObject({kind: 'unobserved', reason: 'malformed'});
	});

	it('has no address by hand: one answer is not all of it', () => {
		expect(addressByHand(federations, 'https://graph.microsoft.com')).toBeNull();
		expect(addressByHand(domains, 'https://graph.microsoft.com')?.address).toContain('/v1.0/domains');
	});
});

describe('a question that is asked for each pilot user', () => {
	it('is asked for nobody where nobody is named', async () => {
		expect(await eachOf(methods)).toEqual([]);
		expect(paths()).toEqual([]);
	});

	it('brings an answer or a silence for each, and the name stays one part of the path', async () => {
		graph.set({helloMethods: {"o'neill#1/x?y@contoso.com": [{id: 'k', displayName: 'CLIENT1'}], 'anna@contoso.com': []}});
		expect(
			await eachOf(methods, ["o'neill#1/x?y@contoso.com", 'anna@contoso.com', 'zoe@contoso.com', 'anna@contoso.com', '..', '']),
		).toEqual([
			{id: "o'neill#1/x?y@contoso.com", facts: {value: [{id: 'k', displayName: 'CLIENT1'}], count: null}},
			{id: 'anna@contoso.com', facts: {value: [], count: null}},
			{id: 'zoe@contoso.com', silent: {reason: 'inconclusive', detail: expect.stringContaining('404')}, absent: true},
			{id: '..', silent: {reason: 'malformed', detail: expect.stringContaining('no part of an address')}},
			{id: '', silent: {reason: 'malformed', detail: expect.any(String)}},
		]);
		expect(graph.requests.every(({method}) => method === 'GET')).toBe(true);
		expect(paths()[0]).toBe("/v1.0/users/o'neill%231%2Fx%3Fy%40contoso.com/authentication/windowsHelloForBusinessMethods");
	});

	it('says of nobody that he is absent but of whom Graph itself says so', async () => {
		for (const [status, code] of [
			[404, 'ResourceNotFound'],
			[404, null],
			[400, 'Request_ResourceNotFound'],
			[403, 'Authorization_RequestDenied'],
		] as const) {
			graph.fault(/hello/i, {kind: 'status', status, ...(code === null ? {} : {code})});
			expect(await eachOf(methods, ['zoe@contoso.com'])).toEqual([{id: 'zoe@contoso.com', silent: expect.any(Object)}]);
		}
	});

	it('ends with the first that nobody could be asked for: the others are as silent', async () => {
		graph.set({token: 'another'});
		const cloud = graphRunner({
			origin: graph.origin,
			token: async () => 'wrong',
			pilotUsers: ['a@contoso.com', 'b@contoso.com', 'c@contoso.com'],
		});
		const answer = await cloud.ask(methods);
		expect(answer.kind === 'facts' && (answer.facts as EachAnswer).each.map(one => ('silent' in one ? one.silent.reason : 'seen'))).toEqual(
			['not-signed-in', 'not-signed-in', 'not-signed-in'],
		);
		expect(paths().filter(path => !path.includes('/a%40'))).toEqual([]);
	});

	it('never leaves the folder that it belongs into', () => {
		for (const id of ['.', '..', '...', '', ' ', '\ud800']) {
			expect(askedForOne(methods, id)).toBeNull();
		}

		expect(new URL(askedForOne(methods, '../../me')?.path ?? '', 'https://graph.microsoft.com').pathname).toBe(
			'/v1.0/users/..%2F..%2Fme/authentication/windowsHelloForBusinessMethods',
		);
	});
});
