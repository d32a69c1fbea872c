import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {type Clock, realClock} from '../../src/graph/backoff.ts';
import {type Collection, graphRunner} from '../../src/graph/graph.ts';
import type {GraphParts} from '../../src/graph/walk-pages.ts';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import type {GraphQuery} from '../../src/guide/query.ts';
import {type Fault, type LocalGraph, startGraph} from '../lab/graph.ts';

const domains: GraphQuery = {
	via: 'graph',
	path: '/v1.0/domains',
	permissions: ['Domain.Read.All'],
	applicationPermissions: ['Domain.Read.All'],
};
const users: GraphQuery = {
	via: 'graph',
	path: '/v1.0/users?$select=id,userPrincipalName,onPremisesSecurityIdentifier&$filter=onPremisesSyncEnabled eq true&$count=true&$top=7',
	permissions: ['User.Read.All'],
	applicationPermissions: ['User.Read.All'],
	eventual: true,
};
const people = Array.from({length: 50}, (_, index) => ({
	id: `id-${index}`,
	userPrincipalName: `p${index}@contoso.com`,
	onPremisesSecurityIdentifier: `S-1-5-21-1-2-3-${index}`,
	onPremisesSyncEnabled: index % 2 === 0,
}));

let graph: LocalGraph;
beforeEach(async () => {
	graph = await startGraph({domains: [{id: 'contoso.com', isVerified: true}], users: people});
});
afterEach(() => graph.stop());

/** A clock whose waits take no time but are counted. */
const hurried = (): Clock & {readonly waits: number[]} => {
	let now = Date.parse('2026-11-22T09:00:00Z');
	const waits: number[] = [];
	return {
		waits,
		now: () => now,
		random: () => 0.5,
		sleep: async (milliseconds, signal) => {
			signal.throwIfAborted();
			waits.push(milliseconds);
			now += milliseconds;
		},
	};
};

const runner = (more: Partial<GraphParts> = {}) =>
	graphRunner({origin: graph.origin, token: async () => graph.token, clock: hurried(), ...more});
const askFor = (query: GraphQuery, more: Partial<GraphParts> = {}) => runner(more).ask(query);
const detailOf = (answer: Answer) => (answer.kind === 'unobserved' ? answer.detail : '');

describe('asking Graph', () => {
	it('brings back a collection with its time and source', async () => {
		const answer = await askFor(domains);
		expect(answer).toEqual({
			kind: 'facts',
			facts: {value: [{id: 'contoso.com', isVerified: true}], count: null},
			source: 'live',
			takenAt: '2026-11-22T09:00:00.000Z',
			from: `Graph, ${new URL(graph.origin).host}`,
		});
	});

	it('follows every page and holds the count against them', async () => {
		const answer = await askFor(users);
		expect(answer.kind === 'facts' && (answer.facts as Collection).value).toHaveLength(25);
		expect(answer.kind === 'facts' && (answer.facts as Collection).count).toBe(25);
		expect(graph.requests.map(({headers}) => headers.consistencylevel)).toEqual(['eventual', 'eventual', 'eventual', 'eventual']);
	});

	it('brings back a single object as it is', async () => {
		const answer = await askFor({...domains, path: '/v1.0/me'});
		expect(answer).toMatchObject({kind: 'facts', facts: {userPrincipalName: 'hana@contoso.com'}});
	});

	it('gives a stream away page by page and keeps none of it', async () => {
		const lengths: number[] = [];
		const answer = await runner().stream(users, records => {
			lengths.push(records.length);
		});
		expect(lengths).toEqual([7, 7, 7, 4]);
		expect(answer).toMatchObject({kind: 'facts', facts: {records: 25, count: 25, pages: 4}});
	});

	it('has asked for the next page before it gives one away, and leaves that one where the reader stops', async () => {
		const sent: (AbortSignal | null | undefined)[] = [];
		const counting: typeof fetch = (input, init) => {
			sent.push(init?.signal);
			return fetch(input, init);
		};
		const ahead: number[] = [];
		await runner({fetch: counting}).stream(users, () => {
			ahead.push(sent.length);
		});
		expect(ahead).toEqual([2, 3, 4, 4]);

		sent.splice(0);
		graph.fault(/skiptoken/, {kind: 'black-hole'});
		const stopped = runner({fetch: counting}).stream(users, () => {
			throw new Error('The reader stops.');
		});
		await expect(stopped).rejects.toThrow('The reader stops.');
		expect(sent.map(signal => signal?.aborted)).toEqual([false, true]);
	});

	it('counts a collection by its first page alone, and says why where Graph does not', async () => {
		expect(await runner().count(users)).toBe(25);
		expect(graph.requests).toHaveLength(1);
		expect(await runner().count(domains)).toMatchObject({kind: 'unobserved', reason: 'incomplete'});
		graph.fault('/v1.0/users', {kind: 'status', status: 403, code: 'Authorization_RequestDenied'});
		expect(await runner().count(users)).toMatchObject({kind: 'unobserved', reason: 'access-denied'});
	});

	it('sends nothing but GET', async () => {
		await askFor(users);
		expect(new Set(graph.requests.map(({method}) => method))).toEqual(new Set(['GET']));
	});

	it('does not ask without a sign-in and says why', async () => {
		expect(await askFor(domains, {token: unobserved('not-signed-in', 'Nobody is signed in.')})).toEqual(
			unobserved('not-signed-in', 'Nobody is signed in.'),
		);
		expect(await askFor(domains, {token: async () => unobserved('cancelled', 'You stopped the sign-in.')})).toMatchObject({
			reason: 'cancelled',
		});
		expect(graph.requests).toHaveLength(0);
	});

	it('brings text of the tenant as it stands: what is made visible for people is compared with nothing', async () => {
		graph.set({domains: [{id: 'con\u200Btoso.com\u001B[31m', isVerified: true}]});
		expect(await askFor(domains)).toMatchObject({facts: {value: [{id: 'con\u200Btoso.com\u001B[31m'}]}});
	});

	it('takes a query without a version for a defect of ours', async () => {
		await expect(askFor({...domains, path: '/domains'})).rejects.toThrow('starts with its version');
	});
});

