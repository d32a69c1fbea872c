import {domainToASCII} from 'node:url';
import tlds from 'tlds' with {type: 'json'};
import {declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import type {TenantDomains} from '../../03-new-installation-baseline/tenant/tenant-domains.facts.ts';
import {standingIn, verifiedNames} from '../../domain-standing.ts';
import {aLabelOf, foldAscii, isSameName, spelledOut} from '../../identity.ts';

/** The root zone's names as A-labels: the list of the package `tlds` 1.261.0, of October 2025. No hand-made list of private endings: they stop and pass wrongly (B11). */
let publicRoots: ReadonlySet<string> | undefined;

const isPublicRoot = (root: string): boolean => {
	// Made when the first suffix is looked up: it takes 10 ms, and most starts look none up.
	publicRoots ??= new Set((tlds as readonly string[]).map(name => domainToASCII(name)));
	return publicRoots.has(root);
};

/** `supported` is false for a suffix that can never be verified in the tenant. `clause` says the same as the verdict, for a sentence that goes on. */
export type SuffixVerdict = {readonly verdict: Verdict; readonly clause: string; readonly supported: boolean; readonly verified: boolean};

type Domain = TenantDomains['domains'][number];

/** Letters of Cyrillic and Greek that are drawn as Latin ones are; enough to name a lookalike, never to prove there is none (UTS 39). */
const lookalikes: Readonly<Record<string, string>> = {
	а: 'a',
	е: 'e',
	о: 'o',
	р: 'p',
	с: 'c',
	у: 'y',
	х: 'x',
	і: 'i',
	ј: 'j',
	ѕ: 's',
	һ: 'h',
	ο: 'o',
	α: 'a',
	ν: 'v',
	ι: 'i',
	κ: 'k',
	ρ: 'p',
	τ: 't',
};

const skeleton = (name: string) =>
	// Only to say what a name looks like: nothing passes by it.
	[...name.toLowerCase().normalize('NFKD')]
		.map(letter => lookalikes[letter] ?? letter)
		.join('')
		.replace(/\p{Mn}/gu, '');

/** Names are compared as they are: ASCII letters small, whole labels. Nothing is trimmed, because Entra does not repair the value either (G-5). */
const isDnsName = (name: string) =>
	/^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(name) && name.length <= 253;

/** What nobody sees in a name, or sees as something else: controls, spaces, and what Unicode lets a renderer ignore. */
const hidden = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/** Met, or not seen. */
const says = (verdict: Verdict): SuffixVerdict => ({
	verdict,
	clause: verdict.because,
	supported: true,
	verified: verdict.outcome === 'met',
});

const isNot = (remedy: string, clause: string): SuffixVerdict => ({
	verdict: unmet(remedy, `${clause}.`),
	clause,
	supported: true,
	verified: false,
});

const neverWill = (clause: string, ending = '. Not supported.'): SuffixVerdict => ({
	...isNot('change-the-suffix', clause),
	verdict: unmet('change-the-suffix', `${clause}${ending}`),
	supported: false,
});

const cannotBe = (suffix: string) => neverWill(`${suffix} is not verified, and somebody states that it cannot be`);

const repaired = (written: string): SuffixVerdict =>
	isNot(
		'repair-the-suffix',
		`${spelledOut(`"${written}"`)} is no domain name as it stands: a space, a dot at the end or a hidden character. Entra ID does not repair it; it gives these users another name`,
	);

/** The names above a name, nearest first. */
const parentsOf = (suffix: string): readonly string[] =>
	suffix
		.split('.')
		.slice(1)
		.map((_, index, labels) => labels.slice(index).join('.'));

const unlisted = (suffix: string, verified: readonly string[], canBeVerified: boolean | null): SuffixVerdict => {
	const parent = parentsOf(suffix).find(name => verified.includes(name));
	if (/(^|\.)onmicrosoft\.(com|us|de)$|(^|\.)partner\.onmschina\.cn$/.test(suffix)) {
		return neverWill(`${suffix} belongs to another tenant and cannot be added to this one`, ': not supported.');
	}

	if (parent !== undefined) {
		return isNot('add-the-child-domain', `${suffix} is a child of ${parent}, which is verified, but is not listed itself`);
	}

	const root = suffix.split('.').at(-1) ?? '';
	if (!suffix.includes('.') || !isPublicRoot(root)) {
		return neverWill(`${suffix} cannot be verified, ever: no public domain ends in ${suffix.includes('.') ? `.${root}` : suffix}`);
	}

	if (canBeVerified === false) {
		return cannotBe(suffix);
	}

	const child = verified.find(name => name.endsWith(`.${suffix}`));
	return isNot(
		'add-the-domain',
		`${suffix} is not among the tenant's domains${child === undefined ? '' : `; that its child ${child} is verified does not cover it`}`,
	);
};

/** What the list says of a name, in words, entry by entry. */
const stateWords = (domains: readonly Domain[], name: string): string =>
	domains
		.filter(({id}) => isSameName(id, name))
		.map(({isVerified, state}) => {
			const change = state === null ? '' : `, operation ${state.operation ?? 'not read'}, status ${state.status ?? 'not read'}`;
			return `${isVerified ? 'verified' : 'not verified'}${change}`;
		})
		.join('; ');

/** A suffix that the tenant lists, by what the list says of it. */
const listed = (written: string, domains: readonly Domain[], canBeVerified: boolean | null): SuffixVerdict | null => {
	switch (standingIn(domains, written)) {
		case 'unlisted':
			return null;
		case 'verified':
			return says(met(`${written} is verified.`));
		case 'unverified':
			return canBeVerified === false
				? cannotBe(written)
				: isNot('verify-the-domain', `${written} is added to the tenant, but not verified`);
		case 'removing':
			return isNot('keep-the-domain', `${written} is verified, but a removal is under way: Entra ID is renaming its users`);
		case 'contradicted':
			return says(
				declined(
					'contradicted',
					'read-the-domains-again',
					`The tenant lists ${written} more than once, and not as the same: ${stateWords(domains, written)}. Which of them holds was not seen.`,
				),
			);
		case 'unknown':
			return says(
				declined(
					'inconclusive',
					'read-the-domains-again',
					`${written} is verified, and a change to it is under way that nobody here knows: ${stateWords(domains, written)}.`,
				),
			);
	}
};

/** A suffix with letters outside ASCII, by its A-label (B15, B16). Whatever the tenant lists, it never passes. */
const nonAscii = (suffix: string, aLabel: string, domains: readonly Domain[], canBeVerified: boolean | null): SuffixVerdict => {
	const own = listed(aLabel, domains, canBeVerified);
	if (own?.verified) {
		return says(
			declined(
				'inconclusive',
				'use-an-ascii-suffix',
				`${suffix} (${aLabel}) is verified, but what Entra ID stores for a user with such a suffix is documented nowhere we looked.`,
			),
		);
	}

	const verified = verifiedNames(domains);
	const twin = verified.find(name => skeleton(name) === skeleton(suffix));
	if (own === null && twin !== undefined) {
		return isNot('repair-the-suffix', `${spelledOut(suffix)} only looks like ${twin}: written out it is ${aLabel}, another domain`);
	}

	const other = own ?? unlisted(aLabel, verified.map(foldAscii), canBeVerified);
	const lead = `${spelledOut(suffix)} is ${aLabel} when written out. `;
	return {...other, clause: `${lead}${other.clause}`, verdict: {...other.verdict, because: `${lead}${other.verdict.because}`}};
};

/**
 * Whether one suffix is a verified domain of this tenant (B01 to B17).
 * `written` is the suffix as it stands in the directory. `domains` is null where the tenant was not seen: only what no tenant could ever verify is judged then.
 * `canBeVerified` is a person's word, which may shut harder and never opens.
 */
export const suffixVerdict = (written: string, domains: readonly Domain[] | null, canBeVerified: boolean | null): SuffixVerdict => {
	const suffix = foldAscii(written);
	const aLabel = aLabelOf(suffix);
	// A character that is hidden, or mapped to ASCII, makes it another name than it seems to be, whatever the tenant lists.
	if (hidden.test(suffix) || aLabel === null || !isDnsName(aLabel)) {
		return repaired(written);
	}

	const verdict =
		aLabel !== suffix
			? nonAscii(written, aLabel, domains ?? [], canBeVerified)
			: (listed(suffix, domains ?? [], canBeVerified) ?? unlisted(suffix, verifiedNames(domains ?? []).map(foldAscii), canBeVerified));
	return domains === null && verdict.supported
		? says(declined('not-signed-in', 'sign-in', `Whether ${written} is verified was not seen.`))
		: verdict;
};
