import type {z} from 'zod';
import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {forestNamed, heard, partsByForest, type Silent} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {comparableDn, isSameDnsName} from '../../identity.ts';
import {understandsKeys} from '../../windows-server.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {usersInScope} from '../scope/users-in-scope.facts.ts';
import {type Controller, type DomainControllers, domainControllers, sites} from './domain-controllers.facts.ts';

type Site = Extract<z.infer<typeof sites.facts>['forests'][number], {silent: null}>['sites'][number];
type Member = Site['controllers'][number];

/** What is known of each computer object, by its comparable DN, and why the rest is unknown: the first silence of a domain or forest. */
type Computers = {
	readonly byDn: ReadonlyMap<string, Controller & {readonly domain: string}>;
	readonly unobserved: Silent | undefined;
};

const computersOf = (controllers: DomainControllers, forest: string): Computers => {
	const domains = forestNamed(controllers.forests, forest)?.domains ?? [];
	const whole = controllers.forests.find(one => isSameDnsName(one.forest, forest))?.silent;
	const records = heard(domains).flatMap(({domain, controllers: own}) => own.map(record => ({...record, domain})));
	return {
		byDn: new Map(records.map(record => [comparableDn(record.computer), record])),
		unobserved: whole ?? domains.find(one => one.silent !== null)?.silent ?? undefined,
	};
};

const recordOf = ({byDn}: Computers, {computer}: Member) => (computer === null ? undefined : byDn.get(comparableDn(computer)));

/** The controllers of one domain in one site. A controller serves the users of its own domain, whoever else stands beside it. */
const judgePlace = (place: string, controllers: readonly Member[], computers: Computers, isAlone: boolean): Verdict => {
	// Any mark says that one is read-only, also one that stands on its computer object alone (A23).
	const writable = controllers.filter(one => !one.readOnly && recordOf(computers, one)?.readOnly !== true);
	const builds = writable.map(one => recordOf(computers, one)?.build ?? null);
	const able = builds.filter(build => build !== null && understandsKeys(build)).length;
	const unread = writable.filter((_, index) => builds[index] === null).map(({name}) => name);
	const here = counted(writable.length, 'writable domain controller');
	if (writable.length === 0) {
		return caution('weigh-a-writable-one', `${place} has read-only domain controllers only. No page says whether one serves key trust.`);
	}

	if (able >= 2) {
		return met(`${place}: ${able} of ${here} can accept a key.`);
	}

	if (able === 1) {
		return isAlone
			? met(`${place}: 1 of 1 can accept a key. It is the only one of the forest, which is enough for a lab and no more.`)
			: caution('plan-a-second-one', `${place}: 1 of ${here} can accept a key. 1 works until it is down.`);
	}

	if (unread.length > 0) {
		const {unobserved} = computers;
		const why = unobserved === undefined ? 'Its version could not be read.' : unobserved.detail;
		return declined(
			unobserved?.reason ?? 'inconclusive',
			'let-it-answer',
			`${place}: whether ${listed(unread)} can accept a key was not seen. ${why}`,
		);
	}

	return unmet('add-one-to-the-site', `${place} has ${here}, none of Windows Server 2016 or later.`);
};

/** One part for each domain that has controllers in the site; those of which the domain is not known are one of their own. */
const judgeSite = (
	{site, controllers}: Site,
	computers: Computers,
	{isAlone, domains}: {readonly isAlone: boolean; readonly domains: number},
): readonly Part[] => {
	if (controllers.length === 0) {
		return [{name: site, verdict: caution('know-who-covers-it', `${site} has no domain controller; another site covers it.`)}];
	}

	const byDomain = Map.groupBy(controllers, one => recordOf(computers, one)?.domain ?? '');
	return [...byDomain].map(([domain, members]) => {
		const place = domain !== '' && domains > 1 ? `${site} (${domain})` : site;
		return {name: place, verdict: judgePlace(place, members, computers, isAlone)};
	});
};

/** The site without what a retired controller left behind: a server without a computer serves nobody. `dc-reachability` names it. */
const withoutLeftovers = ({site, controllers}: Site): Site => ({site, controllers: controllers.filter(({computer}) => computer !== null)});

export const writableDcsPerSite = defineCheckOver({
	id: 'writable-dcs-per-site',
	question: 'Does every site with domain controllers have enough writable DCs that can accept a key?',
	needs: {sites, controllers: domainControllers, scope: optional(usersInScope)},
	partsOf: ({sites: found, controllers, scope}) =>
		partsByForest(
			found.forests,
			({forest, sites: own}) => {
				const isAlone = own.reduce((sum, site) => sum + site.controllers.length, 0) === 1;
				const domains = forestNamed(controllers.forests, forest)?.domains.length ?? 1;
				return own.flatMap(site => judgeSite(withoutLeftovers(site), computersOf(controllers, forest), {isAlone, domains}));
			},
			scope,
		),
	judge: parts =>
		worstFirst(
			parts,
			parts.length > 1 ? {met: `Each with two or more that can accept a key: ${listed(parts.map(({name}) => name))}.`} : {},
		),
});
