import {casesFor} from '../../../src/guide/cases.ts';
import {connectorId, connectorOf, entra, inbound, outbound, seenServers, server, staleServer} from '../../case-builders/connect-servers.ts';
import {contextOf, forest, secondForest} from '../../case-builders/forests.ts';
import {stagingParity} from './staging-parity.ts';

const staging = (over: Parameters<typeof server>[0] = {}) => server({server: 'SYNC02', staging: true, ...over});

export default casesFor(stagingParity, {
	'both servers have the whole chain': {given: seenServers(server(), staging()), then: 'met', says: 'SYNC02 would write keys'},
	'W23 the active server has it, the staging server lacks it': {
		given: seenServers(server(), staging({rules: [inbound()]})),
		then: 'caution',
		says: 'a fail-over would stop key write-back',
		remedy: 'repeat-it-on-the-staging-server',
	},
	'W23 the staging server lacks the inbound half': {
		given: seenServers(server(), staging({rules: [outbound(forest)]})),
		then: 'caution',
	},
	'W22 the active server lacks it, so there is nothing to lose': {
		given: seenServers(server({rules: [inbound()]}), staging()),
		then: 'not-applicable',
	},
	'W18 neither writes to the forest without users': {
		given: seenServers(
			server({connectors: [entra(), connectorOf(forest), connectorOf(secondForest)]}),
			staging({connectors: [entra(), connectorOf(forest), connectorOf(secondForest)]}),
		),
		then: 'met',
	},
	'no staging server was seen': {given: seenServers(server()), then: 'not-applicable'},
	'only a staging server was seen, and it has the chain': {given: seenServers(staging()), then: 'met'},
	'its rules could not be read': {
		given: seenServers(server(), staging({rules: [], rulesRead: null})),
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
	'what was seen of it is three days old': {
		given: seenServers(server(), staleServer({server: 'SYNC02', staging: true})),
		then: 'stale',
	},
	'it runs another version': {
		given: seenServers(server(), staging({version: '2.6.84.0'})),
		then: 'caution',
		says: 'it runs 2.6.84.0, not 2.6.92.0',
		remedy: 'make-them-alike',
	},
	'it has other numbers of rules in the same version': {
		given: seenServers(server(), staging({rulesOf: [{connector: connectorId(forest), rules: 30}]})),
		then: 'caution',
		says: 'it has 30 rules for corp.contoso.com, not 31',
	},
	'it has other numbers of rules in another version, which says nothing': {
		given: seenServers(server(), staging({version: '2.6.84.0', rulesOf: [{connector: connectorId(forest), rules: 30}]})),
		then: 'caution',
		says: /which exports: it runs 2\.6\.84\.0, not 2\.6\.92\.0\.$/,
	},
	'it leaves out a container that the active one reads': {
		given: seenServers(
			server(),
			staging({
				connectors: [
					entra(),
					connectorOf(forest, {
						domains: [
							{
								namingContext: contextOf(forest),
								id: null,
								selected: true,
								containers: {included: [contextOf(forest)], excluded: [`OU=Sales,${contextOf(forest)}`]},
							},
						],
					}),
				],
			}),
		),
		then: 'caution',
		says: 'it reads other domains or containers of corp.contoso.com',
	},
	'it reads the same, spelled in another way': {
		given: seenServers(
			server(),
			staging({
				connectors: [
					entra(),
					connectorOf(forest, {
						domains: [
							{
								namingContext: contextOf(forest).toLowerCase(),
								id: null,
								selected: true,
								containers: {included: [contextOf(forest).replaceAll(',', ', ')], excluded: []},
							},
						],
					}),
				],
			}),
		),
		then: 'met',
	},
	'it takes the user name from another attribute': {
		given: seenServers(server(), staging({upnAttribute: 'mail'})),
		then: 'caution',
		says: 'from mail, not from userPrincipalName',
	},
	'it has no connector to a second forest': {
		given: seenServers(
			server({connectors: [entra(), connectorOf(forest), connectorOf(secondForest)]}),
			staging({rulesOf: [{connector: connectorId(forest), rules: 31}]}),
		),
		then: 'caution',
		says: 'it has no connector to fabrikam.com',
	},
	'the schema that it holds does not know the attribute': {
		given: seenServers(server(), staging({connectors: [entra(), connectorOf(forest, {schemaHoldsKey: false})]})),
		then: 'caution',
		remedy: 'repeat-it-on-the-staging-server',
	},
	'two files of one moment say different things of it': {given: seenServers(server(), staging({contradicted: true})), then: 'contradicted'},
	'W55 what was brought of it is not whole': {
		given: seenServers(server(), staging({missing: ['the rules of corp.contoso.com']})),
		then: 'incomplete',
		says: 'the rules of corp.contoso.com',
		remedy: 'bring-connect-evidence',
	},
	'the active one was seen three days ago, with a forest that it has no connector to': {
		given: seenServers(
			staleServer({connectors: [entra(), connectorOf(forest), connectorOf(secondForest)]}),
			staging({rulesOf: server().rulesOf}),
		),
		then: 'stale',
		says: 'it has no connector to fabrikam.com',
		remedy: 'bring-fresh-evidence',
	},
	'the active one was seen three days ago, and it was alike': {given: seenServers(staleServer(), staging()), then: 'met'},
	'it lists another domain that neither reads': {
		given: seenServers(
			server(),
			staging({
				connectors: [
					entra(),
					connectorOf(forest, {
						domains: [
							...connectorOf(forest).domains,
							{namingContext: `DC=lab,${contextOf(forest)}`, id: null, selected: false, containers: {included: [], excluded: []}},
						],
					}),
				],
			}),
		),
		then: 'met',
	},
	'two servers export, so that nobody knows which one it should be like': {
		given: seenServers(server(), server({server: 'SYNC03'}), staging({version: '2.6.84.0'})),
		then: 'met',
	},
});
