import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {describe, expect, it} from 'vitest';
import {realClock} from '../../src/graph/backoff.ts';
import {graphRunner} from '../../src/graph/graph.ts';
import {linkIn} from '../../src/graph/link-in.ts';
import {pagesAhead} from '../../src/graph/pages-ahead.ts';
import type {GraphQuery} from '../../src/guide/query.ts';

const origin = 'https://graph.microsoft.com';
const first = `${origin}/v1.0/users?$top=2`;
const start = `${origin}/v1.0/users`;
const linkTo = (page: number | string) => `${first}&$skiptoken=${page}`;

describe('the link in the beginning of a page', () => {
	const context = `${origin}/v1.0/$metadata#users`;
	it.each([
		['as Graph writes it', `{"@odata.context":"${context}","@odata.nextLink":"${linkTo(1)}","value":[{"id":"a`, linkTo(1)],
		['after the count', `{"@odata.context":"${context}","@odata.count":7,"@odata.nextLink":"${linkTo(1)}","value":[`, linkTo(1)],
		['in lines', `{\n  "@odata.nextLink": "${linkTo(1)}",\n  "value": [\n`, linkTo(1)],
		['with escaped letters', '{"@odata.nextLink":"https:\\/\\/graph.microsoft.com\\/v1.0\\/users?\\u0024top=2","value":[', first],
	])('is read %s', (_what, start, link) => {
		expect(linkIn(Buffer.from(start))).toBe(link);
	});

	it.each([
		['from the last page', `{"@odata.context":"${context}","value":[{"id":"a"}]}`],
		['where it stands after the records', `{"@odata.context":"${context}","value":[{"id":"a"}],"@odata.nextLink":"${linkTo(1)}"}`],
		['where it stands in a record', `{"value":[{"x":1,"@odata.nextLink":"${linkTo(1)}","value":[1]}]}`],
		['from a text that looks like it', `{"@odata.context":",\\"@odata.nextLink\\":\\"${linkTo(1)}\\",\\"value\\":[","value":[]}`],
		['where it is cut short', `{"@odata.context":"${context}","@odata.nextLink":"https://graph.micr`],
		['where it is no text', '{"@odata.nextLink":7,"value":['],
		['from a web page', '<!doctype html><title>Sign in, "value":[</title>'],
		['from nothing', ''],
	])('is not read %s', (_what, start) => {
		expect(linkIn(Buffer.from(start))).toBeNull();
	});

	it('is read from a part of a larger buffer', () => {
		const bytes = Buffer.from(`xx{"@odata.nextLink":"${linkTo(1)}","value":[xx`);
		expect(linkIn(new Uint8Array(bytes.buffer, bytes.byteOffset + 2, bytes.byteLength - 4))).toBe(linkTo(1));
	});
});

/** Pages that come when they are told to. */
const pages = (takes = 0, mostPages = 9) => {
	let time = 0;
	const asked: string[] = [];
	const coming = new Map<string, {onLink: (link: string) => void; come: (body: object) => void; fail: (error: Error) => void}>();
	const get = (url: string, onLink: (link: string) => void) => {
		const {promise, resolve, reject} = Promise.withResolvers<Record<string, unknown>>();
		asked.push(url.slice(origin.length));
		coming.set(url, {onLink, come: body => resolve(body as Record<string, unknown>), fail: reject});
		return promise;
	};
	const page = (url: string) => {
		const found = coming.get(url);
		if (found === undefined) {
			throw new Error(`${url} was not asked for.`);
		}

		return found;
	};
	const walk = pagesAhead(get, {origin, first: start, asked: 'Graph was asked', mostPages, now: () => time, soon: 5000});
	/** The first page, which is asked for alone: how long it takes says how fast the line is. */
	const begin = async () => {
		const coming = walk.next();
		time += takes;
		page(start).come(body('start', first));
		await coming;
	};

	return {asked, page, walk, begin};
};

const turn = () => new Promise(resolve => setImmediate(resolve));
const body = (id: string, next?: unknown) => ({...(next === undefined ? {} : {'@odata.nextLink': next}), value: [{id}]});
const idOf = (page: IteratorResult<{readonly records: readonly Record<string, unknown>[] | null}>) => page.value?.records?.[0]?.['id'];

