import {defineStep} from '../../src/guide/step.ts';
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
	checks: [clientTpm, controllerFound, helloPrerequisites, helloEvents, keyRegistered, keysArrive, pilotKeys, keysSound, signInTried],
});
