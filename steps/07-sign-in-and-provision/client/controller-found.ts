import {declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {type ClientComputer, clientComputer} from '../../05-device-registration/client/client-computer.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {aged, judgeClient, ourForests, partsOfClient} from '../../client-standing.ts';
import {listed} from '../../directory.ts';
import {comparableDnsName, isSameDnsName} from '../../identity.ts';
import type {Part} from '../../worst-first.ts';

type Located = ClientComputer['located']['domains'][number];

const judgeDomain = ({domain, controller, clientSite, controllerSite}: Located): Verdict =>
	controller === ''
		? unmet('reach-a-controller', `the locator finds no domain controller of ${domain}.`)
		: met(
				`the locator finds ${controller} of ${domain}${clientSite === '' || controllerSite === '' ? '' : clientSite === controllerSite ? `, in its own site ${clientSite}` : `, in the site ${controllerSite}, and itself is in ${clientSite}`}.`,
			);

/** Whether a domain of the list may be the client's own: of its forest, as far as the forest's name tells. Domains that are trusted stand in the list too. */
const isOwn = ({forest}: Located, domain: string | null): boolean =>
	domain !== null && (isSameDnsName(forest, domain) || comparableDnsName(domain).endsWith(`.${comparableDnsName(forest)}`));

const partsOf = ({domain, located: {domains, failure}}: ClientComputer): readonly Part[] => {
	if (failure !== null) {
		return [{name: 'locator', verdict: declined('incomplete', 'carry-the-script', `the locator could not be asked. ${failure}`)}];
	}

	const own = domains.filter(one => isOwn(one, domain));
	if (domains.length > 0 && own.length === 0) {
		const others = listed(domains.map(one => one.domain));
		return [
			{
				name: 'locator',
				verdict: declined('inconclusive', 'reach-a-controller', `the locator speaks of ${others}, and not of its own domain ${domain}.`),
			},
		];
	}

	return domains.length === 0
		? [{name: 'locator', verdict: unmet('reach-a-controller', 'the locator finds no domain controller of any domain.')}]
		: own.map(one => ({name: one.domain, verdict: judgeDomain(one)}));
};

export const controllerFound = defineCheckOver({
	id: 'controller-found',
	question: 'Does the client find a domain controller?',
	needs: {client: clientComputer, points: ourForests},
	partsOf: ({client, points}) =>
		partsOfClient(client, points, () => partsOf(client).map(({name, verdict}) => ({name, verdict: aged(verdict, client)}))),
	judge: (parts, {client}) => judgeClient(client, parts),
});
