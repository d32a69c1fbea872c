import type {Guide} from '../src/guide/step.ts';
import overview from './01-overview/step.ts';
import prerequisites from './02-prerequisites/step.ts';
import baseline from './03-new-installation-baseline/step.ts';
import {connectExport} from './04-directory-synchronization/connect-export/connect-export.ts';
import {connectPolicy} from './04-directory-synchronization/connect-export/connect-policy.ts';
import synchronization from './04-directory-synchronization/step.ts';
import {clientBuild} from './05-device-registration/client/client-build.ts';
import {endpointsReachable} from './05-device-registration/client/endpoints-reachable.ts';
import {joinTask} from './05-device-registration/client/join-task.ts';
import {clientFleet} from './05-device-registration/client-fleet.facts.ts';
import {deviceJoined} from './05-device-registration/device-joined.ts';
import {savedDsregcmd} from './05-device-registration/saved-status.ts';
import registration from './05-device-registration/step.ts';
import {helloPolicy} from './06-hello-settings/hello-policy.ts';
import settings from './06-hello-settings/step.ts';
import {trustInUse} from './06-hello-settings/trust-in-use.ts';
import {clientTpm} from './07-sign-in-and-provision/client/client-tpm.ts';
import {controllerFound} from './07-sign-in-and-provision/client/controller-found.ts';
import {helloEvents} from './07-sign-in-and-provision/client/hello-events.ts';
import {helloPrerequisites} from './07-sign-in-and-provision/hello-prerequisites.ts';
import provisioning from './07-sign-in-and-provision/step.ts';
import {clientMachine} from './client-machine.ts';
import {coverage} from './coverage.ts';
import {oneUser} from './one-user.ts';
import {outline} from './outline.ts';
import {judgesWords} from './own-words.ts';
import {textKinds} from './text-kinds.ts';

/** The guide that this program walks. It is bound here, and nowhere else: Microsoft's guide to Windows Hello for Business, hybrid key trust. */
export const guide: Guide = {
	id: 'hybrid-key-trust',
	edition: '1',
	steps: [overview, prerequisites, baseline, synchronization, registration, settings, provisioning],
	importers: [connectExport, connectPolicy],
	savedTexts: [savedDsregcmd],
	fleets: [
		{
			collector: clientFleet,
			checks: [
				deviceJoined,
				helloPolicy,
				helloPrerequisites,
				clientBuild,
				endpointsReachable,
				joinTask,
				trustInUse,
				clientTpm,
				controllerFound,
				helloEvents,
			],
			ofUsers: [helloPolicy, helloPrerequisites, endpointsReachable, trustInUse, helloEvents],
			machine: clientMachine,
		},
	],
	outline,
	coverage,
	textKinds,
	words: judgesWords,
	oneUser,
};
