import {defineCheck} from '../../../src/guide/check.ts';
import {declined, met, unmet} from '../../../src/guide/finding.ts';
import {counted, listed} from '../../directory.ts';
import {type Standing, standingIn, verifiedNames} from '../../domain-standing.ts';
import {foldAscii} from '../../identity.ts';
import {tenantDomains} from './tenant-domains.facts.ts';

/** Names that Microsoft gives a tenant, in each of its clouds; nobody owns them. */
const isMicrosofts = (id: string) => /(?:^|\.)onmicrosoft\.(?:com|us)$|\.partner\.onmschina\.cn$/.test(foldAscii(id));

const standingWords: Readonly<Record<Standing, string>> = {
	verified: 'verified',
	unverified: 'not verified',
	removing: 'verified, and a removal is under way',
	unknown: 'verified, and a change that nobody here knows is under way',
	contradicted: 'listed more than once, and not as the same',
	unlisted: 'not listed',
};

export const customDomainVerified = defineCheck({
	id: 'custom-domain-verified',
	question: 'Does the tenant have a verified domain of its own?',
	needs: {tenant: tenantDomains},
	judge({tenant: {domains}}) {
		const own = domains.filter(({id, isInitial}) => isInitial !== true && !isMicrosofts(id));
		const named = (...standings: readonly Standing[]) => [
			...new Set(own.map(({id}) => id).filter(id => standings.includes(standingIn(domains, id)))),
		];
		const verified = verifiedNames(own).filter(id => standingIn(domains, id) === 'verified');
		if (verified.length > 0) {
			return met(`${counted(verified.length, 'domain')} verified: ${listed(verified)}.`);
		}

		const unknown = named('contradicted', 'unknown');
		if (unknown.length > 0) {
			const words = unknown.map(id => `${id}: ${standingWords[standingIn(domains, id)]}`);
			return declined(
				named('contradicted').length > 0 ? 'contradicted' : 'inconclusive',
				'read-the-domains-again',
				`Whether ${listed(unknown)} ${unknown.length === 1 ? 'is' : 'are'} verified was not seen. ${words.join('; ')}.`,
			);
		}

		const removing = named('removing');
		if (removing.length > 0) {
			return unmet(
				'wait-for-the-removal',
				`${listed(removing)} ${removing.length === 1 ? 'is' : 'are'} being removed, and no other domain is verified.`,
			);
		}

		return own.length > 0
			? unmet('verify-the-domain', `Added but not verified: ${listed(named('unverified'))}.`)
			: unmet('add-a-domain', `The tenant has only the name it was born with: ${listed(domains.map(({id}) => id))}.`);
	},
	exhibits: ({tenant: {domains}}) =>
		domains.map(({id}) => {
			const standing = standingIn(domains, id);
			const isUnseen = standing === 'contradicted' || standing === 'unknown';
			return {sign: standing === 'verified' ? 'met' : isUnseen ? 'unobserved' : 'unmet', what: id, seen: standingWords[standing]};
		}),
});
