import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Stranger} from '../../src/guide/answer.ts';
import type {FactsOf} from '../../src/guide/check.ts';
import type {Verdict} from '../../src/guide/finding.ts';
import type {Connector} from '../../steps/04-directory-synchronization/connect-server/connect-server.facts.ts';
import {schemaOnEveryDc} from '../../steps/04-directory-synchronization/forests/schema-on-every-dc.ts';
import {keyWriteBack} from '../../steps/04-directory-synchronization/key-write-back/key-write-back.ts';
import {verifiedUpn} from '../../steps/04-directory-synchronization/upn/verified-upn.ts';
import {connectOf, connectorOf, entra, inbound, outbound, server} from '../../steps/case-builders/connect-servers.ts';
import {
	type Controller,
	contextOf,
	forest,
	identitiesOf,
	idOf,
	membersOf,
	readOnlyOf,
	schemaOf,
	secondForest,
	usersOf,
	wholeForest,
} from '../../steps/case-builders/forests.ts';
import {personsFrom, sidOf, user} from '../../steps/case-builders/persons.ts';
import {tenantDomainsOf} from '../../steps/case-builders/tenants.ts';
import {nobodyAsked, seen} from '../../steps/case-builders/witnesses.ts';

const names = [forest, `lab.${forest}`, secondForest] as const;
const another = '99999999-2222-4333-8444-555555555555';
const reason = fc.constantFrom('unreachable', 'timed-out', 'access-denied');

const controller = fc.record({
	objectVersion: fc.constantFrom(88, 88, 88, 87, 69, null),
	attribute: fc.constantFrom<Controller['attribute']>({}, {}, {}, null, {defunct: true}, {oid: null}),
	readOnly: fc.constantFrom(false, false, true, null),
	silent: fc.option(reason, {nil: undefined, freq: 3}),
	master: fc.constantFrom(undefined, undefined, 'DC09'),
});
const controllers = (name: string) =>
	fc.array(controller, {minLength: 1, maxLength: 3}).map(all =>
		all.map(({silent, master, ...over}, at) => ({
			server: `DC0${at + 1}.${name}`,
			...over,
			...(silent && {silent}),
			...(master && {master}),
		})),
	);

const anyForest = (name: string) => fc.oneof({weight: 2, arbitrary: fc.constant(wholeForest(name))}, controllers(name), reason);
const connector = fc
	.record({
		name: fc.constantFrom(...names),
		forestId: fc.constantFrom('own', 'own', null, another),
		domainId: fc.constantFrom('own', null, null, another),
		more: fc.option(fc.constantFrom(`lab.${forest}`, `emea.${secondForest}`), {nil: null, freq: 3}),
		schemaHoldsKey: fc.constantFrom(true, true, false, null),
		selected: fc.constantFrom(['msDS-KeyCredentialLink'], [], null),
	})
	.map(({name, forestId, domainId, more, ...over}): Connector => {
		const id = (which: string | null) => (which === 'own' ? idOf(name) : which);
		const domains = [name, ...(more === null ? [] : [more])].map(each => ({
			namingContext: contextOf(each),
			id: each === name ? id(domainId) : null,
			selected: true,
			containers: null,
		}));
		return connectorOf(name, {forestId: id(forestId), domains, ...over, selected: over.selected === null ? null : [...over.selected]});
	});
const stranger = fc.constantFrom<Stranger>(
	{member: sidOf(1), kind: 'trusted', of: secondForest},
	{member: sidOf(2), kind: 'trusted', of: 'gone.test'},
	{member: sidOf(3), kind: 'unknown', of: null},
	{member: sidOf(4), kind: 'deleted', of: secondForest},
	{member: 'S-1-5-11', kind: 'well-known', of: 'Authenticated Users'},
	{member: 'CN=hidden', kind: 'unread', of: null},
);

const made = fc
	.record({
		forests: fc.tuple(...names.map(anyForest)).map(all => names.map((name, at) => [name, all[at]] as const)),
		given: fc.subarray([...names], {minLength: 1}),
		users: fc.tuple(...names.map(() => fc.constantFrom(3, 3, 0, null))),
		members: fc.oneof({weight: 3, arbitrary: fc.constant([])}, fc.uniqueArray(stranger, {maxLength: 3})),
		servers: fc.array(
			fc.record({
				connectors: fc.uniqueArray(connector, {maxLength: 3, selector: ({name}) => name}),
				stale: fc.boolean(),
				staging: fc.constantFrom(false, false, true, null),
			}),
			{maxLength: 3},
		),
	})
	.map(({forests, given, users, members, servers}) => {
		const asked = Object.fromEntries(forests.filter(([name]) => given.includes(name))) as Parameters<typeof schemaOf>[0];
		const answered = given.filter(name => typeof asked[name] !== 'string');
		const silent = given.filter(name => typeof asked[name] === 'string');
		const identities = identitiesOf(...answered);
		const counted = usersOf(
			Object.fromEntries(names.map((name, at) => [name, users[at] ?? null]).filter(([name]) => answered.includes(name as typeof forest))),
		);
		const quiet = silent.map(name => ({forest: name, silent: {reason: 'unreachable' as const, detail: 'It did not answer.'}}));
		const connect =
			servers.length === 0
				? nobodyAsked
				: seen(
						connectOf(
							...servers.map(({connectors, stale, staging}, at) =>
								server({
									server: `SYNC0${at + 1}`,
									connectors: [entra(), ...connectors],
									rules: [inbound(), ...connectors.map(({forest: own}) => outbound(own ?? ''))],
									stale,
									staging,
								}),
							),
						),
					);
		const all = <T>(facts: {seen: true; facts: {forests: T[]}}) => ({
			...facts,
			facts: {...facts.facts, forests: [...facts.facts.forests, ...(quiet as T[])]},
		});
		const schema = {
			...schemaOf(asked),
			readOnly: readOnlyOf(asked),
			users: all(counted as never) as typeof counted,
			members: membersOf(...members),
			identities: all(identities as never) as typeof identities,
			connect,
			computers: nobodyAsked,
		};
		const persons = personsFrom([{rid: 1, upn: 'ana@contoso.com'}], [user(1, 'ana@contoso.com')], {
			strangers: members,
			forests: Object.fromEntries(given.map(name => [name, answered.includes(name) ? ('read' as const) : ('unreachable' as const)])),
		});
		return {schema: schema as FactsOf<typeof schemaOnEveryDc.needs>, persons, answered};
	});

