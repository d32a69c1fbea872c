import type {FactsOf} from '../../../src/guide/check.ts';
import {declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {type ClientComputer, clientComputer} from '../../05-device-registration/client/client-computer.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {aged, judgeClient, ourForests, partsOfClient} from '../../client-standing.ts';
import {listed} from '../../directory.ts';
import {foldAscii, isSameDnsName} from '../../identity.ts';
import type {Part} from '../../worst-first.ts';

const needs = {client: clientComputer, points: ourForests};
type Located = ClientComputer['located']['domains'][number];

const judgeDomain = ({domain, controller, clientSite, controllerSite}: Located): Verdict =>
	controller === ''
		? unmet('reach-a-controller', `the locator finds no domain controller of ${domain}.`)
		: met(
				`the locator finds ${controller} of ${domain}${clientSite === '' || controllerSite === '' ? '' : clientSite === controllerSite ? `, in its own site ${clientSite}` : `, in the site ${controllerSite}, and itself is in ${clientSite}`}.`,
			);

type Points = FactsOf<typeof needs>['points'];

/** The forest that lists a domain, with all its domains; of a forest that nobody looked at only its root tells its name. */
const forestOf = (domain: string, points: Points): {readonly forest: string; readonly domains: readonly string[] | null} => {
	const all = points.seen ? points.facts.forests.flatMap(one => (one.silent === null ? [one] : [])) : [];
	return all.find(({domains}) => domains.some(one => isSameDnsName(one, domain))) ?? {forest: domain, domains: null};
};

/**
 * The rows of the client's own forest, trusted domains left out. The list names a domain by its NetBIOS name alone, which tells no DNS name: the client's
 * own row is among them for certain where there is one for each domain of the forest. Null where it may be missing.
 */
const ownRows = (rows: readonly Located[], domain: string, points: Points): readonly Located[] | null => {
	const {forest, domains} = forestOf(domain, points);
	const own = rows.filter(one => isSameDnsName(one.forest, forest));
	const names = new Set(own.map(one => foldAscii(one.domain)));
	return own.length === 0 || (domains !== null && names.size < domains.length) ? null : own;
};

const partsOf = ({domain, located: {domains, failure}}: ClientComputer, points: Points): readonly Part[] => {
	if (failure !== null) {
		return [{name: 'locator', verdict: declined('incomplete', 'carry-the-script', `the locator could not be asked. ${failure}`)}];
	}

	if (domains.length === 0) {
		return [{name: 'locator', verdict: unmet('reach-a-controller', 'the locator finds no domain controller of any domain.')}];
	}

	const own = domain === null ? null : ownRows(domains, domain, points);
	if (own === null) {
		const others = listed(domains.map(one => one.domain));
		return [
			{
				name: 'locator',
				verdict: declined(
					'inconclusive',
					'reach-a-controller',
					`the locator speaks of ${others}, and whether one of these is its own domain ${domain} is not known.`,
				),
			},
		];
	}

	return own.map(one => ({name: one.domain, verdict: judgeDomain(one)}));
};

export const controllerFound = defineCheckOver({
	id: 'controller-found',
	question: 'Does each client find a domain controller?',
	needs,
	partsOf: ({client, points}) =>
		partsOfClient(client, points, () => partsOf(client, points).map(({name, verdict}) => ({name, verdict: aged(verdict, client)}))),
	judge: (parts, {client}) => judgeClient(client, parts),
});
