import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Event} from '../../src/session/event.ts';
import {headerLine} from '../../src/session/header.ts';
import {hold} from '../../src/session/lock.ts';
import {proved} from '../../src/session/proof.ts';
import {readJournal} from '../../src/session/read-journal.ts';
import {evolve, fold, startOf} from '../../src/session/session.ts';
import {openStore} from '../../src/session/store.ts';
import {withEvents} from '../../src/session/with-events.ts';
import {guide} from '../../steps/guide.ts';

const at = '2026-11-22T09:00:00.000Z';
const beginning = {at, tool: '1.1.0', guide: 'hybrid-key-trust', edition: '1', account: 'hana', computer: 'ADM07', environment: {}};
const settled: Event = {type: 'settled', at, environment: {directories: ['evil.example.test']}};
const identified: Event = {type: 'identified', at, identity: {forests: [], tenant: {id: 'x', domains: []}}};
const mended = (entries: number, ...lost: readonly ('identity' | 'environment')[]): Event => ({type: 'mended', at, line: 2, entries, lost});
const brought: Event = {type: 'brought', at, account: 'hana', computer: 'ADM07', tool: '1.1.0'};
const store = () => openStore(mkdtempSync(join(tmpdir(), 'whfb-attacked-')));

describe('damage in a session', () => {
	it.each([
		['the settings, in their kind', 'settled', 'settlee', settled, ['identity', 'environment']],
		['the settings, elsewhere', 'evil', 'evjl', settled, ['environment']],
		['who it is about, in its kind', 'identified', 'identifiee', identified, ['identity', 'environment']],
		['an earlier damage', '"entries":1', '"entries":2', mended(1), ['identity', 'environment']],
	])('H2 of %s is asked about again', (_, from, to, event, lost) => {
		const kept = store();
		const open = kept.create('contoso', at, '1.1.0');
		open.journal.append(event);
		open.close();
		writeFileSync(open.file, readFileSync(open.file, 'utf8').replace(from, to));
		expect(() => kept.open('contoso')).toThrow(/damaged in line/);
		const again = kept.open('contoso');
		expect(again.session.unconfirmed).toMatchObject({because: 'mended', lost});
		again.close();
	});

	it('H2 is asked about on every computer that it is brought to, and after every further damage', () => {
		const damaged = fold([mended(2, 'identity'), brought]);
		expect(damaged.unconfirmed).toEqual({because: 'mended', entries: 2, lost: ['identity']});
		expect(evolve(damaged, mended(1, 'environment')).unconfirmed).toEqual({
			because: 'mended',
			entries: 3,
			lost: ['identity', 'environment'],
		});
	});
});

describe('a passage', () => {
	const steps = guide.steps.map(({id}) => id);
	const passed = steps.flatMap((step): readonly Event[] => [
		{type: 'entered', at, step},
		{type: 'finished', at, step},
	]);

	it('H1 without a look counts in a journal of 1.0.0 alone', () => {
		const header = {version: 2, beginning} as const;
		expect(proved(guide, passed, startOf(header)).session.finished).toEqual([]);
		expect(proved(guide, passed, startOf({...header, version: 1})).session.finished).toEqual(steps);
		expect(proved(guide, passed, startOf(header)).withoutLooks).toBe(0);
		expect(proved(guide, passed, startOf({...header, version: 1})).withoutLooks).toBe(passed.length);
	});

	it('H1 without a look counts no more once a later whfb has opened the journal of 1.0.0', () => {
		const opened: Event = {type: 'opened', at, tool: '1.1.0', edition: '1', account: 'hana', computer: 'ADM07', form: '2.0'};
		expect(proved(guide, [opened, ...passed], startOf({version: 1, beginning})).session.finished).toEqual([]);
	});
});

describe('a line of a journal', () => {
	const text = withEvents(headerLine('a', beginning), [{type: 'entered', at, step: '01-overview'}]);

	it.each([
		['holds something twice', text.replace('"event":{', '"event":{"type":"finished"},"event":{')],
		['holds more than whfb writes', text.replace('{"seq":0', '{"signedBy":"nobody","seq":0')],
		['is spaced otherwise', text.replace('"seq":0,', '"seq": 0, ')],
	])('is not what was written where it %s', (_, changed) => {
		expect(changed).not.toBe(text);
		expect(readJournal(text).kind).toBe('sound');
		expect(readJournal(changed).kind).toBe('broken');
	});

	it('is read as fast as it is long, whatever follows it', () => {
		const began = performance.now();
		expect(readJournal(`{}${'\n'.repeat(400_000)}x`).kind).toBe('foreign');
		expect(readJournal(`${text}${'\r\n'.repeat(200_000)}`).kind).toBe('sound');
		// A minute before; now some milliseconds.
		expect(performance.now() - began).toBeLessThan(5_000);
	});
});

it('M2 a session is not renamed to what another whfb is just making', () => {
	const kept = store();
	const open = kept.create('a', at, '1.1.0');
	open.close();
	const holder = hold(open.file.replace('a.whfb', 'b.whfb').concat('.lock'), 'b');
	expect(() => kept.rename('a', 'b')).toThrow(/open in another whfb/);
	holder.release();
	kept.rename('a', 'b');
	expect(kept.list().map(({name}) => name)).toEqual(['b']);
});