describe('pages of a list', () => {
	it('are asked for as soon as the beginning of the one before names them, and once', async () => {
		const {asked, page, walk, begin} = pages();
		await begin();
		asked.length = 0;
		const one = walk.next();
		page(first).onLink(linkTo(1));
		await turn();
		expect(asked).toEqual(['/v1.0/users?$top=2&$skiptoken=1']);
		page(first).come(body('a', linkTo(1)));
		expect(idOf(await one)).toBe('a');
		const two = walk.next();
		page(linkTo(1)).come(body('b'));
		expect(idOf(await two)).toBe('b');
		expect((await walk.next()).done).toBe(true);
		expect(asked).toHaveLength(1);
	});

	it('are those that the whole page names, whatever its beginning named', async () => {
		const {asked, page, walk, begin} = pages();
		await begin();
		asked.length = 0;
		const one = walk.next();
		page(first).onLink(linkTo('wrong'));
		await turn();
		page(linkTo('wrong')).come(body('of another'));
		page(first).come(body('a', linkTo(1)));
		expect(idOf(await one)).toBe('a');
		const two = walk.next();
		page(linkTo(1)).come(body('b'));
		expect(idOf(await two)).toBe('b');
		expect(asked.map(each => each.split('=').at(-1))).toEqual(['wrong', '1']);
	});

	it('end where the whole page names none, whatever its beginning named', async () => {
		const {page, walk, begin} = pages();
		await begin();
		const one = walk.next();
		page(first).onLink(linkTo(1));
		await turn();
		page(linkTo(1)).come(body('of another'));
		page(first).come(body('a'));
		expect(idOf(await one)).toBe('a');
		expect((await walk.next()).done).toBe(true);
	});

	it('may be read later although they were asked for too early', async () => {
		const {page, walk, begin} = pages();
		await begin();
		const one = walk.next();
		page(first).onLink(linkTo(2));
		await turn();
		page(first).come(body('a', linkTo(1)));
		await one;
		const two = walk.next();
		page(linkTo(1)).come(body('b', linkTo(2)));
		expect(idOf(await two)).toBe('b');
		const three = walk.next();
		page(linkTo(2)).come(body('c'));
		expect(idOf(await three)).toBe('c');
	});

	it.each([
		['on another server', 'https://evil.example/v1.0/users?$skiptoken=1'],
		['over plain HTTP', linkTo(1).replace('https', 'http')],
		['of another list', `${origin}/v1.0/groups?$skiptoken=1`],
		['of another version', `${origin}/beta/users?$skiptoken=1`],
		['with a user name', linkTo(1).replace('://', '://a:b@')],
		['that was read', first],
		['that is no address', 'next'],
	])('are not asked for early by a link %s, and the page says why', async (_what, link) => {
		const {asked, page, walk, begin} = pages();
		await begin();
		asked.length = 0;
		const one = walk.next();
		page(first).onLink(link);
		await turn();
		expect(asked).toEqual([]);
		expect(await Promise.race([one, turn().then(() => 'still coming')])).toBe('still coming');
		page(first).come(body('a', link));
		await expect(one).rejects.toThrow('It was not followed.');
		expect(asked).toEqual([]);
	});

	it('are those that the whole page names where its beginning names one that may not be followed', async () => {
		const {asked, page, walk, begin} = pages();
		await begin();
		const one = walk.next();
		page(first).onLink('https://evil.example/v1.0/users?$skiptoken=1');
		await turn();
		page(first).come(body('a', linkTo(1)));
		expect(idOf(await one)).toBe('a');
		const two = walk.next();
		page(linkTo(1)).come(body('b'));
		expect(idOf(await two)).toBe('b');
		expect(asked).toHaveLength(3);
	});

	it('are asked for one after another once a beginning has named another than its page', async () => {
		const {asked, page, walk, begin} = pages();
		await begin();
		const one = walk.next();
		page(first).onLink(linkTo('wrong'));
		await turn();
		page(first).come(body('a', linkTo(1)));
		await one;
		const two = walk.next();
		page(linkTo(1)).onLink(linkTo(2));
		await turn();
		expect(asked.at(-1)).toContain('skiptoken=1');
		page(linkTo(1)).come(body('b', linkTo(2)));
		expect(idOf(await two)).toBe('b');
		const three = walk.next();
		page(linkTo(2)).onLink(linkTo(3));
		await turn();
		expect(asked.at(-1)).toContain('skiptoken=2');
		page(linkTo(2)).come(body('c'));
		expect(idOf(await three)).toBe('c');
	});

	it('are asked for one after another where a page takes long: two would share a slow line', async () => {
		const {asked, page, walk, begin} = pages(5001);
		await begin();
		const one = walk.next();
		page(first).onLink(linkTo(1));
		await turn();
		expect(asked).toHaveLength(2);
		// This one came at once, so the line is quick now.
		page(first).come(body('a', linkTo(1)));
		await one;
		const two = walk.next();
		page(linkTo(1)).onLink(linkTo(2));
		await turn();
		expect(asked).toHaveLength(4);
		page(linkTo(1)).come(body('b'));
		expect(idOf(await two)).toBe('b');
	});

	it('are not asked for early beyond the number that is wanted', async () => {
		const {asked, page, walk, begin} = pages(0, 4);
		await begin();
		asked.length = 0;
		for (const [url, next] of [
			[first, linkTo(1)],
			[linkTo(1), linkTo(2)],
			[linkTo(2), linkTo(3)],
		] as const) {
			const coming = walk.next();
			page(url).onLink(next);
			await turn();
			page(url).come(body('a', next));
			await coming;
		}

		expect((await walk.next()).done).toBe(true);
		expect(asked.map(each => each.split('=').at(-1))).toEqual(['1', '2']);
	});

	it('fail only when their turn comes', async () => {
		const {page, walk, begin} = pages();
		await begin();
		const one = walk.next();
		page(first).onLink(linkTo(1));
		await turn();
		page(linkTo(1)).fail(new Error('The second is gone.'));
		await turn();
		page(first).come(body('a', linkTo(1)));
		expect(idOf(await one)).toBe('a');
		await expect(walk.next()).rejects.toThrow('The second is gone.');
	});
});

