import {describe, expect, it} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import {authorityOrigin, type CloudName, clouds, graphOrigin} from '../../src/graph/clouds.ts';
import {tokenFromEnvironment} from '../../src/graph/token.ts';

describe('a cloud', () => {
	it('fixes authority, Graph, scopes and portal together', () => {
		for (const [name, cloud] of Object.entries(clouds)) {
			expect(cloud.name).toBe(name);
			expect(cloud.scopePrefix).toBe(`${cloud.graph}/`);
			for (const origin of [cloud.authority, cloud.graph, cloud.portal]) {
				expect(new URL(origin).origin).toBe(origin);
				expect(origin).toMatch(/^https:/);
			}
		}

		expect(new Set(Object.values(clouds).map(({graph}) => graph)).size).toBe(4);
	});

	it.each(['global', 'usgov', 'usgovdod', 'china'] as const)('%s is used as it is without a local address', (name: CloudName) => {
		expect(graphOrigin(name, {})).toBe(clouds[name].graph);
		expect(authorityOrigin(name, {WHFB_AUTHORITY_ORIGIN: ''})).toBe(clouds[name].authority);
	});

	it.each(['http://127.0.0.1:8080', 'http://127.9.8.7:1', 'http://localhost:8080', 'https://localhost:8443', 'http://[::1]:8080'])(
		'gives way to %s',
		origin => {
			expect(graphOrigin('global', {WHFB_GRAPH_ORIGIN: origin})).toBe(origin);
			expect(authorityOrigin('global', {WHFB_AUTHORITY_ORIGIN: `${origin}/`})).toBe(origin);
		},
	);

	it.each([
		'https://evil.example',
		'https://graph.microsoft.us',
		'http://127.0.0.1.evil.example',
		'http://127.0.0.1:80@evil.example',
		'http://user@127.0.0.1',
		'http://localhost.evil.example',
		'http://127.0.0.1/v1.0',
		'http://10.0.0.1',
		'http://0.0.0.0',
		'ftp://127.0.0.1',
		'file:///tmp',
		'127.0.0.1:8080',
		'nonsense',
	])('does not give way to %s: nothing starts', origin => {
		expect(() => graphOrigin('global', {WHFB_GRAPH_ORIGIN: origin})).toThrow(CannotStart);
		expect(() => authorityOrigin('global', {WHFB_AUTHORITY_ORIGIN: origin})).toThrow(CannotStart);
	});
});

describe('a token from the environment', () => {
	it('is used as it is, and cannot answer a claims challenge', async () => {
		const source = tokenFromEnvironment({WHFB_GRAPH_TOKEN: 'eyJ0.eyJh.sig\n'});
		expect(typeof source === 'function' && (await source({permissions: []}))).toBe('eyJ0.eyJh.sig');
		expect(typeof source === 'function' && (await source({permissions: [], claims: '{}'}))).toMatchObject({reason: 'not-signed-in'});
	});

	it.each([undefined, '', '  ', 'a\r\nX-Other: b', 'two words'])('that is none (%j) is no sign-in', token => {
		expect(tokenFromEnvironment({WHFB_GRAPH_TOKEN: token})).toMatchObject({kind: 'unobserved', reason: 'not-signed-in'});
	});
});
