import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {grouped} from '../../../src/guide/plain-order.ts';
import {forestNamed, partsByDomain, partsByForest} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted} from '../../directory.ts';
import {clientName, firstForKeyTrust, updatedUntil} from '../../windows-client.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {forestLevel} from '../functional-levels.facts.ts';
import {type ClientsByVersion, clientsByVersion} from './clients-by-version.facts.ts';

type Kind = Extract<Extract<ClientsByVersion['forests'][number], {silent: null}>['domains'][number], {silent: null}>['kinds'][number];

const sum = (kinds: readonly Kind[]) => kinds.reduce((all, {computers}) => all + computers, 0);
const clients = (kinds: readonly Kind[]) => counted(sum(kinds), 'client');

/** `3,120 of Windows 11 24H2, 12 of Windows 10 22H2`, the most first. */
const byRelease = (kinds: readonly Kind[]): string =>
	[...Map.groupBy(kinds, ({build}) => (build === null ? 'a version that is not told' : clientName(build)))]
		.map(([name, own]) => [name, sum(own)] as const)
		.toSorted(([, a], [, b]) => b - a)
		.map(([name, count]) => `${grouped(count)} of ${name}`)
		.join(', ');

/** The clients of one domain that were seen lately; `today` is the day by the forest's own clock. */
const judgeRecent = (domain: string, recent: readonly Kind[], today: string | null): Verdict => {
	const told = recent.filter(({build}) => build !== null);
	const old = told.filter(({build}) => (build ?? 0) < firstForKeyTrust);
	if (told.length === 0) {
		return declined('inconclusive', 'let-it-answer', `Which version ${clients(recent)} of ${domain} run could not be read.`);
	}

	if (old.length === told.length) {
		return unmet('upgrade-the-clients', `All ${clients(old)} of ${domain} are older than Windows 10 1703: ${byRelease(old)}.`);
	}

	if (old.length > 0) {
		return caution(
			'upgrade-the-clients',
			`${clients(old)} of ${grouped(sum(told))} in ${domain} ${sum(old) === 1 ? 'is' : 'are'} older than Windows 10 1703 and cannot enrol: ${byRelease(old)}.`,
		);
	}

	if (today === null) {
		return declined(
			'inconclusive',
			'let-it-answer',
			`The time in ${domain} could not be read, so nobody can say which clients are still supported.`,
		);
	}

	const ended = told.filter(({build}) => (updatedUntil(build ?? 0) ?? today) < today);
	return ended.length > 0
		? caution(
				'plan-the-upgrade',
				`${clients(ended)} of ${grouped(sum(told))} in ${domain} get no more updates, unless they are paid for: ${byRelease(ended)}.`,
			)
		: met(`${clients(told)} in ${domain}: ${byRelease(told)}.`);
};

const judgeDomain = (domain: string, kinds: readonly Kind[], today: string | null): readonly Part[] => {
	const windows = kinds.filter(({system}) => system === 'windows');
	const recent = windows.filter(one => one.recent);
	const away = windows.filter(one => !one.recent);
	const others = kinds.filter(({system}) => system !== 'windows');
	const untold = recent.filter(({build}) => build === null);
	return [
		...(recent.length === 0
			? [{name: domain, verdict: notApplicable(`No client of ${domain} was seen within 90 days.`)}]
			: [{name: domain, verdict: judgeRecent(domain, recent, today)}]),
		...(untold.length > 0 && untold.length < recent.length
			? [
					{
						name: `${domain}, version not told`,
						verdict: declined('inconclusive', 'let-it-answer', `Which version ${clients(untold)} of ${domain} run could not be read.`),
					},
				]
			: []),
		...(away.length > 0
			? [{name: `${domain}, not seen within 90 days`, verdict: notApplicable(`${clients(away)}: ${byRelease(away)}.`)}]
			: []),
		...(others.length > 0
			? [{name: `${domain}, not Windows or not told`, verdict: notApplicable(counted(sum(others), 'computer object'))}]
			: []),
	];
};

export const clientVersions = defineCheckOver({
	id: 'client-versions',
	question: 'Do the clients run Windows 10 1703 or later?',
	needs: {clients: clientsByVersion, clock: forestLevel},
	partsOf: ({clients: counts, clock}) =>
		partsByForest(counts.forests, ({forest, domains}) => {
			const today = forestNamed(clock.forests, forest)?.at?.slice(0, 10) ?? null;
			return partsByDomain(domains, ({domain, kinds}) => judgeDomain(domain, kinds, today));
		}),
	judge: parts => worstFirst(parts),
});
