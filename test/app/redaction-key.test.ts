import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {readKey, tokensAt} from '../../src/app/redaction-key.ts';
import {writeOut} from '../../src/output.ts';

const folder = mkdtempSync(join(tmpdir(), 'whfb-key-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('a key file', () => {
	const file = join(folder, 'names.key');

	it('keeps the tokens of earlier reports, for its owner alone', () => {
		const first = tokensAt(file);
		const token = first.tokens.tokenOf('computer', 'DC01');
		writeOut(file, first.content());
		expect(statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? statSync(file).mode & 0o777 : 0o600);
		const second = tokensAt(file);
		expect(second.tokens.tokenOf('word', 'dc01')).toBe(token);
		second.tokens.tokenOf('domain', 'contoso.com');
		writeOut(file, second.content());
		expect(readKey(file).names.map(({name}) => name)).toEqual(['DC01', 'contoso.com']);
	});

	it('is another one for everybody who has none yet', () => {
		const [one, other] = [tokensAt(join(folder, 'a')), tokensAt(join(folder, 'b'))];
		expect(one.tokens.tokenOf('computer', 'DC01')).not.toBe(other.tokens.tokenOf('computer', 'DC01'));
	});

	it('is nothing else that lies there', () => {
		const report = join(folder, 'report.md');
		for (const text of ['', 'text', '{}', readFileSync(file, 'utf8').replace('"version": 1', '"version": 2')]) {
			writeFileSync(report, text);
			expect(() => tokensAt(report), text.slice(0, 20)).toThrow('is no key file');
		}
	});
});
