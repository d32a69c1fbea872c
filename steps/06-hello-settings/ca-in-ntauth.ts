import {defineCheck, type FactsOf, optional} from '../../src/guide/check.ts';
import {declined, met, unmet} from '../../src/guide/finding.ts';
import {usersInScope} from '../02-prerequisites/users-in-scope.facts.ts';
import {enrollmentServices, ntauth} from '../03-new-installation-baseline/enrollment-services.facts.ts';
import {forestNamed, partsByForest, unheard} from '../by-forest.ts';
import {counted} from '../directory.ts';
import {exhibitsOf, type Part, worstFirst} from '../worst-first.ts';

const needs = {services: enrollmentServices, store: ntauth, scope: optional(usersInScope)};

const partsOf = ({services, store, scope}: FactsOf<typeof needs>): readonly Part[] =>
	partsByForest(
		services.forests,
		({forest, authorities}) => {
			const own = forestNamed(store.forests, forest);
			if (own === undefined) {
				const silent = store.forests.find(one => one.forest.toLowerCase() === forest.toLowerCase())?.silent;
				return [unheard(forest, silent ?? {reason: 'inconclusive', detail: 'Its NTAuth store was not read.'})];
			}

			return authorities.map(({name, thumbprints}) => {
				if (thumbprints.length === 0) {
					return {name, verdict: declined('inconclusive', 'let-it-answer', `${name} shows no certificate of its own.`)};
				}

				return thumbprints.some(thumbprint => own.thumbprints.includes(thumbprint))
					? {name, verdict: met(`${name} is in the NTAuth store of ${forest}.`)}
					: {name, verdict: unmet('publish-to-ntauth', `${name} is not in the NTAuth store of ${forest}.`)};
			});
		},
		scope,
	);

export const caInNtauth = defineCheck({
	id: 'ca-in-ntauth',
	question: 'Is every issuing CA trusted for sign-in (NTAuth)?',
	needs,
	judge(facts) {
		const parts = partsOf(facts);
		return worstFirst(parts, {
			...(parts.length > 1 ? {met: `${counted(parts.length, 'authority', 'authorities')}, each in the NTAuth store of its forest.`} : {}),
			nothing: declined(
				'empty',
				'publish-an-authority-first',
				'No forest publishes a certification authority, so there is none to look for.',
			),
		});
	},
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
