import {describe, expect, it} from 'vitest';
import {evidenceDocument} from '../../src/app/evidence-document.ts';
import {heldBy} from '../../src/app/held-evidence.ts';
import {askOnce} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import {hashOf} from '../../src/evidence/shipped-scripts.ts';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import type {Check} from '../../src/guide/check.ts';
import {ofNobody} from '../../src/guide/importer.ts';
import {type EvidenceLine, evidenceText, standings} from '../../src/report/evidence-text.ts';
import type {Evidence} from '../../src/session/event.ts';
import {emptySession, fold, type Session} from '../../src/session/session.ts';
import {
	type ConnectServer,
	connectServerFacts,
	connectServers,
} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {connectVersion} from '../../steps/04-directory-synchronization/connect-server/connect-version.ts';
import {server} from '../../steps/case-builders/connect-servers.ts';
import {guide} from '../../steps/guide.ts';

const now = '2026-11-22T09:00:00.000Z';
const at = (hours: number) => new Date(Date.parse(now) + hours * 3_600_000).toISOString();
const script = {
	place: 'connect-server' as const,
	sha256: hashOf('steps/04-directory-synchronization/connect-server.ps1'),
};
const said = (over: Partial<ConnectServer> = {}) =>
	connectServerFacts.parse(Object.fromEntries(Object.entries(server(over)).filter(([name]) => name in connectServerFacts.shape)));

const connect = (digest: string, takenAt: string | null, over: Partial<Evidence> = {}, facts: unknown = said()): Evidence => ({
	collector: connectServers.id,
	digest,
	about: 'connect-server/sync01',
	script,
	answer: {kind: 'facts', facts, source: 'carried', takenAt, from: 'SYNC01 by hana'},
	...over,
});
const domains = (digest: string, takenAt: string | null, over: Partial<Evidence> = {}): Evidence => ({
	collector: 'tenant-domains',
	digest,
	about: 'graph/domains',
	answer: {
		kind: 'facts',
		facts: {
			value: [
				{id: 'contoso.com', isVerified: true, isDefault: true, isInitial: false, isRoot: true, authenticationType: 'Managed', state: null},
			],
			count: null,
		},
		source: 'exported',
		takenAt,
		from: 'a saved Graph answer',
	},
	...over,
});
const sessionOf = (...evidence: readonly Evidence[]): Session => ({...emptySession, evidence});
const listed = (session: Session, clock = now) => evidenceDocument(guide, session, 'contoso', '1.0.0', clock);
const standingsOf = (session: Session, clock = now) =>
	Object.fromEntries(listed(session, clock).evidence.map(({digest, standing}) => [digest, standing]));
const lineOf = (evidence: Evidence, session = sessionOf(evidence)): EvidenceLine => {
	const line = listed(session).evidence.find(({digest}) => digest === evidence.digest);
	if (line === undefined) {
		throw new Error('It is not listed.');
	}

	return line;
};

/** A look at one check, recorded in the session. */
const lookedAt = async (session: Session, check: Check, live: Answer): Promise<Session> => {
	const ask = askOnce(
		async () => live,
		collector => heldBy(guide, session)(collector),
		() => now,
	);
	const finding = await look(check, ask, () => now);
	return {...session, ...fold([{type: 'found', at: now, check: check.id, finding}]), evidence: session.evidence};
};
const elsewhere = unobserved('elsewhere', 'It must be asked on the Connect server.');

