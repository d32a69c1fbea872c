import {casesFor} from '../../../src/guide/cases.ts';
import {absentServer, connectorOf, entra, seenServers, server, staleServer} from '../../case-builders/connect-servers.ts';
import {forest} from '../../case-builders/forests.ts';
import {tenantDomainsOf} from '../../case-builders/tenants.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import type {ConnectServer} from './connect-server.facts.ts';
import {oneActiveServer} from './one-active-server.ts';
import type {WindowsServers} from './windows-servers.facts.ts';

const world = (...servers: readonly ConnectServer[]) => ({...seenServers(...servers), domains: seen(tenantDomainsOf('contoso.com'))});
const elsewhere = server({
	server: 'SYNC09',
	connectors: [entra({name: 'fabrikam.onmicrosoft.com - AAD', account: null}), connectorOf(forest)],
});

export default casesFor(oneActiveServer, {
	'one server exports, one is in staging mode': {
		given: world(server(), server({server: 'SYNC02', staging: true})),
		then: 'met',
		says: 'SYNC01 exports',
	},
	'W24 two servers export to this tenant': {
		given: world(server(), server({server: 'SYNC02'})),
		then: 'unmet',
		says: 'SYNC01 and SYNC02',
		remedy: 'settle-the-active-server',
	},
	'W24 two servers export, to two tenants': {given: world(server(), elsewhere), then: 'met'},
	'W24 two servers export, and to which tenants was not seen': {
		given: {...world(server(), elsewhere), domains: nobodyAsked},
		then: 'inconclusive',
		remedy: 'look-at-the-right-tenant',
	},
	'W24 the other was seen exporting three days ago, and may be in staging mode since': {
		given: world(server(), staleServer({server: 'SYNC02'})),
		then: 'stale',
		remedy: 'bring-fresh-evidence',
	},
	'W24 three servers export, of which two were seen today': {
		given: world(server(), server({server: 'SYNC02'}), staleServer({server: 'SYNC03'})),
		then: 'unmet',
		says: 'SYNC01, SYNC02 and SYNC03',
	},
	'W24 two servers export to this tenant, and whether a third does was not seen': {
		given: world(server(), server({server: 'SYNC02', connectors: [entra({name: 'Entra', account: null}), connectorOf(forest)]})),
		then: 'inconclusive',
	},
	'one server is in staging mode, and on another Connect is not installed': {
		given: world(server({staging: true}), {...absentServer, server: 'SYNC02'}),
		then: 'elsewhere',
		says: 'SYNC01 and SYNC02',
	},
	'W60 the other was seen exporting three days ago, and its computer account is disabled since': {
		given: {
			...world(server(), staleServer({server: 'SYNC02'})),
			computers: seen<WindowsServers>({
				forests: [
					{forest, silent: null, domains: [{domain: forest, silent: null, servers: [{name: 'SYNC02', dnsName: null, enabled: false}]}]},
				],
			}),
		},
		then: 'met',
		says: 'SYNC01 exports',
	},
	'W60 the only one that was seen has no computer account any more': {
		given: {
			...world(staleServer()),
			computers: seen<WindowsServers>({
				forests: [
					{forest, silent: null, domains: [{domain: forest, silent: null, servers: [{name: 'DC01', dnsName: null, enabled: true}]}]},
				],
			}),
		},
		then: 'stale',
		remedy: 'bring-fresh-evidence',
	},
	'W21 only a staging server was seen': {given: world(server({staging: true})), then: 'elsewhere', remedy: 'find-the-active-server'},
	'nobody saw whether it is in staging mode': {given: world(server({staging: null})), then: 'inconclusive'},
	'W32 Connect is not installed': {given: world(absentServer), then: 'not-applicable'},
	'what was seen of the only one is three days old': {given: world(staleServer()), then: 'stale'},
});
