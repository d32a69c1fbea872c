import {globSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';

const page = readFileSync(inPackage('steps', 'SOURCES.md'), 'utf8');
const [rules = '', sources = ''] = page.split('\n## Sources\n');
const keysIn = (table: string) => [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, keys]) => keys?.split(', ') ?? []);
const texts = globSync(['src/**/*.{ts,tsx,ps1}', 'steps/**/*.{ts,ps1}', 'test/**/*.{ts,tsx}'], {cwd: inPackage()}).map(file => ({
	file: file.replaceAll('\\', '/'),
	text: readFileSync(inPackage(file), 'utf8'),
}));

describe('what is cited', () => {
	it('is explained in steps/SOURCES.md, rule by rule', () => {
		const explained = new Set(keysIn(rules));
		const cited = texts.flatMap(({text}) => text.match(/\b(?:[ABDRWX]\d\d|G-\d)\b/g) ?? []);
		expect([...new Set(cited)].filter(key => !explained.has(key))).toEqual([]);
	});

	it('is a source that steps/SOURCES.md names', () => {
		const named = new Set([...keysIn(sources), 'seen', 'unknown', 'ours']);
		const rested = [...rules.matchAll(/\| ([a-z, -]+) \|$/gm)].flatMap(([, keys]) => keys?.split(', ') ?? []);
		const cited = texts.flatMap(({text}) => [...text.matchAll(/\(SOURCES\.md: ([a-z-]+)\)/g)].flatMap(([, key]) => key ?? []));
		expect([...rested, ...cited].filter(key => !named.has(key))).toEqual([]);
	});

	it('is no paper that the repository does not carry', () => {
		const papers = /\b(?:gates|domain|product|reliability|toolkit)\.md\b/;
		expect(texts.filter(({file, text}) => papers.test(text) && file !== 'test/steps/sources.test.ts').map(({file}) => file)).toEqual([]);
	});
});
