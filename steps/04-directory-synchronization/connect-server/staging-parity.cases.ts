import {casesFor} from '../../../src/guide/cases.ts';
import {connectorOf, entra, inbound, outbound, seenServers, server, staleServer} from '../../case-builders/connect-servers.ts';
import {forest, secondForest} from '../../case-builders/forests.ts';
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
});
