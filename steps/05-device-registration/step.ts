import {defineStep} from '../../src/guide/step.ts';
import type {Dsregcmd} from '../dsregcmd/dsregcmd.ts';
import {told} from '../dsregcmd/dsregcmd.ts';
import {overFleet} from '../over-fleet.ts';
import {clientBuild} from './client/client-build.ts';
import type {ClientComputer} from './client/client-computer.facts.ts';
import type {ClientEndpoints} from './client/client-endpoints.facts.ts';
import {endpointsReachable} from './client/endpoints-reachable.ts';
import {joinTask} from './client/join-task.ts';
import {deviceJoined} from './device-joined.ts';
import {computersRegistered} from './devices/computers-registered.ts';
import {deviceSettings} from './devices/device-settings.ts';
import {hybridDevicesArrive} from './devices/hybrid-devices-arrive.ts';
import {joinPolicyDecided} from './join-policy-decided.ts';
import {registrationPolicy} from './registration-policy.ts';
import {serviceConnectionPoint} from './service-connection-point.ts';

export default defineStep({
	id: '05-device-registration',
	pilot: ['pilotClient'],
	checks: [
		deviceSettings,
		serviceConnectionPoint,
		joinPolicyDecided,
		registrationPolicy,
		hybridDevicesArrive,
		computersRegistered,
		overFleet(clientBuild, {
			need: 'client',
			nameOf: ({computer}: ClientComputer) => computer,
			good: 'run a Windows that can enrol',
			causes: {'upgrade-the-client': 'Windows too old', 'plan-the-upgrade': 'no more updates'},
		}),
		overFleet(endpointsReachable, {
			need: 'client',
			ofUser: true,
			nameOf: ({computer}: ClientEndpoints) => computer,
			good: 'reach Entra ID',
			causes: {'open-the-way': 'a host out of reach'},
		}),
		overFleet(joinTask, {
			need: 'client',
			nameOf: ({computer}: ClientComputer) => computer,
			good: 'can join by themselves',
			causes: {
				'put-the-task-back': 'no join task',
				'switch-the-task-on': 'join task off',
				'let-it-register': 'kept from it by policy',
				'mend-the-join': 'a join that failed',
			},
		}),
		overFleet(deviceJoined, {
			need: 'client',
			nameOf: (client: Dsregcmd) => told(client, 'Device Name'),
			good: 'are hybrid joined',
			causes: {'join-the-client': 'not in Entra ID', 'leave-the-other-tenant': 'another tenant', 'mend-the-device': 'not accepted'},
			otherTenant: 'leave-the-other-tenant',
			inTenant: true,
		}),
	],
});
