import {casesFor} from '../../../src/guide/cases.ts';
import {aroundMachines, machine} from '../../case-builders/connect-machines.ts';
import type {ConnectMachine} from './connect-machine.facts.ts';
import {connectServerRuntime} from './connect-server-runtime.ts';

const tls = (over: Partial<ConnectMachine['tls']>) => machine({tls: {...machine().tls, ...over}});
const execution = (over: Partial<ConnectMachine['execution']>) => machine({execution: {...machine().execution, ...over}});

export default casesFor(connectServerRuntime, {
	'nothing is set, and Windows decides': {given: aroundMachines(machine()), then: 'met', says: 'TLS 1.2'},
	'all of it is set as the older page asks': {
		given: aroundMachines(
			tls({
				enabled: 1,
				disabledByDefault: 0,
				dotNet: {systemDefault: 1, strongCrypto: 1},
				dotNet32: {systemDefault: 1, strongCrypto: 1},
			}),
		),
		then: 'met',
	},
	'TLS 1.2 is on by all bits, as some tools write it': {
		given: aroundMachines(tls({enabled: 4294967295, disabledByDefault: 0})),
		then: 'met',
	},
	'TLS 1.2 is switched off': {given: aroundMachines(tls({enabled: 0})), then: 'unmet', says: 'switched off', remedy: 'enable-tls'},
	'TLS 1.2 is off unless a program asks for it': {given: aroundMachines(tls({disabledByDefault: 1})), then: 'unmet', remedy: 'enable-tls'},
	'.NET may not use strong cryptography': {
		given: aroundMachines(tls({dotNet: {systemDefault: 1, strongCrypto: 0}})),
		then: 'caution',
		remedy: 'let-dotnet-follow-windows',
	},
	'.NET of 32 bits chooses its protocols itself': {
		given: aroundMachines(tls({dotNet32: {systemDefault: 0, strongCrypto: null}})),
		then: 'caution',
	},
	'.NET 4.7.2, to the number': {given: aroundMachines(machine({dotNet: 461808})), then: 'met'},
	'.NET 4.7.1': {given: aroundMachines(machine({dotNet: 461308})), then: 'unmet', says: 'older than 4.7.2', remedy: 'install-dotnet'},
	'it did not say which .NET it has': {
		given: aroundMachines(machine({dotNet: null})),
		then: 'inconclusive',
		remedy: 'bring-connect-evidence',
	},
	'PowerShell 5.0': {given: aroundMachines(machine({powerShell: '5.0.10586.117'})), then: 'met'},
	'PowerShell 4': {given: aroundMachines(machine({powerShell: '4.0'})), then: 'unmet', remedy: 'update-powershell'},
	'it did not say which PowerShell it has': {given: aroundMachines(machine({powerShell: null})), then: 'inconclusive'},
	'a policy forbids scripts': {given: aroundMachines(execution({allowedByPolicy: 0})), then: 'caution', remedy: 'allow-signed-scripts'},
	'a policy allows signed scripts, and the computer says Restricted': {
		given: aroundMachines(execution({allowedByPolicy: 1, policy: 'AllSigned', computer: 'Restricted'})),
		then: 'met',
	},
	'the computer says Restricted, and no policy anything': {given: aroundMachines(execution({computer: 'Restricted'})), then: 'caution'},
	'nobody set an execution policy': {given: aroundMachines(execution({computer: null})), then: 'met'},
	'two faults at once': {
		given: aroundMachines(machine({dotNet: 461308, powerShell: '4.0'})),
		then: 'unmet',
		says: '5.0 is the least',
	},
});
