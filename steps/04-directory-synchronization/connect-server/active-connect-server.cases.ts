import {casesFor} from '../../../src/guide/cases.ts';
import {absentServer, seenServers, server, staleServer} from '../../case-builders/connect-servers.ts';
import {domain, tenantDomainsOf} from '../../case-builders/tenants.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import {activeConnectServer} from './active-connect-server.ts';
import type {ConnectServer} from './connect-server.facts.ts';

const world = (...servers: readonly ConnectServer[]) => ({...seenServers(...servers), domains: seen(tenantDomainsOf('contoso.com'))});

export default casesFor(activeConnectServer, {
	'the server exports': {given: world(server()), then: 'met', says: 'SYNC01 is not in staging mode'},
	'W21 the only server seen is in staging mode': {
		given: world(server({staging: true})),
		then: 'elsewhere',
		remedy: 'find-the-active-server',
	},
	'one exports, one is in staging mode': {given: world(server(), server({server: 'SYNC02', staging: true})), then: 'met'},
	'one was seen exporting three days ago, another exports today': {
		given: world(staleServer({server: 'SYNC02'}), server()),
		then: 'met',
		says: 'SYNC01 is not in staging mode',
	},
	'one server is in staging mode, and on another Connect is not installed': {
		given: world(server({staging: true}), {...absentServer, server: 'SYNC02'}),
		then: 'elsewhere',
	},
	'nobody saw whether it is in staging mode': {
		given: world(server({staging: null})),
		then: 'inconclusive',
		remedy: 'find-the-active-server',
	},
	'W25 it exports to another tenant': {
		given: {...world(server()), domains: seen({domains: [domain('fabrikam.onmicrosoft.com')]})},
		then: 'foreign',
		remedy: 'look-at-the-right-tenant',
	},
	'it exports, and the tenant was not seen': {given: {...world(server()), domains: nobodyAsked}, then: 'met'},
	'W32 Connect is not installed': {given: world(absentServer), then: 'not-applicable'},
	'what was seen is three days old': {given: world(staleServer()), then: 'stale', remedy: 'bring-fresh-evidence'},
});