describe('a refusal', () => {
	const cases: readonly (readonly [string, Fault, string, RegExp])[] = [
		[
			'401',
			{kind: 'status', status: 401, code: 'InvalidAuthenticationToken'},
			'not-signed-in',
			/answered 401 InvalidAuthenticationToken.*Sign in again/,
		],
		['403', {kind: 'status', status: 403, code: 'Authorization_RequestDenied'}, 'access-denied', /Domain\.Read\.All is not granted/],
		['403 of a filter', {kind: 'bare-refusal'}, 'blocked', /proxy may have answered/],
		['404', {kind: 'status', status: 404, code: 'Request_ResourceNotFound'}, 'inconclusive', /nothing of that name/],
		['400', {kind: 'status', status: 400, code: 'Request_UnsupportedQuery'}, 'inconclusive', /does not take the question/],
		['L6 407, which is asked for once', {kind: 'status', status: 407}, 'blocked', /the proxy wants a user name and a password \(407\)/],
		['503 without end', {kind: 'status', status: 503}, 'unreachable', /6 times and answered 503/],
		['408 without end', {kind: 'status', status: 408}, 'timed-out', /answered 408/],
		['429 that names no time', {kind: 'status', status: 429}, 'throttled', /asks to wait/],
		[
			'429 beyond the budget',
			{kind: 'status', status: 429, headers: {'retry-after': '600'}},
			'throttled',
			/asks to wait until \d\d:\d\d\./,
		],
		[
			'429 for an age',
			{kind: 'status', status: 429, headers: {'retry-after': '99999999999999'}},
			'throttled',
			/until \d\d:\d\d on 20\d\d-/,
		],
		['a reset', {kind: 'reset'}, 'unreachable', /the connection was cut/],
		['an answer cut short', {kind: 'cut-short'}, 'unreachable', /connection was cut|cut short/],
	];
	it.each(cases)('of %s is not seen, with its reason', async (_name, fault, reason, words) => {
		graph.fault('/v1.0/domains', fault);
		const answer = await askFor(domains);
		expect(answer).toMatchObject({kind: 'unobserved', reason});
		expect(detailOf(answer)).toMatch(words);
		expect(detailOf(answer)).toContain(`Graph at ${new URL(graph.origin).host} was asked for /v1.0/domains`);
		if (/once/.test(_name)) {
			expect(graph.requests).toHaveLength(1);
		}
	});

	it('names the permission that is missing in the tenant', async () => {
		graph.set({granted: ['Domain.Read.All']});
		expect(detailOf(await askFor(users))).toContain('User.Read.All is not granted');
	});

	it('of a server that is not there is not seen', async () => {
		const {origin} = graph;
		await graph.stop();
		const answer = await askFor(domains, {origin});
		expect(answer).toMatchObject({reason: 'unreachable', detail: expect.stringContaining('6 times: the connection was refused')});
		graph = await startGraph();
	});

	it('of a name that DNS does not know is not seen', async () => {
		const failing: typeof fetch = async () => {
			throw new TypeError('fetch failed', {cause: Object.assign(new Error('getaddrinfo'), {code: 'ENOTFOUND'})});
		};
		expect(await askFor(domains, {fetch: failing})).toMatchObject({
			reason: 'unreachable',
			detail: expect.stringContaining('not known to DNS'),
		});
	});

	it('of a certificate names the certificate and is not tried again', async () => {
		let tries = 0;
		const failing: typeof fetch = async () => {
			tries += 1;
			throw new TypeError('fetch failed', {cause: Object.assign(new Error('self-signed'), {code: 'SELF_SIGNED_CERT_IN_CHAIN'})});
		};
		expect(await askFor(domains, {fetch: failing})).toMatchObject({reason: 'unreachable', detail: expect.stringContaining('inspects TLS')});
		expect(tries).toBe(1);
	});
});

