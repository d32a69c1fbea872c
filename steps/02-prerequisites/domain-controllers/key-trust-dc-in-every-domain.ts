import {defineCheck, type FactsOf, optional} from '../../../src/guide/check.ts';
import {declined, met, unmet} from '../../../src/guide/finding.ts';
import {partsByForest, unheard} from '../../by-forest.ts';
import {counted, listed} from '../../directory.ts';
import {exhibitsOf, type Part, worstFirst} from '../../worst-first.ts';
import {usersInScope} from '../scope/users-in-scope.facts.ts';
import {type Controller, domainControllers} from './domain-controllers.facts.ts';
import {serverName, understandsKeys} from './windows-server.ts';

const needs = {controllers: domainControllers, scope: optional(usersInScope)};

const judgeDomain = (domain: string, controllers: readonly Controller[]): Part => {
	const writable = controllers.filter(({readOnly}) => !readOnly);
	const able = writable.filter(({build}) => build !== null && understandsKeys(build));
	const unread = writable.filter(({build}) => build === null);
	const written = counted(writable.length, 'writable domain controller');
	if (able.length > 0) {
		return {name: domain, verdict: met(`${domain} has ${written}, ${able.length} of Windows Server 2016 or later.`)};
	}

	if (unread.length > 0) {
		return {
			name: domain,
			verdict: declined(
				'inconclusive',
				'let-it-answer',
				`${domain}: the version of ${listed(unread.map(({name}) => name))} could not be read.`,
			),
		};
	}

	const builds = writable.flatMap(({build}) => (build === null ? [] : [build]));
	const newest = builds.length === 0 ? '' : ` The newest is ${serverName(Math.max(...builds))}.`;
	return {
		name: domain,
		verdict: unmet('add-a-domain-controller', `${domain} has ${written}, none of Windows Server 2016 or later.${newest}`),
	};
};

const partsOf = ({controllers, scope}: FactsOf<typeof needs>): readonly Part[] =>
	partsByForest(
		controllers.forests,
		({domains}) => domains.map(one => (one.silent === null ? judgeDomain(one.domain, one.controllers) : unheard(one.domain, one.silent))),
		scope,
	);

export const keyTrustDcInEveryDomain = defineCheck({
	id: 'key-trust-dc-in-every-domain',
	question: 'Does every domain have a writable DC of Windows Server 2016 or later?',
	needs,
	judge(facts) {
		const parts = partsOf(facts);
		return worstFirst(parts, {
			met: `${counted(parts.length, 'domain')}, each with a writable one of Windows Server 2016 or later: ${listed(parts.map(({name}) => name))}.`,
		});
	},
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
