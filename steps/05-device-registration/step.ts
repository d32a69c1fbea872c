import {defineStep} from '../../src/guide/step.ts';
import {deviceJoined} from './device-joined.ts';
import {hybridDevicesArrive} from './hybrid-devices-arrive.ts';
import {joinPolicyDecided} from './join-policy-decided.ts';
import {serviceConnectionPoint} from './service-connection-point.ts';

export default defineStep({
	id: '05-device-registration',
	checks: [serviceConnectionPoint, joinPolicyDecided, hybridDevicesArrive, deviceJoined],
});
