import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {syncProperties} from '../evidence/sync-properties.ts';

const root = join(import.meta.dirname, '..', '..');
const textOf = (...path: readonly string[]) => readFileSync(join(root, ...path), 'utf8');

describe('every member that the table of properties names', () => {
	const members = syncProperties.flatMap(({of, members: names, fact}) => names.map(name => ({of, name, isRead: fact !== null})));

	it('is one of the types of ADSync', () => {
		const model = textOf('test', 'fixtures', 'adsync', 'ObjectModel.cs');
		expect(members.filter(({name}) => !new RegExp(`public [\\w<>?]+ ${name} \\{`).test(model))).toEqual([]);
	});

	it('is read by the script where it stands in the facts', () => {
		const script = textOf('steps', '04-directory-synchronization', 'connect-server.ps1');
		const read = members.filter(({isRead}) => isRead);
		expect(read.length).toBeGreaterThan(30);
		expect(read.filter(({name}) => !script.includes(`'${name}'`))).toEqual([]);
	});
});
