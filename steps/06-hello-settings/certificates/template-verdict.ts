import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {listed} from '../../directory.ts';
import {isSameName} from '../../identity.ts';
import {worstOf} from '../../worst-first.ts';
import type {ForestTemplates, Template} from './certificate-templates.facts.ts';
import {called, stock} from './controller-templates.ts';
import {controllersHave} from './enrolment.ts';
import {contentFaults, has} from './template-content.ts';

/** CT_FLAG_PEND_ALL_REQUESTS and CT_FLAG_AUTO_ENROLLMENT of msPKI-Enrollment-Flag (MS-CRTD 2.26). */
const pending = 0x00000002;
const autoenrolment = 0x00000020;

/** Read-only controllers may be left out: no page says that they serve key trust (D04). */
const readOnlyFault = (template: Template, forest: ForestTemplates, readOnlyDomains: readonly string[]): readonly Verdict[] => {
	const refused = controllersHave(template, 'enrol', forest, true).filter(
		({domain, has}) => has === 'no' && readOnlyDomains.includes(domain),
	);
	return refused.length === 0
		? []
		: [
				caution(
					'let-controllers-enrol',
					`The read-only domain controllers of ${listed(refused.map(({domain}) => domain))} may not enrol by ${called(template)}.`,
				),
			];
};

/** What keeps domain controllers from enrolling by this template. */
const enrolmentFaults = (template: Template, forest: ForestTemplates): readonly Verdict[] => {
	const name = called(template);
	const enrol = controllersHave(template, 'enrol', forest);
	const domainsWith = (rights: typeof enrol, wanted: 'no' | 'unknown') =>
		listed(rights.flatMap(({domain, has}) => (has === wanted ? [domain] : [])));
	const refused = domainsWith(enrol, 'no');
	const unknown = domainsWith(enrol, 'unknown');
	const autoenrol = controllersHave(template, 'autoenrol', forest);
	const byHand = domainsWith(autoenrol, 'no');
	const unsure = domainsWith(autoenrol, 'unknown');
	return [
		...(refused === '' ? [] : [unmet('let-controllers-enrol', `The domain controllers of ${refused} may not enrol by ${name}.`)]),
		...(unknown === ''
			? []
			: [
					declined(
						'inconclusive',
						'let-controllers-enrol',
						`Whether the domain controllers of ${unknown} may enrol by ${name} was not seen.`,
					),
				]),
		...(refused === '' && unknown === '' && byHand !== ''
			? [caution('let-controllers-enrol', `The domain controllers of ${byHand} may enrol by ${name} by hand only: Autoenroll is missing.`)]
			: []),
		...(refused === '' && unknown === '' && byHand === '' && unsure !== ''
			? [
					declined(
						'inconclusive',
						'let-controllers-enrol',
						`Whether the domain controllers of ${unsure} enrol by ${name} by themselves was not seen.`,
					),
				]
			: []),
		...(template.enrollmentFlag === null || template.signatures === null
			? [declined('inconclusive', 'let-it-answer', `${name}: how it is enrolled could not be read.`)]
			: has(template.enrollmentFlag, pending) || template.signatures > 0
				? [caution('let-controllers-enrol', `${name} waits for somebody to approve each request.`)]
				: has(template.enrollmentFlag, autoenrolment)
					? []
					: [caution('let-controllers-enrol', `${name} is not marked for automatic enrolment.`)]),
	];
};

/** What domain controllers were or may be given, and this template does not supersede. */
const supersedeFaults = (template: Template, others: readonly Template[]): readonly Verdict[] => {
	const isLeft = (other: string) => !template.supersedes.some(one => isSameName(one, other));
	const left = [...stock.filter(isLeft), ...others.filter(other => isLeft(other.name)).map(called)];
	return left.length > 0 ? [caution('name-what-it-supersedes', `${called(template)} does not supersede ${listed(left)}.`)] : [];
};

/**
 * The verdict on a template that somebody made for domain controllers, and that has the KDC usage. Worst first. `others` are those that somebody
 * made besides, and that domain controllers are let enrol by without the KDC usage.
 */
export const templateVerdict = (
	template: Template,
	forest: ForestTemplates,
	readOnlyDomains: readonly string[],
	others: readonly Template[],
): Verdict => {
	const faults = [
		...contentFaults(template),
		...enrolmentFaults(template, forest),
		...readOnlyFault(template, forest, readOnlyDomains),
		...supersedeFaults(template, others),
	];
	const worst = worstOf(faults);
	const [first] = worst;
	return first === undefined
		? met(`${called(template)} has the KDC usage, and domain controllers may enrol by it.`)
		: {...first, because: worst.map(({because}) => because).join(' ')};
};
