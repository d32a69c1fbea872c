import {domainToASCII} from 'node:url';
import tlds from 'tlds' with {type: 'json'};
import {declined, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import type {TenantDomains} from '../03-new-installation-baseline/tenant-domains.facts.ts';

/** The root zone's names as A-labels: the list of the package `tlds` 1.261.0, of October 2025. No hand-made list of private endings: they stop and pass wrongly (B11). */
const publicRoots: ReadonlySet<string> = new Set((tlds as readonly string[]).map(name => domainToASCII(name)));

/** A suffix that can never be verified in the tenant sets the words "not supported". */
export type SuffixVerdict = {readonly verdict: Verdict; readonly supported: boolean; readonly verified: boolean};

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
	[...name.toLowerCase().normalize('NFKD')]
		.map(letter => lookalikes[letter] ?? letter)
		.join('')
		.replace(/\p{Mn}/gu, '');

/** Names are compared as they are: lower case, whole labels. Nothing is trimmed, because Entra does not repair the value either (G-5). */
const isDnsName = (name: string) =>
	/^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(name) && name.length <= 253;

const aLabelOf = (name: string): string => domainToASCII(name);

const says = (verdict: Verdict, supported = true): SuffixVerdict => ({verdict, supported, verified: verdict.outcome === 'met'});

const nonAscii = (suffix: string, verified: readonly string[]): SuffixVerdict => {
	const aLabel = aLabelOf(suffix);
	if (aLabel === '') {
		return says(unmet('repair-the-suffix', `"${suffix}" is no domain name. Entra ID gives these users another name.`));
	}

	if (verified.includes(aLabel)) {
		return says(
			declined(
				'inconclusive',
				'use-an-ascii-suffix',
				`${suffix} (${aLabel}) is verified, but what Entra ID stores for a user with such a suffix is documented nowhere we looked.`,
			),
		);
	}

	const twin = verified.find(name => skeleton(name) === skeleton(suffix));
	return says(
		twin === undefined
			? unmet('add-the-domain', `${suffix} (${aLabel}) is not among the tenant's domains.`)
			: unmet('repair-the-suffix', `${suffix} only looks like ${twin}: written out it is ${aLabel}, another domain.`),
	);
};

/** The names above a name, nearest first. */
export const parentsOf = (suffix: string): readonly string[] =>
	suffix
		.split('.')
		.slice(1)
		.map((_, index, labels) => labels.slice(index).join('.'));

const unlisted = (suffix: string, verified: readonly string[], canBeVerified: boolean | null): SuffixVerdict => {
	const parent = parentsOf(suffix).find(name => verified.includes(name));
	if (/(^|\.)onmicrosoft\.(com|us|de)$|(^|\.)partner\.onmschina\.cn$/.test(suffix)) {
		return says(unmet('change-the-suffix', `${suffix} belongs to another tenant and cannot be added to this one: not supported.`), false);
	}

	if (parent !== undefined) {
		return says(unmet('add-the-child-domain', `${suffix} is a child of ${parent}, which is verified, but is not listed itself.`));
	}

	const root = suffix.split('.').at(-1) ?? '';
	if (!suffix.includes('.') || !publicRoots.has(root)) {
		return says(
			unmet(
				'change-the-suffix',
				`${suffix} cannot be verified, ever: no public domain ends in ${suffix.includes('.') ? `.${root}` : suffix}. Not supported.`,
			),
			false,
		);
	}

	if (canBeVerified === false) {
		return says(unmet('change-the-suffix', `${suffix} is not verified, and somebody states that it cannot be. Not supported.`), false);
	}

	const child = verified.find(name => name.endsWith(`.${suffix}`));
	return says(
		unmet(
			'add-the-domain',
			`${suffix} is not among the tenant's domains${child === undefined ? '' : `; that its child ${child} is verified does not cover it`}.`,
		),
	);
};

/**
 * Whether one suffix is a verified domain of this tenant (gates.md 4.2).
 * `domains` is null where the tenant was not seen: only what no tenant could ever verify is judged then.
 * `canBeVerified` is a person's word, which may shut harder and never opens.
 */
export const suffixVerdict = (written: string, domains: readonly Domain[] | null, canBeVerified: boolean | null): SuffixVerdict => {
	const suffix = written.toLowerCase();
	const listed = domains?.find(({id}) => id.toLowerCase() === suffix);
	const verified = (domains ?? []).filter(({isVerified, removing}) => isVerified && !removing).map(({id}) => id.toLowerCase());
	if (listed?.isVerified) {
		return says(
			listed.removing
				? unmet('keep-the-domain', `${written} is verified, but a removal is under way: Entra ID is renaming its users.`)
				: met(`${written} is verified.`),
		);
	}

	if (listed !== undefined) {
		return canBeVerified === false
			? says(unmet('change-the-suffix', `${written} is not verified, and somebody states that it cannot be. Not supported.`), false)
			: says(unmet('verify-the-domain', `${written} is added to the tenant, but not verified.`));
	}

	// What becomes plain ASCII by dropping or mapping characters is no name of other letters, but one with something hidden in it.
	if (/[^\x20-\x7e]/.test(suffix) && isDnsName(aLabelOf(suffix)) && /(^|\.)xn--/.test(aLabelOf(suffix))) {
		return nonAscii(written, verified);
	}

	if (!isDnsName(suffix)) {
		return says(
			unmet(
				'repair-the-suffix',
				`"${written}" is no domain name as it stands: a space, a dot at the end or a hidden character. Entra ID does not repair it; it gives these users another name.`,
			),
		);
	}

	const verdict = unlisted(suffix, verified, canBeVerified);
	return domains === null && verdict.supported
		? says(declined('not-signed-in', 'sign-in', `Whether ${written} is verified was not seen.`))
		: verdict;
};
