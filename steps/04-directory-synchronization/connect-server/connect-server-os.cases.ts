import {casesFor} from '../../../src/guide/cases.ts';
import {aroundMachines, computerWithout, gigabytes, machine} from '../../case-builders/connect-machines.ts';
import {absentServer, connectOf, connectorOf, entra, server, staleServer} from '../../case-builders/connect-servers.ts';
import {computersOf, forest, secondForest} from '../../case-builders/forests.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import {connectServerOs} from './connect-server-os.ts';

const move = 'move-to-a-supported-server';

const own = {name: 'SYNC01', dnsName: `SYNC01.${forest}`, enabled: true};
const dcOf = (domain: string) => ({name: 'DC01', dnsName: `DC01.${domain}`, enabled: true});
const oldServer = staleServer({server: 'SYNC09', dnsName: `SYNC09.${forest}`});
const oldAccount = {name: 'SYNC09', dnsName: `SYNC09.${forest}`, enabled: false};
const ofTwoForests = seen(connectOf(server({connectors: [entra(), connectorOf(forest), connectorOf(secondForest)]})));

type Computers = {readonly name: string | null; readonly dnsName: string | null; readonly enabled: boolean}[];
/** What two forests of one domain each list. */
const inBoth = (first: Computers, second: Computers) =>
	seen({
		forests: [
			{forest, silent: null, domains: [{domain: forest, silent: null, servers: first}]},
			{forest: secondForest, silent: null, domains: [{domain: secondForest, silent: null, servers: second}]},
		],
	});

