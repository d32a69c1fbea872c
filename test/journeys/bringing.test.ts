import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {openWorkspace} from '../../src/app/open-workspace.ts';
import {pageOf, remediesOf} from '../../src/content/library.ts';
import {checkNamed} from '../../src/guide/checks.ts';
import {openStore} from '../../src/session/store.ts';
import type {Workspace} from '../../src/session/workspace.ts';
import {runPlain} from '../../src/ui/plain/plain.ts';
import {guide} from '../../steps/guide.ts';
import {enter, openWindow} from '../ui/window.ts';
import {sampleStart} from '../wizard/sample.ts';

const domain = 'custom-domain-verified';
const domains = {
	'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#domains(id,isVerified,isDefault,isInitial,isRoot,authenticationType,state)',
	value: [
		{
			id: 'contoso.onmicrosoft.com',
			isVerified: true,
			isInitial: true,
			isDefault: false,
			isRoot: true,
			authenticationType: 'Managed',
			state: null,
		},
		{id: 'contoso.com', isVerified: true, isInitial: false, isDefault: true, isRoot: true, authenticationType: 'Managed', state: null},
	],
};
const now = () => new Date().toISOString();
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 60 * 60 * 1000).toISOString();

let folder: string;
let saved: string;
let workspace: Workspace;

/** A real session on this computer in which nobody signs in, and a file with what Graph would have said. */
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-bringing-'));
	saved = join(folder, 'domains.json');
	writeFileSync(saved, JSON.stringify(domains));
	workspace = openWorkspace({guide, tool: '1.0.0', now, given: {}}, openStore(folder).create('lab', now(), '1.0.0'));
	await workspace.signIn?.start('none', []);
	await workspace.look('the domain', checksNamed(domain));
	expect(found()).toMatchObject({kind: 'unobserved', reason: 'not-signed-in'});
});
afterEach(() => {
	workspace.close();
	rmSync(folder, {recursive: true, force: true});
});

const checksNamed = (id: string) => workspace.guide.steps.flatMap(({checks}) => checks).filter(check => check.id === id);
const start = () => sampleStart({workspace, now, page: pageOf, remedies: check => remediesOf(checkNamed(guide, check).step.id, check)});
const found = () => workspace.session().findings[domain];

describe('a saved answer of Graph, brought in where the session is open', () => {
	const bringIn = async (taken: string) => {
		const {driver, press, text} = openWindow(start(), {rows: 40, still: true});
		press('i');
		driver.paste(saved);
		press(enter);
		driver.paste(taken);
		press(enter);
		await vi.waitFor(() => expect(text()).toContain('Taken: a saved Graph answer'));
		const before = found()?.at;
		expect(text()).toContain('Enter  look again at what was not seen (1)');
		press(enter);
		await vi.waitFor(() => expect(found()?.at).not.toBe(before));
	};

	it('is judged with a fresh time', async () => {
		await bringIn(hoursAgo(1));
		expect(found()).toMatchObject({kind: 'judged', source: 'exported', verdict: {outcome: 'met'}});
	});

	it('is not judged with a time of the day before yesterday', async () => {
		await bringIn(hoursAgo(48));
		expect(found()).toMatchObject({kind: 'unobserved', reason: 'stale'});
	});

	it('is not judged without a time', async () => {
		await bringIn('');
		expect(found()).toMatchObject({kind: 'unobserved', reason: 'stale'});
	});

	it('is judged in plain mode with a fresh time, and not without', async () => {
		const answer = async (taken: string) => {
			const stdin = new PassThrough();
			const stdout = new PassThrough();
			let told = '';
			stdout.on('data', chunk => {
				told += String(chunk);
			});
			// The numbers of the actions are read from what is offered.
			const asked = (words: RegExp) => vi.waitFor(() => expect(told).toMatch(words), {timeout: 5000});
			const end = runPlain({...start(), workspace: {...workspace, close: () => undefined}}, {stdin, stdout, env: {}});
			await asked(/Number, or Enter for 1: $/);
			const number = /(\d) {2}bring a file/.exec(told)?.[1];
			stdin.write(`${number ?? 'i'}\n`);
			await asked(/File or folder: $/);
			stdin.write(`${saved}\n`);
			await asked(/Taken: $/);
			stdin.write(`${taken}\n`);
			await asked(/ {2}1 {2}look again at what was not seen \(1\)/);
			stdin.write('\n');
			await vi.waitFor(() => expect(workspace.looking()?.at).toBe('what was not seen'));
			stdin.end();
			await end;
			return told;
		};

		expect(await answer('')).toContain('Taken: when, like 2026-11-22T09:00Z');
		expect(found()).toMatchObject({kind: 'unobserved', reason: 'stale'});
		await answer(hoursAgo(1));
		expect(found()).toMatchObject({kind: 'judged', source: 'exported', verdict: {outcome: 'met'}});
	});
});
