import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {reported} from '../../src/app/report.ts';
import {verifyReport} from '../../src/app/verify-report.ts';
import {jsonText} from '../../src/guide/untrusted.ts';
import {reportHtml} from '../../src/report/report-html.tsx';
import {reportMarkdown} from '../../src/report/report-markdown.ts';
import {sealed} from '../../src/report/seal.ts';
import {extension} from '../../src/session/durable.ts';
import {openStore} from '../../src/session/store.ts';
import {guide} from '../../steps/guide.ts';

const folder = mkdtempSync(join(tmpdir(), 'whfb-verify-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const store = openStore(folder);
const at = '2026-11-22T09:31:00Z';
const now = () => at;
const made = async (name: string, practice: string) => {
	store.create(name, at, '1.0.0', {environment: {practice}}).close();
	return reported({
		guide,
		tool: '1.0.0',
		now,
		store,
		name,
		since: null,
		isWhole: true,
		redacting: null,
		given: {practice},
		titles: step => step,
		say: () => undefined,
	});
};
const words = (text: string, named: string | null = null) => {
	const file = join(folder, 'report.md');
	writeFileSync(file, text);
	const {sound, sentences} = verifyReport(file, store, named);
	return {sound, said: sentences.join(' ')};
};

describe('a report held against its session', async () => {
	const report = await made('one', 'connect-before-schema');
	await made('other', 'ready');
	const file = join(folder, `one${extension}`);
	const forms = {md: sealed(reportMarkdown(report)), html: sealed(reportHtml(report)), json: sealed(jsonText(report))};

	it.each(Object.entries(forms))('is found to be made from it, in %s', (_, text) => {
		expect(words(text)).toEqual({sound: true, said: expect.stringMatching(/made from session one, .*Nothing was added/)});
	});

	it('is told apart from one of another session', () => {
		expect(words(forms.md, 'other')).toEqual({sound: false, said: expect.stringMatching(/another session than other|does not hold/)});
	});

	it('is told apart from one in which a letter was changed', () => {
		expect(words(forms.md.replace('not met', 'is met'))).toEqual({sound: false, said: expect.stringContaining('was changed since')});
	});

	it.each(Object.entries(forms))('is told to be resaved by an editor or a mail program, in %s', (_, text) => {
		const windows = text.replaceAll('\n', '\r\n');
		expect(words(`\uFEFF${text}`)).toEqual({
			sound: true,
			said: expect.stringContaining('but for a byte-order mark, which is of an editor'),
		});
		expect(words(windows)).toEqual({sound: true, said: expect.stringContaining('but for line ends of Windows')});
		expect(words(text.trimEnd())).toEqual({sound: true, said: expect.stringContaining('but for another end of its last line')});
		expect(words(`\uFEFF${windows}`).said).toContain('but for a byte-order mark and line ends of Windows');
		expect(words(`\uFEFF${windows.replace('Hello', 'Hullo')}`)).toEqual({
			sound: false,
			said: expect.stringContaining('was changed since'),
		});
	});

	it('is told apart from one in which a letter became a byte that is none', () => {
		const file = join(folder, 'latin.md');
		writeFileSync(file, Buffer.from(forms.md.replace('not met', 'n\uFFFDt met')));
		expect(verifyReport(file, store, null).sound).toBe(false);
		const marked = sealed(forms.md.replace('not met', 'n\uFFFDt met'));
		writeFileSync(file, Buffer.from(marked));
		expect(verifyReport(file, store, null).sound).toBe(true);
		writeFileSync(file, Buffer.from(Buffer.from(marked).toString('latin1').replace('\u00EF\u00BF\u00BD', '\u00FF'), 'latin1'));
		expect(verifyReport(file, store, null).sound).toBe(false);
	});

	it('says by kind what was added since', async () => {
		await reported({
			guide,
			tool: '1.0.0',
			now,
			store,
			name: 'one',
			since: null,
			isWhole: true,
			redacting: null,
			given: {},
			titles: step => step,
			say: () => undefined,
		});
		expect(words(forms.md)).toEqual({sound: true, said: expect.stringContaining('Added to the session since: 1 look, 1 report. A new')});
		const open = store.open('one');
		open.journal.append({type: 'settled', at, environment: {scopeGroup: 'Pilot'}});
		for (const statement of ['mfa-ready', 'key-trust-chosen']) {
			open.journal.append({type: 'answered', at, attestation: {statement, yes: true, by: 'Hana', reason: 'asked', at}});
		}

		open.close();
		expect(words(forms.md).said).toContain('since: 1 look, 2 statements, 1 change of settings, 1 report.');
	});

	it('is not sound where an event of the session was changed, or taken away', () => {
		const text = readFileSync(file, 'utf8');
		const lines = text.split('\n');
		for (const other of [
			[...lines.slice(0, 2), lines[2]?.replace('2026-11-22', '2026-11-21'), ...lines.slice(3)].join('\n'),
			[...lines.slice(0, 3), ...lines.slice(4)].join('\n'),
			lines.slice(0, 2).join('\n'),
		]) {
			writeFileSync(file, other);
			expect(words(forms.md), other.slice(0, 80)).toMatchObject({sound: false});
		}

		writeFileSync(file, text);
		expect(words(forms.md).sound).toBe(true);
	});

	it('needs its session', () => {
		expect(() => words(forms.md, 'nobody')).toThrow('no session nobody');
	});
});
