import {describe, expect, it} from 'vitest';
import type {Facts} from '../../src/guide/answer.ts';
import type {Finding} from '../../src/guide/finding.ts';
import type {Environment, Event, Evidence} from '../../src/session/event.ts';
import {emptySession, fold, type Session, startOf} from '../../src/session/session.ts';

const at = '2026-11-22T09:00:00.000Z';
const later = '2026-11-22T10:00:00.000Z';
const look = '0123456789abcdef';

const settled = (environment: Partial<Environment>): Event => ({type: 'settled', at, environment});
const brought: Event = {type: 'brought', at, account: 'FABRIKAM\\jan', computer: 'JB01', tool: '1.1.0'};
const confirmed: Event = {type: 'confirmed', at, account: 'CONTOSO\\hana'};
const identified: Event = {type: 'identified', at, identity: {forests: [], tenant: {id: 'x', domains: ['fabrikam.example']}}};
const mended = (...lost: readonly ('identity' | 'environment')[]): Event => ({type: 'mended', at, line: 3, entries: 2, lost});
const unconfirmed = (...events: readonly Event[]) => fold(events).unconfirmed;

const judged = (outcome: 'met' | 'not-applicable', because: string): Finding => ({
	kind: 'judged',
	at,
	takenAt: at,
	source: 'live',
	from: 'DC01',
	verdict: {outcome, because},
	exhibits: [],
	facts: {},
});
const unseen = (reason: 'unreachable' | 'timed-out', detail = 'Nothing came back.'): Finding => ({kind: 'unobserved', at, reason, detail});
const found = (check: string, finding: Finding, by: string | null = look): Event => ({
	type: 'found',
	at,
	check,
	finding,
	...(by === null ? {} : {look: by}),
});
const opened = (check: string): Event => ({type: 'read', at, check});

describe('a session from elsewhere', () => {
	it.each<[keyof Environment, Partial<Environment>]>([
		['directories', {directories: ['dc01.fabrikam.example']}],
		['cloud', {cloud: 'usgov'}],
		['scopeGroup', {scopeGroup: 'Pilot'}],
		['tenant', {tenant: 'fabrikam.example'}],
		['clientId', {clientId: '00000000-0000-0000-0000-000000000001'}],
		['signIn', {signIn: 'device-code'}],
	])('has its %s confirmed before anybody is asked, and nothing else that it does not name', (name, environment) => {
		expect(unconfirmed(settled(environment), brought)).toEqual({because: 'brought', members: [name]});
	});

	it('has every name confirmed that it brings, in the order in which they are shown, and the tenant that it has met', () => {
		const all = {directories: ['dc01'], cloud: 'china', scopeGroup: 'Pilot', tenant: 'x', clientId: 'y', signIn: 'browser'} as const;
		const members = ['directories', 'cloud', 'scopeGroup', 'tenant', 'clientId', 'signIn', 'identity'];
		expect(unconfirmed(settled(all), identified, brought)).toEqual({because: 'brought', members});
		expect(unconfirmed(identified, brought)).toEqual({because: 'brought', members: ['identity']});
	});

	it('has a group confirmed that has the name of the usual cloud', () => {
		expect(unconfirmed(settled({scopeGroup: 'global'}), brought)).toEqual({because: 'brought', members: ['scopeGroup']});
		expect(unconfirmed(settled({tenant: 'global', directories: []}), brought)).toEqual({because: 'brought', members: ['tenant']});
	});

	it('has nothing confirmed where it names nobody, whatever program or proxy it was used with', () => {
		expect(unconfirmed(brought)).toBeNull();
		expect(unconfirmed(settled({cloud: 'global', directories: [], powershell: '/opt/pwsh', proxy: 'http://proxy'}), brought)).toBeNull();
	});

	it('has nothing confirmed in practice, which asks nobody', () => {
		const practice: Session = {...emptySession, environment: {...emptySession.environment, practice: 'ready'}};
		expect(fold([settled({tenant: 'fabrikam.example'}), identified, brought], practice).unconfirmed).toBeNull();
	});

	it('keeps asking for what nobody here has named anew, and no longer for what somebody did', () => {
		const theirs = [settled({directories: ['dc01.fabrikam.example'], scopeGroup: 'Pilot'}), brought];
		expect(unconfirmed(...theirs, settled({directories: ['dc01.contoso.com']}))).toEqual({because: 'brought', members: ['scopeGroup']});
		expect(unconfirmed(...theirs, settled({directories: ['dc01.contoso.com']}), settled({scopeGroup: 'Hello'}))).toBeNull();
		expect(unconfirmed(...theirs, settled({signIn: 'browser'}))).toEqual({because: 'brought', members: ['directories', 'scopeGroup']});
	});

	it('takes a tenant that somebody here names in the place of the one that it has met, and no other name', () => {
		const theirs = [settled({scopeGroup: 'Pilot'}), identified, brought];
		expect(unconfirmed(...theirs, settled({tenant: 'contoso.com'}))).toEqual({because: 'brought', members: ['scopeGroup']});
		expect(unconfirmed(...theirs, settled({scopeGroup: 'Hello'}))).toEqual({because: 'brought', members: ['identity']});
		expect(unconfirmed(...theirs, settled({clientId: 'y'}))).toEqual({because: 'brought', members: ['scopeGroup', 'identity']});
	});

	it('asks no more once somebody has confirmed it, and again where it is brought once more', () => {
		const theirs = [settled({tenant: 'fabrikam.example'}), brought, confirmed];
		expect(unconfirmed(...theirs)).toBeNull();
		expect(unconfirmed(...theirs, brought)).toEqual({because: 'brought', members: ['tenant']});
	});
});

