import {describe, expect, it} from 'vitest';
import type {Clock} from '../../src/graph/backoff.ts';
import {graphRunner} from '../../src/graph/graph.ts';
import type {GraphQuery} from '../../src/guide/query.ts';

/** A small generator with a seed (mulberry32), so that a storm can be played again. */
const seeded = (seed: number) => {
	let at = seed;
	return () => {
		at = (at + 0x6d2b79f5) | 0;
		let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
};

const query: GraphQuery = {
	via: 'graph',
	path: '/v1.0/domains',
	permissions: ['Domain.Read.All'],
	applicationPermissions: ['Domain.Read.All'],
};
const truth = {value: [{id: 'contoso.com', isVerified: false}], count: null};
const body = {'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#domains', value: truth.value};

/** Plays requests until at least `most` have been sent, half of which fail, and says what was seen. */
const play = async (seed: number, most: number) => {
	const random = seeded(seed);
	let now = Date.parse('2026-11-22T09:00:00Z');
	const clock: Clock = {
		now: () => now,
		random,
		sleep: async milliseconds => {
			now += milliseconds;
		},
	};
	let notBefore = 0;
	let sent = 0;
	let early = 0;
	const kinds: Record<string, number> = {};
	const afters = ['0', '5', '11', '300', 'soon', '-3', 'Fri, 02 Jan 1970 00:00:00 GMT', 'date'];
	const storm: typeof fetch = async () => {
		sent += 1;
		early += now < notBefore ? 1 : 0;
		// A request takes time too.
		now += Math.floor(random() * 200);
		if (random() < 0.5) {
			return Response.json(body);
		}

		const kind = ['429', '500', '502', '503', '504', '507', 'reset'][Math.floor(random() * 7)] ?? '';
		kinds[kind] = (kinds[kind] ?? 0) + 1;
		if (kind === 'reset') {
			throw new TypeError('fetch failed', {cause: Object.assign(new Error('read'), {code: 'ECONNRESET'})});
		}

		if (random() < 0.3) {
			return new Response('<html>', {status: Number(kind), headers: {'content-type': 'text/html'}});
		}

		const after = afters[Math.floor(random() * afters.length)] ?? '';
		const date = new Date(Math.ceil(now / 1000) * 1000 + 8_000);
		notBefore = after === 'date' ? date.getTime() : /^\d+$/.test(after) ? now + Number(after) * 1000 : now + 1_000;
		return Response.json(
			{error: {code: 'tooMany'}},
			{status: Number(kind), headers: {'retry-after': after === 'date' ? date.toUTCString() : after}},
		);
	};
	const runner = graphRunner({origin: 'https://graph.microsoft.com', token: async () => 'token', clock, fetch: storm});
	const reasons: Record<string, number> = {};
	let wrong = 0;
	let asked = 0;
	while (sent < most) {
		asked += 1;
		const answer = await runner.ask(query);
		if (answer.kind === 'facts') {
			wrong += JSON.stringify(answer.facts) === JSON.stringify(truth) ? 0 : 1;
			reasons.facts = (reasons.facts ?? 0) + 1;
		} else {
			reasons[answer.reason] = (reasons[answer.reason] ?? 0) + 1;
		}

		// Whoever gives up comes back a minute later, which may be too early still.
		now += 60_000;
	}

	return {sent, asked, early, wrong, reasons, kinds};
};

describe('a storm of 10,000 requests of which half fail', () => {
	it('brings no early retry, no wrong facts and no unhandled rejection, whatever the seed', async () => {
		const unhandled: unknown[] = [];
		const note = (reason: unknown) => unhandled.push(reason);
		process.on('unhandledRejection', note);
		const storm = await play(20261122, 10_000);
		const others = await Promise.all([1, 2, 3, 4].map(seed => play(seed, 1_000)));
		await new Promise(resolve => setImmediate(resolve));
		process.off('unhandledRejection', note);
		expect(storm.sent).toBeGreaterThanOrEqual(10_000);
		expect([storm, ...others].map(({early, wrong}) => early + wrong)).toEqual([0, 0, 0, 0, 0]);
		expect(Object.keys(storm.kinds).sort()).toEqual(['429', '500', '502', '503', '504', '507', 'reset']);
		expect(new Set(Object.keys(storm.reasons))).toEqual(new Set(['facts', 'throttled', 'unreachable']));
		expect(unhandled).toEqual([]);
	});

	it('is told of what it was asked to wait for as long as the program lives, whichever look asks', async () => {
		let now = Date.parse('2026-11-22T09:00:00Z');
		const clock: Clock = {
			now: () => now,
			random: () => 0.5,
			sleep: async milliseconds => {
				now += milliseconds;
			},
		};
		const asked: string[] = [];
		const busy: typeof fetch = async address => {
			asked.push(new URL(String(address)).pathname);
			return asked.length === 1
				? Response.json({error: {code: 'TooManyRequests'}}, {status: 429, headers: {'retry-after': '3600'}})
				: Response.json(body);
		};
		// Each look has a runner of its own.
		const look = (path = query.path) =>
			graphRunner({origin: 'https://graph.microsoft.com', token: async () => 'token', clock, fetch: busy}).ask({...query, path});
		const end = new Date(now + 3_600_000);
		const said = `until ${String(end.getHours()).padStart(2, '0')}:${String(end.getMinutes()).padStart(2, '0')}`;
		for (const minutes of [0, 1, 20]) {
			now += minutes * 60_000;
			expect(await look()).toMatchObject({kind: 'unobserved', reason: 'throttled', detail: expect.stringContaining(said)});
		}

		expect(await look('/v1.0/domains?$select=id')).toMatchObject({reason: 'throttled'});
		expect(asked).toEqual(['/v1.0/domains']);
		// Another path was not spoken of.
		expect(await look('/v1.0/users')).toMatchObject({kind: 'facts'});
		expect(asked).toEqual(['/v1.0/domains', '/v1.0/users']);
		now = end.getTime() + 1;
		expect(await look()).toMatchObject({kind: 'facts'});
		expect(asked).toEqual(['/v1.0/domains', '/v1.0/users', '/v1.0/domains']);
	});

	it('waits for the end of what an earlier look was asked to wait for, where its own time allows', async () => {
		const began = Date.parse('2026-11-22T09:00:00Z');
		let now = began;
		const clock: Clock = {
			now: () => now,
			random: () => 0.5,
			sleep: async milliseconds => {
				now += milliseconds;
			},
		};
		const times: number[] = [];
		const busy: typeof fetch = async () => {
			times.push(now - began);
			return times.length === 1 ? new Response(null, {status: 503, headers: {'retry-after': '150'}}) : Response.json(body);
		};
		const look = () => graphRunner({origin: 'https://graph.microsoft.com', token: async () => 'token', clock, fetch: busy}).ask(query);
		expect(await look()).toMatchObject({reason: 'throttled'});
		now += 60_000;
		expect(await look()).toMatchObject({kind: 'facts'});
		expect(times).toHaveLength(2);
		expect(times[1]).toBeGreaterThanOrEqual(150_000);
		expect(times[1]).toBeLessThan(152_000);
	});

	it('plays the same again from the same seed', async () => {
		expect(await play(7, 500)).toEqual(await play(7, 500));
	});
});
