import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {domainControllers} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {forestLevel} from '../../02-prerequisites/functional-levels.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {authorityHosts} from '../../03-new-installation-baseline/certification-authority/authority-hosts.facts.ts';
import {certificateStores} from '../../03-new-installation-baseline/certification-authority/certificate-stores.facts.ts';
import {type Authority, enrollmentServices} from '../../03-new-installation-baseline/certification-authority/enrollment-services.facts.ts';
import {forestNamed, heard, partsByForest, silenceOf, unheard} from '../../by-forest.ts';
import {lifeOf, type SignsOfLife, storesIn, timeIn, trustedOfOthers} from '../../certification-authority.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {isSameName} from '../../identity.ts';
import type {Part} from '../../worst-first.ts';
import {certificateTemplates, type ForestTemplates, type Template} from './certificate-templates.facts.ts';
import {called, hasKdcUsage, isForControllers, isStock, issuedBy, keptOf, otherGivenTo, someMayEnrol} from './controller-templates.ts';
import {templateVerdict} from './template-verdict.ts';

/** An authority, whether it can issue anything, and what it offers to domain controllers. */
type Issuer = {
	readonly name: string;
	readonly life: Verdict;
	readonly made: readonly {readonly template: Template; readonly verdict: Verdict}[];
	readonly old: readonly Template[];
};

const issuerOf = (
	authority: Authority,
	forest: string,
	own: ForestTemplates,
	readOnlyDomains: readonly string[],
	signs: SignsOfLife,
): Issuer => {
	const offered = issuedBy(own, authority.templates).filter(isForControllers);
	const others = otherGivenTo(own);
	return {
		name: authority.name,
		life: lifeOf(authority, forest, signs),
		made: offered
			.filter(one => !isStock(one))
			.map(template => ({template, verdict: templateVerdict(template, own, readOnlyDomains, others)})),
		old: offered.filter(isStock),
	};
};

const isGood = ({outcome}: Verdict) => outcome === 'met' || outcome === 'caution';

/** The templates with which a forest is served: good ones, of authorities that are not seen to be dead. */
const serving = (issuers: readonly Issuer[]): readonly Template[] =>
	issuers
		.filter(({life}) => life.outcome !== 'unmet')
		.flatMap(({made}) => made.filter(({verdict}) => isGood(verdict)).map(({template}) => template));

/** One template of one authority, beside those that serve the forest. */
const judgeMade = (
	issuer: Issuer,
	{template, verdict}: Issuer['made'][number],
	good: readonly Template[],
	own: ForestTemplates,
): Verdict => {
	const name = called(template);
	if (verdict.outcome === 'unmet' && good.length > 0) {
		if (someMayEnrol(template, own) === 'no') {
			return notApplicable(`${issuer.name} issues ${name}, by which no domain controller may enrol.`);
		}

		if (good.some(({supersedes}) => supersedes.some(one => isSameName(one, template.name)))) {
			return caution('withdraw-the-old-ones', `${issuer.name} still issues ${name}, which another template supersedes. ${verdict.because}`);
		}
	}

	const said = `${issuer.name} issues ${name}`;
	return isGood(verdict) && issuer.life.outcome === 'declined'
		? declined(issuer.life.reason, 'let-it-answer', `${said}, and whether it can was not seen. ${issuer.life.because}`)
		: verdict.outcome === 'met'
			? met(`${said}: ${verdict.because}`)
			: {...verdict, because: `${said}. ${verdict.because}`};
};

/** The templates of Windows itself that an authority issues. */
const judgeOld = ({name, life, old}: Issuer, anyMade: boolean, own: ForestTemplates): Verdict => {
	const names = listed(old.map(called));
	if (anyMade) {
		return caution('withdraw-the-old-ones', `${name} issues ${names} still.`);
	}

	const able = old.filter(hasKdcUsage);
	if (able.length === 0) {
		return unmet('publish-the-template', `${name} issues ${names} to domain controllers, without the KDC usage.`);
	}

	const rights = able.map(template => someMayEnrol(template, own));
	if (!rights.includes('yes')) {
		const by = `by ${listed(able.map(called))}, which ${name} issues`;
		return rights.includes('unknown')
			? declined('inconclusive', 'let-controllers-enrol', `Whether domain controllers may enrol ${by}, was not seen.`)
			: unmet('let-controllers-enrol', `No domain controller may enrol ${by}.`);
	}

	return life.outcome === 'declined'
		? declined(life.reason, 'let-it-answer', `${name} issues ${names}, and whether it can was not seen. ${life.because}`)
		: caution('make-a-new-template', `${name} issues only ${names}. The KDC usage is there, with older cryptography.`);
};