export default casesFor(connectServerOs, {
	'Windows Server 2022 with its desktop': {given: aroundMachines(machine()), then: 'met', says: 'Windows Server 2022 with a desktop'},
	'Windows Server 2019': {given: aroundMachines(machine({build: 17763})), then: 'met'},
	'Windows Server 2016, two months before its support ends': {
		given: aroundMachines(machine({build: 14393})),
		then: 'caution',
		says: 'whose support ends on 12 Jan 2027',
		remedy: move,
	},
	'Windows Server 2016, half a year before': {
		given: aroundMachines(machine({build: 14393, takenAt: '2026-07-01T09:00:00Z'})),
		then: 'met',
	},
	'Windows Server 2012 R2': {given: aroundMachines(machine({build: 9600})), then: 'unmet', remedy: move},
	'Windows Server, version 23H2': {
		given: aroundMachines(machine({build: 25398, installation: 'Server Core'})),
		then: 'unmet',
		remedy: move,
	},
	'Windows Server 2025 before KB5070773': {
		given: aroundMachines(machine({build: 26100, revision: 6899})),
		then: 'unmet',
		says: 'without KB5070773',
		remedy: 'install-kb5070773',
	},
	'Windows Server 2025 with it': {given: aroundMachines(machine({build: 26100, revision: 6901})), then: 'caution', remedy: move},
	'Windows Server 2025 of an unknown update': {given: aroundMachines(machine({build: 26100, revision: null})), then: 'inconclusive'},
	'a Windows Server newer than that': {given: aroundMachines(machine({build: 27842})), then: 'inconclusive'},
	'Server Core': {given: aroundMachines(machine({installation: 'Server Core'})), then: 'unmet', says: 'full desktop', remedy: move},
	'a client': {
		given: aroundMachines(machine({installation: 'Client', build: 26100, revision: 7000, role: 1})),
		then: 'unmet',
		remedy: move,
	},
	'it did not say whether it has a desktop': {given: aroundMachines(machine({installation: null})), then: 'inconclusive'},
	'a server that is in no domain': {given: aroundMachines(machine({role: 2})), then: 'unmet', says: 'no server of a domain'},
	'a domain controller': {given: aroundMachines(machine({role: 5})), then: 'met'},
	'4 GB of memory': {given: aroundMachines(machine({memory: gigabytes(4)})), then: 'caution', says: '4.0 GB', remedy: 'add-memory'},
	'6 GB, of which firmware keeps some': {given: aroundMachines(machine({memory: gigabytes(5.9)})), then: 'met'},
	'it did not say its build': {
		given: aroundMachines(machine({build: null})),
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
	'two servers, one too old': {
		given: aroundMachines(machine(), machine({computer: 'SYNC02.corp.contoso.com', build: 9600})),
		then: 'unmet',
		says: 'SYNC02.corp.contoso.com runs Windows Server 2012 R2',
	},
	'the rules of a second server were seen, and nothing of its computer': {
		given: {...aroundMachines(machine()), connect: seen(connectOf(server(), server({server: 'SYNC02', staging: true})))},
		then: 'elsewhere',
		says: 'Nothing was brought of the computer SYNC02',
		remedy: 'bring-connect-evidence',
	},
	'the other server bears the same short name in another forest': {
		given: {
			...aroundMachines(machine({computer: 'SYNC01.fabrikam.com'})),
			connect: seen(connectOf(server({dnsName: 'SYNC01.corp.contoso.com'}))),
		},
		then: 'elsewhere',
	},
	'the rules of a server without a whole name, and a computer of that short name in another forest': {
		given: aroundMachines(machine({computer: 'SYNC01.fabrikam.com'})),
		then: 'elsewhere',
		says: 'nothing shows that it is the server SYNC01',
		remedy: 'bring-connect-evidence',
	},
	'the same, of a server whose connectors know no domain': {
		given: {
			...aroundMachines(machine()),
			connect: seen(connectOf(server({connectors: [entra(), connectorOf(forest, {domains: []})]}))),
		},
		then: 'elsewhere',
	},
	'two forests, and nobody listed their computers': {given: {...aroundMachines(machine()), connect: ofTwoForests}, then: 'elsewhere'},
	'two forests, and the only computer of that name is this one': {
		given: {...aroundMachines(machine()), connect: ofTwoForests, computers: inBoth([own], [dcOf(secondForest)])},
		then: 'met',
	},
	'two forests, each with a computer of that name': {
		given: {...aroundMachines(machine()), connect: ofTwoForests, computers: inBoth([own], [{...own, dnsName: `SYNC01.${secondForest}`}])},
		then: 'elsewhere',
	},
	'two forests, one of which lists no computer': {
		given: {...aroundMachines(machine()), connect: ofTwoForests, computers: inBoth([own], [])},
		then: 'elsewhere',
	},
	'two forests, one of which lists a computer without a name': {
		given: {
			...aroundMachines(machine()),
			connect: ofTwoForests,
			computers: inBoth([own], [{name: null, dnsName: null, enabled: true}]),
		},
		then: 'elsewhere',
	},
	'two forests, and the only computer of that name is in the other one': {
		given: {...aroundMachines(machine()), connect: ofTwoForests, computers: inBoth([dcOf(forest)], [own])},
		then: 'met',
	},
	'two servers of one short name, of which one said its whole name': {
		given: {
			...aroundMachines(machine()),
			connect: seen(connectOf(server({dnsName: `SYNC01.${forest}`}), server({connectors: [entra(), connectorOf(forest)]}))),
		},
		then: 'elsewhere',
		says: 'nothing shows that it is the server SYNC01',
	},
	'nobody asked which servers there are': {
		given: {...aroundMachines(machine()), connect: nobodyAsked},
		then: 'no-runner',
		says: 'Which Connect servers there are was not seen',
	},
	'nobody asked which servers there are, and the one that was seen is too old': {
		given: {...aroundMachines(machine({build: 9600})), connect: nobodyAsked},
		then: 'unmet',
	},
	'the old server was switched off': {
		given: {...aroundMachines(machine()), connect: seen(connectOf(server(), oldServer)), computers: computersOf([own, oldAccount])},
		then: 'met',
	},
	'the old server is there still': {
		given: {
			...aroundMachines(machine()),
			connect: seen(connectOf(server(), oldServer)),
			computers: computersOf([own, {...oldAccount, enabled: true}]),
		},
		then: 'elsewhere',
		says: 'Nothing was brought of the computer SYNC09',
	},
	'the only server that was seen is switched off, and another computer has no Connect': {
		given: {...aroundMachines(computerWithout), connect: seen(connectOf(oldServer)), computers: computersOf([own, oldAccount])},
		then: 'elsewhere',
	},
	'what was brought is three days old': {given: aroundMachines(machine({stale: true})), then: 'stale', remedy: 'bring-fresh-evidence'},
	'three days ago it was too old': {given: aroundMachines(machine({stale: true, build: 9600})), then: 'unmet'},
	'two files of one moment differ': {given: aroundMachines(machine({contradicted: true})), then: 'contradicted'},
	'a computer without Connect': {
		given: {...aroundMachines(computerWithout), connect: seen(connectOf(absentServer))},
		then: 'not-applicable',
		says: 'not installed on FILE01',
	},
	'a computer without Connect, and nobody asked which servers there are': {
		given: {...aroundMachines(computerWithout), connect: nobodyAsked},
		then: 'no-runner',
	},
});
