import {defineCheck, type FactsOf} from '../../src/guide/check.ts';
import {caution, declined, met, notApplicable} from '../../src/guide/finding.ts';
import {sites} from '../02-prerequisites/domain-controllers.facts.ts';
import {forestNamed, partsByForest, unheard} from '../by-forest.ts';
import {exhibitsOf, type Part, worstFirst} from '../worst-first.ts';
import {enrollmentServices} from './enrollment-services.facts.ts';

const needs = {services: enrollmentServices, sites};

const partsOf = ({services, sites: found}: FactsOf<typeof needs>): readonly Part[] =>
	partsByForest(services.forests, ({forest, authorities}) => {
		const own = forestNamed(found.forests, forest);
		if (authorities.length === 0) {
			return [{name: forest, verdict: notApplicable(`${forest} publishes no certification authority.`)}];
		}

		if (own === undefined) {
			const silent = found.forests.find(one => one.forest.toLowerCase() === forest.toLowerCase())?.silent;
			return [unheard(forest, silent ?? {reason: 'inconclusive', detail: 'Its domain controllers were not listed.'})];
		}

		const controllers = new Set(own.sites.flatMap(site => site.controllers.map(({name}) => name.toLowerCase())));
		return authorities.map(({name, server}) => {
			if (server === null) {
				return {name, verdict: declined('inconclusive', 'let-it-answer', `${name} does not say which server it runs on.`)};
			}

			return controllers.has(server.toLowerCase())
				? {name, verdict: caution('move-the-authority', `${name} runs on ${server}, which is a domain controller.`)}
				: {name, verdict: met(`${name} runs on ${server}, which is no domain controller.`)};
		});
	});

export const caNotOnDc = defineCheck({
	id: 'ca-not-on-dc',
	question: 'Is the certification authority on a server of its own?',
	needs,
	judge: facts => worstFirst(partsOf(facts), {nothing: notApplicable('No forest publishes a certification authority.')}),
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
