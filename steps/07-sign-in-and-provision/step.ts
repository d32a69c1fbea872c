import {defineStep} from '../../src/guide/step.ts';
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
import {signInTried} from './sign-in-tried.ts';

export default defineStep({
	id: '07-sign-in-and-provision',
	checks: [
		clientTpm,
		controllerFound,
		overFleet(helloPrerequisites, {
			need: 'client',
			nameOf: (client: Dsregcmd) => told(client, 'Device Name'),
			good: 'will provision, or have Hello',
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
		helloEvents,
		keyRegistered,
		keysArrive,
		pilotKeys,
		keysSound,
		signInTried,
	],
});
