import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {askOnce} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import {graphRunner} from '../../src/graph/graph.ts';
import type {Answer} from '../../src/guide/answer.ts';
import {unobserved} from '../../src/guide/answer.ts';
import type {Check, Collector} from '../../src/guide/check.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {graphOf} from '../../src/guide/query.ts';
import {federatedMfa} from '../../steps/02-prerequisites/mfa/federated-mfa.ts';
import {authenticationMethods} from '../../steps/03-new-installation-baseline/mfa/authentication-methods.facts.ts';
import {conditionalAccess} from '../../steps/03-new-installation-baseline/mfa/conditional-access.facts.ts';
import {mfaChosen} from '../../steps/03-new-installation-baseline/mfa/mfa-chosen.ts';
import {secondFactorDemanded} from '../../steps/03-new-installation-baseline/mfa/second-factor-demanded.ts';
import {securityDefaults} from '../../steps/03-new-installation-baseline/mfa/security-defaults.facts.ts';
import {federationConfiguration} from '../../steps/03-new-installation-baseline/tenant/federation-configuration.facts.ts';
import {licences} from '../../steps/03-new-installation-baseline/tenant/licences.facts.ts';
import {licencesKnown} from '../../steps/03-new-installation-baseline/tenant/licences-known.ts';
import {synchronisationFeatures as features} from '../../steps/04-directory-synchronization/synchronisation/synchronisation-features.facts.ts';
import {synchronisationFeatures} from '../../steps/04-directory-synchronization/synchronisation/synchronisation-features.ts';
import {deviceSettings as settings} from '../../steps/05-device-registration/devices/device-settings.facts.ts';
import {deviceSettings} from '../../steps/05-device-registration/devices/device-settings.ts';
import {enrolmentPolicies} from '../../steps/06-hello-settings/enrolment-policies.facts.ts';
import {enrolmentPolicy} from '../../steps/06-hello-settings/enrolment-policy.ts';
import {domain, tenantDomainsOf} from '../../steps/case-builders/tenants.ts';
import {contosoResources} from '../lab/graph/contoso.ts';
import {type LocalGraph, startGraph, type Tenant} from '../lab/graph.ts';

const at = '2026-11-27T09:00:00.000Z';

let graph: LocalGraph;
beforeEach(async () => {
	graph = await startGraph({
		...contosoResources,
		domains: tenantDomainsOf('contoso.com', domain('fabrikam.com', {authenticationType: 'Federated'})).domains as Tenant['domains'],
	});
});
afterEach(() => graph.stop());

const asked = (collector: Collector): Promise<Answer> => {
	const cloud = graphRunner({origin: graph.origin, token: async () => graph.token});
	return collector.query.via === 'graph' ? cloud.ask(collector.query) : Promise.resolve(unobserved('not-answered', 'Nobody was asked.'));
};

/** What a collector makes of the answer, held to its own schema. */
const factsOf = async (collector: Collector): Promise<unknown> => {
	const answer = await asked(collector);
	return answer.kind === 'facts' ? collector.facts.parse(collector.read(answer.facts, answer.takenAt)) : answer;
};

/** One look, through the runner of Graph. A person has said nothing. */
const lookAt = (check: Check): Promise<Finding> =>
	look(
		check,
		askOnce(
			asked,
			() => [],
			() => at,
		),
		() => at,
	);

const [pilot] = contosoResources.conditionalAccess ?? [];
const read: readonly (readonly [Collector, Check, unknown])[] = [
	[
		federationConfiguration,
		federatedMfa,
		{
			domains: [
				{
					domain: 'fabrikam.com',
					silent: null,
					services: [
						{
							name: 'Fabrikam AD FS',
							issuer: 'http://sts.fabrikam.com/adfs/services/trust',
							metadata: 'https://sts.fabrikam.com/adfs/services/trust/mex',
							secondFactor: 'rejectMfaByFederatedIdp',
						},
					],
				},
			],
		},
	],
	[
		authenticationMethods,
		mfaChosen,
		{
			migration: 'migrationComplete',
			methods: [
				{id: 'Fido2', state: 'disabled', isForAll: true, targets: 1, isExternal: false},
				{id: 'MicrosoftAuthenticator', state: 'enabled', isForAll: true, targets: 1, isExternal: false},
				{id: 'Email', state: 'enabled', isForAll: false, targets: 0, isExternal: false},
			],
		},
	],
	[securityDefaults, secondFactorDemanded, {isEnabled: false}],
	[
		conditionalAccess,
		secondFactorDemanded,
		{
			policies: [
				{
					name: 'Second factor for everybody',
					state: 'enabled',
					isForRegistration: false,
					isForAllApplications: true,
					isForAllUsers: true,
					isForWindows: true,
					isNarrowed: false,
					controls: ['mfa'],
					isEither: true,
				},
			],
		},
	],
	[
		licences,
		licencesKnown,
		{licences: [{name: 'SPE_E3', state: 'Enabled', bought: 420, plans: ['AAD_PREMIUM', 'MFA_PREMIUM', 'INTUNE_A']}]},
	],
	[features, synchronisationFeatures, {passwordHashes: true, changedNames: true}],
	[settings, deviceSettings, {mayRegister: 'all', isRegistrationOpen: false, mayJoin: 'none', secondFactor: 'notRequired'}],
	[enrolmentPolicies, enrolmentPolicy, {policies: [{name: 'All users and all devices', state: 'notConfigured'}]}],
];

