import {optional} from '../../src/guide/check.ts';
import {declined, met, unmet} from '../../src/guide/finding.ts';
import {heard, partsByForest} from '../by-forest.ts';
import {defineCheckOver} from '../check-over.ts';
import {counted} from '../directory.ts';
import {type Part, worstFirst} from '../worst-first.ts';
import {domainLevels, forestLevel} from './functional-levels.facts.ts';
import {usersInScope} from './scope/users-in-scope.facts.ts';

/** Names of the levels that exist (MS-ADTS 6.1.4.4). Windows Server 2019 and 2022 brought none of their own. */
const levelNames: Readonly<Record<number, string>> = {
	0: '2000',
	1: '2003 interim',
	2: '2003',
	3: '2008',
	4: '2008 R2',
	5: '2012',
	6: '2012 R2',
	7: '2016',
	10: '2025',
};

const lowest = 4;

const judgeLevel = (name: string, level: number | null): Part => {
	if (level === null) {
		return {name, verdict: declined('inconclusive', 'let-it-answer', `The functional level of ${name} could not be read.`)};
	}

	const said = `${name} is at level ${level} (${levelNames[level] ?? 'unknown'})`;
	return {name, verdict: level >= lowest ? met(`${said}.`) : unmet('raise-the-level', `${said}; 4 (2008 R2) is the lowest that will do.`)};
};

export const functionalLevels = defineCheckOver({
	id: 'functional-levels',
	question: 'Is every domain and forest at least at the 2008 R2 functional level?',
	needs: {forests: forestLevel, partitions: domainLevels, scope: optional(usersInScope)},
	partsOf: ({forests, partitions, scope}) => [
		...partsByForest(forests.forests, ({forest, forestLevel}) => [judgeLevel(`the forest ${forest}`, forestLevel)], scope),
		...partsByForest(partitions.forests, ({domains}) => domains.map(({domain, level}) => judgeLevel(domain, level)), scope),
	],
	judge: (parts, facts) => {
		const forests = counted(facts.forests.forests.length, 'forest');
		const domains = counted(heard(facts.partitions.forests).flatMap(forest => forest.domains).length, 'domain');
		return worstFirst(parts, {met: `${forests} and ${domains} are at level 4 (2008 R2) or higher.`});
	},
});
