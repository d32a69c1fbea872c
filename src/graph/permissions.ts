import {type CloudName, clouds} from './clouds.ts';

/** Every permission the product may ever ask for. All of them read; the README's table comes from here. */
export const permissions = {
	'Domain.Read.All': 'is every UPN suffix a verified domain?',
	'Organization.Read.All': 'which tenant, and when did it last sync?',
	'User.Read.All': 'do the two UPNs of a user agree?',
	'Device.Read.All': 'which computers are joined?',
	'GroupMember.Read.All': 'who is in the group that Hello is for?',
	'Policy.Read.All': 'which policies stand in the way of registration?',
	'Policy.Read.DeviceConfiguration': 'may devices be registered?',
	'UserAuthMethod-WindowsHello.Read.All': 'who has a Hello key?',
	'OnPremDirectorySynchronization.Read.All': 'what is the sync told to do?',
	'LicenseAssignment.Read.All': 'which licences are there?',
	'Domain-InternalFederation.Read.All': 'who signs people in?',
} as const satisfies Readonly<Record<string, string>>;

/** Turns permissions into the scopes of a cloud. Throws for one that is not in the list: a query of ours is wrong. */
export const scopesOf = (cloud: CloudName, wanted: readonly string[]): string[] =>
	wanted.map(permission => {
		if (!Object.hasOwn(permissions, permission)) {
			throw new TypeError(`${permission} is not among the permissions that may be asked for.`);
		}

		return `${clouds[cloud].scopePrefix}${permission}`;
	});

const readsTheDirectory = ['Directory.Read.All', 'Directory.ReadWrite.All', 'Directory.AccessAsUser.All'];
const inTheDirectory = ['Domain.Read.All', 'Organization.Read.All', 'User.Read.All', 'Device.Read.All', 'GroupMember.Read.All'];

/** Whether what a token holds covers a permission: by its name, by the right to write the same, or by a right to the whole directory. */
export const covers = (granted: readonly string[], permission: string): boolean =>
	granted.includes(permission) ||
	granted.includes(permission.replace('.Read.', '.ReadWrite.')) ||
	(inTheDirectory.includes(permission) && readsTheDirectory.some(each => granted.includes(each)));
