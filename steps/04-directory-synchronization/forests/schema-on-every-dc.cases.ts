import {casesFor} from '../../../src/guide/cases.ts';
import type {FactsOf} from '../../../src/guide/check.ts';
import {connectOf, connectorOf, entra, inbound, outbound, server, staleServer} from '../../case-builders/connect-servers.ts';
import {
	type Controller,
	computersOf,
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
} from '../../case-builders/forests.ts';
import {sidOf} from '../../case-builders/persons.ts';
import {nobodyAsked, notSeen, seen} from '../../case-builders/witnesses.ts';
import {schemaOnEveryDc} from './schema-on-every-dc.ts';

type Given = FactsOf<typeof schemaOnEveryDc.needs>;

const [first, second] = wholeForest(forest) as readonly [Controller, Controller];
const both = (over: Partial<Controller>): readonly Controller[] => [
	{...first, ...over},
	{...second, ...over},
];
const world = (forests: Parameters<typeof schemaOf>[0], over: Partial<Given> = {}): Given => ({
	...schemaOf(forests),
	readOnly: readOnlyOf(forests),
	users: usersOf({[forest]: 300}),
	members: membersOf(),
	identities: identitiesOf(forest),
	connect: notSeen('elsewhere', 'This must be asked on the Connect server.'),
	computers: nobodyAsked,
	...over,
});

/** A connector that holds one domain more. */
const withDomain = (name: string, connector = connectorOf(secondForest)) => ({
	...connector,
	domains: [...connector.domains, {...connectorOf(name).domains[0], namingContext: contextOf(name)} as (typeof connector.domains)[number]],
});

const twoConnectors = (over: Parameters<typeof server>[0] = {}) =>
	server({connectors: [entra(), connectorOf(forest), connectorOf(secondForest)], ...over});

/** A server of another name that had two forests, seen three days ago. */
const oldServer = staleServer({
	server: 'SYNC00',
	dnsName: `SYNC00.${forest}`,
	connectors: [entra(), connectorOf(forest), connectorOf(secondForest)],
});

