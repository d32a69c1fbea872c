import {casesFor} from '../../src/guide/cases.ts';
import type {FactsOf} from '../../src/guide/check.ts';
import {schemaOnEveryDc} from './schema-on-every-dc.ts';
import {
	type Controller,
	connectOf,
	connectorOf,
	entra,
	forest,
	identitiesOf,
	inbound,
	nobodyAsked,
	notSeen,
	outbound,
	schemaOf,
	secondForest,
	seen,
	server,
	staleServer,
	usersOf,
	wholeForest,
} from './worlds.ts';

type Given = FactsOf<typeof schemaOnEveryDc.needs>;

const [first, second] = wholeForest(forest) as readonly [Controller, Controller];
const both = (over: Partial<Controller>): readonly Controller[] => [
	{...first, ...over},
	{...second, ...over},
];
const noReadOnly = seen({forests: [{forest, silent: null, names: []}]});

const world = (forests: Parameters<typeof schemaOf>[0], over: Partial<Given> = {}): Given => ({
	...schemaOf(forests),
	readOnly: noReadOnly,
	users: usersOf({[forest]: 300}),
	identities: identitiesOf(forest),
	connect: notSeen('elsewhere', 'This must be asked on the Connect server.'),
	...over,
});

const twoConnectors = (over: Parameters<typeof server>[0] = {}) =>
	server({connectors: [entra(), connectorOf(forest), connectorOf(secondForest)], ...over});

export default casesFor(schemaOnEveryDc, {
	'A01 schema 88 with the attribute and its own ids, on every domain controller': {
		given: world({[forest]: wholeForest(forest)}),
		then: 'met',
		says: 'schema 2019 (88) with the key attribute on 2 of 2',
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
	'A09 two answer, an old one whose metadata stayed behind does not': {
		given: world({[forest]: [first, second, {server: `DC99.${forest}`, silent: 'unreachable'}]}),
		then: 'met',
		says: '2 of 3',
	},
	'A10 one of three answered, and it is the schema master': {
		given: world({[forest]: [first, {...second, silent: 'unreachable'}, {server: `DC03.${forest}`, silent: 'timed-out'}]}),
		then: 'met',
	},
	'A10 one of three answered, and it is not the schema master': {
		given: world({[forest]: [{...first, silent: 'unreachable'}, second, {server: `DC03.${forest}`, silent: 'timed-out'}]}),
		then: 'inconclusive',
		says: 'not the schema master',
		remedy: 'reach-the-schema-master',
	},
	'A11 only read-only domain controllers answered': {
		given: world(
			{[forest]: [{...first, silent: 'unreachable'}, second, {server: `DC03.${forest}`}]},
			{readOnly: seen({forests: [{forest, silent: null, names: ['DC02', 'dc03']}]})},
		),
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
	'A11 one read-only domain controller is behind nobody else': {
		given: world({[forest]: wholeForest(forest)}, {readOnly: seen({forests: [{forest, silent: null, names: ['DC02']}]})}),
		then: 'met',
	},
	'A12 no domain controller answered': {
		given: world({[forest]: both({silent: 'unreachable'})}),
		then: 'unreachable',
		remedy: 'reach-a-domain-controller',
	},
	'A12 the forest itself did not answer': {given: world({[forest]: 'timed-out'}), then: 'timed-out', remedy: 'reach-a-domain-controller'},
	'A12 access to the schema was denied everywhere': {given: world({[forest]: both({silent: 'access-denied'})}), then: 'access-denied'},
	'A12 they answered, but the head of the schema was not readable': {
		given: world({[forest]: both({objectVersion: null})}),
		then: 'empty',
	},
	'A12 nothing on this computer can ask a directory': {
		given: world({}, {head: nobodyAsked, attribute: nobodyAsked}),
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
	'A16 the forest was asked by the name of its controller': {
		given: world({[forest]: wholeForest(forest), [`dc01.${secondForest}`]: 'unreachable'}, {connect: seen(connectOf(twoConnectors()))}),
		then: 'met',
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
	'A17 a forest whose name lies below another is not that other one': {
		given: world(
			{[`lab.${forest}`]: wholeForest(`lab.${forest}`)},
			{identities: identitiesOf(`lab.${forest}`), users: usersOf({[`lab.${forest}`]: 3}), connect: seen(connectOf(server()))},
		),
		then: 'elsewhere',
		remedy: 'ask-every-forest',
	},
	'A18 another server than Windows answers as Active Directory, with the same facts': {
		given: world({[forest]: [{server: 'samba', master: 'SAMBA'}]}),
		then: 'met',
	},
	'A19 old functional levels belong to step 2; the schema is 87': {given: world({[forest]: both({objectVersion: 87})}), then: 'met'},
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
