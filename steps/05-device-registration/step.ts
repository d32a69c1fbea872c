import {defineStep} from '../../src/guide/step.ts';
import type {Dsregcmd} from '../dsregcmd/dsregcmd.ts';
import {told} from '../dsregcmd/dsregcmd.ts';
import {overFleet} from '../over-fleet.ts';
import {clientBuild} from './client/client-build.ts';
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
	checks: [
		deviceSettings,
		serviceConnectionPoint,
		joinPolicyDecided,
		registrationPolicy,
		hybridDevicesArrive,
		computersRegistered,
		clientBuild,
		endpointsReachable,
		joinTask,
		overFleet(deviceJoined, {
			need: 'client',
			nameOf: (client: Dsregcmd) => told(client, 'Device Name'),
			good: 'are hybrid joined',
			causes: {'join-the-client': 'not in Entra ID', 'leave-the-other-tenant': 'another tenant', 'mend-the-device': 'not accepted'},
			otherTenant: 'leave-the-other-tenant',
		}),
	],
});
