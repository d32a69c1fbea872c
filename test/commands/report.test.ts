import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {report} from '../../src/commands/report.ts';
import {anyToken} from '../../src/report/redaction/tokens.ts';
import {tokensStand} from '../../src/report/report-words.ts';
import {readSeal} from '../../src/report/seal.ts';

const folder = mkdtempSync(join(tmpdir(), 'whfb-report-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const [without, key, back] = ['without.md', 'names.key', 'back.md'].map(file => join(folder, file)) as [string, string, string];

describe('whfb report --redact and --restore', () => {
	it('write a report without names, and the same one with them', async () => {
		expect(await report(['--practice', 'second-forest', '--redact', key, '--out', without])).toBe(0);
		expect(readFileSync(without, 'utf8')).toContain(tokensStand);
		expect(readFileSync(without, 'utf8').match(anyToken)?.length ?? 0).toBeGreaterThan(20);
		expect(await report([without, '--restore', key, '--out', back])).toBe(0);
		const text = readFileSync(back, 'utf8');
		expect(text.match(anyToken)).toBeNull();
		expect(text).not.toContain(tokensStand);
		expect(readSeal(text).kind).toBe('whole');
	});

	it.each([
		['--format', 'html'],
		['--practice', 'ready'],
		['--for', 'domain-admin'],
		['--since', without],
		['--session', 'one'],
		['--redact', key],
	])('refuse %s, which a report that is written has no use for', async (option, value) => {
		const out = join(folder, 'refused.md');
		await expect(report([without, '--restore', key, '--out', out, option, value])).rejects.toThrow(`and ${option} is for one that is made`);
		expect(existsSync(out)).toBe(false);
	});

	it('give nothing back with the key of another report', async () => {
		const [other, out] = [join(folder, 'other.key'), join(folder, 'strange.md')];
		await report(['--practice', 'unreachable', '--redact', other, '--out', join(folder, 'other.md')]);
		await expect(report([without, '--restore', other, '--out', out])).rejects.toThrow(
			/does not know what \w+-[0-9a-f]{8}.* and \d+ more stand for/,
		);
		expect(existsSync(out)).toBe(false);
	});
});
