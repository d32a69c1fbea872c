import {describe, expect, it} from 'vitest';
import {sessionsHtml} from '../../src/report/all-html.tsx';
import {sessionRows, sessionsCsv, sessionTable} from '../../src/report/all-sessions.ts';
import {csv} from '../../src/report/csv.ts';
import type {Listed} from '../../src/session/list-sessions.ts';
import {emptySession, type Session} from '../../src/session/session.ts';
import {guide} from '../../steps/guide.ts';
import {readCsv} from './csv-reader.ts';

const at = '2026-11-22T09:31:00Z';
const now = '2026-11-25T10:00:00Z';
const session = (canary: string): Session => ({
	...emptySession,
	at,
	environment: {...emptySession.environment, scopeGroup: canary, pilotUsers: [canary]},
	identity: {forests: [{name: canary, ids: [canary]}], tenant: {id: canary, domains: [canary]}},
	findings: {
		'key-write-back': {
			kind: 'judged',
			at,
			takenAt: at,
			source: 'live',
			from: canary,
			verdict: {outcome: 'unmet', because: canary, remedy: 'x'},
			exhibits: [],
			facts: {canary},
		},
		'verified-upn': {kind: 'unobserved', at, reason: 'unreachable', detail: canary},
	},
	attestations: {x: {statement: 'x', yes: true, by: canary, reason: canary, at}},
});
const all: readonly Listed[] = [
	{kind: 'sound', name: 'contoso', session: session('canary-of-contoso')},
	{kind: 'unreadable', name: 'broken', why: 'damaged in line 3: it is not what was written'},
	{kind: 'sound', name: 'fabrikam', session: session('canary-of-fabrikam')},
];
const rows = sessionRows(guide, all, now);

describe('one table of all sessions', () => {
	it('has a row for each, with gates as seen last, what is open, and how old it is', () => {
		const table = sessionTable(guide, rows);
		expect(table.rows.map(([name]) => name)).toEqual(['contoso', 'broken', 'fabrikam']);
		expect(rows[0]).toMatchObject({open: {unmet: 1, unobserved: 1, caution: 0}, days: 3, gates: {'schema-before-connect': 'not met'}});
		expect(table.rows.every(cells => cells.length === table.head.length)).toBe(true);
	});

	it('says of a session that cannot be read that it cannot, and why', () => {
		expect(sessionTable(guide, rows).rows[1]?.at(-1)).toBe('It cannot be read: damaged in line 3: it is not what was written');
	});

	it('holds no name out of any session', () => {
		for (const text of [sessionsCsv(guide, rows), sessionsHtml(guide, rows, {at: now, tool: '1.0.0'})]) {
			expect(text).not.toContain('canary');
			expect(text).toContain('fabrikam');
		}
	});

	it('is read back from CSV as it was', () => {
		const table = sessionTable(guide, rows);
		expect(readCsv(sessionsCsv(guide, rows))).toEqual([table.head, ...table.rows]);
	});
});

describe('a cell', () => {
	it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n@x', "=cmd|' /C calc'!A0"])('is never a formula: %j', text => {
		const [row] = readCsv(csv([[text, 'next']]));
		expect(row).toEqual([`'${text}`, 'next']);
	});

	it.each(['a,b', 'a"b', 'a;b', 'a\r\nb', "it's", '', '1 of 7', '\u202Eabc'])('stays what it is: %j', text => {
		expect(
			readCsv(
				csv([
					[text, 'next'],
					['last', ''],
				]),
			),
		).toEqual([
			[text, 'next'],
			['last', ''],
		]);
	});
});
