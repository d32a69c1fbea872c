import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Event} from '../../src/session/event.ts';
import {headerLine} from '../../src/session/header.ts';
import {openJournal} from '../../src/session/journal.ts';
import {readJournal} from '../../src/session/read-journal.ts';

const header = headerLine('a', {
	at: '2026-11-22T09:00:00Z',
	tool: '1.1.0',
	guide: 'hybrid-key-trust',
	edition: '1',
	account: 'CONTOSO\\hana',
	computer: 'ADM07',
	environment: {directories: ['corp.example.test'], practice: 'ready'},
});
const entered = (n: number): Event => ({type: 'entered', at: `2026-11-22T09:00:0${n}Z`, step: `0${n}-näme-\u4e2d`});

const written = (events: readonly Event[]) => {
	const file = join(mkdtempSync(join(tmpdir(), 'whfb-journal-')), 'a.whfb.jsonl');
	writeFileSync(file, header);
	const {journal} = openJournal(file);
	for (const event of events) {
		journal.append(event);
	}

	journal.close();
	return file;
};

const three = [entered(1), entered(2), entered(3)];

describe('a journal', () => {
	it('gives back what was put into it', () => {
		const reading = readJournal(readFileSync(written(three), 'utf8'));
		expect(reading).toMatchObject({kind: 'sound', events: three, torn: null});
	});

	it('cut off at any byte is a sound prefix, torn in its last line at most, or no session at all', () => {
		const bytes = readFileSync(written(three));
		for (let length = 0; length < bytes.length; length++) {
			const reading = readJournal(bytes.subarray(0, length).toString('utf8'));
			if (reading.kind === 'sound') {
				expect(three.slice(0, reading.events.length)).toEqual(reading.events);
			} else {
				expect(reading.kind).toMatch(/^(headless|foreign)$/);
			}
		}
	});

	it('with any one byte changed is never read as something else', () => {
		const bytes = readFileSync(written(three));
		for (let index = 0; index < bytes.length; index++) {
			const changed = Buffer.from(bytes);
			changed[index] = (changed[index] ?? 0) ^ 1;
			const reading = readJournal(changed.toString('utf8'));
			if (reading.kind === 'sound') {
				// Only the torn end, or a letter of the header that no event rests on, may differ.
				expect(three.slice(0, reading.events.length)).toEqual(reading.events);
				expect(reading.header.beginning.environment).toEqual({directories: ['corp.example.test'], practice: 'ready'});
			}
		}
	});

	it('is written on after its sound part when its last line broke off', () => {
		const file = written(three);
		writeFileSync(file, readFileSync(file).subarray(0, -5));
		const {journal, reading} = openJournal(file);
		expect(reading.events).toEqual(three.slice(0, 2));
		expect(reading.torn).not.toBeNull();
		journal.append(entered(4));
		journal.close();
		expect(readJournal(readFileSync(file, 'utf8'))).toMatchObject({kind: 'sound', events: [...three.slice(0, 2), entered(4)], torn: null});
	});

	it('names the line that was changed by hand', () => {
		const text = readFileSync(written(three), 'utf8').replace('02-n', '05-n');
		expect(readJournal(text)).toMatchObject({kind: 'broken', line: 3, soundEvents: 1});
	});

	it('of a newer form is said to be newer', () => {
		expect(readJournal('{"format":"whfb-session","version":3,"tool":"9.0.0"}\n')).toEqual({kind: 'newer', version: 3, tool: '9.0.0'});
	});
});
