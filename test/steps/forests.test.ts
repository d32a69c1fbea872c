import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Connector} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {
	distinctForests,
	namesOfForest,
	recognise,
	silentForests,
	unaskedForests,
	witnessesOf,
} from '../../steps/04-directory-synchronization/forests/forests.ts';
import {keyWriteBack} from '../../steps/04-directory-synchronization/key-write-back/key-write-back.ts';
import {aroundServers, connectOf, connectorOf, entra, server} from '../../steps/case-builders/connect-servers.ts';
import {contextOf, forest, identitiesOf, idOf, secondForest} from '../../steps/case-builders/forests.ts';
import {notSeen, seen} from '../../steps/case-builders/witnesses.ts';

const both = identitiesOf(forest, secondForest);
const nobody = notSeen('unreachable', 'It did not answer within 10 s.');
const domain = (name: string, id: string | null = null) => ({namingContext: contextOf(name), id, selected: true, containers: null});
const connector = (over: Partial<Connector> = {}) => connectorOf(forest, {forestId: null, domains: [], ...over});
const connect = (...connectors: readonly Connector[]) => seen(connectOf(server({connectors: [entra(), ...connectors]})));
const another = '99999999-2222-4333-8444-555555555555';

describe("a connector's forest", () => {
	it.each<[string, Partial<Connector>, ReturnType<typeof recognise>]>([
		[
			'by its own id, whatever it is called',
			{forest: 'old.name', forestId: `{${idOf(forest).toUpperCase()}}`},
			{known: 'same', forest, by: 'id'},
		],
		[
			'by the id of one of its domains',
			{forest: null, domains: [domain('x'), domain('y', idOf(secondForest))]},
			{known: 'same', forest: secondForest, by: 'id'},
		],
		['by the distinguished name of its domain where it carries no id', {domains: [domain(forest)]}, {known: 'same', forest, by: 'domain'}],
		[
			'by that name where nobody said what the forest is called',
			{forest: null, domains: [domain(forest)]},
			{known: 'same', forest, by: 'domain'},
		],
	])('is recognised %s', (_, over, then) => {
		expect(recognise(connector(over), both)).toEqual(then);
	});

	it.each<[string, Partial<Connector>, ReturnType<typeof recognise>]>([
		[
			'its own id is another, and its domain has the name of the old one',
			{forestId: another, domains: [domain(forest)]},
			{known: 'other', forest},
		],
		[
			'its own id is another, though that of a domain is not',
			{forestId: another, domains: [domain(forest, idOf(forest))]},
			{known: 'other', forest},
		],
		[
			'the id of its domain is another: the name of a domain says nothing against it',
			{domains: [domain(forest, another)]},
			{known: 'unknown', forest},
		],
		[
			'one of its domains has an id that nobody has seen',
			{domains: [domain(forest), domain(`emea.${forest}`, another)]},
			{known: 'unknown', forest},
		],
		['it is called like one forest and its domain like another', {domains: [domain(secondForest)]}, {known: 'unknown', forest}],
		['its domain only lies below that of a forest', {forest: null, domains: [domain(`lab.${forest}`)]}, {known: 'unknown', forest: null}],
		['it says nothing but a name', {}, {known: 'unknown', forest}],
		['its id is of a forest that did not answer', {forest: 'third.test', forestId: another}, {known: 'unknown', forest: null}],
		['its id is all zeros', {forestId: '{00000000-0000-0000-0000-000000000000}'}, {known: 'unknown', forest}],
		['its domains are of two forests', {forest: null, domains: [domain(forest), domain(secondForest)]}, {known: 'unknown', forest: null}],
		[
			'the ids of its domains are of two forests',
			{domains: [domain(forest, idOf(forest)), domain(secondForest, idOf(secondForest))]},
			{known: 'unknown', forest},
		],
	])('is not taken for one that answered where %s', (_, over, then) => {
		expect(recognise(connector(over), both)).toEqual(then);
	});

	it('goes by its own name and those of its domains, and by nothing above or below them', () => {
		const own = connector({domains: [domain(`emea.${forest}`), {...domain(''), namingContext: 'CN=Configuration,DC=x'}]});
		expect(namesOfForest(own)).toEqual([forest, `emea.${forest}`]);
	});

	it('W27 is said to be recognised by a name where nothing better told, and only there', () => {
		const saying = (over: Partial<Connector>) => {
			const own = server({connectors: [entra(), connectorOf(forest, over)]});
			return keyWriteBack
				.exhibits?.(aroundServers(own))
				.map(({sign, seen: words}) => [sign, /recognised by the name of its domain/.test(words)]);
		};
		expect(saying({forestId: null})).toEqual([['met', true]]);
		expect(saying({})).toEqual([['met', false]]);
	});

	it('is recognised by no id that is silent', () => {
		expect(recognise(connectorOf(forest), nobody)).toEqual({known: 'unknown', forest: null});
		const silent = seen({forests: [{forest, silent: {reason: 'unreachable' as const, detail: 'x'}}]});
		expect(recognise(connectorOf(forest), silent)).toEqual({known: 'unknown', forest: null});
	});
});