export default casesFor(schemaOnEveryDc, {
	'A01 schema 88 with the attribute and its own ids, on every domain controller': {
		given: world({[forest]: wholeForest(forest)}),
		then: 'met',
		says: 'schema 2019 or 2022 (88) with the key attribute on 2 of 2',
	},
	'A01 schema 87 is enough': {given: world({[forest]: both({objectVersion: 87})}), then: 'met'},
	'A01 classes above user may hold the attribute as well as user itself': {
		given: world({[forest]: both({heldBy: ['organizationalPerson']})}),
		then: 'met',
	},
	'A02 schema 69 of Windows Server 2012 R2, without the attribute': {
		given: world({[forest]: both({objectVersion: 69, attribute: null})}),
		then: 'unmet',
		says: '2012 R2 (69)',
		remedy: 'extend-the-schema',
	},
	'A03 the number says 88, but the attribute is absent': {
		given: world({[forest]: both({attribute: null})}),
		then: 'unmet',
		remedy: 'extend-the-schema',
	},
	'A04 the attribute is there, but the number is 86: the extension broke off': {
		given: world({[forest]: both({objectVersion: 86})}),
		then: 'unmet',
		says: 'broke off',
		remedy: 'extend-the-schema',
	},
	'A05 the attribute is defunct: the directory is damaged': {
		given: world({[forest]: both({attribute: {defunct: true}})}),
		then: 'unmet',
		says: 'damaged',
		remedy: 'repair-the-directory',
	},
	'A06 another attribute wears the name: its schemaIDGUID differs': {
		given: world({[forest]: both({attribute: {schemaIdGuid: '11111111-2222-4333-8444-555555555555'}})}),
		then: 'unmet',
		says: /ids are not Microsoft's/,
		remedy: 'repair-the-directory',
	},
	'A06 another attribute wears the name: its OID differs': {
		given: world({[forest]: both({attribute: {oid: '1.2.3'}})}),
		then: 'unmet',
		remedy: 'repair-the-directory',
	},
	'A07 the attribute exists, but the class user may not hold it yet': {
		given: world({[forest]: both({heldBy: []})}),
		then: 'unmet',
		says: 'class user',
		remedy: 'wait-for-replication',
	},
	'A07 only the class computer may hold it': {given: world({[forest]: both({heldBy: ['computer']})}), then: 'unmet'},
	'A08 the schema master has it, one answering domain controller has not': {
		given: world({[forest]: [first, {...second, objectVersion: 69, attribute: null}]}),
		then: 'unmet',
		says: `DC02.${forest}`,
		remedy: 'wait-for-replication',
	},
	'A08 one has another attribute of that name, and the other is whole: no waiting brings it there': {
		given: world({[forest]: [first, {...second, attribute: {oid: '1.2.3'}}]}),
		then: 'unmet',
		says: `DC02.${forest}`,
		remedy: 'repair-the-directory',
	},
	'A09 two answer, one of them with its number and without its attribute': {
		given: world({[forest]: wholeForest(forest)}, {attribute: schemaOf({[forest]: [first, {...second, silent: 'timed-out'}]}).attribute}),
		then: 'inconclusive',
		says: `DC02.${forest} answered, and did not show`,
	},
	'A09 two answer, one of them with its attribute and without its number': {
		given: world({[forest]: wholeForest(forest)}, {head: schemaOf({[forest]: [first, {...second, silent: 'timed-out'}]}).head}),
		then: 'inconclusive',
		says: `DC02.${forest} answered, and did not show`,
	},
	'A09 two answer, one of them without one of the two ids of the attribute': {
		given: world({[forest]: [first, {...second, attribute: {schemaIdGuid: null}}]}),
		then: 'inconclusive',
		says: `DC02.${forest} answered, and did not show`,
	},
	'A09 two answer, an old one whose metadata stayed behind does not': {
		given: world({[forest]: [first, second, {server: `DC99.${forest}`, silent: 'unreachable'}]}),
		then: 'met',
		says: '2 of 3',
	},
	'A10 one of three answered, and it is the schema master': {
		given: world({[forest]: [first, {...second, silent: 'unreachable'}, {server: `DC03.${forest}`, silent: 'timed-out'}]}),
		then: 'met',
	},
	'A10 one of three answered, and only the short name of the schema master is its own': {
		given: world({
			[forest]: [
				{server: `DC01.emea.${forest}`, master: `DC01.${forest}`},
				{...first, silent: 'unreachable'},
				{...second, silent: 'unreachable'},
			],
		}),
		then: 'inconclusive',
		remedy: 'reach-the-schema-master',
	},
	'A10 one of three answered, and nobody could tell which is the schema master': {
		given: world({
			[forest]: [
				{...first, master: ''},
				{...second, silent: 'unreachable'},
				{server: `DC03.${forest}`, silent: 'timed-out'},
			],
		}),
		then: 'inconclusive',
		remedy: 'reach-the-schema-master',
	},
	'A10 one of three answered, is not the schema master, and a connector holds the key: the forest itself answered': {
		given: world(
			{[forest]: [{...first, silent: 'unreachable'}, second, {server: `DC03.${forest}`, silent: 'timed-out'}]},
			{connect: seen(connectOf(server()))},
		),
		then: 'inconclusive',
		remedy: 'reach-the-schema-master',
	},
	'A10 one of three answered, and it is not the schema master': {
		given: world({[forest]: [{...first, silent: 'unreachable'}, second, {server: `DC03.${forest}`, silent: 'timed-out'}]}),
		then: 'inconclusive',
		says: 'not the schema master',
		remedy: 'reach-the-schema-master',
	},
	'A10 the only domain controller of the forest answered, and the schema master that it names is gone': {
		given: world({[forest]: [second]}),
		then: 'met',
		says: '1 of 1',
	},
	'A11 only read-only domain controllers answered': {
		given: world({
			[forest]: [
				{...first, silent: 'unreachable'},
				{...second, readOnly: true},
				{server: `DC03.${forest}`, readOnly: true},
			],
		}),
		then: 'inconclusive',
		says: 'read-only',
		remedy: 'reach-a-domain-controller',
	},
	'A11 some answered, and nobody could say which of them are read-only': {
		given: world(
			{[forest]: [{...first, silent: 'unreachable'}, second, {server: `DC03.${forest}`}]},
			{readOnly: notSeen('timed-out', 'No answer within 60 s.')},
		),
		then: 'inconclusive',
		remedy: 'reach-a-domain-controller',
	},
	'A11 nobody saw whether those that answered are writable, and others did not answer': {
		given: world({
			[forest]: [
				{...first, silent: 'unreachable'},
				{...second, readOnly: null},
				{server: `DC03.${forest}`, readOnly: null},
			],
		}),
		then: 'inconclusive',
		says: 'whether that is a writable domain controller was not seen',
		remedy: 'reach-a-domain-controller',
	},
	'A11 nobody saw which are writable, but all of them answered': {
		given: world({
			[forest]: [
				{...first, readOnly: null},
				{...second, readOnly: true},
			],
		}),
		then: 'met',
	},
	'A11 all are marked read-only, and all of them answered': {
		given: world({
			[forest]: [
				{...first, readOnly: true, master: `DC09.${forest}`},
				{...second, readOnly: true, master: `DC09.${forest}`},
			],
		}),
		then: 'inconclusive',
		says: 'only read-only domain controllers answered',
	},
	'A11 only read-only domain controllers answered, and a connector holds the key: the forest itself answered': {
		given: world(
			{
				[forest]: [
					{...first, silent: 'unreachable'},
					{...second, readOnly: true},
					{server: `DC03.${forest}`, readOnly: true},
				],
			},
			{connect: seen(connectOf(server()))},
		),
		then: 'inconclusive',
		remedy: 'reach-a-domain-controller',
	},
	'A23 a read-only domain controller that calls itself the schema master is read-only': {
		given: world({
			[forest]: [
				{...first, silent: 'unreachable'},
				{...second, readOnly: true, master: second.server},
				{server: `DC03.${forest}`, readOnly: true},
			],
		}),
		then: 'inconclusive',
		says: 'read-only',
	},
	'A23 two objects of one DNS name, the first of them read-only: that name is read-only': {
		given: world({[forest]: [{...first, silent: 'unreachable'}, {...second, readOnly: true}, second]}),
		then: 'inconclusive',
		says: 'only read-only domain controllers answered',
	},
	'A23 two objects of one DNS name, the second of them read-only: that name is read-only': {
		given: world({[forest]: [{...first, silent: 'unreachable'}, second, {...second, readOnly: true}]}),
		then: 'inconclusive',
		says: 'only read-only domain controllers answered',
	},
	'A23 a writable one of the same short name in another domain is another server': {
		given: world({
			[forest]: [
				{...first, silent: 'unreachable'},
				{...second, readOnly: true},
				{server: `DC02.emea.${forest}`, master: `DC01.${forest}`},
			],
		}),
		then: 'met',
		says: '2 of 3',
	},
	'A11 all answered, nobody could say of one whether it is read-only, and the other is': {
		given: world({
			[forest]: [
				{...first, master: '', readOnly: null},
				{...second, master: '', readOnly: true},
			],
		}),
		then: 'met',
	},
	'A11 all answered, and nobody could say of any whether it is read-only, nor which is the schema master': {
		given: world({[forest]: both({master: '', readOnly: null})}),
		then: 'met',
	},
	'A11 one read-only domain controller is behind nobody else': {
		given: world({[forest]: [first, {...second, readOnly: true}]}),
		then: 'met',
	},
	'A12 no domain controller answered': {
		given: world({[forest]: both({silent: 'unreachable'})}),
		then: 'unreachable',
		remedy: 'reach-a-domain-controller',
	},
	'A12 the forest itself did not answer': {given: world({[forest]: 'timed-out'}), then: 'timed-out', remedy: 'reach-a-domain-controller'},
	'A12 no domain controller showed its schema, and a connector holds the key: the forest itself answered': {
		given: world({[forest]: both({silent: 'access-denied'})}, {connect: seen(connectOf(server()))}),
		then: 'access-denied',
	},
	'A12 the attribute was read, the number could not be, and a connector holds the key: the forest itself answered': {
		given: world({[forest]: wholeForest(forest)}, {head: schemaOf({[forest]: 'timed-out'}).head, connect: seen(connectOf(server()))}),
		then: 'timed-out',
	},
	'A06 the ids of the attribute could not be read: no id is not another id': {
		given: world({[forest]: both({attribute: {oid: null}})}),
		then: 'empty',
	},
	'A06 one of its ids could not be read, and the other is not its own': {
		given: world({[forest]: both({attribute: {oid: null, schemaIdGuid: '11111111-2222-4333-8444-555555555555'}})}),
		then: 'unmet',
		remedy: 'repair-the-directory',
	},
	'A12 access to the schema was denied everywhere': {given: world({[forest]: both({silent: 'access-denied'})}), then: 'access-denied'},
	'A12 they answered, but the head of the schema was not readable': {
		given: world({[forest]: both({objectVersion: null})}),
		then: 'empty',
	},
	'A12 nothing on this computer can ask a directory': {
		given: world({}, {head: nobodyAsked, attribute: nobodyAsked, readOnly: nobodyAsked}),
		then: 'no-runner',
		remedy: 'reach-a-domain-controller',
	},
	'A12 the number was read, the attribute could not be: half is not enough': {
		given: world({[forest]: wholeForest(forest)}, {attribute: notSeen('timed-out', 'No answer within 60 s.')}),
		then: 'timed-out',
	},
	'A12 the attribute could not be read, but the number alone condemns': {
		given: world({[forest]: both({objectVersion: 69})}, {attribute: notSeen('timed-out', 'No answer within 60 s.')}),
		then: 'unmet',
	},
	'A13 the second forest holds users in scope and has schema 69': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: [{server: 'DC01', objectVersion: 69, attribute: null}]},
			{users: usersOf({[forest]: 300, [secondForest]: 40})},
		),
		then: 'unmet',
		says: secondForest,
		remedy: 'extend-the-schema',
	},
	'A14 the second forest was counted and holds no user in scope': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: [{server: 'DC01', objectVersion: 69, attribute: null}]},
			{users: usersOf({[forest]: 300, [secondForest]: 0})},
		),
		then: 'met',
	},
	'A14 no forest at all holds a user in scope: nothing was judged': {
		given: world({[forest]: both({objectVersion: 69})}, {users: usersOf({[forest]: 0})}),
		then: 'empty',
		remedy: 'choose-a-group',
	},
	'A15 the users of the second forest could not be counted to the end': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: [{server: 'DC01', objectVersion: 69, attribute: null}]},
			{users: usersOf({[forest]: 300, [secondForest]: null})},
		),
		then: 'unmet',
		says: secondForest,
	},
	'A14 the members of one group were counted, and the second forest holds none': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: [{server: 'DC01', objectVersion: 69, attribute: null}]},
			{users: usersOf({[forest]: 300, [secondForest]: 0}, {group: 'Hello Users', groupMatches: 1})},
		),
		then: 'met',
	},
	'A15 the second forest held nobody, as it was counted more than a day ago': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: [{server: 'DC01', objectVersion: 69, attribute: null}]},
			{users: {...usersOf({[forest]: 300, [secondForest]: 0}), stale: true} as Given['users']},
		),
		then: 'unmet',
		says: secondForest,
	},
	'A15 nobody could be counted': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: [{server: 'DC01', objectVersion: 69, attribute: null}]},
			{users: notSeen('timed-out', 'No answer within 60 s.')},
		),
		then: 'unmet',
	},
	'A15 the group was not found, so that nobody was counted anywhere': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: [{server: 'DC01', objectVersion: 69, attribute: null}]},
			{users: usersOf({[forest]: 0, [secondForest]: 0}, {group: 'Helo Users', groupMatches: 0})},
		),
		then: 'unmet',
	},
	'A16 the second forest cannot be reached, but a fresh export shows its attribute cached and selected': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{connect: seen(connectOf(twoConnectors({source: 'exported'})))},
		),
		then: 'met',
		says: 'its connector on SYNC01 holds and selects the key attribute',
	},
	'A16 the forest was asked by the name of a domain that its connector holds': {
		given: world(
			{[forest]: wholeForest(forest), [`EMEA.${secondForest}`]: 'unreachable'},
			{connect: seen(connectOf(server({connectors: [entra(), connectorOf(forest), withDomain(`emea.${secondForest}`)]})))},
		),
		then: 'met',
		says: `EMEA.${secondForest} did not answer`,
	},
	'A16 the forest was asked by a name that only ends in that of its connector': {
		given: world({[forest]: wholeForest(forest), [`dc01.${secondForest}`]: 'unreachable'}, {connect: seen(connectOf(twoConnectors()))}),
		then: 'unreachable',
		says: `dc01.${secondForest}`,
	},
	'A16 the connector is of a forest that answers, and holds a domain that is no longer its own': {
		given: world(
			{[forest]: wholeForest(forest), [`lab.${forest}`]: 'unreachable'},
			{connect: seen(connectOf(server({connectors: [entra(), withDomain(`lab.${forest}`, connectorOf(forest))]})))},
		),
		then: 'unreachable',
	},
	'A16 nothing but a connector speaks for either forest': {
		given: world(
			{[forest]: 'unreachable', [secondForest]: 'unreachable'},
			{
				identities: notSeen('unreachable', 'It did not answer within 10 s.'),
				users: notSeen('unreachable', 'It did not answer within 10 s.'),
				readOnly: notSeen('unreachable', 'It did not answer within 10 s.'),
				connect: seen(connectOf(twoConnectors())),
			},
		),
		then: 'met',
	},
	'A16 the export holds the attribute in its cache, and what it selects was not read': {
		given: world(
			{[forest]: 'unreachable'},
			{connect: seen(connectOf(server({connectors: [entra(), {...connectorOf(forest), selected: null}]})))},
		),
		then: 'unreachable',
	},
	'A16 the export holds the attribute in its cache, but does not select it': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{connect: seen(connectOf(twoConnectors({connectors: [entra(), connectorOf(forest), connectorOf(secondForest, {selected: []})]})))},
		),
		then: 'unreachable',
	},
	'A16 the export selects the attribute, but its cache does not hold it': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{
				connect: seen(
					connectOf(twoConnectors({connectors: [entra(), connectorOf(forest), connectorOf(secondForest, {schemaHoldsKey: false})]})),
				),
			},
		),
		then: 'unreachable',
	},
	'A16 the export is three days old': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{connect: seen(connectOf(staleServer({connectors: [entra(), connectorOf(forest), connectorOf(secondForest)]})))},
		),
		then: 'stale',
		remedy: 'bring-fresh-evidence',
	},
	'A08 one controller of three answers, and does not show its attribute whole': {
		given: world({[forest]: [...wholeForest(forest), {server: `DC03.${forest}`, attribute: {oid: null, schemaIdGuid: null}}]}),
		then: 'inconclusive',
		says: `DC03.${forest} answered, and did not show`,
	},
	'A08 one controller of three answers, and does not show its number': {
		given: world({[forest]: [...wholeForest(forest), {server: `DC03.${forest}`, objectVersion: null}]}),
		then: 'inconclusive',
		says: `DC03.${forest}`,
	},
	'A16 the only witness is contradicted by another of the same moment': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{connect: seen(connectOf({...twoConnectors(), contradicted: true}))},
		),
		then: 'contradicted',
		remedy: 'bring-fresh-evidence',
	},
	'A24 an old export of a retired server stands before a fresh one': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{connect: seen(connectOf(staleServer({server: 'OLD01', connectors: [entra(), connectorOf(secondForest)]}), twoConnectors()))},
		),
		then: 'met',
		says: 'on SYNC01',
	},
	'A24 an old export of a retired server stands behind a fresh one': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{connect: seen(connectOf(twoConnectors(), staleServer({server: 'OLD01', connectors: [entra(), connectorOf(secondForest)]})))},
		),
		then: 'met',
	},
	'A24 a fresh one that was not refreshed beside a fresh one that was': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{
				connect: seen(
					connectOf(
						server({server: 'STAGE01', connectors: [entra(), connectorOf(secondForest, {schemaHoldsKey: false})]}),
						twoConnectors(),
					),
				),
			},
		),
		then: 'met',
	},
	'A24 the old one holds the key, and the fresh one does not': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{
				connect: seen(
					connectOf(
						server({connectors: [entra(), connectorOf(forest), connectorOf(secondForest, {schemaHoldsKey: null})]}),
						staleServer({server: 'OLD01', connectors: [entra(), connectorOf(secondForest)]}),
					),
				),
			},
		),
		then: 'stale',
	},
	'A16 what a reachable forest says outweighs the export': {
		given: world({[forest]: both({objectVersion: 69, attribute: null})}, {connect: seen(connectOf(server()))}),
		then: 'unmet',
	},
	'A17 Connect has a second forest, and only the first was asked': {
		given: world({[forest]: wholeForest(forest)}, {connect: seen(connectOf(twoConnectors()))}),
		then: 'elsewhere',
		says: secondForest,
		remedy: 'ask-every-forest',
	},
	'W60 only a retired server has a connector to a forest that nobody asked': {
		given: world(
			{[forest]: wholeForest(forest)},
			{
				connect: seen(connectOf(server(), oldServer)),
				computers: computersOf([{name: 'SYNC01', dnsName: `SYNC01.${forest}`, enabled: true}]),
			},
		),
		then: 'met',
	},
	'W60 a server that was seen long ago has such a connector, and its computer account is still there': {
		given: world(
			{[forest]: wholeForest(forest)},
			{
				connect: seen(connectOf(server(), oldServer)),
				computers: computersOf([{name: 'SYNC00', dnsName: `SYNC00.${forest}`, enabled: true}]),
			},
		),
		then: 'elsewhere',
		says: secondForest,
	},
	'A17 a forest whose name lies below another is not that other one': {
		given: world(
			{[`lab.${forest}`]: wholeForest(`lab.${forest}`)},
			{identities: identitiesOf(`lab.${forest}`), users: usersOf({[`lab.${forest}`]: 3}), connect: seen(connectOf(server()))},
		),
		then: 'elsewhere',
		remedy: 'ask-every-forest',
	},
	'A21 a separate forest below another, silent, without a connector of its own': {
		given: world(
			{[forest]: wholeForest(forest), [`lab.${forest}`]: 'unreachable'},
			{users: usersOf({[forest]: 3}), connect: seen(connectOf(server()))},
		),
		then: 'unreachable',
		says: `lab.${forest}`,
	},
	'A21 a separate forest below another, neither of which answers': {
		given: world(
			{[`lab.${forest}`]: 'unreachable'},
			{identities: notSeen('unreachable', 'It did not answer within 10 s.'), connect: seen(connectOf(server()))},
		),
		then: 'unreachable',
		says: `lab.${forest}`,
	},
	'A21 the forest above is not asked where only the one below was': {
		given: world(
			{[forest]: 'unreachable'},
			{
				identities: notSeen('unreachable', 'It did not answer within 10 s.'),
				connect: seen(connectOf(server({connectors: [entra(), connectorOf('contoso.com')]}))),
			},
		),
		then: 'unreachable',
		says: 'contoso.com has a connector on SYNC01',
	},
	'A22 a member of the scope group lives in a forest that was asked, and no connector has it': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: wholeForest(secondForest)},
			{members: membersOf({member: sidOf(4711), kind: 'trusted', of: secondForest}), identities: identitiesOf(forest, secondForest)},
		),
		then: 'met',
	},
	'A22 a member lives in a forest that is trusted, and was not asked': {
		given: world({[forest]: wholeForest(forest)}, {members: membersOf({member: sidOf(4711), kind: 'trusted', of: secondForest})}),
		then: 'inconclusive',
		says: `1 member of the scope group lives in ${secondForest}`,
		remedy: 'ask-where-the-members-live',
	},
	'A22 a member lives in a forest that nobody knows': {
		given: world({[forest]: wholeForest(forest)}, {members: membersOf({member: sidOf(4711), kind: 'unknown', of: null})}),
		then: 'inconclusive',
		remedy: 'ask-where-the-members-live',
	},
	'A22 a member is there and could not be read': {
		given: world({[forest]: wholeForest(forest)}, {members: membersOf({member: `CN=hidden,DC=contoso`, kind: 'unread', of: null})}),
		then: 'inconclusive',
		remedy: 'ask-where-the-members-live',
	},
	'A22 a deleted account and a well-known SID are nobody who signs in': {
		given: world(
			{[forest]: wholeForest(forest)},
			{
				members: membersOf(
					{member: sidOf(4711), kind: 'deleted', of: secondForest},
					{member: 'S-1-5-11', kind: 'well-known', of: 'Authenticated Users'},
				),
			},
		),
		then: 'met',
	},
	'A22 a member lives in a forest that does not answer, for which a fresh export speaks': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{members: membersOf({member: sidOf(4711), kind: 'trusted', of: secondForest}), connect: seen(connectOf(twoConnectors()))},
		),
		then: 'met',
	},
	'A22 a member lives in a forest that has a connector, and was not asked': {
		given: world(
			{[forest]: wholeForest(forest)},
			{members: membersOf({member: sidOf(4711), kind: 'trusted', of: secondForest}), connect: seen(connectOf(twoConnectors()))},
		),
		then: 'elsewhere',
		remedy: 'ask-every-forest',
	},
	'A22 nobody saw who the members of the group are': {
		given: world({[forest]: wholeForest(forest)}, {members: notSeen('timed-out', 'No answer within 60 s.')}),
		then: 'timed-out',
		remedy: 'ask-where-the-members-live',
	},
	'A25 a domain controller that was given beside its forest and is silent is that forest': {
		given: world({[forest]: wholeForest(forest), [`DC02.${forest}`]: 'unreachable'}),
		then: 'met',
	},
	'A25 the same, asked first': {given: world({[`dc02.${forest}.`]: 'unreachable', [forest]: wholeForest(forest)}), then: 'met'},
	'A25 a domain controller that the forest does not list is a forest of its own': {
		given: world({[forest]: wholeForest(forest), [`DC77.${forest}`]: 'unreachable'}),
		then: 'unreachable',
		says: `DC77.${forest}`,
	},
	'A25 only its domain controller was asked, is silent, and the forest itself was heard elsewhere': {
		given: world(
			{[`DC02.${forest}`]: 'unreachable'},
			{connect: seen(connectOf(server({connectors: [entra(), connectorOf(forest, {selected: []})]})))},
		),
		then: 'unreachable',
		remedy: 'reach-a-domain-controller',
	},
	'W27 the connector knows a forest of that name with another id': {
		given: world(
			{[forest]: wholeForest(forest)},
			{connect: seen(connectOf(server({connectors: [entra(), connectorOf(forest, {forestId: idOf('another')})]})))},
		),
		then: 'foreign',
		remedy: 'recognise-the-forest',
	},
	'W27 the connector carries no id, and its domain has the name of that of the forest': {
		given: world(
			{[forest]: wholeForest(forest)},
			{connect: seen(connectOf(server({connectors: [entra(), connectorOf(forest, {forestId: null})]})))},
		),
		then: 'met',
	},
	'W62 a forest was given, is silent, and has no connector': {
		given: world({[forest]: wholeForest(forest), [secondForest]: 'unreachable'}, {connect: seen(connectOf(server()))}),
		then: 'unreachable',
		says: secondForest,
	},
	'A18 another server than Windows answers as Active Directory, with the same facts': {
		given: world({[forest]: [{server: 'samba', master: 'SAMBA'}]}),
		then: 'met',
	},
	'A19 old functional levels belong to step 2; the schema is 87': {given: world({[forest]: both({objectVersion: 87})}), then: 'met'},
	'A13 two forests are both whole: they are named in the order of their names, whichever was given first': {
		given: world(
			{[secondForest]: wholeForest(secondForest), [forest]: wholeForest(forest)},
			{identities: identitiesOf(secondForest, forest)},
		),
		then: 'met',
		says: /^corp\.contoso\.com: .* fabrikam\.com: /,
	},
	'A13 the same, given the other way round': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: wholeForest(secondForest)},
			{identities: identitiesOf(forest, secondForest)},
		),
		then: 'met',
		says: /^corp\.contoso\.com: .* fabrikam\.com: /,
	},
	'A15 a silent forest was counted and holds nobody in scope: no connector has to speak for it': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{users: usersOf({[forest]: 300, [secondForest]: 0}), connect: seen(connectOf(twoConnectors()))},
		),
		then: 'met',
		says: /^corp\.contoso\.com: (?!.*fabrikam)/,
	},
	'A16 connectors of two servers speak for a silent forest: the first by name is said': {
		given: world(
			{[forest]: wholeForest(forest), [secondForest]: 'unreachable'},
			{
				users: usersOf({[forest]: 300, [secondForest]: 7}),
				connect: seen(connectOf(twoConnectors({server: 'SYNC02'}), twoConnectors())),
			},
		),
		then: 'met',
		says: 'its connector on SYNC01 holds',
	},
	'A22 a member lives in a forest that has a connector: that forest is asked for once, by its connector': {
		given: world(
			{[forest]: wholeForest(forest)},
			{
				connect: seen(connectOf(twoConnectors())),
				members: membersOf({member: 'S-1-5-21-9-9-9-1104', kind: 'trusted', of: secondForest}),
			},
		),
		then: 'elsewhere',
		says: /^fabrikam\.com has a connector on SYNC01, and nobody asked it for its schema\.$/,
	},
	'A22 a member of a forest that was asked could not be read': {
		given: world(
			{[forest]: wholeForest(forest)},
			{members: membersOf({member: 'CN=x,DC=corp,DC=contoso,DC=com', kind: 'unread', of: forest})},
		),
		then: 'inconclusive',
		remedy: 'ask-where-the-members-live',
	},
	'A12 no forest was asked, and the members of the group were not seen either: the schema is what was not seen': {
		given: world(
			{[forest]: wholeForest(forest)},
			{
				head: notSeen('unreachable', 'DC01 did not answer.'),
				attribute: notSeen('unreachable', 'DC01 did not answer.'),
				members: notSeen('malformed', 'The answer could not be understood.'),
			},
		),
		then: 'unreachable',
		remedy: 'reach-a-domain-controller',
	},
	'A20 Connect was installed before the schema, both long ago; the schema is what is asked here': {
		given: world(
			{[forest]: wholeForest(forest)},
			{
				connect: seen(
					connectOf(server({rules: [inbound()], connectors: [entra(), connectorOf(forest, {schemaHoldsKey: false, selected: []})]})),
				),
			},
		),
		then: 'met',
	},
	'A20 with the rule made since': {
		given: world({[forest]: wholeForest(forest)}, {connect: seen(connectOf(server({rules: [inbound(), outbound(forest)]})))}),
		then: 'met',
	},
});
