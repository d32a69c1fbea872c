import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {CannotStart} from '../../src/cannot-start.ts';
import type {Event} from '../../src/session/event.ts';
import {headerLine} from '../../src/session/header.ts';
import {type JournalReading, readJournal} from '../../src/session/read-journal.ts';
import {openStore} from '../../src/session/store.ts';
import {withEvents} from '../../src/session/with-events.ts';
import {quickFolder} from './folder.ts';

/** Each bit of every byte is flipped; WHFB_FLIPS=all puts every other value there instead. */
const isLong = process.env.WHFB_FLIPS === 'all';
/** One of so many damaged journals is opened in a folder, as whoever meets one does. */
const openedOneIn = 97;
const at = '2026-11-22T09:00:00.000Z';
const look = '0123456789abcdef';
const seen = {
	at,
	takenAt: at,
	source: 'live',
	from: 'DC01',
	exhibits: [{sign: 'met', what: 'schema', seen: '87'}],
	facts: {version: 87},
} as const;

/** One of every kind, and what a later whfb wrote. */
const written: readonly (Event | {readonly type: string; readonly at: string; readonly of: string})[] = [
	{type: 'opened', at, tool: '1.9.0', edition: '1', account: 'CONTOSO\\hana', computer: 'PC 1', form: '2.9'},
	{
		type: 'settled',
		at,
		environment: {directories: ['corp.contoso.com'], cloud: 'usgov', scopeGroup: 'Pilot \u00e4 \u200b', signIn: 'none'},
	},
	{
		type: 'identified',
		at,
		identity: {forests: [{name: 'corp.contoso.com', ids: ['a']}], tenant: {id: 'contoso', domains: ['contoso.com']}},
	},
	{type: 'wanted', at, look, wish: 'finish', step: '01-overview'},
	{
		type: 'found',
		at,
		check: 'schema',
		look,
		finding: {kind: 'judged', ...seen, verdict: {outcome: 'met', because: 'It holds: 87 \u2265 87.'}},
	},
	{
		type: 'found',
		at,
		check: 'suffix',
		finding: {kind: 'unobserved', at, reason: 'unreachable', detail: 'two\nlines', exhibits: [], facts: null},
	},
	{type: 'answered', at, attestation: {statement: 'mfa', yes: true, by: 'Hana', reason: 'asked', at}},
	{
		type: 'imported',
		at,
		evidence: {
			collector: 'dsregcmd',
			answer: {kind: 'facts', facts: {text: 'AzureAdJoined : YES\r\n'}, source: 'exported', takenAt: at, from: 'PC'},
			digest: 'd',
			about: 'pc',
		},
	},
	{type: 'read', at, check: 'schema'},
	{type: 'brought', at, account: 'hana', computer: 'PC', tool: '1.0.0'},
	{type: 'mended', at, line: 3, entries: 1, lost: ['identity']},
	{type: 'confirmed', at, account: 'hana'},
	{type: 'reported', at},
	{type: 'noted', at, of: 'something that a later whfb knows'},
	{type: 'entered', at, step: '01-overview', look},
	{type: 'finished', at, step: '01-overview', look},
];

const journal = () =>
	withEvents(
		headerLine('0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413', {
			at,
			tool: '1.0.0',
			guide: 'g',
			edition: '1',
			account: 'hana',
			computer: 'PC',
			environment: {practice: 'ready'},
		}),
		written as readonly Event[],
	);

type Read = (text: string) => JournalReading;

/** What is wrong with how a damaged journal was read; null where it was read as it was, or said not to be. */
const wrongIn = (reading: JournalReading, whole: JournalReading & {kind: 'sound'}): string | null => {
	if (reading.kind !== 'sound') {
		return null;
	}

	const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
	if (!isSame(reading.header, whole.header)) {
		return 'another beginning';
	}

	if (!isSame(reading.events, whole.events.slice(0, reading.events.length))) {
		return 'an event that was not written';
	}

	return reading.events.length === whole.events.length || (reading.events.length === whole.events.length - 1 && reading.torn !== null)
		? null
		: 'fewer events, and nobody is told';
};

