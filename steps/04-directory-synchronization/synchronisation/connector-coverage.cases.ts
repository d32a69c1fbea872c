import {casesFor} from '../../../src/guide/cases.ts';
import type {FactsOf} from '../../../src/guide/check.ts';
import {
	absentServer,
	connectorOf,
	entra,
	inbound,
	outbound,
	seenServers,
	server,
	staleServer,
} from '../../case-builders/connect-servers.ts';
import {forest, identitiesOf, secondForest, usersOf} from '../../case-builders/forests.ts';
import {nobodyAsked} from '../../case-builders/witnesses.ts';
import type {ConnectServer} from '../connect-server/connect-server.facts.ts';
import {connectorCoverage} from './connector-coverage.ts';

type Given = FactsOf<typeof connectorCoverage.needs>;
type Domain = ConnectServer['connectors'][number]['domains'][number];

const namingContext = 'DC=corp,DC=contoso,DC=com';
const world = (one: ConnectServer, over: Partial<Given> = {}): Given => ({
	...seenServers(one),
	users: usersOf({[forest]: 300}),
	identities: identitiesOf(forest, secondForest),
	...over,
});
const reading = (over: Partial<Domain>) =>
	server({
		connectors: [
			entra(),
			connectorOf(forest, {
				domains: [{namingContext, id: null, selected: true, containers: {included: [namingContext], excluded: []}, ...over}],
			}),
		],
	});
const bothForests = [entra(), connectorOf(forest), connectorOf(secondForest)];

export default casesFor(connectorCoverage, {
	'every domain is read as a whole': {given: world(server()), then: 'met'},
	'W44 a domain of the forest is left out': {
		given: world(reading({selected: false})),
		then: 'caution',
		says: namingContext,
		remedy: 'select-the-domain',
	},
	'W44 only one container is read': {
		given: world(reading({containers: {included: [`OU=Staff,${namingContext}`], excluded: [namingContext]}})),
		then: 'caution',
		says: 'only part',
		remedy: 'mind-the-containers',
	},
	'W44 one container below the root is left out': {
		given: world(reading({containers: {included: [namingContext], excluded: [`OU=Leavers,${namingContext}`]}})),
		then: 'caution',
		remedy: 'mind-the-containers',
	},
	'W44 the root in other capitals and with a space is the root': {
		given: world(reading({containers: {included: ['dc=CORP, dc=contoso, dc=com'], excluded: []}})),
		then: 'met',
	},
	'which containers are read was not said': {
		given: world(reading({containers: null})),
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
	'the connector names no domain': {
		given: world(server({connectors: [entra(), connectorOf(forest, {domains: []})]})),
		then: 'inconclusive',
	},
	'W18 a second forest holds nobody in scope, and no rule': {
		given: world(server({connectors: bothForests, rules: [inbound(), outbound(forest)]}), {
			users: usersOf({[forest]: 300, [secondForest]: 0}),
		}),
		then: 'caution',
		says: 'nobody of that forest can enrol',
		remedy: 'refresh-before-they-come',
	},
	'W18 a second forest holds nobody in scope, and has the rule': {
		given: world(server({connectors: bothForests, rules: [inbound(), outbound(forest), outbound(secondForest)]}), {
			users: usersOf({[forest]: 300, [secondForest]: 0}),
		}),
		then: 'met',
	},
	'users could not be counted: nothing excuses what is left out': {
		given: world(reading({selected: false}), {users: nobodyAsked}),
		then: 'caution',
		remedy: 'select-the-domain',
	},
	'what was seen three days ago': {given: world(staleServer()), then: 'stale', remedy: 'bring-fresh-evidence'},
	'the only server is in staging mode': {given: world(server({staging: true})), then: 'elsewhere', remedy: 'find-the-active-server'},
	'Connect is not installed': {given: world(absentServer), then: 'not-applicable'},
});
