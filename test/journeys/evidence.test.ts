import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import {openWorkspace} from '../../src/app/open-workspace.ts';
import {inPackage} from '../../src/package-root.ts';
import {openStore} from '../../src/session/store.ts';
import {connectServerFacts} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {server} from '../../steps/case-builders/connect-servers.ts';
import {guide} from '../../steps/guide.ts';
import {printed} from '../evidence/printed.ts';
import {built, eventsIn, type Home, newHome, run} from './built.ts';

let home: Home;

beforeAll(built);
beforeEach(() => {
	home = newHome();
});
afterEach(() => home.remove());

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const saved = (name: string, content: string) => {
	const file = join(home.path, name);
	writeFileSync(file, content);
	return file;
};
const facts = connectServerFacts.parse(Object.fromEntries(Object.entries(server()).filter(([name]) => name in connectServerFacts.shape)));
const carried = (at: string) =>
	printed({
		place: 'connect-server',
		at,
		answers: [{collector: 'connect-server', script: 'steps/04-directory-synchronization/connect-server.ps1', facts}],
	});
const domains = {
	'@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#domains(id,isVerified,isDefault,isInitial,isRoot,authenticationType,state)',
	value: [
		{id: 'contoso.com', isVerified: true, isInitial: false, isDefault: true, isRoot: true, authenticationType: 'Managed', state: null},
	],
};
const findingOf = (stdout: string, check: string) =>
	(JSON.parse(stdout).steps as {findings: {check: string}[]}[]).flatMap(({findings}) => findings).find(one => one.check === check);

describe('whfb evidence', () => {
	it('lists what was brought in, and goes on saying how old it is', async () => {
		expect((await run(['import', saved('answer.json', carried(hours(-3))), '--session', 'contoso'], {home})).exit).toBe(0);
		expect((await run(['import', saved('domains.json', JSON.stringify(domains)), '--session', 'contoso'], {home})).exit).toBe(0);
		const {exit, stdout} = await run(['evidence'], {home});
		expect(exit).toBe(0);
		expect(stdout).toMatch(/^2 pieces of evidence in session contoso/);
		expect(stdout).toMatch(
			/connect-server: Connect Sync.*[\s\S]*About +connect-server\/sync01[\s\S]*carried from SYNC01 by hana[\s\S]*(?:3 h ago|yesterday)[\s\S]*fresh\. It can open a gate until/,
		);
		expect(stdout).toMatch(/tenant-domains[\s\S]*at an unknown time[\s\S]*too old\. Nobody knows when it was taken/);
		const json = JSON.parse((await run(['evidence', 'contoso', '--format', 'json'], {home})).stdout);
		expect(json).toMatchObject({
			format: 'whfb-evidence',
			version: 1,
			session: 'contoso',
			clock: null,
			evidence: [
				{
					collector: 'connect-server',
					standing: 'fresh',
					script: {place: 'connect-server'},
					neededBy: expect.arrayContaining([expect.objectContaining({check: 'key-write-back'})]),
				},
				{collector: 'tenant-domains', standing: 'stale', takenAt: null, ageSeconds: null},
			],
		});
	});

	it('needs no lock, writes nothing, and says which session it means', async () => {
		const none = await run(['evidence'], {home});
		expect(none).toMatchObject({exit: 2, stderr: expect.stringContaining('There is no session in')});
		const workspace = openWorkspace(
			{guide, tool: '1.0.0', now: () => hours(0), given: {}},
			openStore(home.sessions).create('one', hours(0), '1.0.0'),
		);
		const before = eventsIn(home, 'one').length;
		expect(await run(['evidence'], {home})).toMatchObject({
			exit: 0,
			stdout: expect.stringContaining('Nothing was brought into session one yet.'),
		});
		expect(eventsIn(home, 'one')).toHaveLength(before);
		workspace.close();
		openStore(home.sessions).create('two', hours(0), '1.0.0').close();
		expect(await run(['evidence'], {home})).toMatchObject({
			exit: 2,
			stderr: expect.stringContaining('Say so with --session NAME; there are: '),
		});
		expect(await run(['evidence', '--session', 'three'], {home})).toMatchObject({
			exit: 2,
			stderr: expect.stringContaining('There is no session three'),
		});
		writeFileSync(join(home.sessions, 'odd.whfb.jsonl'), 'odd\n');
		expect(await run(['evidence', '--session', 'odd'], {home})).toMatchObject({
			exit: 2,
			stderr: expect.stringContaining('Session odd cannot be read: not a session'),
		});
	});
});

describe('evidence that 1.0.0 took in', () => {
	it('decides nothing, and says how to make it anew', async () => {
		const file = readFileSync(inPackage('test', 'fixtures', 'carried', 'connect-server-1.0.0.json'), 'utf8');
		const [answer] = JSON.parse(file).payload.answers;
		const open = openStore(home.sessions).create('old', hours(0), '1.0.0');
		open.journal.append({type: 'opened', at: hours(-1), tool: '1.0.0', edition: '1', account: 'a', computer: 'c'});
		open.journal.append({
			type: 'imported',
			at: hours(-1),
			evidence: {
				collector: 'connect-server',
				digest: 'd',
				about: 'connect-server/sync01',
				answer: {kind: 'facts', facts: answer.facts, source: 'carried', takenAt: hours(-1), from: 'SYNC01 by hana'},
			},
		});
		open.close();
		const {stdout} = await run(
			['check', '--session', 'old', '--step', '4', '--format', 'json', '--sign-in', 'none', '--directory', '127.0.0.1'],
			{home},
		);
		expect(findingOf(stdout, 'key-write-back')).toMatchObject({
			kind: 'unobserved',
			reason: 'incomplete',
			detail: expect.stringMatching(
				/What was brought from SYNC01 by hana, taken .*, 1 h old, lacks what this whfb judges.* Make it anew with a new script of whfb collector, and bring that in\./,
			),
		});
		expect((await run(['evidence'], {home})).stdout).toContain('of another version.');
	});
});