const campaign = (read: Read, every = 1) => {
	const bytes = Buffer.from(journal());
	const whole = readJournal(bytes.toString('utf8'));
	if (whole.kind !== 'sound') {
		throw new Error(`The journal of the campaign is ${JSON.stringify(whole)}.`);
	}

	const tally: Record<string, number> = {bytes: bytes.length, flips: 0, opened: 0};
	const wrong: string[] = [];
	const folder = quickFolder('flips');
	for (let place = 0; place < bytes.length; place += every) {
		const own = bytes[place] ?? 0;
		const values = isLong
			? Array.from({length: 256}, (_, value) => value).filter(value => value !== own)
			: Array.from({length: 8}, (_, bit) => own ^ (1 << bit));
		for (const value of values) {
			bytes[place] = value;
			tally['flips'] = (tally['flips'] ?? 0) + 1;
			try {
				const reading = read(bytes.toString('utf8'));
				tally[reading.kind] = (tally[reading.kind] ?? 0) + 1;
				const complaint = wrongIn(reading, whole);
				if (complaint !== null) {
					wrong.push(`byte ${place} as ${value}: ${complaint}`);
				}
			} catch (error) {
				wrong.push(`byte ${place} as ${value}: ${error instanceof Error ? error.stack : error}`);
			}

			if ((tally['flips'] ?? 0) % openedOneIn === 0) {
				tally['opened'] = (tally['opened'] ?? 0) + 1;
				wrong.push(...openedIn(join(folder, String(tally['opened'])), bytes, whole).map(each => `byte ${place} as ${value}: ${each}`));
			}
		}

		bytes[place] = own;
	}

	rmSync(folder, {recursive: true, force: true});
	return {tally, wrong};
};

/** Opens a damaged session until it opens or is refused for good; what stood in its file has to be somewhere afterwards. */
const openedIn = (folder: string, bytes: Buffer, whole: JournalReading & {kind: 'sound'}): readonly string[] => {
	mkdirSync(folder, {recursive: true});
	const file = join(folder, 'contoso.whfb.jsonl');
	writeFileSync(file, bytes);
	const before = Buffer.from(bytes);
	const told: string[] = [];
	const wrong: string[] = [];
	for (let turn = 0; turn < 2; turn++) {
		try {
			const open = openStore(folder).open('contoso');
			told.push(...(open.lost === null ? [] : [open.lost]));
			const mended = open.events.filter(({type}, index) => type !== 'mended' || index < whole.events.length - 1);
			const own = mended.filter(event => whole.events.some(each => JSON.stringify(each) === JSON.stringify(event)));
			if (open.events.length - own.length > (told.length > 0 ? 1 : 0) || (own.length < whole.events.length && told.length === 0)) {
				wrong.push('opened with other events, or with fewer and without a word');
			}

			open.close();
			break;
		} catch (error) {
			if (!(error instanceof CannotStart)) {
				wrong.push(`not a sentence: ${error instanceof Error ? error.stack : error}`);
			}

			told.push(String(error));
		}
	}

	const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(name => name.endsWith('.jsonl'));
	if (told.some(each => /kept as/.test(each)) && !files.some(name => readFileSync(join(folder, name)).equals(before))) {
		wrong.push('what was damaged is kept nowhere');
	}

	return wrong;
};

it('reads no damaged byte of a journal as something else, loses nothing without a word, and never ends with a stack', {
	timeout: isLong ? 1_800_000 : 180_000,
}, () => {
	const {tally, wrong} = campaign(readJournal);
	process.stdout.write(`Byte flips: ${JSON.stringify(tally)}\n`);
	expect(wrong).toEqual([]);
	expect(tally['flips']).toBeGreaterThan(20_000);
	expect(tally['broken']).toBeGreaterThan(10_000);
	expect(tally['headless']).toBeGreaterThan(1_000);
	expect(tally['opened']).toBeGreaterThan(200);
});

/** A reader that takes each line's word for what it is: what can be parsed is chained anew. */
const trusting: Read = text => {
	const [first = '', ...lines] = text.split('\n');
	const events: Event[] = [];
	for (const line of lines) {
		try {
			events.push((JSON.parse(line) as {readonly event: Event}).event);
		} catch {
			break;
		}
	}

	try {
		return readJournal(withEvents(`${first}\n`, events));
	} catch {
		return readJournal(text);
	}
};

it('would notice a reader that does not hold a line against its proof', () => {
	const {wrong} = campaign(trusting, 5);
	expect(wrong.filter(each => each.includes('an event that was not written')).length).toBeGreaterThan(100);
});
