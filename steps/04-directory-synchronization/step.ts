import {defineStep, gate} from '../../src/guide/step.ts';
import {noCloudSyncAgent} from './cloud-sync/no-cloud-sync-agent.ts';
import {oneSyncEngine} from './cloud-sync/one-sync-engine.ts';
import {activeConnectServer} from './connect-server/active-connect-server.ts';
import {connectAutoUpgrade} from './connect-server/connect-auto-upgrade.ts';
import {connectDatabase} from './connect-server/connect-database.ts';
import {connectIdentity} from './connect-server/connect-identity.ts';
import {connectServerOs} from './connect-server/connect-server-os.ts';
import {connectServerRuntime} from './connect-server/connect-server-runtime.ts';
import {connectVersion} from './connect-server/connect-version.ts';
import {oneActiveServer} from './connect-server/one-active-server.ts';
import {stagingParity} from './connect-server/staging-parity.ts';
import {schemaOnEveryDc} from './forests/schema-on-every-dc.ts';
import {customRules} from './key-write-back/custom-rules.ts';
import {keyWriteBack} from './key-write-back/key-write-back.ts';
import {keyAdmins} from './rights/key-admins.ts';
import {protectedAccounts} from './rights/protected-accounts.ts';
import {rightToWriteKeys} from './rights/right-to-write-keys.ts';
import {connectorCoverage} from './synchronisation/connector-coverage.ts';
import {fullSyncAfterRefresh} from './synchronisation/full-sync-after-refresh.ts';
import {lastExport} from './synchronisation/last-export.ts';
import {recentSynchronisation} from './synchronisation/recent-synchronisation.ts';
import {scheduler} from './synchronisation/scheduler.ts';
import {synchronisationFeatures} from './synchronisation/synchronisation-features.ts';
import {domainsCanBeVerified} from './upn/domains-can-be-verified.ts';
import {federation} from './upn/federation.ts';
import {upnHabits} from './upn/upn-habits.ts';
import {verifiedUpn} from './upn/verified-upn.ts';

export default defineStep({
	id: '04-directory-synchronization',
	checks: [
		schemaOnEveryDc,
		connectVersion,
		connectServerOs,
		connectServerRuntime,
		connectDatabase,
		connectAutoUpgrade,
		connectIdentity,
		activeConnectServer,
		oneActiveServer,
		stagingParity,
		scheduler,
		recentSynchronisation,
		synchronisationFeatures,
		oneSyncEngine,
		noCloudSyncAgent,
		keyWriteBack,
		customRules,
		connectorCoverage,
		fullSyncAfterRefresh,
		rightToWriteKeys,
		protectedAccounts,
		keyAdmins,
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
				{unseen: 'nobody has seen whether the schema has a place for the key.'},
			),
		],
		leave: [
			gate(
				'schema-before-connect',
				keyWriteBack,
				'Without the whole chain no key reaches Active Directory, and no sign-in with a key succeeds.',
				{
					unmet: names => `Connect does not write the users' keys to ${names.join(' and ')}.`,
					unseen: 'nobody has seen whether Connect writes the keys back.',
				},
			),
			gate('verified-upn-domain', verifiedUpn, 'A domain controller insists that the UPN presented to it is the one it knows.', {
				unseen: 'nobody has seen whether the UPN domains of the users are verified.',
			}),
		],
	},
});
