import {casesFor} from '../../../src/guide/cases.ts';
import {forest, secondForest} from '../../case-builders/forests.ts';
import {nobodyAsked, seen, stated} from '../../case-builders/witnesses.ts';
import {noCloudSyncAgent} from './no-cloud-sync-agent.ts';

const agents = (accounts: readonly string[]) => ({
	forests: [{forest, silent: null, domains: [{domain: forest, silent: null, accounts: [...accounts]}]}],
});
const silent = {reason: 'unreachable' as const, detail: 'It did not answer within 10 s.'};

export default casesFor(noCloudSyncAgent, {
	'no agent was ever installed': {given: {agents: agents([]), engine: nobodyAsked}, then: 'met'},
	'W61 an agent has left its account, and nobody has said which engine handles the users': {
		given: {agents: agents(['provAgentgMSA$']), engine: nobodyAsked},
		then: 'caution',
		says: 'provAgentgMSA$',
		remedy: 'say-which-engine',
	},
	'W61 an agent has left its account, and somebody states that Connect alone synchronises': {
		given: {agents: agents(['provAgentgMSA$']), engine: seen(stated(true, 'the agent serves HR'))},
		then: 'met',
		says: 'the operator states',
	},
	'W61 an agent has left its account, and somebody states that another engine synchronises': {
		given: {agents: agents(['provAgentgMSA$']), engine: seen(stated(false, 'the pilot is under Cloud Sync'))},
		then: 'caution',
	},
	'one domain did not answer': {
		given: {agents: {forests: [{forest, silent: null, domains: [{domain: forest, silent}]}]}, engine: nobodyAsked},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
	'a second forest did not answer': {
		given: {agents: {forests: [...agents([]).forests, {forest: secondForest, silent}]}, engine: nobodyAsked},
		then: 'unreachable',
		remedy: 'let-it-answer',
	},
});
