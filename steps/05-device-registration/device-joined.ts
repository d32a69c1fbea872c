import {defineCheck, optional} from '../../src/guide/check.ts';
import {caution, declined, met, unmet} from '../../src/guide/finding.ts';
import {tenant} from '../03-new-installation-baseline/tenant.facts.ts';
import {dsregcmd} from './dsregcmd.facts.ts';
import {isNo, isYes} from './dsregcmd.ts';

export const deviceJoined = defineCheck({
	id: 'device-joined',
	question: 'Is the client hybrid joined?',
	// The tenant can only condemn: a client of another one is not ours.
	needs: {client: dsregcmd, tenant: optional(tenant)},
	judge({client, tenant: ours}) {
		const {azureAdJoined, domainJoined, deviceAuthStatus, tenantId, workplaceJoined} = client;
		if (isNo(domainJoined)) {
			const joined = isYes(azureAdJoined) ? 'is Entra joined and' : 'is';
			return declined(
				'inconclusive',
				'look-at-a-domain-client',
				`This computer ${joined} in no domain, so it says nothing of hybrid join.`,
			);
		}

		if (isNo(azureAdJoined)) {
			return unmet('join-the-client', 'The computer is in the domain and not in Entra ID: AzureAdJoined is NO.');
		}

		if (!isYes(azureAdJoined) || !isYes(domainJoined)) {
			const missing = isYes(domainJoined) ? 'AzureAdJoined' : 'DomainJoined';
			return declined('inconclusive', 'look-at-a-domain-client', `The output of dsregcmd does not say ${missing}.`);
		}

		if (ours.seen && tenantId !== null && tenantId.toLowerCase() !== ours.facts.id.toLowerCase()) {
			return unmet('leave-the-other-tenant', `The computer is hybrid joined to ${tenantId}, not to this tenant, ${ours.facts.id}.`);
		}

		if (deviceAuthStatus !== null && !/^success/i.test(deviceAuthStatus)) {
			return unmet(
				'mend-the-device',
				`The computer is hybrid joined, but Entra ID does not accept it: DeviceAuthStatus is ${deviceAuthStatus}.`,
			);
		}

		return isYes(workplaceJoined)
			? caution('end-the-dual-state', 'The computer is hybrid joined and personally registered too: WorkplaceJoined is YES.')
			: met('The computer is hybrid joined: AzureAdJoined and DomainJoined are YES.');
	},
	exhibits: ({client}) =>
		(['azureAdJoined', 'domainJoined', 'deviceAuthStatus', 'workplaceJoined', 'tenantId'] as const).map(name => ({
			sign:
				client[name] === null
					? 'unobserved'
					: isNo(client[name]) === (name === 'workplaceJoined') || name === 'tenantId'
						? 'met'
						: 'caution',
			what: name,
			seen: client[name] ?? 'not printed',
		})),
});
