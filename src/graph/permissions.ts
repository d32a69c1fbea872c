import {type CloudName, clouds} from './clouds.ts';

/** Every permission the product may ever ask for, all of them to read; why each is needed is said by the collectors that need it. */
export const permissions: readonly string[] = [
	'Domain.Read.All',
	'Organization.Read.All',
	'User.Read.All',
	'Device.Read.All',
	'Domain-InternalFederation.Read.All',
	'AuditLog.Read.All',
	'Policy.Read.AuthenticationMethod',
	'Policy.Read.All',
	'LicenseAssignment.Read.All',
	'OnPremDirectorySynchronization.Read.All',
	'Policy.Read.DeviceConfiguration',
	'DeviceManagementServiceConfig.Read.All',
	'UserAuthMethod-WindowsHello.Read.All',
];

/** Turns permissions into the scopes of a cloud. Throws for one that is not in the list: a query of ours is wrong. */
export const scopesOf = (cloud: CloudName, wanted: readonly string[]): string[] =>
	wanted.map(permission => {
		if (!permissions.includes(permission)) {
			throw new TypeError(`${permission} is not among the permissions that may be asked for.`);
		}

		return `${clouds[cloud].scopePrefix}${permission}`;
	});

/** Each of these reads every object of the directory, which are what these permissions are for; policies, reports and Intune are none of them. */
const ofTheDirectory = ['Domain.Read.All', 'Organization.Read.All', 'User.Read.All', 'Device.Read.All'];
const readsTheDirectory = ['Directory.Read.All', 'Directory.ReadWrite.All', 'Directory.AccessAsUser.All'];

/** Whether what a token holds covers a permission: by its name, by the right to write the same, or by a right to the whole directory. */
export const covers = (granted: readonly string[], permission: string): boolean =>
	granted.includes(permission) ||
	granted.includes(permission.replace('.Read.', '.ReadWrite.')) ||
	(ofTheDirectory.includes(permission) && readsTheDirectory.some(each => granted.includes(each)));
