import type {
	AuthenticationMethodsPolicy,
	ConditionalAccessPolicy,
	DeviceEnrollmentConfiguration,
	DeviceRegistrationPolicy,
	IdentitySecurityDefaultsEnforcementPolicy,
	InternalDomainFederation,
	OnPremisesDirectorySynchronization,
	SubscribedSku,
	UserRegistrationDetails,
	WindowsHelloForBusinessAuthenticationMethod,
} from '@microsoft/microsoft-graph-types';

/** What a tenant has besides its lists of objects, in Graph's own types; what only the JSON of Graph has, such as `@odata.type`, is given with it. */
export type Resources = {
	/** By the domain, as it is written in the path. */
	readonly federation: Readonly<Record<string, readonly InternalDomainFederation[]>>;
	/** By the user's name, as it is written in the path. */
	readonly helloMethods: Readonly<Record<string, readonly WindowsHelloForBusinessAuthenticationMethod[]>>;
	readonly registrations: readonly UserRegistrationDetails[];
	readonly conditionalAccess: readonly ConditionalAccessPolicy[];
	readonly skus: readonly SubscribedSku[];
	readonly synchronization: readonly OnPremisesDirectorySynchronization[];
	readonly enrollment: readonly DeviceEnrollmentConfiguration[];
	readonly authenticationMethods: AuthenticationMethodsPolicy;
	readonly securityDefaults: IdentitySecurityDefaultsEnforcementPolicy;
	readonly deviceRegistration: DeviceRegistrationPolicy;
	/** Whether the tenant has a licence of Entra ID P1 or P2: without one the reports answer 403 with a code of their own. */
	readonly isPremium: boolean;
	/** Whether whoever is signed in is a Global Administrator, as the features of synchronisation demand. */
	readonly isGlobalAdministrator: boolean;
};

export const noResources: Resources = {
	federation: {},
	helloMethods: {},
	registrations: [],
	conditionalAccess: [],
	skus: [],
	synchronization: [],
	enrollment: [],
	authenticationMethods: {id: 'authenticationMethodsPolicy', authenticationMethodConfigurations: []},
	securityDefaults: {id: '00000000-0000-0000-0000-000000000005', isEnabled: true},
	deviceRegistration: {id: 'deviceRegistrationPolicy', userDeviceQuota: 50, multiFactorAuthConfiguration: 'notRequired'},
	isPremium: true,
	isGlobalAdministrator: true,
};

type Resource =
	| {readonly permission: string; readonly context: string; readonly body: object}
	| {readonly permission: string; readonly status: number; readonly refused: string};

const lists = ({registrations, conditionalAccess, skus, synchronization, enrollment}: Resources) =>
	({
		'/reports/authenticationMethods/userRegistrationDetails': ['AuditLog.Read.All', registrations],
		'/identity/conditionalAccess/policies': ['Policy.Read.All', conditionalAccess],
		'/subscribedSkus': ['LicenseAssignment.Read.All', skus],
		'/directory/onPremisesSynchronization': ['OnPremDirectorySynchronization.Read.All', synchronization],
		'/deviceManagement/deviceEnrollmentConfigurations': ['DeviceManagementServiceConfig.Read.All', enrollment],
	}) satisfies Readonly<Record<string, readonly [string, readonly object[]]>>;

const objects = ({authenticationMethods, securityDefaults, deviceRegistration}: Resources) =>
	({
		'/policies/authenticationMethodsPolicy': ['Policy.Read.AuthenticationMethod', authenticationMethods],
		'/policies/identitySecurityDefaultsEnforcementPolicy': ['Policy.Read.All', securityDefaults],
		'/policies/deviceRegistrationPolicy': ['Policy.Read.DeviceConfiguration', deviceRegistration],
	}) satisfies Readonly<Record<string, readonly [string, object]>>;

const ofDomain = 'Domain-InternalFederation.Read.All';
const ofUser = 'UserAuthMethod-WindowsHello.Read.All';

/** Every permission that one of them needs. */
export const resourcePermissions: readonly string[] = [
	...[...Object.values(lists(noResources)), ...Object.values(objects(noResources))].map(([permission]) => permission),
	ofDomain,
	ofUser,
];

/** What is asked for once for each of something. */
const partOf = (path: string, {federation, helloMethods}: Resources): Resource | null => {
	const [, domain] = /^\/domains\/([^/]+)\/federationConfiguration$/.exec(path) ?? [];
	if (domain !== undefined) {
		const name = decodeURIComponent(domain);
		return {permission: ofDomain, context: `domains('${name}')/federationConfiguration`, body: {value: federation[name] ?? []}};
	}

	const [, user] = /^\/users\/([^/]+)\/authentication\/windowsHelloForBusinessMethods$/.exec(path) ?? [];
	if (user === undefined) {
		return null;
	}

	const methods = helloMethods[decodeURIComponent(user)];
	return methods === undefined
		? {permission: ofUser, status: 404, refused: 'Request_ResourceNotFound'}
		: {permission: ofUser, context: `users('${user}')/authentication/windowsHelloForBusinessMethods`, body: {value: methods}};
};

/** What the local Graph answers for a path that is none of its lists of objects; null for any other. */
export const resourceOf = (path: string, tenant: Resources): Resource | null => {
	const found = Object.entries(lists(tenant)).find(([own]) => own === path);
	if (found !== undefined) {
		const [, [permission, records]] = found;
		if (path.startsWith('/reports/') && !tenant.isPremium) {
			return {permission, status: 403, refused: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'};
		}

		return path.startsWith('/directory/') && !tenant.isGlobalAdministrator
			? {permission, status: 403, refused: 'Authorization_RequestDenied'}
			: {permission, context: path.slice(1), body: {value: records}};
	}

	const [, [permission, object] = [null, null]] = Object.entries(objects(tenant)).find(([own]) => own === path) ?? [];
	return permission === null || object === null
		? partOf(path, tenant)
		: {permission, context: path.slice(path.lastIndexOf('/') + 1), body: object};
};