/** Every list of a value in another order. */
const shuffled = <T>(value: T, next: () => number): T => {
	if (Array.isArray(value)) {
		return value
			.map(member => ({member: shuffled(member, next), at: next()}))
			.sort((a, b) => a.at - b.at)
			.map(({member}) => member) as T;
	}

	return typeof value === 'object' && value !== null
		? (Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shuffled(member, next)])) as T)
		: value;
};

/** The same facts with a name more that one of the forests lists, which did not answer by it. */
const withName = <T>(facts: T, name: string): T => {
	const silent = {forest: name, silent: {reason: 'unreachable', detail: 'It did not answer.'}};
	const add = (value: unknown): unknown =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(
					Object.entries(value).map(([key, member]) => [
						key,
						key === 'forests' && Array.isArray(member) ? [silent, ...member] : add(member),
					]),
				)
			: value;
	return add(facts) as T;
};

const writeBackOf = ({members: _, readOnly: __, ...facts}: FactsOf<typeof schemaOnEveryDc.needs>) =>
	keyWriteBack.judge({
		...facts,
		inetOrgPersons: seen({
			forests: names.map(name => ({forest: name, silent: null, users: 0})),
		}),
		domains: seen(tenantDomainsOf('contoso.com')),
		engine: nobodyAsked,
		computers: nobodyAsked,
		members: membersOf(),
	});
const upnOf = ({schema, persons}: {schema: FactsOf<typeof schemaOnEveryDc.needs>; persons: ReturnType<typeof personsFrom>}) =>
	verifiedUpn.judge({
		persons: seen(persons),
		domains: seen(tenantDomainsOf('contoso.com')),
		connect: schema.connect,
		identities: schema.identities,
		owned: nobodyAsked,
		computers: nobodyAsked,
	} as FactsOf<typeof verifiedUpn.needs>);
const kindOf = ({outcome}: Verdict) => outcome;

const orders = fc.infiniteStream(fc.nat(1_000_000));

describe('the verdict of a gate', () => {
	it('is the same to the last word in any order of forests, controllers, servers, connectors, domains and members: schema before Connect', () => {
		const outcomes = new Set<string>();
		fc.assert(
			fc.property(made, orders, ({schema}, stream) => {
				const verdict = schemaOnEveryDc.judge(schema);
				outcomes.add(verdict.outcome);
				expect(schemaOnEveryDc.judge(shuffled(schema, () => stream.next().value ?? 0))).toEqual(verdict);
			}),
			{numRuns: 1_000},
		);
		expect([...outcomes].sort()).toEqual(['declined', 'met', 'unmet']);
	});

	it('is of the same kind in any such order: write-back and UPN', () => {
		fc.assert(
			fc.property(made, orders, (world, stream) => {
				const other = shuffled(world, () => stream.next().value ?? 0);
				expect(kindOf(writeBackOf(other.schema))).toBe(kindOf(writeBackOf(world.schema)));
				expect(kindOf(upnOf(other))).toBe(kindOf(upnOf(world)));
			}),
			{numRuns: 1_000},
		);
	});

	it('A25 is not changed by one more name that an answering forest lists', () => {
		fc.assert(
			fc.property(
				made.filter(({answered}) => answered.length > 0),
				fc.constantFrom('DC01.', 'dc02.'),
				fc.boolean(),
				(world, label, hasDot) => {
					const name = `${label}${world.answered[0]}${hasDot ? '.' : ''}`;
					const more = withName(world, name);
					expect(schemaOnEveryDc.judge(more.schema)).toEqual(schemaOnEveryDc.judge(world.schema));
					expect(kindOf(writeBackOf(more.schema))).toBe(kindOf(writeBackOf(world.schema)));
					expect(upnOf(more)).toEqual(upnOf(world));
				},
			),
			{numRuns: 1_000},
		);
	});

	it('A21 W62 is never met with one more name that nobody lists and no connector has', () => {
		fc.assert(
			fc.property(made, fc.constantFrom(`x.${forest}`, `dc77.${forest}`, `x${forest}`, 'com', 'third.test'), (world, name) => {
				const more = withName(world, name);
				expect(kindOf(schemaOnEveryDc.judge(more.schema))).not.toBe('met');
				expect(kindOf(upnOf(more))).not.toBe('met');
			}),
			{numRuns: 1_000},
		);
	});

	it('A22 is never met with one more member whom nobody has seen', () => {
		fc.assert(
			fc.property(made, fc.constantFrom<Stranger['kind']>('trusted', 'unknown', 'unread'), ({schema}, kind) => {
				const {members} = schema;
				const strangers = [
					...(members.seen ? members.facts.strangers : []),
					{member: sidOf(99), kind, of: kind === 'trusted' ? 'third.test' : null},
				];
				expect(kindOf(schemaOnEveryDc.judge({...schema, members: membersOf(...strangers)}))).not.toBe('met');
			}),
			{numRuns: 1_000},
		);
	});
});
