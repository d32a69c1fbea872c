import {type CloudName, clouds} from './clouds.ts';

/** Every permission the product may ever ask for, all of them to read; why each is needed is said by the collectors that need it. */
export const permissions: readonly string[] = ['Domain.Read.All', 'Organization.Read.All', 'User.Read.All', 'Device.Read.All'];

/** Turns permissions into the scopes of a cloud. Throws for one that is not in the list: a query of ours is wrong. */
export const scopesOf = (cloud: CloudName, wanted: readonly string[]): string[] =>
	wanted.map(permission => {
		if (!permissions.includes(permission)) {
			throw new TypeError(`${permission} is not among the permissions that may be asked for.`);
		}

		return `${clouds[cloud].scopePrefix}${permission}`;
	});

/** Each of these reads everything in the directory, and so all that the list above names. */
const readsTheDirectory = ['Directory.Read.All', 'Directory.ReadWrite.All', 'Directory.AccessAsUser.All'];

/** Whether what a token holds covers a permission: by its name, by the right to write the same, or by a right to the whole directory. */
export const covers = (granted: readonly string[], permission: string): boolean =>
	granted.includes(permission) ||
	granted.includes(permission.replace('.Read.', '.ReadWrite.')) ||
	(permissions.includes(permission) && readsTheDirectory.some(each => granted.includes(each)));
