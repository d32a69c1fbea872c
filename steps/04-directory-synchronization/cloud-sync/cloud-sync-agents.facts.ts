import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {startsWith} from '../../../src/guide/filter.ts';
import {mapDomains} from '../../by-forest.ts';
import {perDomain, valueOf} from '../../directory.ts';

/** Accounts of provisioning agents: group managed service accounts that the agent's installer names provAgentgMSA (W61). */
export const cloudSyncAgents = defineCollector({
	id: 'cloud-sync-agents',
	what: 'service accounts of provisioning agents, by which Cloud Sync, HR provisioning and group writeback show themselves',
	rights: 'any domain user',
	query: {
		via: 'directory',
		from: 'every-domain',
		base: 'domain',
		scope: 'subtree',
		filter: startsWith('sAMAccountName', 'provAgentgMSA'),
		attributes: ['sAMAccountName'],
	},
	read: answer => mapDomains(answer, entries => ({accounts: entries.map(entry => valueOf(entry, 'sAMAccountName') ?? entry.dn)})),
	facts: perDomain({
		/** `accounts` is empty where no agent was ever installed. */
		accounts: z.array(z.string()),
	}),
});
