import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {askOnce, witnessed} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import type {HeldPiece} from '../../src/engine/pieces.ts';
import {standingOf} from '../../src/guide/age.ts';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import type {Collector} from '../../src/guide/check.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {
	type ConnectServer,
	type ConnectServerFacts,
	connectServerFacts,
	connectServers,
} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {keyWriteBack} from '../../steps/04-directory-synchronization/key-write-back/key-write-back.ts';
import {absentServer, inbound, server} from '../../steps/case-builders/connect-servers.ts';
import {forest, identitiesOf, membersOf, schemaOf, usersOf, wholeForest} from '../../steps/case-builders/forests.ts';
import {tenantDomainsOf} from '../../steps/case-builders/tenants.ts';

/** The gate of write-back over random mixes of what Connect servers showed: asked live, carried, exported; fresh, old, undated and ahead of the clock. */

const now = '2026-11-22T09:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const factsOf = (witness: {readonly seen: boolean}) => (witness as unknown as {readonly facts: unknown}).facts;
const schema = schemaOf({[forest]: wholeForest(forest)});
const directory: Readonly<Record<string, unknown>> = {
	'schema-head': factsOf(schema.head),
	'key-attribute': factsOf(schema.attribute),
	'scope-members': factsOf(membersOf()),
	'users-in-scope': factsOf(usersOf({[forest]: 300})),
	'forest-identities': factsOf(identitiesOf(forest)),
	'inetorgpersons-in-scope': {forests: [{forest, silent: null, users: 0}]},
	'tenant-domains': tenantDomainsOf('contoso.com'),
};

const said = (one: ConnectServer): ConnectServerFacts =>
	connectServerFacts.parse(Object.fromEntries(Object.entries(one).filter(([name]) => name in connectServerFacts.shape)));
const named = (name: string, over: Partial<ConnectServer> = {}) =>
	said(server({server: name, dnsName: `${name.toLowerCase()}.${forest}`, ...over}));
const shown = fc
	.tuple(
		fc.constantFrom('SYNC01', 'SYNC01', 'SYNC02'),
		fc.constantFrom('whole', 'whole', 'whole', 'broken', 'staging', 'absent', 'upgraded', 'denied'),
	)
	.map(([name, kind]) => {
		switch (kind) {
			case 'broken':
				return named(name, {rules: [inbound()]});
			case 'staging':
				return named(name, {staging: true});
			case 'absent':
				return said({...absentServer, server: name, dnsName: `${name.toLowerCase()}.${forest}`});
			case 'denied':
				return named(name, {rules: [], rulesRead: null, staging: null});
			case 'upgraded':
				return named(name, {rules: [], rulesRead: null, version: '2.6.99.0', versions: [{from: 'module ADSync', version: '2.6.99.0'}]});
			default:
				return named(name);
		}
	});
const minute = fc.oneof(fc.constantFrom(-4000, -1441, -1440, -60, -60, 0, 5, 6, 60, 3000), fc.integer({min: -5000, max: 200}));
const mixes = fc.record({
	live: fc.option(shown, {freq: 2}),
	held: fc.array(
		fc.record({facts: shown, taken: fc.option(minute, {freq: 8}), source: fc.constantFrom('carried' as const, 'exported' as const)}),
		{maxLength: 4},
	),
	newest: fc.oneof({weight: 5, arbitrary: fc.constant(0)}, {weight: 1, arbitrary: minute}),
});
type Mix = {readonly live: Answer; readonly held: readonly HeldPiece[]; readonly newest: string};
const mixed = mixes.map(
	({live, held, newest}): Mix => ({
		live:
			live === null
				? unobserved('elsewhere', 'It must be asked on the Connect server.')
				: {kind: 'facts', facts: live, source: 'live', takenAt: now, from: live.server},
		newest: at(newest),
		held: held.map(({facts, taken, source}) => ({
			answer: {kind: 'facts', facts, source, takenAt: taken === null ? null : at(taken), from: facts.server},
			digest: JSON.stringify([facts, taken, source]),
			about: `connect-server/${facts.server.toLowerCase()}`,
			barred: null,
			doubt: null,
		})),
	}),
);

const lookAt = ({live, held, newest}: Mix): Promise<Finding> => {
	const ask = askOnce(
		async ({id}: Collector) =>
			id === connectServers.id
				? live
				: id in directory
					? {kind: 'facts', facts: directory[id], source: 'live', takenAt: now, from: 'DC01'}
					: unobserved('unreachable', 'It did not answer.'),
		({id}) => (id === connectServers.id ? held : []),
		() => now,
	);
	// What is asked of a directory comes back raw; these worlds hold it as it is judged.
	const judged = async (collector: Collector) =>
		ask(collector.id === connectServers.id ? collector : {...collector, read: answer => answer});
	return look(
		keyWriteBack,
		witnessed(
			judged,
			() => newest,
			() => now,
		),
		() => now,
	);
};
const isMet = (finding: Finding) => finding.kind === 'judged' && finding.verdict.outcome === 'met';
const isFresh = ({answer}: HeldPiece) => standingOf(answer.takenAt, now) === 'fresh';
/** `WHFB_MIXES` makes them more. */
const runs = {numRuns: Number(process.env['WHFB_MIXES'] ?? 400)};

