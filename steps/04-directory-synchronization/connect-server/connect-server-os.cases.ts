import {casesFor} from '../../../src/guide/cases.ts';
import {aroundMachines, computerWithout, gigabytes, machine} from '../../case-builders/connect-machines.ts';
import {connectOf, server} from '../../case-builders/connect-servers.ts';
import {nobodyAsked, seen} from '../../case-builders/witnesses.ts';
import {connectServerOs} from './connect-server-os.ts';

const move = 'move-to-a-supported-server';

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
	'nobody asked which servers there are': {given: {...aroundMachines(machine()), connect: nobodyAsked}, then: 'met'},
	'what was brought is three days old': {given: aroundMachines(machine({stale: true})), then: 'stale', remedy: 'bring-fresh-evidence'},
	'three days ago it was too old': {given: aroundMachines(machine({stale: true, build: 9600})), then: 'unmet'},
	'two files of one moment differ': {given: aroundMachines(machine({contradicted: true})), then: 'contradicted'},
	'a computer without Connect': {
		given: {...aroundMachines(computerWithout), connect: nobodyAsked},
		then: 'not-applicable',
		says: 'not installed on FILE01',
	},
});
