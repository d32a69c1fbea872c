import {linkSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {isSameFile, readKey, restoredAt, tokensAt} from '../../src/app/redaction-key.ts';
import {writeOut} from '../../src/output.ts';
import {markOf, readSeal, sealed} from '../../src/report/seal.ts';

const folder = mkdtempSync(join(tmpdir(), 'whfb-key-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('names given back', () => {
	const keyFile = join(folder, 'back.key');
	const token = 'computer-0123abcd';
	writeFileSync(
		keyFile,
		JSON.stringify({format: 'whfb-redaction-key', version: 1, key: 'ab'.repeat(32), names: [{token, name: 'SYNC01'}]}),
	);
	const report = sealed(`# A report\n\n${token} is not seen\n\n<!-- ${markOf({session: 'one', entries: 3, head: 'a'.repeat(64)})} -->\n`);
	const lying = (name: string, text: string) => {
		const file = join(folder, name);
		writeFileSync(file, text);
		return file;
	};

	it('stand in a report that is whole, which is sealed anew', () => {
		const text = restoredAt(lying('whole.md', report), keyFile);
		expect(text).toContain('SYNC01 is not seen');
		expect(readSeal(text).kind).toBe('whole');
	});

	it.each([
		['a report that somebody changed', report.replace('not seen', 'met')],
		['a report without its end', report.slice(0, -40)],
		['no report', 'hello'],
	])('are given to no seal of %s', (_, text) => {
		expect(() => restoredAt(lying('other.md', text), keyFile)).toThrow('is no report as whfb wrote it');
	});

	it('lie in a file that no report is written over, whatever it is called', () => {
		expect(isSameFile(keyFile, join(folder, '.', 'x', '..', 'back.key'))).toBe(true);
		linkSync(keyFile, join(folder, 'linked.key'));
		expect(isSameFile(keyFile, join(folder, 'linked.key'))).toBe(true);
		expect(isSameFile(keyFile, join(folder, 'another.key'))).toBe(false);
	});
});

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