describe('a hostile answer', () => {
	const cases: readonly (readonly [string, Fault, RegExp])[] = [
		['a web page with status 200', {kind: 'html'}, /web page that is not JSON.*captive portal/],
		['JSON that calls itself text', {kind: 'wrong-type'}, /not JSON/],
		['nothing at all', {kind: 'empty'}, /nothing in it/],
		['an empty object', {kind: 'object'}, /an empty object/],
		['a bare list', {kind: 'array'}, /no object/],
		['truncated JSON', {kind: 'truncated'}, /broken or cut short/],
		['a redirect', {kind: 'redirect', to: 'http://localhost:1/'}, /redirect \(302\), which was not followed/],
		['forty megabytes', {kind: 'huge', megabytes: 40}, /more than 32 MB/],
		['a count that is text', {kind: 'count', count: '1'}, /no number/],
		["another server's description", {kind: 'context', context: 'https://graph.microsoft.us/v1.0/$metadata#domains'}, /another server's/],
		['L6 an error beside the records', {kind: 'member', name: 'error', value: {code: 'serviceNotAvailable'}}, /an error in the middle/],
		['text that is not UTF-8', {kind: 'bytes', bytes: Buffer.from('{"value":[{"id":"m\xfcller"}]}', 'latin1')}, /not UTF-8/],
		['a link to another host', {kind: 'next-link', link: 'https://evil.example/v1.0/domains'}, /on another server/],
		['a link to itself', {kind: 'next-link', link: 'itself'}, /already read/],
		['a link that is none', {kind: 'next-link', link: '/v1.0/domains?$skiptoken=2'}, /no address/],
	];
	it.each(cases)('with %s is not seen, and never tried again', async (_name, fault, words) => {
		graph.fault('/v1.0/domains', fault);
		const answer = await askFor(domains);
		expect(answer).toMatchObject({kind: 'unobserved', reason: 'malformed'});
		expect(detailOf(answer)).toMatch(words);
		expect(graph.requests).toHaveLength(1);
	});

	const origin = () => new URL(graph.origin);
	const links: readonly (readonly [string, () => string])[] = [
		['another port', () => `http://127.0.0.1:1/v1.0/domains`],
		['another scheme', () => `https://${origin().host}/v1.0/domains?x=1`],
		['another name of the same address', () => `http://localhost:${origin().port}/v1.0/domains?x=1`],
		['a user name', () => `http://graph@${origin().host}/v1.0/domains?x=1`],
		['this host as a user name', () => `http://127.0.0.1:${origin().port}@evil.example/v1.0/domains`],
		['a password', () => `http://a:b@${origin().host}/v1.0/domains?x=1`],
		['another version', () => `${graph.origin}/beta/domains`],
		['L6 another list', () => `${graph.origin}/v1.0/users?x=1`],
		['L6 a list below this one', () => `${graph.origin}/v1.0/domains/x?x=1`],
		['a way out of the version', () => `${graph.origin}/v1.0/../beta/domains`],
		['an encoded way out of the version', () => `${graph.origin}/v1.0/%2e%2e/beta/domains`],
		['a backslash', () => `http:\\\\evil.example\\v1.0\\domains`],
		['a script', () => 'javascript:alert(1)'],
		['a file', () => 'file:///v1.0/domains'],
		['a fragment that hides a loop', () => `${graph.origin}/v1.0/domains#2`],
	];
	it.each(links)('with a link to %s is not followed, and no token goes there', async (_name, link) => {
		graph.fault('/v1.0/domains', {kind: 'next-link', link: link()});
		expect(await askFor(domains)).toMatchObject({kind: 'unobserved', reason: 'malformed', detail: expect.stringContaining('not followed')});
		expect(graph.requests).toHaveLength(1);
	});

	/** Graph as it answers page by page: the records of each, and a link to the next. */
	const paged =
		(readings: readonly (readonly (readonly Record<string, unknown>[])[])[]): typeof fetch =>
		async input => {
			const url = new URL(String(input));
			const at = Number(url.searchParams.get('$skiptoken') ?? 0);
			reading += at === 0 ? 1 : 0;
			const pages = readings[Math.min(reading, readings.length) - 1] ?? [];
			return Response.json({
				'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#domains',
				...(at + 1 < pages.length ? {'@odata.nextLink': `https://graph.microsoft.com/v1.0/domains?$skiptoken=${at + 1}`} : {}),
				value: pages[at],
			});
		};
	let reading = 0;
	const [yes, no] = [
		{id: 'contoso.com', isVerified: true},
		{id: 'contoso.com', isVerified: false},
	];
	const other = {id: 'fabrikam.com', isVerified: true};

	it('L6 that says two things of one id is asked for once more, and is not seen where it does so again', async () => {
		for (const pages of [[[yes, other], [no]], [[yes, no]], [[no], [other], [yes]]]) {
			reading = 0;
			const answer = await askFor(domains, {origin: 'https://graph.microsoft.com', fetch: paged([pages])});
			expect(answer).toMatchObject({
				kind: 'unobserved',
				reason: 'contradicted',
				detail: expect.stringMatching(/twice, and both times sent two different records of one id, contoso\.com\. Look again\.$/),
			});
			expect(reading).toBe(2);
		}
	});

	it('L6 that said two things of one id while it changed is taken as it is afterwards', async () => {
		reading = 0;
		const answer = await askFor(domains, {
			origin: 'https://graph.microsoft.com',
			fetch: paged([
				[[yes], [no, other]],
				[[no], [other]],
			]),
		});
		expect(answer).toMatchObject({kind: 'facts', facts: {value: [no, other]}});
	});

	it('that sends one record twice as it was is taken', async () => {
		reading = 0;
		expect(await askFor(domains, {origin: 'https://graph.microsoft.com', fetch: paged([[[yes], [yes]]])})).toMatchObject({kind: 'facts'});
		expect(reading).toBe(1);
	});

	it('sends the token to one origin only, whatever links and redirects say', async () => {
		const sent: (string | undefined)[] = [];
		const other = createServer((request, response) => {
			sent.push(request.headers.authorization);
			response.end('{"value":[]}');
		});
		await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
		const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1.0/domains`;
		for (const fault of [
			{kind: 'next-link', link: elsewhere},
			{kind: 'redirect', to: elsewhere},
		] as const) {
			graph.fault('/v1.0/domains', fault);
			expect(await askFor(domains)).toMatchObject({kind: 'unobserved', reason: 'malformed'});
		}

		other.close();
		expect(sent).toEqual([]);
		expect(graph.requests.map(({authorization}) => authorization)).toEqual([`Bearer ${graph.token}`, `Bearer ${graph.token}`]);
	});

	it('does not go on for ever over pages that are all new', async () => {
		let page = 0;
		const endless: typeof fetch = async () => {
			page += 1;
			return Response.json({
				'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#domains',
				'@odata.nextLink': `https://graph.microsoft.com/v1.0/domains?page=${page}`,
				value: [],
			});
		};
		const answer = await askFor(domains, {origin: 'https://graph.microsoft.com', fetch: endless});
		expect(answer).toMatchObject({reason: 'malformed', detail: expect.stringContaining('would be number 20001')});
		expect(page).toBe(20_000);
	});
});

