import {defineCheck, type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, met} from '../../../src/guide/finding.ts';
import {unheard} from '../../by-forest.ts';
import {listed} from '../../directory.ts';
import {exhibitsOf, type Part, worstFirst} from '../../worst-first.ts';
import {cloudSyncAgents} from './cloud-sync-agents.facts.ts';
import {oneSyncEngine} from './one-sync-engine.ts';

const needs = {agents: cloudSyncAgents, engine: optional(oneSyncEngine.needs.stated)};

const partsOf = ({agents, engine}: FactsOf<typeof needs>): readonly Part[] =>
	agents.forests.flatMap((forest): readonly Part[] => {
		if (forest.silent !== null || !('domains' in forest)) {
			return [unheard(forest.forest, forest.silent ?? {reason: 'empty', detail: 'No domain was read.'})];
		}

		return forest.domains.map(({domain, ...read}): Part => {
			if (read.silent !== null || !('accounts' in read)) {
				return unheard(domain, read.silent ?? {reason: 'empty', detail: 'Nothing was read.'});
			}

			if (read.accounts.length === 0) {
				return {name: domain, verdict: met(`${domain}: no account of a provisioning agent.`)};
			}

			const there = `${domain} has the account of a provisioning agent (${listed(read.accounts)})`;
			return {
				name: domain,
				verdict:
					engine.seen && engine.facts.yes
						? met(`${there}; ${engine.facts.by} states that Connect Sync alone synchronises the users in scope.`)
						: caution('say-which-engine', `${there}. Whether Cloud Sync handles users in scope cannot be told from it.`),
			};
		});
	});

/** An agent's account is a hint and no proof: it stays after removal, and HR provisioning has one too (W61). */
export const noCloudSyncAgent = defineCheck({
	id: 'no-cloud-sync-agent',
	question: 'Does nothing in the directory hint at Cloud Sync beside Connect?',
	needs,
	judge: facts => worstFirst(partsOf(facts)),
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