describe('the list of evidence', () => {
	it('says of a fresh piece what it is about, from whom, by which script, how old, until when it opens, and which checks need it', () => {
		expect(lineOf(connect('a', at(-3)))).toMatchObject({
			collector: 'connect-server',
			what: expect.stringContaining('Connect Sync'),
			about: 'connect-server/sync01',
			from: 'SYNC01 by hana',
			source: 'carried',
			script: {place: 'connect-server', sha256: script.sha256},
			takenAt: '2026-11-22T06:00:00.000Z',
			ageSeconds: 10_800,
			standing: 'fresh',
			because: 'It can open a gate until 2026-11-23 06:00 UTC.',
			neededBy: expect.arrayContaining([
				expect.objectContaining({check: 'key-write-back'}),
				expect.objectContaining({check: 'schema-on-every-dc'}),
			]),
			usedBy: [],
		});
	});

	it.each<[string, Evidence, EvidenceLine['standing'], RegExp]>([
		['older than a day', connect('a', at(-25)), 'stale', /more than a day old: it can shut a gate, and opens none/],
		['of unknown age', domains('a', null), 'stale', /Nobody knows when it was taken/],
		[
			'ahead of the clock',
			connect('a', at(2)),
			'ahead',
			/dated 2026-11-22 11:00 UTC, which is 2 h ahead of the clock .* opens none before the times fit/,
		],
		['of another place', connect('a', at(-1), {script: {...script, place: 'client'}}), 'other-place', /a script for a client computer/],
		['of what is asked from here', {...connect('a', at(-1)), collector: 'key-attribute'}, 'other-place', /nobody can bring that/],
		[
			'of something that calls itself live',
			{...connect('a', at(-1)), answer: {...connect('a', at(-1)).answer, source: 'live'}},
			'other-place',
			/nobody can bring in/,
		],
		['of a check that is not there', {...connect('a', at(-1)), collector: 'lamps'}, 'unknown', /No check of this whfb/],
		[
			'of another version',
			connect('a', at(-1), {}, {server: 'SYNC01', product: 'connect-sync'}),
			'unreadable',
			/lacks what this whfb judges/,
		],
		[
			'of a script that nobody knows',
			connect('a', at(-1), {script: {...script, sha256: 'f'.repeat(64)}}),
			'doubtful',
			/no release of whfb shipped/,
		],
	])('says of a piece %s what it is worth, and why', (_, evidence, standing, because) => {
		expect(lineOf(evidence)).toMatchObject({standing, because: expect.stringMatching(because)});
	});

	it("says that a piece is somebody else's where the session knows better by now", () => {
		const evidence = domains('a', at(-1), {spoken: {...ofNobody, tenantNames: ['fabrikam.com']}});
		const session = {...sessionOf(evidence), identity: {forests: [], tenant: {id: 'x', domains: ['contoso.com']}}};
		expect(lineOf(evidence, session)).toMatchObject({standing: 'foreign', because: expect.stringContaining('fabrikam.com')});
	});

	it('says that older evidence about the same object is replaced, in whatever order it was brought', () => {
		const [old, young, other] = [
			connect('old', at(-30)),
			connect('young', at(-2)),
			connect('other', at(-30), {about: 'connect-server/sync02'}, said({server: 'SYNC02', dnsName: 'sync02.contoso.com', connectors: []})),
		];
		const expected = {old: 'replaced', young: 'fresh', other: 'stale'};
		expect(standingsOf(sessionOf(old, young, other))).toEqual(expected);
		expect(standingsOf(sessionOf(other, young, old))).toEqual(expected);
		expect(standingsOf(sessionOf(domains('young', at(-2)), domains('old', at(-3)), domains('undated', null)))).toEqual({
			old: 'replaced',
			young: 'fresh',
			undated: 'replaced',
		});
	});

	it('names the checks whose findings rest on a piece, and says what a live answer has replaced', async () => {
		const evidence = connect('a', at(-3));
		const carried = await lookedAt(sessionOf(evidence), connectVersion, elsewhere);
		expect(lineOf(evidence, carried).usedBy).toMatchObject([{check: 'connect-version'}]);
		expect(lineOf(evidence, carried).standing).toBe('fresh');
		const live: Answer = {kind: 'facts', facts: said(), source: 'live', takenAt: now, from: 'SYNC01'};
		const asked = await lookedAt(carried, connectVersion, live);
		expect(lineOf(evidence, asked)).toMatchObject({
			standing: 'replaced',
			because: 'The same was asked live at 2026-11-22 09:00 UTC (SYNC01), and a live answer alone decides.',
			usedBy: [],
		});
	});

	it('shows a piece as ahead of the clock also where a live answer decides', async () => {
		const evidence = connect('a', at(3));
		const live: Answer = {kind: 'facts', facts: said(), source: 'live', takenAt: now, from: 'SYNC01'};
		expect(lineOf(evidence, await lookedAt(sessionOf(evidence), connectVersion, live)).standing).toBe('ahead');
	});

	it('says first that no age can be told where the clock of this computer stands before what the session has seen', () => {
		const session = {...sessionOf(connect('a', at(-3))), newest: at(1)};
		expect(listed(session).clock).toMatch(/shows 2026-11-22 09:00 UTC, and this session has seen 2026-11-22 10:00 UTC/);
		expect(evidenceText(listed(session))).toContain('no age can be told');
		expect(listed(session, at(1)).clock).toBeNull();
	});

	it('has words for every standing, in at most 80 columns', () => {
		const pieces = [
			connect('fresh', at(-3)),
			domains('stale', at(-30)),
			connect('ahead', at(3)),
			connect(
				'doubtful',
				at(-1),
				{about: 'connect-server/x', script: {...script, sha256: 'f'.repeat(64)}},
				said({server: 'X', dnsName: 'x.contoso.com'}),
			),
			connect('other', at(-1), {script: {...script, place: 'client'}}),
			connect('unreadable', at(-1), {}, {}),
			{...connect('unknown', at(-1)), collector: 'lamps'},
			connect('unproved', at(-4), {script: {...script, sha256: null}}, said({server: 'Y', dnsName: 'y.contoso.com'})),
		];
		const text = evidenceText(listed(sessionOf(...pieces)));
		expect(text.split('\n').filter(line => line.length > 80)).toEqual([]);
		expect(text).toMatch(/^8 pieces of evidence in session contoso/);
		for (const words of [
			/fresh\. It can open/,
			/too old\. /,
			/ahead of the clock\. /,
			/in doubt\. /,
			/of another place\. /,
			/of another version\. /,
			/of no check\. /,
			/not proved:\s+ConstrainedLanguage/,
		]) {
			expect(text).toMatch(words);
		}

		expect(standings).toHaveLength(9);
		expect(evidenceText(listed(emptySession))).toMatch(/^Nothing was brought into session contoso yet\./);
		expect(evidenceText(listed(sessionOf(connect('a', at(-1)))))).toMatch(/^1 piece of evidence/);
	});
});
