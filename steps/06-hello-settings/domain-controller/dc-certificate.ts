import {momentOf} from '../../../src/guide/age.ts';
import {optional, type Witness} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {domainControllers} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {certificateStores} from '../../03-new-installation-baseline/certification-authority/certificate-stores.facts.ts';
import {windowsServers} from '../../04-directory-synchronization/connect-server/windows-servers.facts.ts';
import {isSilent, type SignsOfLife, storesIn} from '../../certification-authority.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {counted, listed} from '../../directory.ts';
import {type Expected, keptServers, overControllers, partsByController} from '../../expected-controllers.ts';
import {worstOf} from '../../worst-first.ts';
import {type ControllerEvents, controllerEvents} from './controller-events.facts.ts';
import {domainController, type HeldCertificate, type SeenController} from './domain-controller.facts.ts';
import {called, chosen, faultsOf, issuerOf, missingInUse, rivalsOf} from './kdc-certificate.ts';
import {eventsOf, usedBy} from './logged.ts';
import {sentencesOf} from './sentences.ts';

/** AEPolicy: the bit that switches it off (0x8000), and the one that enrols by templates (0x1). All sources agree on 7; no page explains the bits. */
const enrolsByItself = (policy: number | null): boolean => policy !== null && (policy & 0x8000) === 0 && (policy & 0x1) !== 0;

/** Whether the authority that signed it is trusted for sign-in: by the forest, and by the controller's own copy. */
const trustFaults = (
	certificate: HeldCertificate,
	{computer, trusted}: SeenController,
	forest: string | null,
	stores: SignsOfLife['stores'],
): readonly Verdict[] => {
	const issuer = issuerOf(certificate);
	if (issuer === null) {
		return [];
	}

	const held = forest === null ? null : storesIn(stores, forest);
	const ofForest = held === null || isSilent(held) ? [] : held.filter(({store}) => store === 'ntauth');
	const inForest = ofForest.some(({certificates}) => certificates.some(({thumbprint}) => thumbprint === issuer));
	const words = `The authority that signed ${called(certificate)}`;
	return [
		...(held === null || inForest
			? []
			: isSilent(held)
				? [declined(held.reason, 'let-it-answer', `Whether ${forest} trusts it for sign-in was not seen. ${held.detail}`)]
				: ofForest.some(({unreadable}) => unreadable > 0)
					? [declined('malformed', 'let-it-answer', `A part of the NTAuth store of ${forest} could not be read.`)]
					: [unmet('publish-to-ntauth', `${words} is not in the NTAuth store of ${forest}.`)]),
		...(trusted === null
			? [declined('inconclusive', 'carry-the-script', `${computer} shows no copy of NTAuth.`)]
			: trusted.includes(issuer)
				? []
				: [unmet('refresh-the-copy', `${words} is not in the copy of NTAuth on ${computer}.`)]),
	];
};

/** What else lies in the store: a certificate that could not be read, and others that the KDC may choose. */
const storeFaults = (controller: SeenController, certificate: HeldCertificate, isLogged: boolean): readonly Verdict[] => {
	const bad = rivalsOf(controller, {certificate, by: 'rule'}).filter(one =>
		faultsOf(one, controller).some(({outcome}) => outcome !== 'met'),
	);
	const isNewer = bad.some(one => momentOf(one.notBefore) > momentOf(certificate.notBefore));
	return [
		...(bad.length > 0
			? [
					caution(
						isNewer ? 'look-at-the-newer-one' : 'withdraw-the-old-ones',
						`Besides there ${bad.length === 1 ? 'is' : 'are'} ${listed(bad.map(one => called(one).replace(/^its /, '')))}, which the KDC may choose.`,
					),
				]
			: []),
		...(controller.unreadable > 0 && !isLogged
			? [declined('malformed', 'carry-the-script', `${counted(controller.unreadable, 'certificate')} of its store could not be read.`)]
			: []),
		...(enrolsByItself(controller.autoEnrolment)
			? []
			: [caution('let-it-renew', 'No policy that has arrived there makes it renew certificates by itself.')]),
	];
};

const judgeController = (
	controller: SeenController,
	expected: Expected | null,
	stores: SignsOfLife['stores'],
	events: Witness<ControllerEvents>,
): Verdict => {
	const {computer, certificates, unreadable} = controller;
	const used = usedBy(eventsOf(events, computer));
	const choice = chosen(controller, used);
	if (choice === null) {
		return unreadable > 0
			? declined('malformed', 'carry-the-script', `${computer}: ${counted(unreadable, 'certificate')} of its store could not be read.`)
			: unmet(
					'enrol-a-certificate',
					certificates.length === 0
						? `${computer} holds no certificate.`
						: `${computer} holds ${counted(certificates.length, 'certificate')}, and none that the KDC could use.`,
				);
	}

	const {certificate, by} = choice;
	const against = (one: HeldCertificate) => [
		...faultsOf(one, controller),
		...trustFaults(one, controller, expected?.forest ?? null, stores),
	];
	const worst = worstOf([
		...against(certificate),
		...storeFaults(controller, certificate, by === 'log'),
		...missingInUse(controller, used),
	]);
	const [first] = worst;
	if (first === undefined) {
		const which = by === 'log' ? 'the KDC says that it uses it' : 'the newest that the KDC would take';
		return met(`${computer}: ${called(certificate)} holds until ${dayOf(certificate.notAfter)}; ${which}.`);
	}

	const because = `${computer}: ${sentencesOf(worst, called(certificate))}`;
	const better = rivalsOf(controller, choice).find(one => against(one).length === 0);
	// The KDC keeps an old one as long as it takes it, so that enrolling once more would change nothing.
	return first.outcome === 'unmet' && by === 'log' && better !== undefined
		? unmet('withdraw-the-old-ones', `${because} The KDC uses it, though ${called(better)} lies beside it, against which there is nothing.`)
		: {...first, because};
};

export const dcCertificate = defineCheckOver({
	id: 'dc-certificate',
	question: 'Does each domain controller hold a certificate that clients will take?',
	needs: {
		evidence: domainController,
		controllers: optional(domainControllers),
		servers: optional(windowsServers),
		stores: optional(certificateStores),
		events: optional(controllerEvents),
	},
	partsOf: ({evidence, controllers, servers, stores, events}) =>
		partsByController(evidence.controllers, controllers, servers, (own, expected) => judgeController(own, expected, stores, events)),
	keep: facts => ({...facts, servers: keptServers(facts.servers, facts.controllers)}),
	judge: parts => overControllers(parts, {met: 'Each holds a certificate that clients will take.'}),
});
