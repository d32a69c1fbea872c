import type {z} from 'zod';
import {defineCheck, type FactsOf, optional} from '../../src/guide/check.ts';
import {caution, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {usersInScope} from '../02-prerequisites/users-in-scope.facts.ts';
import {enrollmentServices} from '../03-new-installation-baseline/enrollment-services.facts.ts';
import {forestNamed, partsByForest, unheard} from '../by-forest.ts';
import {listed} from '../directory.ts';
import {exhibitsOf, type Part, worstFirst} from '../worst-first.ts';
import {certificateTemplates} from './certificate-templates.facts.ts';

const needs = {templates: certificateTemplates, services: enrollmentServices, scope: optional(usersInScope)};

type Template = Extract<z.infer<typeof certificateTemplates.facts>['forests'][number], {silent: null}>['templates'][number];

/** KDC Authentication (RFC 4556); server and client authentication (RFC 5280). */
const kdc = '1.3.6.1.5.2.3.5';
const both = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'];
const shortestKey = 2048;

/** Names (cn) of the templates that Windows brings for domain controllers; these are not translated. The last has the KDC usage. */
const stock = ['domaincontroller', 'domaincontrollerauthentication', 'kerberosauthentication'];
const isStock = (name: string) => stock.includes(name.toLowerCase());
const called = ({name, displayName}: Template) => displayName ?? name;

const judgeForest = (forest: string, templates: readonly Template[], published: readonly string[]): Verdict => {
	const issued = new Set(published.map(name => name.toLowerCase()));
	const forControllers = templates.filter(({name, usages}) => issued.has(name.toLowerCase()) && (usages.includes(kdc) || isStock(name)));
	const able = forControllers.filter(({usages}) => usages.includes(kdc));
	const made = able.filter(({name}) => !isStock(name));
	const old = forControllers.filter(({name}) => isStock(name)).map(called);
	if (able.length === 0) {
		return unmet(
			'publish-the-template',
			old.length === 0
				? `${forest}: no authority issues a template with the KDC usage.`
				: `${forest}: authorities issue ${listed(old)} to domain controllers, without the KDC usage.`,
		);
	}

	const whole = made.filter(
		({usages, keySize}) => both.every(usage => usages.includes(usage)) && keySize !== null && keySize >= shortestKey,
	);
	if (made.length > 0 && whole.length === 0) {
		return unmet(
			'mend-the-template',
			`${forest}: ${listed(made.map(called))} has the KDC usage, but lacks client or server authentication or a key of 2048 bits.`,
		);
	}

	if (whole.length === 0) {
		return caution(
			'make-a-new-template',
			`${forest}: authorities issue only ${listed(old)}. The KDC usage is there, with older cryptography.`,
		);
	}

	return old.length > 0
		? caution('withdraw-the-old-ones', `${forest}: authorities issue ${listed(whole.map(called))}, and ${listed(old)} still.`)
		: met(`${forest}: authorities issue ${listed(whole.map(called))}, with the KDC usage.`);
};

const partsOf = ({templates, services, scope}: FactsOf<typeof needs>): readonly Part[] =>
	partsByForest(
		services.forests,
		({forest, authorities}) => {
			if (authorities.length === 0) {
				return [{name: forest, verdict: unmet('publish-the-template', `${forest} publishes no authority that could issue a template.`)}];
			}

			const own = forestNamed(templates.forests, forest);
			if (own === undefined) {
				const silent = templates.forests.find(one => one.forest.toLowerCase() === forest.toLowerCase())?.silent;
				return [unheard(forest, silent ?? {reason: 'inconclusive', detail: 'Its templates were not listed.'})];
			}

			return [
				{
					name: forest,
					verdict: judgeForest(
						forest,
						own.templates,
						authorities.flatMap(authority => authority.templates),
					),
				},
			];
		},
		scope,
	);

export const dcCertificateTemplate = defineCheck({
	id: 'dc-certificate-template',
	question: 'Is a certificate template for domain controllers with the KDC usage published?',
	needs,
	judge: facts => worstFirst(partsOf(facts)),
	exhibits: facts => exhibitsOf(partsOf(facts)),
});