describe('waiting', () => {
	it('recovers from what passes', async () => {
		for (const fault of [
			{kind: 'status', status: 503, times: 5},
			{kind: 'status', status: 429, headers: {'retry-after': '2'}, times: 3},
			{kind: 'reset', times: 2},
		] as const) {
			graph.fault('/v1.0/domains', fault);
			expect(await askFor(domains)).toMatchObject({kind: 'facts'});
		}
	});

	const afters: readonly (readonly [string, Readonly<Record<string, string>>, number])[] = [
		['seconds', {'retry-after': '7'}, 7_000],
		['nought', {'retry-after': '0'}, 0],
		['a date', {'retry-after': 'Sun, 22 Nov 2026 09:00:20 GMT', date: 'Sun, 22 Nov 2026 09:00:00 GMT'}, 20_000],
		[
			'a date, by a server whose clock is an hour behind',
			{'retry-after': 'Sun, 22 Nov 2026 08:00:20 GMT', date: 'Sun, 22 Nov 2026 08:00:00 GMT'},
			20_000,
		],
		['nonsense', {'retry-after': 'soon'}, 5_000],
		['the past', {'retry-after': 'Fri, 02 Jan 1970 00:00:00 GMT', date: 'Sun, 22 Nov 2026 09:00:00 GMT'}, 5_000],
		['a negative number', {'retry-after': '-5'}, 5_000],
		['a fraction', {'retry-after': '1.5'}, 1_500],
	];
	it.each(afters)('never comes back before Retry-After given as %s', async (_name, headers, least) => {
		const clock = hurried();
		graph.fault('/v1.0/domains', {kind: 'status', status: 429, headers, times: 1});
		expect(await askFor(domains, {clock})).toMatchObject({kind: 'facts'});
		expect(clock.waits).toHaveLength(1);
		expect(clock.waits[0]).toBeGreaterThanOrEqual(least);
		expect(clock.waits[0]).toBeLessThanOrEqual(least + 1_000);
	});

	it('takes Conditional Access one at a time, and slowly', async () => {
		const clock = hurried();
		const asking = runner({clock});
		const policies = {...domains, path: '/v1.0/identity/conditionalAccess/policies'};
		await Promise.all([asking.ask(policies), asking.ask(policies), asking.ask(policies)]);
		expect(graph.requests).toHaveLength(3);
		expect(clock.waits.filter(wait => wait === 2_000).length).toBeGreaterThanOrEqual(2);
	});

	it('slows down when Graph says that the limit is near', async () => {
		const clock = hurried();
		graph.fault('/v1.0/users', {kind: 'nearly-throttled'});
		expect(await askFor(users, {clock})).toMatchObject({kind: 'facts'});
		expect(clock.waits).toEqual([2_000, 2_000, 2_000]);
	});

	it('stops waiting for a black hole at the deadline of an attempt', async () => {
		graph.fault('/v1.0/domains', {kind: 'black-hole', times: 1});
		const began = performance.now();
		expect(await askFor(domains, {attemptMilliseconds: 200})).toMatchObject({kind: 'facts'});
		expect(performance.now() - began).toBeLessThan(2_000);
		expect(graph.requests).toHaveLength(2);
	});

	it('counts a body that drips against the deadline too', async () => {
		graph.fault('/v1.0/domains', {kind: 'slow', milliseconds: 20});
		const answer = await askFor(domains, {attemptMilliseconds: 100});
		expect(answer).toMatchObject({reason: 'timed-out', detail: expect.stringContaining('no whole answer within 1 s')});
	});

	it('ends at the deadline of the query', async () => {
		graph.fault('/v1.0/domains', {kind: 'black-hole'});
		const began = performance.now();
		const answer = await askFor(domains, {clock: realClock, queryMilliseconds: 400});
		expect(answer).toMatchObject({reason: 'timed-out'});
		expect(performance.now() - began).toBeLessThan(1_500);
	});

	it.each([
		['a black hole', {kind: 'black-hole'}],
		['a slow body', {kind: 'slow', milliseconds: 20}],
		['a long wait', {kind: 'status', status: 429, headers: {'retry-after': '60'}}],
	] as const)('stops within a second, out of %s', async (_name, fault) => {
		graph.fault('/v1.0/domains', fault);
		const stop = new AbortController();
		const pending = askFor(domains, {clock: realClock, signal: stop.signal});
		setTimeout(() => stop.abort(), 100);
		const began = performance.now();
		expect(await pending).toMatchObject({kind: 'unobserved', reason: 'cancelled', detail: expect.stringContaining('you stopped it')});
		expect(performance.now() - began).toBeLessThan(1_000);
	});
});

describe('a claims challenge', () => {
	const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';

	it('is answered once, with a token that carries the claims', async () => {
		const wishes: (string | undefined)[] = [];
		graph.set({accepts: token => token === 'renewed'});
		graph.fault('/v1.0/domains', {kind: 'claims', claims, until: token => token === 'renewed'});
		const answer = await askFor(domains, {
			token: async wish => {
				wishes.push(wish.claims);
				return wish.claims === undefined ? graph.token : 'renewed';
			},
		});
		expect(answer).toMatchObject({kind: 'facts'});
		expect(wishes).toEqual([undefined, claims]);
	});

	it('that comes again ends the sign-in, and does not go round in circles', async () => {
		graph.fault('/v1.0/domains', {kind: 'claims', claims, until: () => false});
		expect(await askFor(domains)).toMatchObject({reason: 'not-signed-in'});
		expect(graph.requests).toHaveLength(2);
	});
});
