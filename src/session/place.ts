import {statfsSync} from 'node:fs';
import {resolve} from 'node:path';

/** Where a folder lies, as far as its file system or its path says. */
export type Place = {
	readonly kind: 'local' | 'network' | 'synced' | 'roaming';
	/** Whether other computers may write there too, so that nothing about processes of this one is proved by it. */
	readonly isShared: boolean;
};

/** Types of statfs(2) whose files other computers may hold open: NFS, SMB and its two later names, AFS, Ceph, GPFS, Lustre, 9p, FUSE (sshfs, virtiofs), vboxsf, vmhgfs. */
const shared: readonly number[] = [
	0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x47504653, 0x0bd00bd0, 0x01021997, 0x65735546, 0x786f4256, 0xbacbacbc,
];

/** Folders that a program copies elsewhere by itself, by the names that their makers give them. */
const syncedNames =
	/(^|[\\/])(OneDrive( - [^\\/]+)?|Dropbox|Google Drive|GoogleDrive|iCloudDrive|Nextcloud|ownCloud|Box Sync|SharePoint)([\\/]|$)/i;

const typeOf = (folder: string): number | null => {
	for (let at = resolve(folder); ; ) {
		try {
			return statfsSync(at).type;
		} catch {
			// Not made yet: the folder above says the same.
			const above = resolve(at, '..');
			if (above === at) {
				return null;
			}

			at = above;
		}
	}
};

/** Where a folder lies, or would lie once it is made. Windows tells a share by its path alone; what a drive letter stands for is not asked. */
export const placeOf = (
	folder: string,
	env: Readonly<Record<string, string | undefined>> = process.env,
	platform: NodeJS.Platform = process.platform,
	type: number | null = platform === 'win32' ? null : typeOf(folder),
): Place => {
	const path = platform === 'win32' ? folder : resolve(folder);
	const isBelow = (above: string | undefined) =>
		above !== undefined &&
		above !== '' &&
		path.toLowerCase().startsWith(`${above.toLowerCase().replace(/[\\/]+$/, '')}${platform === 'win32' ? '\\' : '/'}`);
	if (type !== null ? shared.includes(type >>> 0) : /^(\\\\|\/\/)/.test(folder)) {
		return {kind: 'network', isShared: true};
	}

	if (syncedNames.test(path) || isBelow(env['OneDrive']) || isBelow(env['OneDriveCommercial'])) {
		return {kind: 'synced', isShared: true};
	}

	return isBelow(env['APPDATA']) ? {kind: 'roaming', isShared: false} : {kind: 'local', isShared: false};
};

/** What is worth knowing of a folder that sessions are kept in, in a sentence; null where there is nothing. */
export const placeWarning = ({kind}: Place): string | null => {
	switch (kind) {
		case 'network':
			return 'Sessions are kept on a network share: others may read them there, and a lock of another computer is never taken over. Name a local folder with --sessions.';
		case 'synced':
			return 'Sessions are kept in a folder that is synchronised elsewhere: names of people and servers leave this computer, and a copy of another may come back. Name a local folder with --sessions.';
		case 'roaming':
			return 'Sessions are kept in a roaming profile, which is copied to a server when you sign out. Name a local folder with --sessions.';
		case 'local':
			return null;
	}
};
