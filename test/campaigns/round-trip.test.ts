import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {adopt} from '../../src/app/importing.ts';
import type {Event} from '../../src/session/event.ts';
import {headerLine} from '../../src/session/header.ts';
import {readJournal} from '../../src/session/read-journal.ts';
import {openStore} from '../../src/session/store.ts';
import {guide} from '../../steps/guide.ts';
import {chained, oldJournal, oldOpened} from '../session/old.ts';
import {quickFolder} from './folder.ts';
import {randomFrom} from './random.ts';

/** How many sessions go out and come back: WHFB_ROUND_TRIPS=100000 for the long run. */
const sessions = Number(process.env.WHFB_ROUND_TRIPS ?? 1_000);
const seed = Number(process.env.WHFB_SEED ?? 26_11_2026);
const at = '2026-11-22T09:00:00.000Z';

const texts = [
	'plain',
	'AzureAdJoined : YES\r\n\tDomainJoined : YES\r\n',
	'two\nlines, as a validator says them',
	'\u001b[2J\u0007\u0000',
	'co\u200bntoso \u202e',
	'\ud800 half',
	'ünïcode \u2028 \u{1f600}',
	'"quoted" \\ back',
	'',
	'x'.repeat(4_000),
];

const draw = (random: () => number) => {
	const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
	const text = () => pick(texts);
	const value = (depth = 0): unknown =>
		pick<() => unknown>([
			text,
			() => random(),
			() => null,
			() => true,
			() => (depth > 3 ? [] : Array.from({length: Math.floor(random() * 4)}, () => value(depth + 1))),
			() => (depth > 3 ? {} : Object.fromEntries(Array.from({length: Math.floor(random() * 4)}, () => [text(), value(depth + 1)]))),
		])();
	const source = () => pick(['live', 'carried', 'exported', 'attested', 'practice'] as const);
	const exhibits = [{sign: 'met', what: text(), seen: text()}] as const;
	const verdict = () =>
		pick([
			{outcome: 'met', because: text()},
			{outcome: 'not-applicable', because: text()},
			{outcome: 'caution', because: text(), remedy: text()},
			{outcome: 'unmet', because: text(), remedy: text()},
		] as const);
	const kinds: readonly (() => Event | {readonly type: string; readonly at: string})[] = [
		() => ({type: 'opened', at, tool: text(), edition: '1', account: text(), computer: text()}),
		() => ({
			type: 'settled',
			at,
			environment: {directories: ['corp.example.test'], cloud: 'usgov', scopeGroup: 'Pilot \u200b', signIn: 'none'},
		}),
		() => ({
			type: 'identified',
			at,
			identity: {forests: [{name: text(), ids: [text()]}], tenant: {id: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413', domains: ['contoso.com']}},
		}),
		() => ({
			type: 'found',
			at,
			check: text(),
			finding: {kind: 'judged', at, takenAt: at, source: source(), from: text(), verdict: verdict(), exhibits, facts: value()},
		}),
		() => ({
			type: 'found',
			at,
			check: text(),
			finding: {kind: 'unobserved', at, reason: pick(['malformed', 'empty', 'clock']), detail: text(), exhibits, facts: value()},
			look: '0123456789abcdef',
		}),
		() => ({type: 'answered', at, attestation: {statement: text(), yes: random() < 0.5, by: text(), reason: text(), at}}),
		() => ({
			type: 'imported',
			at,
			evidence: {
				collector: pick(['dsregcmd', 'connect-server', 'tenant-domains', 'persons']),
				digest: text(),
				about: text(),
				...(random() < 0.5
					? {}
					: {spoken: {forests: [{name: text(), ids: [text()], certain: true}], tenantNames: [text()], tenantId: null}}),
				answer: {
					kind: 'facts',
					facts: value(),
					source: pick(['carried', 'exported'] as const),
					takenAt: random() < 0.5 ? null : at,
					from: text(),
				},
			},
		}),
		() => ({type: 'read', at, check: text()}),
		() => ({type: 'wanted', at, look: 'fedcba9876543210', wish: 'enter', step: '01-overview'}),
		() => ({type: 'brought', at, account: text(), computer: text(), tool: text()}),
		() => ({type: 'mended', at, line: 3, entries: 2, lost: ['identity']}),
		() => ({type: 'confirmed', at, account: text()}),
		() => ({type: 'reported', at}),
	];
	const events = Array.from({length: 2 + Math.floor(random() * 14)}, () => pick(kinds)());
	const isOld = random() < 0.25;
	if (isOld) {
		const passages = [
			{type: 'entered', at, step: '01-overview'},
			{type: 'finished', at, step: '01-overview'},
		];
		const own = events.filter(({type}) => !['wanted', 'brought', 'mended', 'confirmed'].includes(type));
		return oldJournal([
			oldOpened,
			{type: 'settled', at, environment: {directories: ['corp.example.test']}},
			...passages,
			...own.filter(event => !('look' in event) && !JSON.stringify(event).includes('"source":"practice"')),
		]);
	}

	const environment = random() < 0.5 ? {practice: 'ready'} : {directories: ['corp.example.test'], tenant: 'contoso.com'};
	const first = headerLine('a', {
		at,
		tool: '1.1.0',
		guide: 'hybrid-key-trust',
		edition: '1',
		account: text(),
		computer: text(),
		environment,
	}).trimEnd();
	// A later minor version was here too.
	const later =
		random() < 0.25
			? [
					{...oldOpened, form: '2.9'},
					{type: 'noted', at, what: value()},
				]
			: [];
	return chained(first, [...later, ...events]);
};

const folder = quickFolder('round');
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Exports, imports and exports; comes back with what is not as it was. */
const roundTrips = (count: number, carried = (text: string) => text) => {
	const [here, there] = [openStore(join(folder, 'here'), () => undefined), openStore(join(folder, 'there'), () => undefined)];
	mkdirSync(here.folder, {recursive: true});
	const faults: string[] = [];
	let events = 0;
	for (let index = 0; index < count; index++) {
		const text = draw(randomFrom(seed + index));
		writeFileSync(join(here.folder, 'a.whfb.jsonl'), text);
		const out = here.text('a');
		try {
			adopt(guide, there, 'b', carried(out), '1.0.0');
			const again = there.text('b');
			const reading = readJournal(again);
			events += reading.kind === 'sound' ? reading.events.length : 0;
			if (out !== text || !again.startsWith(out) || reading.kind !== 'sound' || reading.events.at(-1)?.type !== 'brought') {
				faults.push(`seed ${seed + index}: it is not as it was`);
			}

			there.remove('b');
		} catch (error) {
			faults.push(`seed ${seed + index}: ${error instanceof Error ? error.message : error}`);
		}
	}

	return {faults, events};
};

it(`H3 brings ${sessions} sessions of every kind back byte for byte, up to the entry that says that they came`, {
	timeout: Math.max(60_000, sessions * 50),
}, () => {
	const {faults, events} = roundTrips(sessions);
	process.stdout.write(`Round trips, seed ${seed}: ${JSON.stringify({sessions, events, faults: faults.length})}\n`);
	expect(faults).toEqual([]);
	expect(events).toBeGreaterThan(sessions * 5);
});

it('would notice a way that changes a byte', () => {
	expect(roundTrips(20, text => text.replace('"at"', '"at" ')).faults.length).toBe(20);
});
