import type {Resources} from './resources.ts';

/** JSON of Graph that its types do not have, such as `@odata.type`. */
const withType = <T>(type: string, members: T): T => ({'@odata.type': `#microsoft.graph.${type}`, ...members});

const everybody = [{targetType: 'group', id: 'all_users', isRegistrationRequired: false}];

/**
 * What the tenant of contoso has besides its lists of objects, in the shapes that microsoft-graph-docs shows:
 * authenticationmethodspolicy-get, conditionalaccessroot-list-policies, deviceregistrationpolicy-get, onpremisesdirectorysynchronization-get,
 * authenticationmethodsroot-list-userregistrationdetails, domain-list-federationconfiguration, subscribedsku-list,
 * intune-onboarding-deviceenrollmentwindowshelloforbusinessconfiguration-list, authentication-list-windowshelloforbusinessmethods.
 */
export const contosoResources: Partial<Resources> = {
	federation: {
		'fabrikam.com': [
			{
				id: '6601d14b-d113-8f64-fda2-9b5ddda18ecc',
				displayName: 'Fabrikam AD FS',
				issuerUri: 'http://sts.fabrikam.com/adfs/services/trust',
				metadataExchangeUri: 'https://sts.fabrikam.com/adfs/services/trust/mex',
				passiveSignInUri: 'https://sts.fabrikam.com/adfs/ls',
				activeSignInUri: 'https://sts.fabrikam.com/adfs/services/trust/2005/usernamemixed',
				preferredAuthenticationProtocol: 'wsFed',
				promptLoginBehavior: 'nativeSupport',
				federatedIdpMfaBehavior: 'rejectMfaByFederatedIdp',
			},
		],
	},
	helloMethods: {
		'good@contoso.com': [
			{
				id: 'b5e01f81-1e2c-4b7a-9f7c-8f1a5a1d2c3e',
				displayName: 'CLIENT1',
				createdDateTime: '2026-11-20T09:12:00Z',
				keyStrength: 'normal',
			},
		],
	},
	registrations: ['good', 'second'].map((name, index) => ({
		id: `30000000-0000-4000-8000-00000000000${index}`,
		userPrincipalName: `${name}@contoso.com`,
		userDisplayName: name,
		userType: 'member',
		isAdmin: false,
		isMfaCapable: index === 0,
		isMfaRegistered: index === 0,
		isPasswordlessCapable: false,
		methodsRegistered: index === 0 ? ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'] : [],
		lastUpdatedDateTime: '2026-11-20T08:00:00Z',
	})),
	authenticationMethods: {
		id: 'authenticationMethodsPolicy',
		displayName: 'Authentication Methods Policy',
		policyVersion: '1.5',
		policyMigrationState: 'migrationComplete',
		authenticationMethodConfigurations: [
			withType('fido2AuthenticationMethodConfiguration', {id: 'Fido2', state: 'disabled', includeTargets: everybody}),
			withType('microsoftAuthenticatorAuthenticationMethodConfiguration', {
				id: 'MicrosoftAuthenticator',
				state: 'enabled',
				includeTargets: everybody,
			}),
			withType('emailAuthenticationMethodConfiguration', {id: 'Email', state: 'enabled', includeTargets: []}),
		],
	},
	securityDefaults: {
		id: '00000000-0000-0000-0000-000000000005',
		displayName: 'Security Defaults',
		isEnabled: false,
	},
	conditionalAccess: [
		{
			id: '2b31ac51-b855-40a5-a986-0a4ed23e9008',
			displayName: 'Second factor for everybody',
			state: 'enabled',
			conditions: {
				clientAppTypes: ['all'],
				userRiskLevels: [],
				signInRiskLevels: [],
				platforms: null,
				locations: null,
				devices: null,
				applications: {includeApplications: ['All'], excludeApplications: [], includeUserActions: []},
				users: {includeUsers: ['All'], excludeUsers: [], includeGroups: [], excludeGroups: [], includeRoles: [], excludeRoles: []},
			},
			grantControls: {operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: []},
			sessionControls: null,
		},
	],
	deviceRegistration: {
		id: 'deviceRegistrationPolicy',
		displayName: 'Device Registration Policy',
		userDeviceQuota: 50,
		multiFactorAuthConfiguration: 'notRequired',
		azureADRegistration: {isAdminConfigurable: false, allowedToRegister: withType('allDeviceRegistrationMembership', {})},
		azureADJoin: {isAdminConfigurable: true, allowedToJoin: withType('noDeviceRegistrationMembership', {})},
		localAdminPassword: {isEnabled: false},
	},
	synchronization: [
		{
			id: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413',
			configuration: {accidentalDeletionPrevention: {synchronizationPreventionType: 'enabledForCount', alertThreshold: 500}},
			features: {
				passwordSyncEnabled: true,
				passwordWritebackEnabled: false,
				quarantineUponUpnConflictEnabled: true,
				softMatchOnUpnEnabled: true,
				synchronizeUpnForManagedUsersEnabled: true,
				deviceWritebackEnabled: false,
			},
		},
	],
	skus: [
		{
			id: '0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413_05e9a617-0261-4cee-bb44-138d3ef5d965',
			skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965',
			skuPartNumber: 'SPE_E3',
			capabilityStatus: 'Enabled',
			appliesTo: 'User',
			consumedUnits: 405,
			prepaidUnits: {enabled: 420, suspended: 0, warning: 0, lockedOut: 0},
			servicePlans: ['AAD_PREMIUM', 'MFA_PREMIUM', 'INTUNE_A', 'EXCHANGE_S_ENTERPRISE'].map((servicePlanName, index) => ({
				servicePlanId: `40000000-0000-4000-8000-00000000000${index}`,
				servicePlanName,
				provisioningStatus: 'Success',
				appliesTo: 'User',
			})),
		},
	],
	enrollment: [
		withType('deviceEnrollmentLimitConfiguration', {
			id: '0b7c3f52_DefaultLimit',
			displayName: 'All users and all devices',
			priority: 0,
		}),
		withType('deviceEnrollmentWindowsHelloForBusinessConfiguration', {
			id: '0b7c3f52_DefaultWindowsHelloForBusiness',
			displayName: 'All users and all devices',
			priority: 0,
			state: 'notConfigured',
		}),
	],
};