const asked = (name: string, answered = false) => ({name, answered});

describe('forests that were asked', () => {
	it('A25 are each there once: a silent name that one of them lists is that one', () => {
		expect(distinctForests([asked(`DC02.${forest}.`), asked(forest, true), asked(`lab.${forest}`)], both)).toEqual([
			asked(forest, true),
			asked(`lab.${forest}`),
		]);
		expect(distinctForests([asked(`DC02.${forest}`), asked(`dc01.${forest}`)], both)).toEqual([asked(`DC02.${forest}`)]);
		expect(distinctForests([asked(`DC02.${forest}`), asked(forest, true)], nobody)).toHaveLength(2);
	});

	it('A25 are two where both answer, though one lists the name of the other', () => {
		const lists = seen({
			forests: [
				...(both.seen ? both.facts.forests : []),
				{
					forest: 'above.test',
					silent: null,
					ids: [another],
					domains: [{name: forest, namingContext: contextOf(forest)}],
					controllers: [],
				},
			],
		});
		expect(distinctForests([asked('above.test', true), asked(forest, true)], lists)).toHaveLength(2);
	});
});

describe('a connector', () => {
	it('A16 speaks for a silent forest by the exact name of its forest or of one of its domains, in any case', () => {
		const known = connect(connectorOf(secondForest, {domains: [domain(secondForest), domain(`emea.${secondForest}`)]}));
		for (const name of [secondForest, `${secondForest.toUpperCase()}.`, `EMEA.${secondForest}`]) {
			expect(witnessesOf(name, known, identitiesOf(forest))).toHaveLength(1);
		}

		for (const name of [`dc1.${secondForest}`, `lab.${secondForest}`, `x${secondForest}`, 'com', forest]) {
			expect(witnessesOf(name, known, identitiesOf(forest))).toHaveLength(0);
		}
	});

	it('A16 speaks for no silent forest where it belongs to one that answers, or an id speaks against it', () => {
		const domains = [domain(forest), domain(`lab.${forest}`)];
		for (const own of [
			connectorOf(forest, {domains}),
			connectorOf(forest, {forestId: another, domains}),
			connectorOf(forest, {forestId: null, domains: [domain(forest, another), domain(`lab.${forest}`)]}),
		]) {
			expect(witnessesOf(`lab.${forest}`, connect(own), both)).toHaveLength(0);
		}
	});

	it('A17 whose forest nobody asked is named once, however many servers hold it', () => {
		const servers = [
			server({server: 'B', connectors: [connectorOf(secondForest)]}),
			server({server: 'A', connectors: [connectorOf(secondForest)]}),
		];
		for (const order of [servers, servers.toReversed()]) {
			expect(
				unaskedForests([asked(forest, true)], seen(connectOf(...order)), identitiesOf(forest)).map(one => [one.forest, one.server.server]),
			).toEqual([[secondForest, 'A']]);
		}
	});

	it('A21 of the forest above a silent one is not asked by it', () => {
		expect(unaskedForests([asked(`lab.${forest}`)], connect(connectorOf(forest)), nobody).map(one => one.forest)).toEqual([forest]);
		expect(unaskedForests([asked(forest)], connect(connectorOf(forest)), nobody)).toEqual([]);
	});

	it('W27 of the same name and another id is of a forest that nobody asked', () => {
		expect(unaskedForests([asked(forest, true)], connect(connectorOf(forest, {forestId: another})), both)).toMatchObject([
			{forest, isOther: true},
		]);
	});

	it('whose domain has the id of a forest that was asked is asked, whatever it is called', () => {
		expect(unaskedForests([asked(forest, true)], connect(connectorOf('old.name', {forestId: idOf(forest)})), both)).toEqual([]);
	});
});

