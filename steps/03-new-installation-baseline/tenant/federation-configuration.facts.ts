import {z} from 'zod';
import type {EachAnswer} from '../../../src/guide/answer.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {silenceSchema} from '../../directory.ts';
import {recordsOf, textOrAbsent} from '../../graph-record.ts';

/** What each federated domain says of its federation service: `GET /domains/{id}/federationConfiguration` (Graph v1.0, internalDomainFederation). */
export const federationConfiguration = defineCollector({
	id: 'federation-configuration',
	what: 'of each federated domain, its federation service and who does the second factor',
	rights: 'External Identity Provider Administrator, Hybrid Identity Administrator, or Global Reader',
	because: 'who does the second factor where a domain is federated?',
	query: {
		via: 'graph',
		path: '/v1.0/domains/{id}/federationConfiguration',
		permissions: ['Domain.Read.All', 'Domain-InternalFederation.Read.All'],
		applicationPermissions: ['Domain.Read.All', 'Domain-InternalFederation.Read.All'],
		each: {
			of: {
				via: 'graph',
				path: '/v1.0/domains?$select=id,isVerified,authenticationType',
				permissions: ['Domain.Read.All'],
				applicationPermissions: ['Domain.Read.All'],
			},
			field: 'id',
			where: {authenticationType: 'Federated', isVerified: true},
		},
	},
	read: answer => ({
		domains: (answer as EachAnswer).each.map(one =>
			'silent' in one
				? {domain: one.id, silent: one.silent}
				: {
						domain: one.id,
						silent: null,
						services: recordsOf(one.facts, `federation services of ${one.id}`).map(record => ({
							name: textOrAbsent(record, 'displayName', one.id),
							issuer: textOrAbsent(record, 'issuerUri', one.id),
							metadata: textOrAbsent(record, 'metadataExchangeUri', one.id),
							secondFactor: textOrAbsent(record, 'federatedIdpMfaBehavior', one.id),
						})),
					},
		),
	}),
	facts: z.strictObject({
		/** None where no verified domain is federated. */
		domains: z.array(
			z.union([
				z.strictObject({domain: z.string(), silent: silenceSchema}),
				z.strictObject({
					domain: z.string(),
					silent: z.null(),
					/** One as a rule; none is a domain that says it is federated and not with whom. */
					services: z.array(
						z.strictObject({
							name: z.string().nullable(),
							issuer: z.string().nullable(),
							/** Where programs and computers find the service's WS-Trust endpoints; null where none is given. */
							metadata: z.string().nullable(),
							/** `federatedIdpMfaBehavior`; null where it was never set. */
							secondFactor: z.string().nullable(),
						}),
					),
				}),
			]),
		),
	}),
});

/** The facts of `federation-configuration`. */
export type FederationConfiguration = z.infer<typeof federationConfiguration.facts>;