const judgeIssuer = (issuer: Issuer, good: readonly Template[], anyMade: boolean, own: ForestTemplates): readonly Part[] => {
	const {name, life, made, old} = issuer;
	if (life.outcome === 'unmet') {
		return [{name, verdict: notApplicable(`${name} can issue nothing. ${life.because}`)}];
	}

	if (made.length + old.length === 0) {
		return [{name, verdict: notApplicable(`${name} issues nothing to domain controllers.`)}];
	}

	return [
		...made.map(one => ({name, verdict: judgeMade(issuer, one, good, own)})),
		...(old.length > 0 ? [{name, verdict: judgeOld(issuer, anyMade, own)}] : []),
	];
};

/** Nothing is issued to domain controllers: step 3's caution where certificates of another maker are trusted, else not met. */
const nothingIssued = (forest: string, authorities: readonly Authority[], issuers: readonly Issuer[], signs: SignsOfLife): Verdict => {
	const dead = issuers.filter(({life, made, old}) => life.outcome === 'unmet' && made.length + old.length > 0);
	const none =
		authorities.length === 0
			? `${forest} publishes no authority that could issue a template`
			: `${forest}: no authority issues a template with the KDC usage`;
	const why = dead.length === 0 ? '' : ` ${dead.map(({life}) => life.because).join(' ')}`;
	const trusted = trustedOfOthers(storesIn(signs.stores, forest), authorities, timeIn(signs.clock, forest));
	return trusted > 0
		? caution(
				'know-the-other-maker',
				`${none}, but the forest trusts ${counted(trusted, 'certificate')} for sign-in that may be of another maker.${why}`,
			)
		: unmet('publish-the-template', `${none}.${why}`);
};

const judgeForest = (
	forest: string,
	authorities: readonly Authority[],
	own: ForestTemplates,
	readOnlyDomains: readonly string[],
	signs: SignsOfLife,
): readonly Part[] => {
	const issuers = authorities.map(authority => issuerOf(authority, forest, own, readOnlyDomains, signs));
	const good = serving(issuers);
	const anyMade = issuers.some(({life, made}) => life.outcome !== 'unmet' && made.length > 0);
	const parts = issuers.flatMap(issuer => judgeIssuer(issuer, good, anyMade, own));
	return parts.every(({verdict}) => verdict.outcome === 'not-applicable')
		? [...parts, {name: forest, verdict: nothingIssued(forest, authorities, issuers, signs)}]
		: parts;
};

export const dcCertificateTemplate = defineCheckOver({
	id: 'dc-certificate-template',
	question: 'Is a certificate template for domain controllers with the KDC usage published?',
	needs: {
		templates: certificateTemplates,
		services: enrollmentServices,
		controllers: optional(domainControllers),
		clock: optional(forestLevel),
		hosts: optional(authorityHosts),
		stores: optional(certificateStores),
		scope: optional(usersInScope),
	},
	partsOf: ({templates, services, controllers, scope, ...signs}) =>
		partsByForest(
			services.forests,
			({forest, authorities}) => {
				if (authorities.length === 0) {
					return [{name: forest, verdict: nothingIssued(forest, [], [], signs)}];
				}

				const own = forestNamed(templates.forests, forest);
				if (own === undefined) {
					return [unheard(forest, silenceOf(templates.forests, forest, 'Its templates were not listed.'))];
				}

				const domains = controllers.seen ? (forestNamed(controllers.facts.forests, forest)?.domains ?? []) : [];
				const readOnlyDomains = heard(domains).flatMap(one => (one.controllers.some(({readOnly}) => readOnly) ? [one.domain] : []));
				return judgeForest(forest, authorities, own, readOnlyDomains, signs);
			},
			scope,
		),
	keep: keptOf,
});
