import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable, unmet} from '../../../src/guide/finding.ts';
import {forestLevel} from '../../02-prerequisites/functional-levels.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {isInForce} from '../../certification-authority.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {worstFirst} from '../../worst-first.ts';
import {authorityCertificates, type LinkedCertificate} from './authority-certificates.facts.ts';
import {type JudgeCertificate, partsByCertificate} from './certificate-of-now.ts';
import {enrollmentServices} from './enrollment-services.facts.ts';

/** Everything that a certificate leads to by verified signatures through certificates that `goes` lets pass, itself first. */
const reachedFrom = (
	first: LinkedCertificate,
	all: readonly LinkedCertificate[],
	goes: (one: LinkedCertificate) => boolean,
): readonly LinkedCertificate[] => {
	const reached = new Map([[first.thumbprint, first]]);
	// A map hands out what is put into it while it is walked, so circles end.
	for (const one of reached.values()) {
		for (const issuer of all.filter(({thumbprint}) => one.issuers.includes(thumbprint) && !reached.has(thumbprint))) {
			if (goes(issuer)) {
				reached.set(issuer.thumbprint, issuer);
			}
		}
	}

	return [...reached.values()];
};

const isTrustedRoot = ({trusted, selfSigned}: LinkedCertificate) => trusted && selfSigned;

const judgeChain: JudgeCertificate = (name, first, {certificates, unreadable}, now) => {
	const inForce = reachedFrom(first, certificates, one => isInForce(one, now));
	const root = inForce.find(isTrustedRoot);
	if (root !== undefined) {
		return met(`${name} leads to ${root.subject}, a root that the forest trusts, by signatures that were verified.`);
	}

	if (unreadable > 0 || inForce.some(({doubtful}) => doubtful)) {
		return declined('inconclusive', 'let-it-answer', `${name}: a certificate that may belong to its chain could not be read.`);
	}

	const anyTime = reachedFrom(first, certificates, () => true);
	const over = anyTime.find(one => !isInForce(one, now));
	if (over !== undefined && anyTime.some(isTrustedRoot)) {
		return unmet(
			'renew-the-chain',
			`${name} leads to a trusted root only through ${over.subject}, which ${now !== null && over.notBefore > now ? `begins on ${dayOf(over.notBefore)}` : `ended on ${dayOf(over.notAfter)}`}.`,
		);
	}

	const untrusted = inForce.find(({selfSigned}) => selfSigned);
	return untrusted === undefined
		? caution('publish-what-signed-it', `${name}: who signed ${inForce.at(-1)?.subject} is not published in the forest.`)
		: caution('publish-the-root', `${name} leads to ${untrusted.subject}, which the forest does not publish as a trusted root.`);
};

export const caChain = defineCheckOver({
	id: 'ca-chain',
	question: 'Does the certificate of each authority lead to a root that its forest trusts?',
	needs: {services: enrollmentServices, certificates: authorityCertificates, clock: forestLevel, scope: optional(usersInScope)},
	partsOf: facts => partsByCertificate(facts, judgeChain),
	judge: parts => worstFirst(parts, {nothing: notApplicable('No forest publishes a certification authority that can issue anything.')}),
});
