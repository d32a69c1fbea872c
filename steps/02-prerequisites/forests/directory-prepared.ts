import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {partsByDomain, partsByForest} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {usersInScope} from '../scope/users-in-scope.facts.ts';
import {domainPreparation, forestPreparation} from './preparations.facts.ts';

/**
 * The revisions that Microsoft's pages on forest-wide and domain-wide updates give (learn.microsoft.com, windows-server/identity/ad-ds/deploy):
 * forest 16 after 2016; domain 15 after 2016, which makes CN=Keys and lets Key Admins write keys, and 16 after 1709, which takes from
 * Enterprise Key Admins the full control that 15 gave them.
 */
const forestOf2016 = 16;
const domainOf2016 = 15;
const domainOf1709 = 16;

const unread = (name: string) => declined('inconclusive', 'let-it-answer', `How far ${name} is prepared could not be read.`);

const judgeForest = (forest: string, revision: number | null): Verdict =>
	revision === null
		? unread(`the forest ${forest}`)
		: revision < forestOf2016
			? unmet(
					'prepare-the-forest',
					`The forest ${forest} is prepared up to revision ${revision}; Windows Server 2016 brings ${forestOf2016}.`,
				)
			: met(`The forest ${forest} is prepared up to revision ${revision}.`);

const judgeDomain = (domain: string, revision: number | null): Verdict => {
	if (revision === null) {
		return unread(domain);
	}

	if (revision < domainOf2016) {
		return unmet('prepare-the-domain', `${domain} is prepared up to revision ${revision}; Windows Server 2016 brings ${domainOf2016}.`);
	}

	return revision < domainOf1709
		? caution(
				'narrow-the-right',
				`${domain} is prepared up to revision ${revision}, which gave Enterprise Key Admins full control of the domain.`,
			)
		: met(`${domain} is prepared up to revision ${revision}.`);
};

export const directoryPrepared = defineCheckOver({
	id: 'directory-prepared',
	question: 'Has adprep of Windows Server 2016 or later prepared the forest and each domain?',
	needs: {forests: forestPreparation, domains: domainPreparation, scope: optional(usersInScope)},
	partsOf: ({forests, domains, scope}) => [
		...partsByForest(
			forests.forests,
			({forest, revision}) => [{name: `the forest ${forest}`, verdict: judgeForest(forest, revision)}],
			scope,
		),
		...partsByForest(
			domains.forests,
			one => partsByDomain(one.domains, ({domain, revision}) => [{name: domain, verdict: judgeDomain(domain, revision)}]),
			scope,
		),
	],
});
