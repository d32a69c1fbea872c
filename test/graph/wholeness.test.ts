import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {graphRunner} from '../../src/graph/graph.ts';
import type {GraphQuery} from '../../src/guide/query.ts';
import {isWholeList, withShorterPages} from '../../src/guide/whole-list.ts';
import {type LocalGraph, startGraph, type Tenant} from '../lab/graph.ts';

const devices: GraphQuery = {
	via: 'graph',
	path: "/v1.0/devices?$filter=trustType eq 'ServerAd'&$select=id,trustType&$count=true&$top=3",
	permissions: ['Device.Read.All'],
	applicationPermissions: ['Device.Read.All'],
	eventual: true,
};
const many = (count: number) => Array.from({length: count}, (_, at) => ({id: `d${at}`, trustType: 'ServerAd'}));

let graph: LocalGraph;
beforeEach(async () => {
	graph = await startGraph();
});
afterEach(() => graph.stop());

const ask = (tenant: Partial<Tenant>) => {
	graph.set(tenant);
	return graphRunner({origin: graph.origin, token: async () => graph.token}).ask(devices);
};
const sent = () => graph.requests.map(({path}) => new URL(path, graph.origin).searchParams.get('$top'));

describe('a list that brings its own count', () => {
	it('is taken where it fits, and asked for once', async () => {
		expect(await ask({devices: many(7)})).toMatchObject({kind: 'facts', facts: {count: 7}});
		expect(sent()).toEqual(['3', '3', '3']);
	});

	it('is asked for once more where it does not fit, in pages of another length, and is not seen then: both numbers are said', async () => {
		expect(await ask({devices: many(7), dropPage: {devices: 1}})).toMatchObject({
			kind: 'unobserved',
			reason: 'incomplete',
			detail: expect.stringMatching(/\/v1\.0\/devices twice, said that there are 7, and sent \d\. Look again\./),
		});
		expect(new Set(sent())).toEqual(new Set(['3', '2']));
	});

	it('is taken where the count of the second reading is the one after the first', async () => {
		let page = 0;
		graph.fault(/skiptoken/, {
			kind: 'before',
			run: () => {
				page += 1;
				if (page === 1) {
					graph.set({devices: many(8)});
				}
			},
		});
		expect(await ask({devices: many(7)})).toMatchObject({kind: 'facts', facts: {value: {length: 8}}});
	});

	it('is taken where its last page is full by chance, and not seen where it stays full', async () => {
		expect(await ask({devices: many(9), dropNext: {}})).toMatchObject({kind: 'facts', facts: {value: {length: 9}}});
		expect(await ask({devices: many(6), dropNext: {devices: true}, count: {devices: 3}})).toMatchObject({
			kind: 'unobserved',
			reason: 'incomplete',
		});
	});

	it('counts one that came twice once', async () => {
		expect(await ask({devices: many(4), repeat: {devices: 1}})).toMatchObject({kind: 'facts'});
		expect(await ask({devices: many(4), repeat: {devices: 1}, count: {devices: 5}})).toMatchObject({reason: 'incomplete'});
	});
});

describe('the length of a list', () => {
	it('fits where it lies between what was said before and after, whichever is more', () => {
		const whole = (read: number, before: number | null, after: number | null, endsFull = false) =>
			isWholeList({read, said: [before, after], endsFull});
		expect([whole(5, 5, 5), whole(5, 4, 6), whole(5, 6, 4), whole(4, 4, 6), whole(6, 4, 6), whole(5, null, 5), whole(5, 5, null)]).toEqual(
			Array.from({length: 7}, () => true),
		);
		expect([whole(3, 4, 6), whole(7, 4, 6), whole(5, null, null), whole(5, 5, 5, true), whole(0, 1, 1)]).toEqual(
			Array.from({length: 5}, () => false),
		);
	});

	it('is asked for in pages one shorter, where pages have a length', () => {
		expect(withShorterPages(devices).path).toBe(devices.path.replace('$top=3', '$top=2'));
		expect(withShorterPages({...devices, path: '/v1.0/domains'}).path).toBe('/v1.0/domains');
		expect(withShorterPages({...devices, path: '/v1.0/users?$top=1'}).path).toBe('/v1.0/users?$top=1');
	});
});
