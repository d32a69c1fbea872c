import {safeText} from '../guide/untrusted.ts';
import type {GraphRunner} from './graph.ts';

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
	claims.find(claim => typeof claim === 'string' && claim !== '') as string | undefined;

/** Reads the claims of a token. Null for one that cannot be read; Microsoft calls the tokens of its own services opaque. Nothing is proven by it: Graph is what checks a token. */
export const claimsOf = (token: string): TokenClaims | null => {
	const [, body, ...rest] = token.split('.');
	if (body === undefined || rest.length !== 1) {
		return null;
	}

	let claims: Readonly<Record<string, unknown>> | null;
	try {
		claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
	} catch (error) {
		if (error instanceof SyntaxError) {
			return null;
		}

		throw error;
	}

	const tenantId = firstText(claims?.tid)?.toLowerCase();
	if (claims === null || tenantId === undefined || !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(tenantId)) {
		return null;
	}

	const person = firstText(claims.upn, claims.preferred_username, claims.unique_name, claims.email);
	return {
		tenantId,
		account: safeText(person ?? firstText(claims.app_displayname, claims.appid, claims.azp, claims.oid) ?? 'an application'),
		kind: claims.idtyp === 'app' || (person === undefined && claims.scp === undefined) ? 'application' : 'person',
		granted: [...words(claims.scp), ...words(claims.roles)].map(safeText),
	};
};

/** A tenant as Graph names it. */
export type TenantName = {
	readonly tenantId: string;
	readonly displayName: string;
	/** The default one. */
	readonly domain: string | null;
	/** All verified ones, in lower case. */
	readonly domains: readonly string[];
};

const member = (record: unknown, name: string): unknown =>
	typeof record === 'object' && record !== null ? (record as Record<string, unknown>)[name] : undefined;

/** Asks Graph for the name of the tenant that a sign-in serves; null where it does not say. */
export const nameTenant = async (runner: GraphRunner): Promise<TenantName | null> => {
	const answer = await runner.ask({
		via: 'graph',
		path: '/v1.0/organization?$select=id,displayName,verifiedDomains',
		permissions: ['Organization.Read.All'],
		applicationPermissions: ['Organization.Read.All'],
	});
	const value = answer.kind === 'facts' ? member(answer.facts, 'value') : undefined;
	const first: unknown = Array.isArray(value) && value.length === 1 ? value[0] : undefined;
	const [id, displayName, domains] = [member(first, 'id'), member(first, 'displayName'), member(first, 'verifiedDomains')];
	if (typeof id !== 'string' || typeof displayName !== 'string') {
		return null;
	}

	const listed: readonly unknown[] = Array.isArray(domains) ? domains : [];
	const domain = member(
		listed.find(each => member(each, 'isDefault') === true),
		'name',
	);
	const names = listed.map(each => member(each, 'name')).filter(each => typeof each === 'string');
	return {
		tenantId: id.toLowerCase(),
		displayName,
		domain: typeof domain === 'string' ? domain : null,
		domains: names.map(each => each.toLowerCase()),
	};
};
