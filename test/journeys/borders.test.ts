import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest';
import type {Event} from '../../src/session/event.ts';
import {headerLine} from '../../src/session/header.ts';
import {withEvents} from '../../src/session/with-events.ts';
import {chained, oldJournal, oldOpened} from '../session/old.ts';
import {built, eventsIn, type Home, newHome, run} from './built.ts';
import {type Person, terminal} from './terminal.ts';
import {walkUntil} from './walking.ts';

let home: Home;
const people: Person[] = [];
beforeAll(built);
beforeEach(() => {
	home = newHome();
});
afterEach(() => {
	for (const person of people.splice(0)) {
		person.kill('SIGKILL');
	}

	home.remove();
});

const at = '2026-11-22T09:00:00.000Z';
const settled = (environment: object) => ({type: 'settled', at, environment});
const put = (name: string, text: string) => {
	mkdirSync(home.sessions, {recursive: true});
	writeFileSync(join(home.sessions, `${name}.whfb.jsonl`), text);
};
const carried = (text: string) => {
	const file = join(home.path, 'giver.whfb.jsonl');
	writeFileSync(file, text);
	return file;
};

/** A program that stands in for PowerShell, and leaves a mark where it is run. */
const witness = () => {
	const mark = join(home.path, 'ran');
	const program = join(home.path, 'pwsh');
	writeFileSync(program, `#!/bin/sh\ntouch ${mark}\n`, {mode: 0o755});
	return {program, hasRun: () => existsSync(mark)};
};