describe('evidence whose time has not come yet (B67)', () => {
	it('is taken as it says, opens nothing while it lies ahead, and is said so by import, check and evidence', async () => {
		const taken = await run(['import', saved('domains.json', JSON.stringify(domains)), '--session', 'contoso', '--taken', hours(2)], {
			home,
		});
		expect(taken).toMatchObject({exit: 0, stdout: expect.stringMatching(/ahead of this clock.*one of the two clocks is wrong/s)});
		const checked = await run(
			['check', '--session', 'contoso', '--step', '3', '--format', 'json', '--sign-in', 'none', '--directory', '127.0.0.1'],
			{home},
		);
		expect(findingOf(checked.stdout, 'custom-domain-verified')).toMatchObject({
			kind: 'unobserved',
			reason: 'clock',
			detail: expect.stringContaining('ahead of the clock'),
		});
		expect((await run(['evidence'], {home})).stdout).toMatch(/ahead of the clock\. It is dated/);
		// The same file with the right time heals it.
		expect(
			(await run(['import', saved('domains.json', JSON.stringify(domains)), '--session', 'contoso', '--taken', hours(-2)], {home})).exit,
		).toBe(0);
		const again = await run(
			['check', '--session', 'contoso', '--step', '3', '--format', 'json', '--sign-in', 'none', '--directory', '127.0.0.1'],
			{home},
		);
		expect(findingOf(again.stdout, 'custom-domain-verified')).toMatchObject({
			kind: 'judged',
			outcome: 'met',
			because: expect.stringMatching(/Exported, a saved Graph answer, taken \d{4}-\d\d-\d\d \d\d:\d\d UTC, 2 h old\.$/),
		});
	});
});

describe('a clock that was set back (B67)', () => {
	it('opens no gate of a session that has seen a later time, in words about the clock, and heals', async () => {
		const open = openStore(home.sessions).create('ahead', hours(0), '1.0.0', {environment: {practice: 'ready'}});
		open.journal.append({type: 'read', at: hours(1), check: 'schema-on-every-dc'});
		open.close();
		const {exit, stdout} = await run(['check', '--practice', 'ready', '--session', 'ahead', '--format', 'json'], {home});
		const document = JSON.parse(stdout);
		expect(exit).toBe(3);
		expect(document.gates.map(({open: isOpen, finding}: {open: boolean; finding: string}) => [isOpen, finding])).toEqual(
			Array(3).fill([false, 'unobserved']),
		);
		expect(
			document.gates.map(({because}: {because: string}) => /The clock of this computer shows .*, and this session has seen/.test(because)),
		).toEqual([true, true, true]);
		expect(document.summary.met).toBe(0);
		expect((await run(['check', '--practice', 'connect-before-schema', '--format', 'json'], {home})).exit).toBe(4);
		expect((await run(['check', '--practice', 'ready', '--format', 'json'], {home})).exit).toBe(0);
	});

	it('is said by import and by evidence', async () => {
		const open = openStore(home.sessions).create('ahead', hours(0), '1.0.0');
		open.journal.append({type: 'opened', at: hours(1), tool: '1.0.0', edition: '1', account: 'a', computer: 'c'});
		open.close();
		const said = /The clock of this computer shows [^,]*, and this session has seen\s+[^,]*: no age can be told/s;
		const taken = await run(['import', saved('answer.json', carried(hours(-3))), '--session', 'ahead'], {home});
		expect(taken).toMatchObject({exit: 0, stdout: expect.stringMatching(said)});
		const {stdout} = await run(['evidence'], {home});
		expect(stdout).toMatch(said);
		expect(stdout).toContain('in doubt. A clock is wrong');
	});

	it('still shuts what the evidence shows not to hold', async () => {
		const open = openStore(home.sessions).create('ahead', hours(0), '1.0.0', {environment: {practice: 'connect-before-schema'}});
		open.journal.append({type: 'read', at: hours(1), check: 'schema-on-every-dc'});
		open.close();
		const {exit, stdout} = await run(['check', '--practice', 'connect-before-schema', '--session', 'ahead', '--format', 'json'], {home});
		expect(exit).toBe(4);
		expect(JSON.parse(stdout).gates).toContainEqual(
			expect.objectContaining({guards: 'leave', id: 'schema-before-connect', finding: 'unmet'}),
		);
	});

	it('stops a walk at the gate, and lets it on once the time fits', async () => {
		let time = Date.parse('2026-11-22T09:00:00.000Z');
		const now = () => new Date(time).toISOString();
		const workspace = openWorkspace(
			{guide, tool: '1.0.0', now, given: {}},
			openStore(home.sessions).create('walk', now(), '1.0.0', {environment: {practice: 'ready'}}),
		);
		for (const step of workspace.guide.steps.slice(0, 3)) {
			expect((await workspace.want('enter', step.id)).kind).toBe('granted');
			expect((await workspace.want('finish', step.id)).kind).toBe('granted');
		}

		const [, , , four] = workspace.guide.steps;
		time -= 6 * 60_000;
		expect(await workspace.want('enter', four?.id ?? '')).toMatchObject({kind: 'refused', shut: [{id: 'schema-before-connect'}]});
		expect(workspace.session().findings['schema-on-every-dc']).toMatchObject({kind: 'unobserved', reason: 'clock'});
		time += 2 * 60_000;
		expect((await workspace.want('enter', four?.id ?? '')).kind).toBe('granted');
		workspace.close();
	});
});
