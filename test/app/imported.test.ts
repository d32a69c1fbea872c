import {describe, expect, it} from 'vitest';
import {lookAt, lookId} from '../../src/app/look.ts';
import {practiceAsk, practiceIds, readPractice} from '../../src/engine/practice.ts';
import type {Event} from '../../src/session/event.ts';
import {weigh} from '../../src/session/event-shape.ts';
import {emptySession} from '../../src/session/session.ts';
import {guide} from '../../steps/guide.ts';
import {outline} from '../../steps/outline.ts';
import {elsewhere} from '../wizard/sample.ts';

const at = '2026-11-22T09:00:00.000Z';
const found = {type: 'found', at, check: 'x', finding: elsewhere} as const;
/** As a journal gives it back. */
const read = (event: unknown): unknown => JSON.parse(JSON.stringify(event));
const objection = (event: unknown) => {
	const weighed = weigh(read(event), false);
	return weighed.kind === 'known' ? null : weighed.kind === 'strange' ? weighed.path : `unknown ${weighed.type}`;
};

const every: readonly Event[] = [
	{type: 'opened', at, tool: '1.0.0', edition: '1', account: 'CONTOSO\\hana', computer: 'ADM07'},
	{type: 'settled', at, environment: {practice: 'ready'}},
	{
		type: 'settled',
		at,
		environment: {directories: ['corp.example.test'], cloud: 'usgov', scopeGroup: null, tenant: 'x', clientId: null, signIn: 'none'},
	},
	{type: 'identified', at, identity: {forests: [{name: 'corp.example.test', ids: ['x']}], tenant: null}},
	{type: 'identified', at, identity: {forests: [], tenant: {id: 'x', domains: ['example.test']}}},
	found,
	{type: 'answered', at, attestation: {statement: 'x', yes: true, by: 'Hana Novak', reason: 'so', at}},
	{
		type: 'imported',
		at,
		evidence: {
			collector: 'x',
			digest: 'd',
			about: 'SYNC01',
			answer: {kind: 'facts', facts: null, source: 'carried', takenAt: null, from: 'SYNC01'},
		},
	},
	{type: 'read', at, check: 'x'},
	{type: 'wanted', at, look: '0123456789abcdef', wish: 'enter', step: 'x'},
	{...found, look: '0123456789abcdef'},
	{type: 'brought', at, account: 'CONTOSO\\hana', computer: 'ADM07', tool: '1.1.0'},
	{type: 'mended', at, line: 3, entries: 2, lost: ['identity']},
	{type: 'confirmed', at, account: 'CONTOSO\\hana'},
	{type: 'entered', at, step: 'x'},
	{type: 'finished', at, step: 'x'},
];

describe('the entries of a session from elsewhere', () => {
	it.each(every.map(event => [event.type, event] as const))('are taken as this program writes them: %s', (_, event) => {
		expect(objection(event)).toBeNull();
	});

	it.each(practiceIds(outline.practice))('are taken for everything that can be found in %s', async world => {
		const findings: Event[] = [];
		const checks = guide.steps.flatMap(step => step.checks);
		const now = () => new Date().toISOString();
		await lookAt(checks, lookId(), {
			guide,
			writer: {session: () => emptySession, record: (...events) => findings.push(...events)},
			given: {},
			env: {},
			now,
			say: () => undefined,
			ask: () => practiceAsk(outline.practice, readPractice(outline.practice, world), now),
		});
		expect(findings.length).toBeGreaterThan(40);
		expect(findings.flatMap(event => objection(event) ?? [])).toEqual([]);
	});

	it.each<readonly [string, unknown, string]>([
		['a time that is none', {type: 'entered', at: 'soon', step: 'x'}, 'at'],
		[
			'a place that a terminal would obey',
			{
				type: 'imported',
				at,
				evidence: {
					collector: 'x',
					digest: 'd',
					about: 'x',
					script: {place: '\u001B[2Jnowhere', sha256: null},
					answer: {kind: 'facts', facts: {}, source: 'carried', takenAt: at, from: 'x'},
				},
			},
			'evidence.script.place',
		],
		['an entry that lacks a part', {type: 'entered', at}, 'step'],
		['a kind that there is none of', {type: 'opens', at}, 'unknown opens'],
		['a member that there is none of', {type: 'entered', at, step: 'x', passed: true}, 'passed'],
		['a look that is no id', {type: 'entered', at, step: 'x', look: 'this one'}, 'look'],
		['no kind', {at}, 'type'],
		['a reason that there is none of', {...found, finding: {...elsewhere, reason: 'fine'}}, 'finding.reason'],
		['a verdict that there is none of', {...found, finding: {...elsewhere, kind: 'judged'}}, 'finding.takenAt'],
		['a cloud that there is none of', {type: 'settled', at, environment: {cloud: 'mars'}}, 'environment.cloud'],
		[
			'domains that are no list',
			{type: 'identified', at, identity: {forests: [], tenant: {id: 'x', domains: 'y'}}},
			'identity.tenant.domains',
		],
	])('are refused with %s', (_, event, path) => {
		expect(objection(event)).toBe(path);
	});
});
