import type {Importer} from '../../../src/guide/importer.ts';

/** Names that the Connect wizard and MigrateSettings.ps1 give: MigratedPolicy.json, Applied-, Exported- and Migrated-SynchronizationPolicy-*.JSON. */
const isPolicyName = (path: string): boolean =>
	/(?:^|\/)(?:MigratedPolicy|(?:Applied|Exported|Migrated)-SynchronizationPolicy[^/]*)\.json$/i.test(path);

/** What such a file says of itself near its beginning, whatever it is called. */
const isPolicy = (text: string): boolean =>
	/^\s*\{\s*"policyMetadata"\s*:/.test(text) || (text.includes('"policyMetadata"') && text.includes('"deploymentMetadata"'));

/**
 * Knows the settings that the wizard of Connect writes for another server (how-to-connect-import-export-config of Microsoft's documents), and takes none:
 * MigratedPolicy.json names a server and its connectors alone, and the policies list what was set in the wizard, not which rules run.
 */
export const connectPolicy: Importer = {
	id: 'connect-policy',
	what: null,
	recognises: files => files.some(({path}) => isPolicyName(path)) || (files.length === 1 && isPolicy(files[0]?.text() ?? '')),
	read: () => ({
		refused:
			'It holds the settings that Connect keeps to install another server (MigratedPolicy.json, or a SynchronizationPolicy), which do not show the rules that run. On the Connect server, in PowerShell, Get-ADSyncServerConfiguration -Path C:\\whfb-export writes the folder that is wanted, with Connectors, GlobalSettings and SynchronizationRules in it; where these three lie beside the file already, name the folder that holds them.',
	}),
};
