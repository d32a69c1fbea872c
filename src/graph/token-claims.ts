import {jsonObject} from '../guide/json-object.ts';
import {safeText} from '../guide/untrusted.ts';

/** Who is signed in, to whose tenant, and what may be read. Ids in lower case. */
export type TokenClaims = {
	readonly tenantId: string;
	/** UPN of a person, or the id of an application. */
	readonly account: string;
	readonly kind: 'person' | 'application';
	/** Permissions by name, as the token holds them. */
	readonly granted: readonly string[];
};

const words = (claim: unknown): readonly string[] =>
	typeof claim === 'string'
		? claim.split(' ').filter(word => word !== '')
		: Array.isArray(claim)
			? claim.filter(each => typeof each === 'string')
			: [];

const firstText = (...claims: readonly unknown[]): string | undefined =>
	claims['find'](claim => typeof claim === 'string' && claim !== '') as string | undefined;

/** Reads the claims of a token. Null for one that cannot be read; Microsoft calls the tokens of its own services opaque. Nothing is proven by it: Graph is what checks a token. */
export const claimsOf = (token: string): TokenClaims | null => {
	const [, body, ...rest] = token.split('.');
	if (body === undefined || rest.length !== 1) {
		return null;
	}

	const claims = jsonObject(Buffer.from(body, 'base64url').toString('utf8'));
	const tenantId = firstText(claims?.['tid'])?.toLowerCase();
	if (claims === null || tenantId === undefined || !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(tenantId)) {
		return null;
	}

	const person = firstText(claims['upn'], claims['preferred_username'], claims['unique_name'], claims['email']);
	return {
		tenantId,
		account: safeText(person ?? firstText(claims['app_displayname'], claims['appid'], claims['azp'], claims['oid']) ?? 'an application'),
		kind: claims['idtyp'] === 'app' || (person === undefined && claims['scp'] === undefined) ? 'application' : 'person',
		granted: [...words(claims['scp']), ...words(claims['roles'])].map(safeText),
	};
};
