import {execFile} from 'node:child_process';
import {readdir, readFile} from 'node:fs/promises';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';

const folder = new URL('../../src/graph/', import.meta.url);
const filesOf = async () => (await readdir(folder)).filter(name => name.endsWith('.ts'));

describe('loading', () => {
	it('never names identity, the Graph client or undici in an import that is not for types', async () => {
		const files = await filesOf();
		expect(files).toContain('graph.ts');
		for (const name of files) {
			const text = await readFile(new URL(name, folder), 'utf8');
			const imports = text.match(/^import (?!type ).*?from '[^']+';/gms) ?? [];
			expect(
				imports.filter(line => /@azure|@microsoft|undici/.test(line)),
				name,
			).toEqual([]);
		}
	});

	it('brings in no package at all until a question is put', async () => {
		const script = `
			import {registerHooks} from 'node:module';
			const loaded = [];
			registerHooks({load: (url, context, next) => (loaded.push(url), next(url, context))});
			for (const file of ${JSON.stringify((await filesOf()).map(name => new URL(name, folder).href))}) await import(file);
			const {graphRunner} = await import(${JSON.stringify(new URL('graph.ts', folder).href)});
			const before = loaded.filter(url => url.includes('node_modules'));
			await graphRunner({origin: 'http://127.0.0.1:9', token: async () => ({kind: 'unobserved', reason: 'not-signed-in', detail: ''})})
				.ask({via: 'graph', path: '/v1.0/domains', permissions: [], applicationPermissions: []});
			console.log(JSON.stringify([before, loaded.some(url => url.includes('microsoft-graph-client'))]));
		`;
		const {stdout} = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
		expect(JSON.parse(stdout)).toEqual([[], true]);
	});
});