describe('what a tenant is asked for', () => {
	it.each(read.map(([collector, check, facts]) => ({id: collector.id, collector, check, facts})))(
		'$id comes back whole, and its check is met by it',
		async ({collector, check, facts}) => {
			expect(await factsOf(collector)).toEqual(facts);
			expect(await lookAt(check)).toMatchObject({kind: 'judged', verdict: {outcome: 'met'}});
			expect(graph.requests.every(({method}) => method === 'GET')).toBe(true);
		},
	);

	it.each(read.map(([collector, check]) => ({id: collector.id, collector, check})))(
		'$id is not seen without its permission, and the sentence names that alone',
		async ({collector, check}) => {
			const own = (graphOf(collector.query)?.permissions ?? []).at(-1) ?? '';
			const others = read.flatMap(([each]) => graphOf(each.query)?.permissions ?? []).filter(permission => permission !== own);
			graph.set({granted: ['Domain.Read.All', ...others]});
			expect(await lookAt(check)).toMatchObject({
				kind: 'unobserved',
				reason: 'access-denied',
				detail: expect.stringContaining(`: ${own} is not granted`),
			});
		},
	);
});

describe('what only some may read', () => {
	it('is not seen by anybody but a Global Administrator', async () => {
		graph.set({isGlobalAdministrator: false});
		expect(await lookAt(synchronisationFeatures)).toMatchObject({
			kind: 'unobserved',
			reason: 'access-denied',
			detail: expect.stringContaining('403'),
		});
	});

	it('is read as one object too, as its page shows it', async () => {
		const [one] = contosoResources.synchronization ?? [];
		expect(features.read(one)).toEqual({passwordHashes: true, changedNames: true});
		expect(() => features.read({value: []})).toThrow('no setting of synchronisation');
		expect(() => features.read({value: [one, one]})).toThrow('more than one');
	});
});

describe('Conditional Access', () => {
	const rowOf = async (conditions: object, grantControls: object | null = pilot?.grantControls ?? null) => {
		graph.set({
			conditionalAccess: [
				{...pilot, conditions: {...pilot?.conditions, ...conditions}, grantControls} as Tenant['conditionalAccess'][number],
			],
		});
		const facts = (await factsOf(conditionalAccess)) as {readonly policies: readonly Record<string, unknown>[]};
		return facts.policies[0];
	};

	it('is narrowed by whatever narrows it, and by no empty list', async () => {
		expect(await rowOf({signInRiskLevels: []})).toMatchObject({isNarrowed: false});
		expect(await rowOf({signInRiskLevels: ['high']})).toMatchObject({isNarrowed: true});
		expect(await rowOf({locations: {includeLocations: ['All'], excludeLocations: ['AllTrusted']}})).toMatchObject({isNarrowed: true});
		expect(await rowOf({devices: {deviceFilter: {mode: 'exclude', rule: 'device.trustType -eq "ServerAD"'}}})).toMatchObject({
			isNarrowed: true,
		});
	});

	it('says for what and for whom it is, and what it demands', async () => {
		expect(await rowOf({applications: {includeApplications: [], includeUserActions: ['urn:user:registerdevice']}})).toMatchObject({
			isForRegistration: true,
			isForAllApplications: false,
		});
		expect(await rowOf({clientAppTypes: ['exchangeActiveSync', 'other']})).toMatchObject({isForWindows: false});
		expect(await rowOf({users: {includeUsers: ['None'], includeGroups: ['g']}})).toMatchObject({isForAllUsers: false});
		expect(await rowOf({}, {operator: 'AND', builtInControls: [], authenticationStrength: {id: 's'}})).toMatchObject({
			controls: ['authenticationStrength'],
			isEither: false,
		});
		expect(await rowOf({}, null)).toMatchObject({controls: []});
	});
});

describe('settings of another shape', () => {
	it('are not seen: no word is taken for another', async () => {
		graph.set({securityDefaults: {isEnabled: 'false'} as unknown as Tenant['securityDefaults']});
		expect(await lookAt(secondFactorDemanded)).toMatchObject({kind: 'unobserved', reason: 'malformed'});
		graph.set({deviceRegistration: {...contosoResources.deviceRegistration, azureADRegistration: {}} as Tenant['deviceRegistration']});
		expect(await lookAt(deviceSettings)).toMatchObject({kind: 'unobserved', reason: 'inconclusive'});
		graph.set({authenticationMethods: {authenticationMethodConfigurations: []}});
		expect(await lookAt(mfaChosen)).toMatchObject({kind: 'unobserved', reason: 'malformed'});
	});
});
