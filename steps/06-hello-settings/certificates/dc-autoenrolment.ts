import {declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {unheard} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted} from '../../directory.ts';
import {domainOfObject, type Landscape} from '../../group-policy/landscape.ts';
import {brokenLink, inForce, keptPolicies, open, partsByLandscape, policyNeeds, undecided} from '../../group-policy/policy-parts.ts';
import type {Part} from '../../worst-first.ts';
import {worstFirst} from '../../worst-first.ts';

/**
 * Bits of AEPolicy, as Samba's autoenrolment reads them (gp_cert_auto_enroll_ext.py, which names MS-CAESO 4.4.5.1) and as the editor's two boxes write
 * them: 1 enrols and updates by templates, 2 and 4 renew, fetch what is pending and remove what is revoked. 0x8000 switches all of it off.
 */
const [byTemplate, renews, off] = [1, 6, 0x8000];

type Meaning = 'on' | 'no-updates' | 'no-renewal' | 'off' | 'unset';

const meaningOf = (value: number | null): Meaning =>
	value === null
		? 'unset'
		: (value & off) !== 0
			? 'off'
			: (value & byTemplate) === 0
				? 'no-updates'
				: (value & renews) !== renews
					? 'no-renewal'
					: 'on';

const verdictOf = (name: string, value: number | null, policy: string | null): Verdict => {
	switch (meaningOf(value)) {
		case 'on':
			return met(`${name} enrols by itself, by ${policy}.`);
		case 'unset':
			return unmet('let-them-enrol', `No policy lets ${name} enrol by itself.`);
		case 'off':
			return unmet('let-them-enrol', `${policy} keeps ${name} from enrolling by itself.`);
		case 'no-updates':
			return unmet('tick-both-boxes', `${policy} does not let ${name} update certificates that use templates (AEPolicy ${value}).`);
		case 'no-renewal':
			return unmet('tick-both-boxes', `${policy} does not let ${name} renew expired certificates (AEPolicy ${value}).`);
	}
};

type Controller = Landscape['controllers'][number];

const judgeController = (landscape: Landscape, {name, computer, site, readOnly}: Controller): Part => {
	const domain = computer === null ? undefined : domainOfObject(computer, landscape.domains);
	if (computer === null || domain === undefined) {
		return {name, verdict: declined('inconclusive', 'let-it-answer', `Where the computer object of ${name} lies was not seen.`)};
	}

	if (domain.silent !== null) {
		return unheard(name, domain.silent);
	}

	const who = {kind: 'controller', domainSid: domain.sid, readOnly} as const;
	const found = inForce(landscape, computer, site, {half: 'machine', who, isSiteKnown: site !== null}, 'autoenrolment');
	if (found === null) {
		return {name, verdict: brokenLink(name)};
	}

	const doubts = open(found, meaningOf);
	return {name, verdict: doubts.length > 0 ? undecided(name, doubts) : verdictOf(name, found.value, found.policy)};
};

export const dcAutoenrolment = defineCheckOver({
	id: 'dc-autoenrolment',
	question: 'Does policy let every domain controller enrol certificates by itself?',
	needs: policyNeeds,
	keep: keptPolicies,
	partsOf: facts => partsByLandscape(facts, landscape => landscape.controllers.map(one => judgeController(landscape, one))),
	judge: parts =>
		worstFirst(parts, {met: `Policy lets ${counted(parts.length, 'domain controller')} enrol, update and renew certificates.`}),
});
