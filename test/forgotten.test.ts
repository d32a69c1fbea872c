import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {inPackage} from '../src/package-root.ts';
import {forgotten} from './forgotten.ts';
import {tell} from './tell.ts';

// One omission is one sentence in one red test. What each sentence says stands in steps/README.md.
describe('every check', () => {
	it.each(Object.entries(forgotten))('%s', (_, sentences) => {
		tell(sentences());
	});
});

it('shows in steps/README.md one real check, line by line as its files have it', () => {
	const readme = readFileSync(inPackage('steps', 'README.md'), 'utf8');
	const extracts = [...readme.matchAll(/^```\w+\n(?:\/\/|<!--) (\S+)(?: -->)?\n([\s\S]*?)^```$/gm)];
	expect(extracts.length).toBeGreaterThan(5);
	const strays = extracts.flatMap(([, file = '', text = '']) => {
		const lines = readFileSync(inPackage(file), 'utf8').split('\n');
		return text
			.split('\n')
			.filter(line => !/^\s*\/\/ read: /.test(line) && !lines.includes(line))
			.map(line => `steps/README.md shows a line that ${file} has no longer: ${line.trim()}`);
	});
	tell(strays);
});
