import {optional} from '../../../src/guide/check.ts';
import {declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {partsByDomain, partsByForest} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {serverName, understandsKeys} from '../../windows-server.ts';
import {worstFirst} from '../../worst-first.ts';
import {usersInScope} from '../scope/users-in-scope.facts.ts';
import {type Controller, domainControllers} from './domain-controllers.facts.ts';

const judgeDomain = (domain: string, controllers: readonly Controller[]): Verdict => {
	const writable = controllers.filter(({readOnly}) => !readOnly);
	const able = writable.filter(({build}) => build !== null && understandsKeys(build));
	const unread = writable.filter(({build}) => build === null);
	const written = counted(writable.length, 'writable domain controller');
	if (able.length > 0) {
		return met(`${domain} has ${written}, ${able.length} of Windows Server 2016 or later.`);
	}

	if (unread.length > 0) {
		return declined(
			'inconclusive',
			'let-it-answer',
			`${domain}: the version of ${listed(unread.map(({name}) => name))} could not be read.`,
		);
	}

	const builds = writable.flatMap(({build}) => (build === null ? [] : [build]));
	const newest = builds.length === 0 ? '' : ` The newest is ${serverName(Math.max(...builds))}.`;
	return unmet('add-a-domain-controller', `${domain} has ${written}, none of Windows Server 2016 or later.${newest}`);
};

export const keyTrustDcInEveryDomain = defineCheckOver({
	id: 'key-trust-dc-in-every-domain',
	question: 'Does every domain have a writable DC of Windows Server 2016 or later?',
	needs: {controllers: domainControllers, scope: optional(usersInScope)},
	partsOf: ({controllers, scope}) =>
		partsByForest(
			controllers.forests,
			({domains}) => partsByDomain(domains, ({domain, controllers: own}) => [{name: domain, verdict: judgeDomain(domain, own)}]),
			scope,
		),
	judge: parts =>
		worstFirst(parts, {
			met: `${counted(parts.length, 'domain')}, each with a writable one of Windows Server 2016 or later: ${listed(parts.map(({name}) => name))}.`,
		}),
});
