import {once} from 'node:events';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {describe, expect, it} from 'vitest';
import {graphRunner} from '../../src/graph/graph.ts';
import {linkIn} from '../../src/graph/link-in.ts';
import {pagesAhead} from '../../src/graph/pages-ahead.ts';

const origin = 'https://graph.microsoft.com';
const first = `${origin}/v1.0/users?$top=2`;
const linkTo = (page: number | string) => `${first}&$skiptoken=${page}`;

describe('the link in the beginning of a page', () => {
	const context = `${origin}/v1.0/$metadata#users`;
	it.each([
		['as Graph writes it', `{"@odata.context":"${context}","@odata.nextLink":"${linkTo(1)}","value":[{"id":"a`, linkTo(1)],
		['after the count', `{"@odata.context":"${context}","@odata.count":7,"@odata.nextLink":"${linkTo(1)}","value":[`, linkTo(1)],
		['in lines', `{\n  "@odata.nextLink": "${linkTo(1)}",\n  "value": [\n`, linkTo(1)],
		['with escaped letters', '{"@odata.nextLink":"https:\\/\\/graph.microsoft.com\\/v1.0\\/users?\\u0024top=2","value":[', first],
		['of the last page', `{"@odata.context":"${context}","value":[{"id":"a"}]}`, null],
		['after the records', `{"@odata.context":"${context}","value":[{"id":"a"}],"@odata.nextLink":"${linkTo(1)}"}`, null],
		['only in a record', `{"value":[{"x":1,"@odata.nextLink":"${linkTo(1)}","value":[1]}]}`, null],
		['in a text that looks like it', `{"@odata.context":",\\"@odata.nextLink\\":\\"${linkTo(1)}\\",\\"value\\":[","value":[]}`, null],
		['cut short', `{"@odata.context":"${context}","@odata.nextLink":"https://graph.micr`, null],
		['no text', '{"@odata.nextLink":7,"value":[', null],
		['a web page', '<!doctype html><title>Sign in, "value":[</title>', null],
		['nothing', '', null],
	])('is read: %s', (_what, start, link) => {
		expect(linkIn(Buffer.from(start))).toBe(link);
	});

	it('is read from a part of a larger buffer', () => {
		const bytes = Buffer.from(`xx{"@odata.nextLink":"${linkTo(1)}","value":[xx`);
		expect(linkIn(new Uint8Array(bytes.buffer, bytes.byteOffset + 2, bytes.byteLength - 4))).toBe(linkTo(1));
	});
});

/** Pages that come when they are told to. */
const pages = () => {
	const asked: string[] = [];
	const coming = new Map<string, {onLink: (link: string | null) => void; come: (body: object) => void; fail: (error: Error) => void}>();
	const get = (url: string, onLink: (link: string | null) => void) => {
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
	const walk = pagesAhead(get, {origin, first, asked: 'Graph was asked', mostPages: 3});
	return {asked, page, walk};
};

const turn = () => new Promise(resolve => setImmediate(resolve));
const body = (id: string, next?: unknown) => ({...(next === undefined ? {} : {'@odata.nextLink': next}), value: [{id}]});
const idOf = (page: IteratorResult<{readonly records: readonly Record<string, unknown>[] | null}>) => page.value?.records?.[0]?.['id'];

describe('pages of a list', () => {
	it('are asked for as soon as the beginning of the one before names them, and once', async () => {
		const {asked, page, walk} = pages();
		const one = walk.next();
		page(first).onLink(linkTo(1));
		await turn();
		expect(asked).toEqual(['/v1.0/users?$top=2', '/v1.0/users?$top=2&$skiptoken=1']);
		page(first).come(body('a', linkTo(1)));
		expect(idOf(await one)).toBe('a');
		const two = walk.next();
		page(linkTo(1)).come(body('b'));
		expect(idOf(await two)).toBe('b');
		expect((await walk.next()).done).toBe(true);
		expect(asked).toHaveLength(2);
	});

	it('are those that the whole page names, whatever its beginning named', async () => {
		const {asked, page, walk} = pages();
		const one = walk.next();
		page(first).onLink(linkTo('wrong'));
		await turn();
		page(linkTo('wrong')).come(body('of another'));
		page(first).come(body('a', linkTo(1)));
		expect(idOf(await one)).toBe('a');
		const two = walk.next();
		page(linkTo(1)).come(body('b'));
		expect(idOf(await two)).toBe('b');
		expect(asked.map(each => each.split('=').at(-1))).toEqual(['2', 'wrong', '1']);
	});

	it('end where the whole page names none, whatever its beginning named', async () => {
		const {page, walk} = pages();
		const one = walk.next();
		page(first).onLink(linkTo(1));
		await turn();
		page(linkTo(1)).come(body('of another'));
		page(first).come(body('a'));
		expect(idOf(await one)).toBe('a');
		expect((await walk.next()).done).toBe(true);
	});

	it('may be read later although they were asked for too early', async () => {
		const {page, walk} = pages();
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
		const {asked, page, walk} = pages();
		const one = walk.next();
		page(first).onLink(link);
		await turn();
		expect(asked).toHaveLength(1);
		page(first).come(body('a', link));
		await expect(one).rejects.toThrow('It was not followed.');
		expect(asked).toHaveLength(1);
	});

	it('are not asked for early beyond the number that is wanted', async () => {
		const {asked, page, walk} = pages();
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
		expect(asked).toHaveLength(3);
	});

	it('fail only when their turn comes', async () => {
		const {page, walk} = pages();
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

it('a page is asked for over HTTP while the one before still comes', async () => {
	const held: ServerResponse[] = [];
	let asked = 0;
	const server = createServer((request, response) => {
		asked += 1;
		response.setHeader('content-type', 'application/json');
		const {host} = request.headers;
		if (request.url?.includes('skiptoken')) {
			// What is left of the first page is sent only now.
			held[0]?.end('{"id":"a"}]}');
			response.end('{"value":[{"id":"b"}]}');
			return;
		}

		held.push(response);
		response.write(`{"@odata.nextLink":"http://${host}/v1.0/users?$skiptoken=1","value":[`);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	const graph = graphRunner({origin: `http://127.0.0.1:${port}`, token: async () => 'token'});
	const ids: unknown[] = [];
	const answer = await graph.stream({via: 'graph', path: '/v1.0/users', permissions: [], applicationPermissions: []}, async records => {
		ids.push(...records.map(({id}) => id));
	});
	server.closeAllConnections();
	server.close();
	expect(answer.kind).toBe('facts');
	expect(ids).toEqual(['a', 'b']);
	expect(asked).toBe(2);
});
