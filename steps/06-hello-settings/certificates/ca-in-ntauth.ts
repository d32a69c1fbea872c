import {optional} from '../../../src/guide/check.ts';
import {declined, met, notApplicable, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {forestLevel} from '../../02-prerequisites/functional-levels.facts.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {certificateStores, type Stores} from '../../03-new-installation-baseline/certification-authority/certificate-stores.facts.ts';
import {type Authority, enrollmentServices} from '../../03-new-installation-baseline/certification-authority/enrollment-services.facts.ts';
import {forestNamed, partsByForest, silenceOf, unheard} from '../../by-forest.ts';
import {certificateOfNow, isInForce, isSilent, storesIn, timeIn} from '../../certification-authority.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {counted} from '../../directory.ts';
import {worstFirst} from '../../worst-first.ts';
import {certificateTemplates} from './certificate-templates.facts.ts';
import {issuedBy, keptOf, servesControllers} from './controller-templates.ts';

/** What NTAuth holds: thumbprints, and whether all of it could be read. */
type Trusted = {readonly thumbprints: ReadonlySet<string>; readonly whole: boolean};

const trustedIn = (stores: Stores): Trusted => {
	const held = stores.filter(({store}) => store === 'ntauth');
	return {
		thumbprints: new Set(held.flatMap(({certificates}) => certificates.map(({thumbprint}) => thumbprint))),
		whole: held.every(({unreadable}) => unreadable === 0),
	};
};

/** One authority whose certificates domain controllers may have; `now` is the time in its forest. */
const judgeAuthority = (authority: Authority, forest: string, trusted: Trusted, now: string | null): Verdict => {
	const {name, certificates, unreadable} = authority;
	if (certificates.length + unreadable === 0) {
		return declined('inconclusive', 'let-it-answer', `${name} shows no certificate of its own.`);
	}

	// Whichever is that of now: if none of them is there, that one is not either.
	if (unreadable === 0 && trusted.whole && !certificates.some(({thumbprint}) => trusted.thumbprints.has(thumbprint))) {
		return unmet('publish-to-ntauth', `${name} is not in the NTAuth store of ${forest}.`);
	}

	const current = now === null ? 'unknown' : certificateOfNow(authority, now);
	if (now === null || current === 'unknown') {
		const why = now === null ? 'the time there could not be read' : 'one of its certificates could not be read';
		return declined('inconclusive', 'let-it-answer', `${name}: ${why}, so which certificate is that of now was not seen.`);
	}

	if (current === 'none' || !isInForce(current, now)) {
		const what = current === 'none' ? 'no certificate of it holds yet' : `its certificate ran out on ${dayOf(current.notAfter)}`;
		return unmet('renew-it-first', `${name}: ${what}, so its place in the NTAuth store of ${forest} is worth nothing.`);
	}

	if (trusted.thumbprints.has(current.thumbprint)) {
		return met(`${name} is in the NTAuth store of ${forest}, with its certificate of now.`);
	}

	return trusted.whole
		? unmet(
				'publish-to-ntauth',
				`${name} is in the NTAuth store of ${forest} by an older certificate; that of ${dayOf(current.notBefore)} is not there.`,
			)
		: declined('malformed', 'let-it-answer', `${name}: a part of the NTAuth store of ${forest} could not be read.`);
};

export const caInNtauth = defineCheckOver({
	id: 'ca-in-ntauth',
	question: 'Is every CA that serves domain controllers trusted for sign-in (NTAuth)?',
	needs: {
		services: enrollmentServices,
		templates: certificateTemplates,
		stores: certificateStores,
		clock: optional(forestLevel),
		scope: optional(usersInScope),
	},
	partsOf: ({services, templates, stores, clock, scope}) =>
		partsByForest(
			services.forests,
			({forest, authorities}) => {
				const held = storesIn({seen: true, facts: stores, source: 'live', stale: false}, forest);
				if (isSilent(held)) {
					return [unheard(forest, held)];
				}

				const own = forestNamed(templates.forests, forest);
				if (own === undefined) {
					return [unheard(forest, silenceOf(templates.forests, forest, 'Its templates were not listed.'))];
				}

				return authorities.map(authority => ({
					name: authority.name,
					verdict: issuedBy(own, authority.templates).some(template => servesControllers(template, own))
						? judgeAuthority(authority, forest, trustedIn(held), timeIn(clock, forest))
						: notApplicable(`${authority.name} issues nothing by which domain controllers may enrol.`),
				}));
			},
			scope,
		),
	judge: parts => {
		const judged = parts.filter(({verdict}) => verdict.outcome === 'met').length;
		return worstFirst(parts, {
			...(judged > 1 ? {met: `${counted(judged, 'authority', 'authorities')}, each in the NTAuth store of its forest.`} : {}),
			nothing: declined(
				'empty',
				'publish-an-authority-first',
				'No forest publishes a certification authority that serves domain controllers, so there is none to look for.',
			),
		});
	},
	keep: keptOf,
});
