import {defineStep} from '../../src/guide/step.ts';
import type {ClientComputer} from '../05-device-registration/client/client-computer.facts.ts';
import type {ClientEvents} from '../05-device-registration/client/client-events.facts.ts';
import {type Dsregcmd, told} from '../dsregcmd/dsregcmd.ts';
import {overFleet} from '../over-fleet.ts';
import {clientTpm} from './client/client-tpm.ts';
import {controllerFound} from './client/controller-found.ts';
import {helloEvents} from './client/hello-events.ts';
import {helloPrerequisites} from './hello-prerequisites.ts';
import {keyRegistered} from './key-registered.ts';
import {keysArrive} from './keys/keys-arrive.ts';
import {keysSound} from './keys/keys-sound.ts';
import {pilotKeys} from './keys/pilot-keys.ts';
import {pilotIdentity} from './pilot/pilot-identity.ts';
import {signInTried} from './sign-in-tried.ts';

export default defineStep({
	id: '07-sign-in-and-provision',
	pilot: ['pilotUsers', 'pilotClient'],
	checks: [
		overFleet(clientTpm, {
			need: 'client',
			nameOf: ({computer}: ClientComputer) => computer,
			good: 'have a TPM that is ready',
			causes: {'make-the-tpm-usable': 'no TPM that is ready', 'wait-for-the-tpm': 'TPM locked out'},
		}),
		overFleet(controllerFound, {
			need: 'client',
			nameOf: ({computer}: ClientComputer) => computer,
			good: 'find a domain controller',
			causes: {'reach-a-controller': 'none in sight'},
		}),
		overFleet(helloPrerequisites, {
			need: 'client',
			ofUser: true,
			nameOf: (client: Dsregcmd) => told(client, 'Device Name'),
			good: 'will provision, or have Hello',
			inTenant: true,
			causes: {
				'make-the-hardware-fit': 'no TPM that fits',
				'leave-certificate-trust': 'certificate trust',
				'leave-cloud-trust': 'cloud Kerberos trust',
				'let-the-policy-arrive': 'no policy',
				'get-a-refresh-token': 'no refresh token',
				'mend-the-device': 'device not accepted',
				'join-the-computer': 'not joined',
				'sign-in-at-the-computer': 'remote session',
			},
			tooManyUsers: 'count-the-users',
		}),
		overFleet(helloEvents, {
			need: 'client',
			ofUser: true,
			nameOf: ({computer}: ClientEvents) => computer,
			good: 'logged nothing against Hello',
			causes: {
				'mend-the-prerequisite': 'a prerequisite',
				'leave-certificate-trust': 'certificate trust',
				'read-the-code': 'a code',
				'mend-the-controllers-certificate': 'the certificate of a domain controller',
				'reach-a-controller': 'no domain controller in sight',
			},
		}),
		keyRegistered,
		keysArrive,
		pilotKeys,
		pilotIdentity,
		keysSound,
		signInTried,
	],
});
