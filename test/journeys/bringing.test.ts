import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {openWorkspace} from '../../src/app/open-workspace.ts';
import {pageOf, remediesOf} from '../../src/content/library.ts';
import {supply} from '../../src/plain/step.ts';
import {openStore} from '../../src/session/store.ts';
import type {Workspace} from '../../src/session/workspace.ts';
import {conduct} from '../../src/tui/conductor.ts';
import {checkNamed} from '../../src/tui/journey.ts';
import type {Pressed} from '../../src/tui/keys.ts';
import {wordsOf} from '../../src/tui/line.ts';
import {themeOf} from '../../src/tui/theme.ts';
import {layerOf} from '../../src/tui/view.ts';
import {guide} from '../../steps/guide.ts';
import {sampleStart} from '../tui/sample.ts';

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
	const enter: Pressed = {input: '\r', return: true};

	/** The wizard at the ways to supply a check. */
	const atSupply = (check: string) => {
		let clock = 0;
		const conductor = conduct(
			start(),
			{theme: themeOf('full'), still: true, columns: 80, rows: 40, clock: () => clock},
			{
				write: () => {},
				redraw: () => {},
				ended: ({text}) => {
					throw new Error(text);
				},
			},
		);
		const press = (...keys: readonly (Pressed | string)[]) => {
			for (const key of keys) {
				clock += 1000;
				conductor.press(typeof key === 'string' ? {input: key} : key);
			}
		};
		const step = workspace.guide.steps.findIndex(({checks}) => checks.some(({id}) => id === check));
		const before = workspace.guide.steps[step]?.checks.findIndex(({id}) => id === check) ?? 0;
		press(String(step + 1), 'c', {input: '', home: true}, ...'j'.repeat(before), enter);
		expect(layerOf(conductor.view()).screen).toEqual({at: 'supply', check});
		const text = () => conductor.frame().map(wordsOf).join('\n');
		return {conductor, press, text};
	};

	const bringIn = async (taken: string) => {
		const {conductor, press, text} = atSupply(domain);
		while (!/> Bring an export/.test(text())) {
			press('j');
		}

		press(enter);
		conductor.paste(saved);
		press(enter);
		conductor.paste(taken);
		press(enter);
		await vi.waitFor(() => expect(text()).toContain('Taken: a saved Graph answer'));
		const before = found()?.at;
		press(enter, 'r');
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
			const told: string[] = [];
			// The number of the way to bring a file in is read from what is offered.
			const way = () => /(\d) {2}bring an export/.exec(told.join('\n'))?.[1] ?? '';
			const replies = [way, () => saved, () => taken];
			const talk = supply({start: start(), workspace}, domain);
			for (let said = await talk.next(null); !said.done; ) {
				told.push(...(said.value.kind === 'tell' ? said.value.lines : [said.value.prompt]));
				said = await talk.next(said.value.kind === 'tell' ? null : (replies.shift()?.() ?? null));
			}

			return told.join('\n');
		};

		expect(await answer('')).toContain('When taken, like 2026-11-22T09:00Z (or Enter): ');
		expect(found()).toMatchObject({kind: 'unobserved', reason: 'stale'});
		await answer(hoursAgo(1));
		expect(found()).toMatchObject({kind: 'judged', source: 'exported', verdict: {outcome: 'met'}});
	});
});