describe('a forest that was given and is silent', () => {
	it('W62 is excused by nothing where no connector is its own', () => {
		const given = [asked(forest, true), asked(`lab.${forest}`), asked(secondForest), asked(`DC02.${forest}`)];
		expect(silentForests(given, connect(connectorOf(forest)), identitiesOf(forest))).toEqual([`lab.${forest}`, secondForest]);
		expect(silentForests(given, connect(connectorOf(forest), connectorOf(secondForest)), identitiesOf(forest))).toEqual([`lab.${forest}`]);
		expect(silentForests(given, nobody, identitiesOf(forest))).toEqual([`lab.${forest}`, secondForest]);
	});

	it('W62 stays silent in any order of the names, and with more names that a forest lists', () => {
		const given = [asked(forest, true), asked(`lab.${forest}`), asked(secondForest)];
		const listed = [asked(`DC01.${forest}`), asked(`dc02.${forest}`)];
		fc.assert(
			fc.property(
				fc.subarray(listed).chain(more => fc.shuffledSubarray([...given, ...more], {minLength: given.length + more.length})),
				names => {
					expect([...silentForests(names, connect(connectorOf(forest)), identitiesOf(forest))].sort()).toEqual(
						[secondForest, `lab.${forest}`].sort(),
					);
				},
			),
		);
	});
});

describe('several ids and several domains', () => {
	const withTwo = seen({
		forests: [
			{
				forest,
				silent: null,
				ids: [another, idOf(forest)],
				domains: [
					{name: forest, namingContext: contextOf(forest)},
					{name: `emea.${forest}`, namingContext: contextOf(`emea.${forest}`)},
				],
				controllers: [],
			},
		],
	});

	it('are one forest by any of its ids', () => {
		for (const forestId of [another, idOf(forest)]) {
			expect(recognise(connector({forest: 'old.name', forestId}), withTwo)).toEqual({known: 'same', forest, by: 'id'});
		}
	});

	it('are one forest by any of its domains, whichever others the connector has', () => {
		const lab = domain(`lab.${forest}`);
		for (const domains of [[domain(`emea.${forest}`)], [lab, domain(forest)], [domain(forest), lab]]) {
			expect(recognise(connector({domains}), withTwo)).toEqual({known: 'same', forest, by: 'domain'});
		}
	});
});

describe('a connector that may speak for a forest that showed nobody its schema', () => {
	it('is one that its id proves', () => {
		expect(witnessesOf(forest, connect(connector({forestId: idOf(forest)})), both)).toHaveLength(1);
	});

	it('is one of its name where no forest of that name answered', () => {
		expect(witnessesOf('corp.silent.test', connect(connector({forest: 'corp.silent.test'})), both)).toHaveLength(1);
	});

	it('is none of which only the name tells, where a forest of that name answered', () => {
		expect(witnessesOf(forest, connect(connector({domains: [domain('x', another)]})), both)).toEqual([]);
		expect(witnessesOf(forest, connect(connector({forestId: another})), both)).toEqual([]);
	});
});

describe('a forest that is named', () => {
	it('goes by the names of its domains where nobody said what it is called', () => {
		expect(namesOfForest(connector({forest: null, domains: [domain('x.test')]}))).toEqual(['x.test']);
		expect(namesOfForest(connector({domains: [domain('x.test')]}))).toEqual([forest, 'x.test']);
	});

	it('is one however often it was asked, and in whatever case', () => {
		const asked = [forest, forest.toUpperCase(), secondForest].map(name => ({name, answered: true}));
		expect(distinctForests(asked, nobody).map(({name}) => name)).toEqual([forest, secondForest]);
	});

	it('that nobody asked is called by its connector: its forest, else its only domain, else the name of the connector', () => {
		const named = (over: Partial<Connector>) =>
			unaskedForests([], connect(connector({name: 'of old', ...over})), nobody).map(one => one.forest);
		expect(named({forest: 'z.test', domains: [domain('x.test')]})).toEqual(['z.test']);
		expect(named({forest: null, domains: [domain('x.test')]})).toEqual(['x.test']);
		expect(named({forest: null, domains: [domain('x.test'), domain('y.test')]})).toEqual(['of old']);
	});

	it('that nobody asked stands in the order of names, whatever that of the connectors is', () => {
		const names = ['b.test', 'c.test', 'a.test', 'B.test'];
		const ordered = (some: readonly string[]) =>
			unaskedForests([], connect(...some.map(name => connector({forest: name}))), nobody).map(one => one.forest.toLowerCase());
		expect(ordered(names)).toEqual(['a.test', 'b.test', 'c.test']);
		expect(ordered(names.toReversed())).toEqual(['a.test', 'b.test', 'c.test']);
	});
});
