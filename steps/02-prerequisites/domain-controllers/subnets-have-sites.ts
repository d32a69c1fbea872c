import {optional} from '../../../src/guide/check.ts';
import {caution, met, type Verdict} from '../../../src/guide/finding.ts';
import {partsByForest} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {usersInScope} from '../scope/users-in-scope.facts.ts';
import {subnets} from './subnets.facts.ts';

type Subnet = {readonly subnet: string; readonly site: string | null};

const judgeForest = (forest: string, sites: readonly string[], own: readonly Subnet[]): Verdict => {
	const stray = own.filter(({site}) => site === null).map(({subnet}) => subnet);
	const without = sites.filter(name => !own.some(({site}) => site === name));
	if (sites.length === 1 && stray.length === 0) {
		return met(`${forest} has 1 site, which is that of every client.`);
	}

	if (stray.length > 0) {
		return caution('give-it-a-site', `${forest}: ${listed(stray)} ${stray.length === 1 ? 'belongs' : 'belong'} to no site.`);
	}

	return without.length > 0
		? caution('give-it-subnets', `${forest}: no subnet belongs to ${listed(without)}, so no client knows that it is there.`)
		: met(`${forest}: ${counted(own.length, 'subnet')} in ${counted(sites.length, 'site')}, and each site has some.`);
};

export const subnetsHaveSites = defineCheckOver({
	id: 'subnets-have-sites',
	question: 'Does every subnet belong to a site?',
	needs: {subnets, scope: optional(usersInScope)},
	partsOf: ({subnets: found, scope}) =>
		partsByForest(found.forests, ({forest, sites, subnets: own}) => [{name: forest, verdict: judgeForest(forest, sites, own)}], scope),
});
