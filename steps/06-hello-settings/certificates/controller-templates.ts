import type {EnrollmentServices} from '../../03-new-installation-baseline/certification-authority/enrollment-services.facts.ts';
import {heard} from '../../by-forest.ts';
import {foldAscii, isSameName} from '../../identity.ts';
import type {CertificateTemplates, ForestTemplates, Template} from './certificate-templates.facts.ts';
import {controllersHave, enterpriseControllers, type Has} from './enrolment.ts';

/** KDC Authentication (RFC 4556); server and client authentication (RFC 5280). */
export const kdcUsage = '1.3.6.1.5.2.3.5';
export const otherUsages = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'] as const;

/** Names (cn) of the templates that Windows brings for domain controllers; these are not translated. The last has the KDC usage. */
export const stock = ['DomainController', 'DomainControllerAuthentication', 'KerberosAuthentication'] as const;

export const isStock = ({name}: Pick<Template, 'name'>): boolean => stock.some(one => isSameName(one, name));

/** The name that people see. */
export const called = ({name, displayName}: Template): string => displayName ?? name;

export const hasKdcUsage = ({usages}: Template): boolean => usages.includes(kdcUsage);

/** The templates of a forest that an authority issues; a name without a template issues nothing. */
export const issuedBy = ({templates}: ForestTemplates, published: readonly string[]): readonly Template[] => {
	const issued = new Set(published.map(foldAscii));
	return templates.filter(({name}) => issued.has(foldAscii(name)));
};

/** Whether the controllers of any domain of the forest may enrol by a template. */
export const someMayEnrol = (template: Template, forest: ForestTemplates): Has => {
	const all = controllersHave(template, 'enrol', forest).map(({has}) => has);
	return all.includes('yes') ? 'yes' : all.includes('unknown') ? 'unknown' : 'no';
};

/** Whether the access list gives Enroll to the groups of domain controllers by name, and not only to everybody. */
const namesControllers = ({access}: Template, {domains}: ForestTemplates): boolean =>
	(access ?? []).some(
		({sid, allows, enrol}) =>
			allows && enrol && (sid === enterpriseControllers || domains.some(domain => domain.sid !== null && sid === `${domain.sid}-516`)),
	);

/**
 * The templates that somebody made and that let domain controllers enrol, by their own groups, for a certificate of a server without the KDC usage,
 * whether an authority issues them today or not: what a controller holds of one stays until a newer template supersedes it.
 */
export const otherGivenTo = (forest: ForestTemplates): readonly Template[] =>
	forest.templates.filter(
		one =>
			!isForControllers(one) && one.usages.includes(otherUsages[0]) && namesControllers(one, forest) && someMayEnrol(one, forest) !== 'no',
	);

/** Whether a template is for domain controllers by what it is: one of Windows' own, or with the KDC usage. */
export const isForControllers = (template: Template): boolean => isStock(template) || hasKdcUsage(template);

/** Whether a domain controller may sign people in with a certificate of this template: it may enrol, and the template is for it or for servers. */
export const servesControllers = (template: Template, forest: ForestTemplates): boolean =>
	isForControllers(template)
		? someMayEnrol(template, forest) !== 'no'
		: template.usages.includes(otherUsages[0]) && namesControllers(template, forest);

/** What a session keeps of the templates: those that an authority issues, or that are for domain controllers or let them enrol. */
export const keptOf = <Facts extends {readonly templates: CertificateTemplates; readonly services: EnrollmentServices}>(
	facts: Facts,
): Facts => {
	const issued = new Set(
		heard(facts.services.forests).flatMap(({authorities}) => authorities.flatMap(({templates}) => templates.map(foldAscii))),
	);
	const forests = facts.templates.forests.map(forest => {
		if (forest.silent !== null) {
			return forest;
		}

		const given = otherGivenTo(forest);
		return {
			...forest,
			templates: forest.templates.filter(one => isForControllers(one) || given.includes(one) || issued.has(foldAscii(one.name))),
		};
	});
	return {...facts, templates: {forests}};
};
