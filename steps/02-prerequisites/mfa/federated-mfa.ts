import {caution, declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {
	type FederationConfiguration,
	federationConfiguration,
} from '../../03-new-installation-baseline/tenant/federation-configuration.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted} from '../../directory.ts';
import {foldAscii} from '../../identity.ts';
import {worstFirst} from '../../worst-first.ts';

type Service = Extract<FederationConfiguration['domains'][number], {silent: null}>['services'][number];

/** What each value means: https://learn.microsoft.com/graph/api/resources/internaldomainfederation (federatedIdpMfaBehavior values). */
const judgeService = (domain: string, {secondFactor}: Service): Verdict => {
	switch (secondFactor === null ? null : foldAscii(secondFactor)) {
		case 'rejectmfabyfederatedidp':
			return met(`For ${domain} Entra ID does the second factor itself, always.`);
		case 'acceptifmfadonebyfederatedidp':
			return met(`For ${domain} Entra ID does the second factor where the federation service has not done it.`);
		case 'enforcemfabyfederatedidp':
			return caution(
				'see-that-the-service-can',
				`For ${domain} the federation service does the second factor, and Entra ID sends users back to it. Whether it has one, the tenant does not say.`,
			);
		case null:
			return caution(
				'say-who-does-it',
				`${domain} does not say who does the second factor: the older switch SupportsMfa counts, which is not read here, and without it Entra ID does it where the service has not.`,
			);
		default:
			return declined('inconclusive', 'look-again', `${domain} gives a value that nobody here knows: ${secondFactor}.`);
	}
};

export const federatedMfa = defineCheckOver({
	id: 'federated-mfa',
	question: 'Does each federated domain say who does the second factor?',
	needs: {federation: federationConfiguration},
	partsOf: ({federation}) =>
		federation.domains.map(one => ({
			name: one.domain,
			verdict:
				one.silent !== null
					? declined(one.silent.reason, 'look-again', `The federation of ${one.domain} was not seen. ${one.silent.detail}`)
					: one.services.length === 0
						? declined('inconclusive', 'look-again', `${one.domain} is federated, and the tenant names no federation service for it.`)
						: worstFirst(one.services.map(service => ({name: one.domain, verdict: judgeService(one.domain, service)}))),
		})),
	judge: parts =>
		worstFirst(parts, {
			met: `${counted(parts.length, 'federated domain')}: each says who does the second factor. ${parts.map(({verdict}) => verdict.because).join(' ')}`,
			nothing: notApplicable('No verified domain is federated: Entra ID does the second factor.'),
		}),
});
