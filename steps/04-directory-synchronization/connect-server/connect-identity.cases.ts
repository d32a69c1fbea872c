import {casesFor} from '../../../src/guide/cases.ts';
import {aroundMachines, machine} from '../../case-builders/connect-machines.ts';
import {connectIdentity} from './connect-identity.ts';

const remote = {server: 'SQL01.corp.contoso.com', instance: null, name: 'ADSync', local: false, usedMegabytes: 0};
const mind = 'mind-the-service-account';

export default casesFor(connectIdentity, {
	'an application and a virtual account': {given: aroundMachines(machine()), then: 'met', says: 'runs as a virtual account'},
	'a managed service account': {
		given: aroundMachines(machine({serviceAccount: 'CORP\\svcSync$'})),
		then: 'met',
		says: 'managed service account',
	},
	'an account of the domain': {
		given: aroundMachines(machine({serviceAccount: 'CORP\\svcSync'})),
		then: 'met',
		says: 'an account of the domain',
	},
	'an account of the domain, by its user name': {
		given: aroundMachines(machine({serviceAccount: 'svcSync@corp.contoso.com', database: remote})),
		then: 'met',
		says: 'an account of the domain',
	},
	'a local account': {given: aroundMachines(machine({serviceAccount: '.\\AAD_0f1e2d3c4b5a'})), then: 'met', says: 'a local account'},
	'a local account, by the name of the computer': {
		given: aroundMachines(machine({serviceAccount: 'SYNC01\\AAD_0f1e2d3c4b5a'})),
		then: 'met',
		says: 'a local account',
	},
	'an account with a password': {
		given: aroundMachines(machine({identity: 'ServiceAccount'})),
		then: 'caution',
		says: 'with an account and a password',
		remedy: 'move-to-an-application',
	},
	'nobody said by what identity': {
		given: aroundMachines(machine({identity: null, silences: ['The module ADSync could not be loaded: Access is denied.']})),
		then: 'inconclusive',
		says: 'Access is denied',
		remedy: 'bring-connect-evidence',
	},
	'an identity that is not known': {given: aroundMachines(machine({identity: 'Passkey'})), then: 'inconclusive'},
	'the account of the system': {given: aroundMachines(machine({serviceAccount: 'LocalSystem'})), then: 'caution', remedy: mind},
	'the service of the network': {
		given: aroundMachines(machine({serviceAccount: 'NT AUTHORITY\\NetworkService'})),
		then: 'caution',
		remedy: mind,
	},
	'the same on a Windows that speaks German, by its SID': {
		given: aroundMachines(machine({serviceAccount: 'NT-AUTORITÄT\\NETZWERKDIENST', serviceAccountSid: 'S-1-5-20'})),
		then: 'caution',
		says: 'an account of Windows itself',
		remedy: mind,
	},
	'an account of the domain, which has no SID of Windows': {
		given: aroundMachines(machine({serviceAccount: 'CORP\\svcSync', serviceAccountSid: null})),
		then: 'met',
	},
	'a virtual account on a domain controller': {given: aroundMachines(machine({role: 4})), then: 'caution', says: 'on a domain controller'},
	'a managed account on a domain controller': {
		given: aroundMachines(machine({role: 4, serviceAccount: 'CORP\\ADSyncMSA_1f2e$'})),
		then: 'met',
	},
	'a virtual account and a database elsewhere': {
		given: aroundMachines(machine({database: remote})),
		then: 'caution',
		says: 'SQL01.corp.contoso.com',
		remedy: mind,
	},
	'a virtual account and a SQL Server on the same computer': {
		given: aroundMachines(machine({database: {...remote, server: 'sync01'}})),
		then: 'met',
	},
	'nobody said which account the service has': {given: aroundMachines(machine({serviceAccount: null})), then: 'inconclusive'},
});
