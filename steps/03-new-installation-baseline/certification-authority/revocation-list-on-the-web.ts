import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, notApplicable} from '../../../src/guide/finding.ts';
import {forestLevel} from '../../02-prerequisites/functional-levels.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {listed} from '../../directory.ts';
import {worstFirst} from '../../worst-first.ts';
import {authorityCertificates} from './authority-certificates.facts.ts';
import {type JudgeCertificate, partsByCertificate} from './certificate-of-now.ts';
import {enrollmentServices} from './enrollment-services.facts.ts';

/** Plain HTTP, with a host; HTTPS needs a certificate that would have to be looked up first. */
const isOnTheWeb = (address: string) => /^http:\/\/[^/]/i.test(address);
/** `LDAP and HTTPS`: the ways of addresses, each once. */
const waysOf = (addresses: readonly string[]) =>
	listed([...new Set(addresses.map(address => /^[a-z][a-z0-9+.-]*(?=:)/i.exec(address)?.[0].toUpperCase() ?? 'something else'))]);

const judgeCertificate: JudgeCertificate = (name, {selfSigned, lists, issuerAt}) => {
	if (selfSigned) {
		return notApplicable(`${name} is a root: nobody above it could revoke it.`);
	}

	if (lists === null || issuerAt === null) {
		return declined('malformed', 'let-it-answer', `${name}: the addresses in its certificate could not be read.`);
	}

	const web = lists.filter(isOnTheWeb);
	if (web.length === 0) {
		const where = lists.length === 0 ? 'names no revocation list' : `names its revocation list over ${waysOf(lists)} only`;
		return caution('offer-it-on-the-web', `The certificate of ${name} ${where}; Entra joined devices cannot read that.`);
	}

	const said = `The certificate of ${name} names its revocation list over HTTP: ${listed(web)}`;
	return issuerAt.some(isOnTheWeb) || issuerAt.length === 0
		? met(`${said}.`)
		: caution('offer-it-on-the-web', `${said}, and its issuer's certificate over ${waysOf(issuerAt)} only.`);
};

export const revocationListOnTheWeb = defineCheckOver({
	id: 'revocation-list-on-the-web',
	question: "Do the authorities' own certificates name a revocation list on the web?",
	needs: {services: enrollmentServices, certificates: authorityCertificates, clock: forestLevel, scope: optional(usersInScope)},
	partsOf: facts => partsByCertificate(facts, judgeCertificate),
	judge: parts => worstFirst(parts, {nothing: notApplicable('No authority has anybody above it who could revoke its certificate.')}),
});
