import {optional} from '../../../src/guide/check.ts';
import {caution, met} from '../../../src/guide/finding.ts';
import {partsByDomain, partsByForest} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {listed} from '../../directory.ts';
import {cloudSyncAgents} from './cloud-sync-agents.facts.ts';
import {oneSyncEngine} from './one-sync-engine.ts';

/** An agent's account is a hint and no proof: it stays after removal, and HR provisioning has one too (W61). */
export const noCloudSyncAgent = defineCheckOver({
	id: 'no-cloud-sync-agent',
	question: 'Does nothing in the directory hint at Cloud Sync beside Connect?',
	needs: {agents: cloudSyncAgents, engine: optional(oneSyncEngine.needs.stated)},
	partsOf: ({agents, engine}) =>
		partsByForest(agents.forests, ({domains}) =>
			partsByDomain(domains, ({domain, accounts}) => {
				const there = `${domain} has the account of a provisioning agent (${listed(accounts)})`;
				const verdict =
					accounts.length === 0
						? met(`${domain}: no account of a provisioning agent.`)
						: engine.seen && engine.facts.yes
							? met(`${there}; ${engine.facts.by} states that Connect Sync alone synchronises the users in scope.`)
							: caution('say-which-engine', `${there}. Whether Cloud Sync handles users in scope cannot be told from it.`);
				return [{name: domain, verdict}];
			}),
		),
});
