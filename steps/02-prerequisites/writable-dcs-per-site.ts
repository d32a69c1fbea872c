import type {z} from 'zod';
import {defineCheck, type FactsOf, optional} from '../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {forestNamed, partsByForest, type Silent} from '../by-forest.ts';
import {counted, listed} from '../directory.ts';
import {exhibitsOf, type Part, worstFirst} from '../worst-first.ts';
import {type Controller, type DomainControllers, domainControllers, sites} from './domain-controllers.facts.ts';
import {usersInScope} from './users-in-scope.facts.ts';
import {understandsKeys} from './windows-server.ts';

const needs = {sites, controllers: domainControllers, scope: optional(usersInScope)};

type Site = Extract<z.infer<typeof sites.facts>['forests'][number], {silent: null}>['sites'][number];

/** Builds by computer object, and why the rest is unknown: the first silence of a domain or forest. */
type Computers = {readonly byName: ReadonlyMap<string, Controller>; readonly silence: Silent | undefined};

const computersOf = (controllers: DomainControllers, forest: string): Computers => {
	const domains = forestNamed(controllers.forests, forest)?.domains ?? [];
	const whole = controllers.forests.find(one => one.forest.toLowerCase() === forest.toLowerCase())?.silent;
	const records = domains.flatMap(one => (one.silent === null ? one.controllers : []));
	return {
		byName: new Map(records.map(record => [record.computer.toLowerCase(), record])),
		silence: whole ?? domains.find(one => one.silent !== null)?.silent ?? undefined,
	};
};

const judgeSite = ({site, controllers}: Site, {byName, silence}: Computers, isAlone: boolean): Verdict => {
	const writable = controllers.filter(({readOnly}) => !readOnly);
	const builds = writable.map(({computer}) => byName.get(computer?.toLowerCase() ?? '')?.build ?? null);
	const able = builds.filter(build => build !== null && understandsKeys(build)).length;
	const unread = writable.filter((_, index) => builds[index] === null).map(({name}) => name);
	const here = counted(writable.length, 'writable domain controller');
	if (controllers.length === 0) {
		return caution('know-who-covers-it', `${site} has no domain controller; another site covers it.`);
	}

	if (writable.length === 0) {
		return caution('weigh-a-writable-one', `${site} has read-only domain controllers only. No page says whether one serves key trust.`);
	}

	if (able >= 2) {
		return met(`${site}: ${able} of ${here} can accept a key.`);
	}

	if (able === 1) {
		return isAlone
			? met(`${site}: 1 of 1 can accept a key. It is the only one of the forest, which is enough for a lab and no more.`)
			: caution('plan-a-second-one', `${site}: 1 of ${here} can accept a key. 1 works until it is down.`);
	}

	if (unread.length > 0) {
		const why = silence === undefined ? 'Its version could not be read.' : silence.detail;
		return declined(
			silence?.reason ?? 'inconclusive',
			'let-it-answer',
			`${site}: whether ${listed(unread)} can accept a key was not seen. ${why}`,
		);
	}

	return unmet('add-one-to-the-site', `${site} has ${here}, none of Windows Server 2016 or later.`);
};

const partsOf = ({sites: found, controllers, scope}: FactsOf<typeof needs>): readonly Part[] =>
	partsByForest(
		found.forests,
		({forest, sites: own}) => {
			const computers = computersOf(controllers, forest);
			const isAlone = own.reduce((sum, site) => sum + site.controllers.length, 0) === 1;
			return own.map(site => ({name: site.site, verdict: judgeSite(site, computers, isAlone)}));
		},
		scope,
	);

export const writableDcsPerSite = defineCheck({
	id: 'writable-dcs-per-site',
	question: 'Does every site with domain controllers have enough writable DCs that can accept a key?',
	needs,
	judge(facts) {
		const parts = partsOf(facts);
		return worstFirst(
			parts,
			parts.length > 1
				? {met: `${counted(parts.length, 'site')}, each with two or more that can accept a key: ${listed(parts.map(({name}) => name))}.`}
				: {},
		);
	},
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
