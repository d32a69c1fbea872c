import type {z} from 'zod';
import type {Witness} from '../../../src/guide/check.ts';
import {declined, notApplicable, type Verdict} from '../../../src/guide/finding.ts';
import type {forestLevel} from '../../02-prerequisites/functional-levels.facts.ts';
import type {UsersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {forestNamed, partsByForest, silenceOf, unheard} from '../../by-forest.ts';
import {certificateOfNow, isOver} from '../../certification-authority.ts';
import type {Part} from '../../worst-first.ts';
import type {AuthorityCertificates, ForestCertificates, LinkedCertificate} from './authority-certificates.facts.ts';
import type {Authority, EnrollmentServices} from './enrollment-services.facts.ts';

/** Says something of an authority's certificate of now, among all that its forest publishes; `now` is the time there. */
export type JudgeCertificate = (name: string, current: LinkedCertificate, own: ForestCertificates, now: string) => Verdict;

const judgeAuthority = (authority: Authority, own: ForestCertificates, now: string | null, judge: JudgeCertificate): Verdict => {
	const {name} = authority;
	if (isOver(authority, now)) {
		return notApplicable(`${name} issues nothing any more: its certificate has run out.`);
	}

	const current = now === null ? 'unknown' : certificateOfNow(authority, now);
	if (now === null || typeof current === 'string') {
		return declined('inconclusive', 'let-it-answer', `${name}: which certificate is that of now was not seen.`);
	}

	const found = own.certificates.find(({thumbprint}) => thumbprint === current.thumbprint);
	return found === undefined
		? declined('inconclusive', 'let-it-answer', `${name}: its certificate of now was not among those that were read whole.`)
		: judge(name, found, own, now);
};

/** Judges the certificate of now of each authority of each forest. */
export const partsByCertificate = (
	{
		services,
		certificates,
		clock,
		scope,
	}: {
		readonly services: EnrollmentServices;
		readonly certificates: AuthorityCertificates;
		readonly clock: z.infer<typeof forestLevel.facts>;
		readonly scope: Witness<UsersInScope>;
	},
	judge: JudgeCertificate,
): readonly Part[] =>
	partsByForest(
		services.forests,
		({forest, authorities}) => {
			if (authorities.length === 0) {
				return [{name: forest, verdict: notApplicable(`${forest} publishes no certification authority.`)}];
			}

			const own = forestNamed(certificates.forests, forest);
			if (own === undefined) {
				return [unheard(forest, silenceOf(certificates.forests, forest, 'The certificates of its authorities were not read.'))];
			}

			const now = forestNamed(clock.forests, forest)?.at ?? null;
			return authorities.map(authority => ({name: authority.name, verdict: judgeAuthority(authority, own, now, judge)}));
		},
		scope,
	);