it('a page is asked for over HTTP while the one before still comes, whatever a broken attempt has named', async () => {
	const asked: (string | null)[] = [];
	let held: ServerResponse | undefined;
	const server = createServer((request, response) => {
		response.setHeader('content-type', 'application/json');
		const {host} = request.headers;
		const token = new URL(`http://${host}${request.url}`).searchParams.get('$skiptoken');
		const page = (next: string, records: string) => `{"@odata.nextLink":"http://${host}/v1.0/users?$skiptoken=${next}","value":[${records}`;
		asked.push(token);
		switch (token) {
			case null:
				response.end(page('b', '{"id":"a"}]}'));
				break;
			case 'b':
				held = response;
				response.write(page('c', ''));
				break;
			case 'c':
				// What is left of the page before is sent only now.
				held?.end('{"id":"b"}]}');
				if (asked.filter(each => each === 'c').length === 1) {
					// The first attempt names another page, and breaks.
					response.write(page('broken', ''), () => setTimeout(() => response.destroy(), 50));
					break;
				}

				response.end(page('d', '{"id":"c"}]}'));
				break;
			case 'd':
				response.end('{"value":[{"id":"d"}]}');
				break;
			default:
				response.end('{"value":[{"id":"of another"}]}');
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	try {
		const {port} = server.address() as AddressInfo;
		const graph = graphRunner({
			origin: `http://127.0.0.1:${port}`,
			token: async () => 'token',
			clock: {...realClock, sleep: async () => undefined},
		});
		const ids: unknown[] = [];
		const query: GraphQuery = {via: 'graph', path: '/v1.0/users', permissions: [], applicationPermissions: []};
		const answer = await graph.stream(query, async records => {
			ids.push(...records.map(({id}) => id));
		});
		expect(answer.kind).toBe('facts');
		expect(ids).toEqual(['a', 'b', 'c', 'd']);
		expect(asked).toContain('broken');
	} finally {
		server.closeAllConnections();
		server.close();
	}
});
