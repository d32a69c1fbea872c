import {execFile} from 'node:child_process';
import {existsSync, linkSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, describe, expect, it} from 'vitest';
import {assertKey, isSameFile, readKey, redactingWith, restoredAt} from '../../src/app/redaction-key.ts';
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

	it('are all known, or nothing is given back', () => {
		const other = sealed(`# person-0123abcd\n\n${token} and group-ffffffff\n\n<!-- ${markOf(null)} -->\n`);
		expect(() => restoredAt(lying('strange.md', other), keyFile)).toThrow(
			'does not know what person-0123abcd, group-ffffffff stand for. Name the key file that the report was made with. Nothing was restored.',
		);
	});

	it('stand in a report that an editor has saved with its own mark and line ends', () => {
		expect(restoredAt(lying('resaved.md', `\uFEFF${report.replaceAll('\n', '\r\n')}`), keyFile)).toBe(
			restoredAt(lying('plain.md', report), keyFile),
		);
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

	it('keeps the tokens of earlier reports', () => {
		const token = redactingWith(file)(tokens => tokens.tokenOf('computer', 'DC01'));
		expect(redactingWith(file)(tokens => tokens.tokenOf('word', 'dc01', 'DC01'))).toBe(token);
		redactingWith(file)(tokens => tokens.tokenOf('domain', 'contoso.com'));
		expect(readKey(file).names.map(({name}) => name)).toEqual(['DC01', 'contoso.com']);
		expect(existsSync(`${file}.lock`)).toBe(false);
	});

	it.skipIf(process.platform === 'win32')(
		'is for its owner alone (on Windows the rights of its folder count, and a mode says nothing)',
		() => {
			redactingWith(join(folder, 'mode.key'))(() => null);
			expect(statSync(join(folder, 'mode.key')).mode & 0o777).toBe(0o600);
		},
	);

	it('is another one for everybody who has none yet', () => {
		const [one, other] = ['a', 'b'].map(each => redactingWith(join(folder, each))(tokens => tokens.tokenOf('computer', 'DC01')));
		expect(one).not.toBe(other);
	});

	it('is nothing else that lies there', () => {
		const report = join(folder, 'report.md');
		for (const text of ['', 'text', '{}', readFileSync(file, 'utf8').replace('"version": 1', '"version": 2')]) {
			writeFileSync(report, text);
			expect(() => assertKey(report), text.slice(0, 20)).toThrow('is no key file');
			expect(() => redactingWith(report)(() => null), text.slice(0, 20)).toThrow('is no key file');
			expect(readFileSync(report, 'utf8')).toBe(text);
		}
	});

	it('is not written over where somebody made another file of its name meanwhile', () => {
		const late = join(folder, 'late.key');
		expect(() => redactingWith(late)(() => writeFileSync(late, "somebody else's"))).toThrow('is there already');
		expect(readFileSync(late, 'utf8')).toBe("somebody else's");
	});

	it('says of each spelling of a name that it is the same name, and gives it back', () => {
		const [small, large] = redactingWith(file)(tokens => [
			tokens.tokenOf('session', 'fabrikam'),
			tokens.tokenOf('session', 'FABRIKAM', 'FABRIKAM'),
		]);
		expect(large).toBe(`${small}v2`);
		expect(redactingWith(file)(tokens => tokens.tokenOf('session', 'FABRIKAM'))).toBe(large);
		expect(redactingWith(file)(tokens => tokens.tokenOf('session', 'Fabrikam'))).toBe(`${small}v3`);
	});

	it('loses no name where several programs write to it at once', async () => {
		const shared = join(folder, 'shared.key');
		const module = new URL('../../src/app/redaction-key.ts', import.meta.url).href;
		const names = Array.from({length: 6}, (_, number) => `pc${number}`);
		const script = `const {redactingWith} = await import(${JSON.stringify(module)});
			for (let turn = 0; turn < 5; turn++) redactingWith(process.argv[1])(tokens => tokens.tokenOf('computer', process.argv[2] + turn));`;
		await Promise.all(names.map(name => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, shared, name])));
		expect(
			readKey(shared)
				.names.map(({name}) => name)
				.sort(),
		).toEqual(names.flatMap(name => [0, 1, 2, 3, 4].map(turn => `${name}${turn}`)).sort());
	});
});
