import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {listed} from '../../directory.ts';
import {isSameName} from '../../identity.ts';
import {worstOf} from '../../worst-first.ts';
import type {ForestTemplates, Template} from './certificate-templates.facts.ts';
import {called, otherUsages, stock} from './controller-templates.ts';
import {controllersHave} from './enrolment.ts';

const shortestKey = 2048;
/** From this schema version on, a template asks for a Key Storage Provider (MS-CRTD 2.16: Windows Server 2008 and later). */
const firstWithKeyStorage = 3;

/** Bits of msPKI-Certificate-Name-Flag (MS-CRTD 2.28): the requester's own names, the computer's DNS name, and its domain's. */
const suppliedNames = 0x00000001 | 0x00010000;
const dnsName = 0x08000000;
const domainDnsName = 0x00400000;
/** CT_FLAG_PEND_ALL_REQUESTS and CT_FLAG_AUTO_ENROLLMENT of msPKI-Enrollment-Flag (MS-CRTD 2.26). */
const pending = 0x00000002;
const autoenrolment = 0x00000020;

const has = (flags: number, bits: number) => (flags & bits) !== 0;

/** What stands against a certificate of this template; an unread value is not seen. */
const contentFaults = (template: Template): readonly Verdict[] => {
	const {usages, keySize, nameFlag} = template;
	const name = called(template);
	const unread = (what: string) => declined('inconclusive', 'let-it-answer', `${name}: ${what} could not be read.`);
	return [
		...(otherUsages.every(usage => usages.includes(usage))
			? []
			: [unmet('mend-the-template', `${name} lacks client or server authentication.`)]),
		...(keySize === null
			? [unread('the length of its key')]
			: keySize < shortestKey
				? [unmet('mend-the-template', `${name} allows a key of ${keySize} bits; ${shortestKey} is the least.`)]
				: []),
		...(nameFlag === null
			? [unread('what its names are made of')]
			: has(nameFlag, suppliedNames)
				? [
						declined(
							'inconclusive',
							'mend-the-template',
							`${name} takes the names from the request, so what a certificate names was not seen.`,
						),
					]
				: [
						...(has(nameFlag, dnsName) ? [] : [unmet('mend-the-template', `${name} leaves the DNS name of the domain controller out.`)]),
						...(has(nameFlag, domainDnsName) ? [] : [unmet('mend-the-template', `${name} leaves the DNS name of the domain out.`)]),
					]),
	];
};

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

/** The verdict on a template that somebody made for domain controllers, and that has the KDC usage. Worst first. */
export const templateVerdict = (template: Template, forest: ForestTemplates, readOnlyDomains: readonly string[]): Verdict => {
	const {schemaVersion, supersedes} = template;
	const name = called(template);
	const left = stock.filter(one => !supersedes.some(other => isSameName(one, other)));
	const faults = [
		...contentFaults(template),
		...enrolmentFaults(template, forest),
		...readOnlyFault(template, forest, readOnlyDomains),
		...(schemaVersion === null
			? [declined('inconclusive', 'let-it-answer', `${name}: the version of the template could not be read.`)]
			: schemaVersion < firstWithKeyStorage
				? [caution('make-a-new-template', `${name} is of version ${schemaVersion}, which knows no Key Storage Provider.`)]
				: []),
		...(left.length > 0 ? [caution('name-what-it-supersedes', `${name} does not supersede ${listed(left)}.`)] : []),
	];
	const worst = worstOf(faults);
	const [first] = worst;
	return first === undefined
		? met(`${name} has the KDC usage, and domain controllers may enrol by it.`)
		: {...first, because: worst.map(({because}) => because).join(' ')};
};
