import {defineStep, gate} from '../../src/guide/step.ts';
import {activeConnectServer} from './active-connect-server.ts';
import {connectVersion} from './connect-version.ts';
import {connectorCoverage} from './connector-coverage.ts';
import {customRules} from './custom-rules.ts';
import {domainsCanBeVerified} from './domains-can-be-verified.ts';
import {federation} from './federation.ts';
import {fullSyncAfterRefresh} from './full-sync-after-refresh.ts';
import {keyWriteBack} from './key-write-back.ts';
import {lastExport} from './last-export.ts';
import {noCloudSyncAgent} from './no-cloud-sync-agent.ts';
import {oneActiveServer} from './one-active-server.ts';
import {oneSyncEngine} from './one-sync-engine.ts';
import {recentSynchronisation} from './recent-synchronisation.ts';
import {scheduler} from './scheduler.ts';
import {schemaOnEveryDc} from './schema-on-every-dc.ts';
import {stagingParity} from './staging-parity.ts';
import {upnHabits} from './upn-habits.ts';
import {verifiedUpn} from './verified-upn.ts';

export default defineStep({
	id: '04-directory-synchronization',
	checks: [
		schemaOnEveryDc,
		connectVersion,
		activeConnectServer,
		oneActiveServer,
		stagingParity,
		scheduler,
		recentSynchronisation,
		oneSyncEngine,
		noCloudSyncAgent,
		keyWriteBack,
		customRules,
		connectorCoverage,
		fullSyncAfterRefresh,
		lastExport,
		verifiedUpn,
		domainsCanBeVerified,
		upnHabits,
		federation,
	],
	gates: {
		enter: [
			gate(
				'schema-before-connect',
				schemaOnEveryDc,
				'Connect reads the schema when it is installed. If the schema is extended later, somebody has to refresh it by hand.',
			),
		],
		leave: [
			gate(
				'schema-before-connect',
				keyWriteBack,
				'Without the whole chain no key reaches Active Directory, and no sign-in with a key succeeds.',
			),
			gate('verified-upn-domain', verifiedUpn, 'A domain controller insists that the UPN presented to it is the one it knows.'),
		],
	},
});
