import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {reasonFor} from '../../src/app/interactive-sign-in.ts';
import {permissions} from '../../src/graph/permissions.ts';
import {collectorOf, type Needs} from '../../src/guide/check.ts';
import {inPackage} from '../../src/package-root.ts';
import {guide} from '../../steps/guide.ts';

const reads = guide.steps.flatMap(({checks, id}) =>
	checks.flatMap(({needs}) =>
		Object.values(needs as Needs)
			.map(need => collectorOf(need).query)
			.flatMap(query => (query.via === 'graph' ? [query] : query.via === 'survey' ? [query.graph] : []))
			.map(query => ({step: id, query})),
	),
);
const asked = new Set(reads.flatMap(({query}) => query.permissions));

describe('the permissions', () => {
	it("in README's table are those that the guide's questions need, all of them and no others", () => {
		const readme = readFileSync(inPackage('README.md'), 'utf8');
		const rows = [...readme.matchAll(/^\| `([\w-]+\.Read[\w.]*)`[^|]*\| (.+?) \|$/gm)].map(([, name = '', words]) => [name, words]);
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.toSorted()).toEqual([...asked].sort().map(name => [name, reasonFor(guide, name)]));
	});

	it('that may ever be asked for are those, and none besides', () => {
		expect(permissions.toSorted()).toEqual([...asked].sort());
	});

	it('of what is asked for each of something hold those of the list', () => {
		const short = reads.filter(
			({query: {each, permissions: own}}) =>
				each !== undefined && each.of !== 'pilot-users' && each.of.permissions.some(permission => !own.includes(permission)),
		);
		expect(short).toEqual([]);
	});
});
