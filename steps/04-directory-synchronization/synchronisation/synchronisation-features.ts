import {optional, type Witness} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import {type TenantDomains, tenantDomains} from '../../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {isSameName} from '../../identity.ts';
import {worstFirst} from '../../worst-first.ts';
import {synchronisationFeatures as features} from './synchronisation-features.facts.ts';

/** Whether every domain that users could bring is federated, so that Entra ID checks nobody's password. Only what was read excuses. */
const isAllFederated = (domains: Witness<TenantDomains>): boolean => {
	const own =
		domains.seen && !domains.stale ? domains.facts.domains.filter(({isVerified, isInitial}) => isVerified && isInitial !== true) : [];
	return own.length > 0 && own.every(({authenticationType}) => isSameName(authenticationType, 'Federated'));
};

const judgeHashes = (passwordHashes: boolean | null, domains: Witness<TenantDomains>): Verdict => {
	if (passwordHashes === true) {
		return met('Password hashes are synchronised.');
	}

	if (isAllFederated(domains)) {
		return notApplicable('Every domain of the tenant but its first is federated, so Entra ID checks no password.');
	}

	return passwordHashes === null
		? declined('inconclusive', 'look-again', 'The tenant does not say whether password hashes are synchronised.')
		: caution(
				'know-how-passwords-are-checked',
				'Password hashes are not synchronised. Managed domains then need pass-through authentication, of which Graph v1.0 says nothing.',
			);
};

/** https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-syncservice-features: on by default in tenants since June 2016, and once on it stays. */
const judgeNames = (changedNames: boolean | null): Verdict =>
	changedNames === null
		? declined('inconclusive', 'look-again', 'The tenant does not say whether changed user names are synchronised.')
		: changedNames
			? met('A user name that is changed in the directory arrives.')
			: caution(
					'let-changed-names-arrive',
					'A user name that is changed in the directory does not arrive where the user has a licence and a managed domain.',
				);

export const synchronisationFeatures = defineCheckOver({
	id: 'synchronisation-features',
	question: 'Are password hashes synchronised, and do changed user names arrive?',
	needs: {features, domains: optional(tenantDomains)},
	partsOf: ({features: {passwordHashes, changedNames}, domains}) => [
		{name: 'password hashes', verdict: judgeHashes(passwordHashes, domains)},
		{name: 'changed user names', verdict: judgeNames(changedNames)},
	],
	judge: parts => worstFirst(parts),
});