describe('a session from elsewhere', () => {
	it.each([
		['a directory that is no host', {directories: ['evil host; rm -rf /']}, /a directory that is no host name \("evil host; rm -rf \/"\)/],
		['a directory that is an option', {directories: ['-h']}, /no host name/],
		['a tenant that is none', {tenant: '../common'}, /a tenant that is neither an id nor a domain/],
		['a client that is none', {clientId: 'me'}, /a client that is no id/],
		['a way to sign in that there is none of', {signIn: 'curl'}, /a way to sign in that there is none of/],
		['a group that draws', {scopeGroup: 'x\u001b]0;title\u0007'}, /a group whose name is none/],
	])('H5 that names %s is not brought in, and the name is shown so that it obeys nobody', async (_, environment, says) => {
		const {exit, stderr} = await run(['import', carried(oldJournal([oldOpened, settled(environment)]))], {home});
		expect(stderr).toMatch(says);
		expect(stderr.slice(0, -1)).not.toMatch(/\p{Cc}/u);
		expect(exit).toBe(2);
		expect(existsSync(join(home.sessions, 'giver.whfb.jsonl'))).toBe(false);
	});

	it('H5 that names the domains of a tenant that are none is not brought in', async () => {
		const identity = {forests: [], tenant: {id: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413', domains: ['evil host']}};
		const {stderr} = await run(['import', carried(oldJournal([oldOpened, settled({}), {type: 'identified', at, identity}]))], {home});
		expect(stderr).toMatch(/neither an id nor a domain/);
	});

	it('H5 asks nobody whom it names until somebody says that this is right, and names the option that does', {timeout: 60_000}, async () => {
		const {program, hasRun} = witness();
		const environment = {directories: ['dc01.fabrikam.example'], tenant: 'fabrikam.example', signIn: 'cli'};
		await run(['import', carried(oldJournal([oldOpened, settled(environment)]))], {home});
		const options = ['--session', 'giver', '--powershell', program, '--step', '2', '--format', 'json'] as const;
		const {exit, stdout} = await run(['check', ...options], {home});
		const findings: readonly {kind: string; reason?: string; detail?: string; remedy?: string}[] = JSON.parse(stdout).steps[0].findings;
		expect(findings.length).toBeGreaterThan(5);
		expect(new Set(findings.map(({reason}) => reason))).toEqual(new Set(['not-answered']));
		expect(findings[0]?.detail).toMatch(
			/came from elsewhere.*directories: dc01\.fabrikam\.example; tenant: fabrikam\.example; sign-in: cli\. Nobody was asked\./,
		);
		expect(findings[0]?.remedy).toMatch(/--confirm/);
		expect({exit, ran: hasRun()}).toEqual({exit: 3, ran: false});
		await run(['check', ...options, '--confirm', '--sign-in', 'none'], {home});
		expect(hasRun()).toBe(true);
		expect(eventsIn(home, 'giver').map(({type}) => type)).toContain('confirmed');
	});

	it('H5 asks whom somebody here names instead, without more', {timeout: 60_000}, async () => {
		const {program, hasRun} = witness();
		await run(['import', carried(oldJournal([oldOpened, settled({directories: ['dc01.fabrikam.example']})]))], {home});
		await run(['check', '--session', 'giver', '--powershell', program, '--step', '2', '--directory', 'corp.example.test'], {home});
		expect(hasRun()).toBe(true);
	});

	it('H5 is shown to somebody who resumes it, before anybody is asked', {timeout: 60_000}, async () => {
		const {program, hasRun} = witness();
		await run(
			[
				'import',
				carried(
					oldJournal([
						oldOpened,
						settled({directories: ['dc01.fabrikam.example']}),
						{type: 'entered', at, step: '01-overview'},
						{type: 'finished', at, step: '01-overview'},
						{type: 'entered', at, step: '02-prerequisites'},
					]),
				),
			],
			{home},
		);
		const person = terminal({home, args: ['resume', 'giver', '--powershell', program]});
		people.push(person);
		await walkUntil(person, /Enter {2}look at/);
		await person.press('enter');
		await person.until(/Whom is this session about\?/);
		expect(person.screen()).toMatch(/came from elsewhere/);
		expect(person.screen()).toMatch(/Directories +dc01\.fabrikam\.example/);
		expect(hasRun()).toBe(false);
		await person.press('escape');
		await person.calm();
		await person.press('q');
		expect(await person.exit()).toBe(0);
		const {stdout} = await run(['resume', 'giver', '--plain', '--powershell', program], {home, input: '\n\nq\n'});
		expect(stdout).toMatch(/came from elsewhere/);
		expect(stdout).toMatch(/Directories \(Enter for dc01\.fabrikam\.example\)/);
		expect(hasRun()).toBe(false);
	});

	it('H3 goes out and comes in again with a text of several lines in it', async () => {
		const saved = join(home.path, 'dsregcmd.txt');
		writeFileSync(
			saved,
			'+----+\r\n| Device State |\r\n+----+\r\n             AzureAdJoined : YES\r\n              DomainJoined : YES\r\n                  TenantId : 0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413\r\n',
		);
		const taken = await run(['import', saved, '--session', 'own', '--taken', '2026-11-22T09:00:00Z'], {home});
		expect(taken.exit, taken.stderr).toBe(0);
		const out = join(home.path, 'out.jsonl');
		await run(['export', 'own', '--out', out], {home});
		const {exit, stderr} = await run(['import', out, '--session', 'again'], {home});
		expect({exit, stderr}).toEqual({exit: 0, stderr: ''});
		expect((await run(['export', 'again'], {home})).stdout.startsWith(readFileSync(out, 'utf8'))).toBe(true);
	});

	it('that says a step was passed, and does not prove it, is not brought in', async () => {
		await run(['check', '--practice', 'ready', '--session', 'own', '--step', '1'], {home});
		const text = readFileSync(join(home.sessions, 'own.whfb.jsonl'), 'utf8');
		const [first = '', ...rest] = text.split('\n').slice(0, -1);
		const events = rest.map(line => JSON.parse(line).event);
		const {stderr} = await run(['import', carried(chained(first, [...events, {type: 'entered', at, step: '01-overview'}]))], {home});
		expect(stderr).toMatch(/says that 01-overview was entered, and nothing before it proves that/);
	});
});

describe('one bad session', () => {
	const odd = oldJournal([oldOpened, settled({}), {type: 'noted', at}]);

	it('H4 with an entry that nobody knows hides no other, and is named', async () => {
		put('odd', odd);
		await run(['check', '--practice', 'ready', '--session', 'own', '--step', '1'], {home});
		const listed = await run(['sessions'], {home});
		expect({exit: listed.exit, stderr: listed.stderr}).toEqual({exit: 0, stderr: ''});
		expect(listed.stdout).toMatch(/^own {2}step 1/m);
		expect(listed.stdout).toMatch(/^odd {2}line 4 holds something that whfb never writes/m);
		expect((await run(['resume', 'own', '--plain'], {home, input: 'q\n'})).exit).toBe(0);
		expect((await run(['--plain'], {home, input: 'q\n'})).exit).toBe(0);
		const refused = await run(['resume', 'odd', '--plain'], {home});
		expect(refused.exit).toBe(2);
		expect(readFileSync(join(home.sessions, 'odd.whfb.jsonl'), 'utf8')).toBe(odd);
	});
});

describe('practice', () => {
	it('H2 that was killed between its first two entries by 1.0.0 is not gone on with as real', async () => {
		put('practice-1', oldJournal([oldOpened]));
		const {exit, stderr} = await run(['resume', 'practice-1', '--plain'], {home});
		expect(stderr).toMatch(/does not say whether it is practice or real/);
		expect(exit).toBe(2);
		expect((await run(['sessions'], {home})).stdout).toMatch(/No session/);
	});
});

it('a session counts no passage that its journal does not prove, in the list either', async () => {
	const text = withEvents(
		headerLine('a', {at, tool: '1.1.0', guide: 'hybrid-key-trust', edition: '1', account: 'hana', computer: 'ADM07', environment: {}}),
		['01-overview', '02-prerequisites'].flatMap((step): readonly Event[] => [
			{type: 'entered', at, step},
			{type: 'finished', at, step},
		]),
	);
	put('forged', text);
	expect((await run(['sessions'], {home})).stdout).toMatch(/^forged {2}step 1 of 7/);
	expect((await run(['sessions', 'verify'], {home})).stdout).toMatch(/^forged {2}NOT SOUND/);
});
