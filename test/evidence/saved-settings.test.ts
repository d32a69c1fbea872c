import {describe, expect, it} from 'vitest';
import {savedGraph} from '../../src/evidence/saved-graph.ts';
import type {Collector} from '../../src/guide/check.ts';
import {mfaRegistrations} from '../../steps/02-prerequisites/mfa/mfa-registrations.facts.ts';
import {authenticationMethods} from '../../steps/03-new-installation-baseline/mfa/authentication-methods.facts.ts';
import {conditionalAccess} from '../../steps/03-new-installation-baseline/mfa/conditional-access.facts.ts';
import {federationConfiguration} from '../../steps/03-new-installation-baseline/tenant/federation-configuration.facts.ts';
import {tenantDomains} from '../../steps/03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {deviceSettings} from '../../steps/05-device-registration/devices/device-settings.facts.ts';
import {contosoResources} from '../lab/graph/contoso.ts';
import {broughtFrom, factsIn, savedAs} from './graph-samples.ts';

const collectors = [
	tenantDomains,
	federationConfiguration,
	authenticationMethods,
	conditionalAccess,
	deviceSettings,
	mfaRegistrations,
] as readonly Collector[];
const brought = (context: string, body: object) =>
	broughtFrom(savedAs(JSON.stringify({'@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${context}`, ...body})), {
		importers: [savedGraph(collectors, 'graph.microsoft.com')],
		collectors,
	});

describe('a saved answer that is one object', () => {
	it('is taken for the question that asks for it, with everything that is read of it', () => {
		const policy = brought('authenticationMethodsPolicy', {...contosoResources.authenticationMethods});
		expect(policy.says).toMatch(/^Taken/);
		expect(authenticationMethods.read(factsIn(policy)['authentication-methods'])).toMatchObject({migration: 'migrationComplete'});
		const settings = brought('policies/deviceRegistrationPolicy/$entity', {...contosoResources.deviceRegistration});
		expect(deviceSettings.read(factsIn(settings)['device-settings'])).toMatchObject({mayRegister: 'all'});
	});

	it('is refused where a list belongs, and a list where it belongs', () => {
		expect(brought('domains/$entity', {id: 'contoso.com', isVerified: true}).says).toContain('asks for all of them');
		expect(brought('deviceRegistrationPolicy', {value: [contosoResources.deviceRegistration]}).says).toContain('asks for one object');
	});
});

describe('a saved answer that hangs below one object', () => {
	it('is refused in a sentence that says why: the question is asked for each of several', () => {
		const {says, refused} = brought("domains('fabrikam.com')/federationConfiguration", {
			value: contosoResources.federation?.['fabrikam.com'],
		});
		expect(refused).toBe(true);
		expect(says).toContain('asks GET /v1.0/domains/{id}/federationConfiguration once for each record of /v1.0/domains');
		expect(says).toContain('Let whfb ask Graph itself');
	});

	it('is not named among the questions that a saved answer can answer', () => {
		const {says} = brought('contacts', {value: [{id: 'c'}]});
		expect(says).toContain('GET /v1.0/domains?');
		expect(says).not.toContain('federationConfiguration');
	});
});

describe('a saved list', () => {
	it('is taken by whatever part of its path it names itself', () => {
		for (const context of ['identity/conditionalAccess/policies', 'conditionalAccess/policies']) {
			expect(factsIn(brought(context, {value: contosoResources.conditionalAccess}))).toHaveProperty('conditional-access');
		}
	});

	it('of the report on registration is taken without a count, which Graph does not give of it', () => {
		const {says, evidence} = brought('reports/authenticationMethods/userRegistrationDetails', {value: contosoResources.registrations});
		expect(says).toMatch(/^Taken/);
		expect(evidence[0]?.answer.facts).toMatchObject({
			count: null,
			value: [
				{userPrincipalName: 'good@contoso.com', isMfaCapable: true},
				{userPrincipalName: 'second@contoso.com', isMfaCapable: false},
			],
		});
		expect(evidence[0]?.spoken?.tenantNames).toEqual(['contoso.com']);
	});
});