describe('the gate of write-back over any mix of evidence', {timeout: 120_000}, () => {
	it('opens on nothing that the fresh evidence alone does not open', async () => {
		let open = 0;
		await fc.assert(
			fc.asyncProperty(mixed, async mix => {
				if (isMet(await lookAt(mix))) {
					open += 1;
					expect(standingOf(mix.newest, now)).not.toBe('ahead');
					expect(isMet(await lookAt({...mix, held: mix.held.filter(isFresh)}))).toBe(true);
				}
			}),
			runs,
		);
		expect(open).toBeGreaterThan(runs.numRuns / 30);
	});

	it('finds the same in whatever order it was brought', async () => {
		const shuffled = mixed.chain(mix =>
			fc.shuffledSubarray([...mix.held], {minLength: mix.held.length}).map(held => ({mix, other: {...mix, held}})),
		);
		await fc.assert(
			fc.asyncProperty(shuffled, async ({mix, other}) => {
				expect(await lookAt(other)).toEqual(await lookAt(mix));
			}),
			runs,
		);
	});

	it('is decided by the live answer alone where all that was brought is of the same server', async () => {
		await fc.assert(
			fc.asyncProperty(mixed, async mix => {
				const {live} = mix;
				fc.pre(live.kind === 'facts' && (live.facts as ConnectServerFacts).rulesRead !== null);
				const own = mix.held.filter(({about}) => about === `connect-server/${live.kind === 'facts' ? live.from.toLowerCase() : ''}`);
				const [with_, without] = await Promise.all([lookAt({...mix, held: own}), lookAt({...mix, held: []})]);
				expect([with_.kind, 'verdict' in with_ ? with_.verdict : null]).toEqual([
					without.kind,
					'verdict' in without ? without.verdict : null,
				]);
			}),
			runs,
		);
	});

	it('is unmet where fresh evidence alone is, whatever lies ahead and whatever the clock shows', async () => {
		await fc.assert(
			fc.asyncProperty(mixed, async mix => {
				const come = {...mix, newest: now, held: mix.held.filter(({answer}) => standingOf(answer.takenAt, now) !== 'ahead')};
				const finding = await lookAt(come);
				if (finding.kind === 'judged' && finding.verdict.outcome === 'unmet') {
					expect(await lookAt(mix)).toMatchObject({kind: 'judged', verdict: {outcome: 'unmet'}});
				}
			}),
			runs,
		);
	});
});

const piece = (facts: ConnectServerFacts, minutes: number, source: 'carried' | 'exported' = 'carried'): HeldPiece => ({
	answer: {kind: 'facts', facts, source, takenAt: at(minutes), from: facts.server},
	digest: JSON.stringify([facts, minutes]),
	about: `connect-server/${facts.server.toLowerCase()}`,
	barred: null,
	doubt: null,
});
const live = (facts: ConnectServerFacts): Answer => ({kind: 'facts', facts, source: 'live', takenAt: now, from: facts.server});
const denied = named('SYNC02', {rules: [], rulesRead: null, staging: null});

describe('a server that was seen today without its rules', () => {
	const beside = (...held: readonly HeldPiece[]) => lookAt({live: live(named('SYNC01')), held, newest: now});

	it.each([
		['its rules were whole', named('SYNC02')],
		['it was in staging mode', named('SYNC02', {staging: true})],
		['Connect was absent there', said({...absentServer, server: 'SYNC02', dnsName: `sync02.${forest}`})],
	])('is not excused by what is older than a day: %s', async (_, old) => {
		expect(await beside(piece(old, -3000))).toMatchObject({kind: 'judged', verdict: {outcome: 'met'}});
		expect(await beside(piece(denied, -60))).toMatchObject({kind: 'unobserved'});
		expect(await beside(piece(old, -3000), piece(denied, -60))).toMatchObject({kind: 'unobserved'});
	});

	it('is still condemned by what is older than a day', async () => {
		const broken = named('SYNC02', {rules: [inbound()]});
		expect(await beside(piece(broken, -3000), piece(denied, -60))).toMatchObject({kind: 'judged', verdict: {outcome: 'unmet'}});
	});
});

describe('a server that was asked live', () => {
	it('is not contradicted by a file of the same moment', async () => {
		const broken = piece(named('SYNC01', {rules: [inbound()]}), 0);
		expect(await lookAt({live: live(named('SYNC01')), held: [broken], newest: now})).toMatchObject({
			kind: 'judged',
			source: 'live',
			verdict: {outcome: 'met'},
			exhibits: expect.arrayContaining([expect.objectContaining({what: 'carried from SYNC01', sign: 'not-applicable'})]),
		});
	});

	it('is condemned by no file about itself that lies ahead of the clock', async () => {
		const broken = piece(named('SYNC01', {rules: [inbound()]}), 600);
		expect(await lookAt({live: live(named('SYNC01')), held: [broken], newest: now})).toMatchObject({verdict: {outcome: 'met'}});
	});
});

describe('a file that lies ahead of the clock', () => {
	it('opens nothing by itself, and condemns where it shows the chain broken', async () => {
		const nobody = unobserved('elsewhere', 'It must be asked on the Connect server.');
		expect(await lookAt({live: nobody, held: [piece(named('SYNC01'), 6)], newest: now})).toMatchObject({
			kind: 'unobserved',
			reason: 'clock',
		});
		const broken = piece(named('SYNC01', {rules: [inbound()]}), 6);
		expect(await lookAt({live: nobody, held: [broken], newest: now})).toMatchObject({verdict: {outcome: 'unmet'}});
		expect(await lookAt({live: nobody, held: [piece(named('SYNC01'), -60), broken], newest: now})).toMatchObject({
			verdict: {outcome: 'unmet'},
		});
		expect(
			await lookAt({live: nobody, held: [piece(named('SYNC01'), -60), piece(named('SYNC01', {deviceWriteback: true}), 6)], newest: now}),
		).toMatchObject({
			kind: 'unobserved',
			reason: 'clock',
		});
	});
});
