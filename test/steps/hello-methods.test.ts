import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {askFor} from '../../src/app/runners.ts';
import type {Collector} from '../../src/guide/check.ts';
import type {Environment} from '../../src/session/event.ts';
import {emptySession} from '../../src/session/session.ts';
import {helloMethods} from '../../steps/07-sign-in-and-provision/keys/hello-methods.facts.ts';
import {guide} from '../../steps/guide.ts';
import {contosoResources} from '../lab/graph/contoso.ts';
import {type LocalGraph, startGraph} from '../lab/graph.ts';

const at = '2026-11-27T09:00:00.000Z';

let graph: LocalGraph;
beforeEach(async () => {
	graph = await startGraph({...contosoResources});
});
afterEach(() => graph.stop());

/** What the collector brings where these users are named, through the runners of the program. */
const read = async (...pilotUsers: readonly string[]) => {
	const environment: Environment = {...emptySession.environment, pilotUsers, signIn: 'token'};
	const ask = askFor({
		guide,
		environment,
		session: () => ({...emptySession, environment}),
		env: {WHFB_GRAPH_ORIGIN: graph.origin, WHFB_GRAPH_TOKEN: graph.token},
		now: () => at,
		say: () => undefined,
	});
	const answer = await ask(helloMethods as Collector);
	return answer.kind === 'facts' ? helloMethods.facts.parse(answer.facts).users : answer;
};

describe('the keys of the pilot users', () => {
	it('are asked for by name, one by one, and each brings its own answer or its own silence', async () => {
		expect(await read('good@contoso.com', 'nobody@contoso.com')).toEqual([
			{
				user: 'good@contoso.com',
				silent: null,
				methods: [{id: 'b5e01f81-1e2c-4b7a-9f7c-8f1a5a1d2c3e', device: 'CLIENT1', created: '2026-11-20T09:12:00Z', strength: 'normal'}],
			},
			{user: 'nobody@contoso.com', silent: {reason: 'inconclusive', detail: expect.stringContaining('404')}},
		]);
	});

	it('are asked of nobody where nobody is named', async () => {
		expect(await read()).toEqual([]);
		expect(graph.requests).toEqual([]);
	});

	it('are not seen without the permission, for each of them', async () => {
		graph.set({granted: ['User.Read.All']});
		expect(await read('good@contoso.com')).toEqual([
			{
				user: 'good@contoso.com',
				silent: {reason: 'access-denied', detail: expect.stringContaining('UserAuthMethod-WindowsHello.Read.All')},
			},
		]);
	});
});