describe('a session that was damaged', () => {
	it('asks until somebody says that it is right: naming one thing anew does not bring back what was lost', () => {
		const lost = {because: 'mended', entries: 2, lost: ['identity', 'environment']};
		expect(unconfirmed(mended('identity', 'environment'), settled({tenant: 'contoso.com'}))).toEqual(lost);
		expect(unconfirmed(mended('identity', 'environment'), settled({tenant: 'contoso.com'}), confirmed)).toBeNull();
	});

	it('keeps asking where it is carried to another computer, though what is left of it names nobody', () => {
		const lost = {because: 'mended', entries: 2, lost: ['environment']};
		expect(unconfirmed(mended('environment'), brought)).toEqual(lost);
		expect(unconfirmed(mended('environment'), settled({tenant: 'x'}), brought, settled({tenant: 'contoso.com'}))).toEqual(lost);
	});

	it('that came from elsewhere is still from elsewhere where nothing of that kind was lost', () => {
		expect(unconfirmed(settled({tenant: 'x'}), brought, mended())).toEqual({because: 'brought', members: ['tenant']});
	});
});

describe('a finding', () => {
	const readAfter = (first: Finding, second: Finding) => fold([found('a', first), opened('a'), opened('b'), found('a', second)]).read;

	it('stays read while it says the same', () => {
		expect(readAfter(judged('met', 'It held.'), judged('met', 'It held.'))).toEqual(['a', 'b']);
		expect(readAfter(unseen('unreachable'), unseen('unreachable', 'Nothing came back again.'))).toEqual(['a', 'b']);
	});

	it.each([
		['another outcome', judged('met', 'So.'), judged('not-applicable', 'So.')],
		['another reason of its outcome', judged('met', 'One holds.'), judged('met', 'Two hold.')],
		['another reason why it was not seen', unseen('unreachable'), unseen('timed-out')],
		['that it is no longer seen', judged('met', 'So.'), unseen('unreachable')],
		['that it is seen now', unseen('unreachable'), judged('met', 'So.')],
	])('has to be read again where it says %s, and no other finding has', (_, first, second) => {
		expect(readAfter(first, second)).toEqual(['b']);
	});

	it('is read once, however often it is opened, and not before it is there', () => {
		expect(fold([found('a', judged('met', 'So.')), opened('a'), opened('a')]).read).toEqual(['a']);
		expect(fold([opened('a'), opened('b'), found('a', judged('met', 'So.'))]).read).toEqual(['b']);
	});

	it('belongs to the look that made it, and to none where none is written', () => {
		const first = [found('a', judged('met', 'So.')), found('b', judged('met', 'So.'))];
		expect(fold(first).looks).toEqual({a: look, b: look});
		const {looks} = fold([...first, found('a', judged('met', 'So.'), null)]);
		expect(looks).toEqual({b: look});
		expect(Object.keys(looks)).toEqual(['b']);
	});

	it('of the look that was wanted is the only one that counts for the wish', () => {
		const wanted: Event = {type: 'wanted', at, look, wish: 'enter', step: 'x'};
		const other = found('b', judged('met', 'So.'), 'fedcba9876543210');
		const entered: Event = {type: 'entered', at, step: 'x', look};
		const events = [wanted, found('a', judged('met', 'So.')), other, entered];
		expect(Object.keys(fold(events).wanted?.findings ?? {})).toEqual(['a']);
	});
});

describe('evidence', () => {
	const facts: Facts = {kind: 'facts', facts: {}, source: 'carried', takenAt: at, from: 'SRV01'};
	const evidence = (collector: string, digest: string): Evidence => ({collector, answer: facts, digest, about: 'SRV01'});
	const imported = (collector: string, digest: string): Event => ({type: 'imported', at, evidence: evidence(collector, digest)});

	it('is kept once for each question that one file answers, and its newest bringing comes last', () => {
		const held = fold([imported('connect', 'f1'), imported('organization', 'f1'), imported('connect', 'f2'), imported('connect', 'f1')]);
		expect(held.evidence.map(({collector, digest}) => `${collector} ${digest}`)).toEqual(['organization f1', 'connect f2', 'connect f1']);
	});
});

describe('the first line', () => {
	const beginning = {at, tool: '1.1.0', guide: 'x', edition: '1', account: 'CONTOSO\\hana', computer: 'ADM07', environment: {}};

	it('opens a session at its time, and no clock that stands before it is believed', () => {
		const {tool, edition, account, computer} = beginning;
		const start = startOf({version: 2, beginning});
		expect(start).toEqual({...emptySession, opened: [{type: 'opened', at, tool, edition, account, computer}], at, newest: at});
		expect(fold([{...confirmed, at: '2026-11-22T08:00:00.000Z'}], start)).toMatchObject({at: '2026-11-22T08:00:00.000Z', newest: at});
		expect(fold([{...confirmed, at: later}], start)).toMatchObject({at: later, newest: later});
	});

	it('of 1.0.0 says nothing of its own: the entries after it say who opened the session and when', () => {
		expect(startOf({version: 1, beginning})).toEqual(emptySession);
	});
});
