import {momentOf} from '../../../src/guide/age.ts';
import {optional, type Witness} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {domainControllers} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {windowsServers} from '../../04-directory-synchronization/connect-server/windows-servers.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {listed} from '../../directory.ts';
import {day} from '../../elapsed.ts';
import {eventOf, reachOf} from '../../event-log.ts';
import {keptServers, overControllers, partsByController} from '../../expected-controllers.ts';
import {worstOf} from '../../worst-first.ts';
import {type ControllerEvents, controllerEvents, type LoggedController} from './controller-events.facts.ts';
import {domainController, type HeldCertificate, type SeenController} from './domain-controller.facts.ts';
import {called, chosen, missingInUse, rivalsOf} from './kdc-certificate.ts';
import {eventsOf, logOf, namesCertificate, usedBy} from './logged.ts';
import {sentencesOf} from './sentences.ts';

/** The lifecycle log's numbers for a certificate that replaced another, and for one that is new; 1005 is one that was archived. */
const came = [1001, 1006] as const;
const archived = 1005;

/** An authority sets the beginning of a certificate a little back, ten minutes by default, so that clocks may differ. */
const setBack = day;

const isSameTemplate = (a: HeldCertificate, b: HeldCertificate): boolean =>
	(a.template.name ?? a.template.oid) === (b.template.name ?? b.template.oid);

/** Whether the log tells of the certificate. A log that does not reach back so far cannot. */
const logVerdict = (events: LoggedController | null, certificate: HeldCertificate, {computer}: SeenController): Verdict => {
	const log = events === null ? undefined : logOf(events, 'lifecycle');
	if (events === null || log === undefined || log.failure !== null || log.on !== true) {
		return declined(
			'incomplete',
			'carry-the-script',
			`the log of certificate services on ${computer} was not read. ${log?.failure ?? ''}`.trim(),
		);
	}

	const begun = momentOf(certificate.notBefore);
	if (begun - setBack < momentOf(events.at) - events.days * day) {
		return met(`it came on ${dayOf(certificate.notBefore)}, before its log begins`);
	}

	if (log.since === null) {
		return declined(
			'empty',
			'see-who-brought-it',
			`${called(certificate)} is new, and the log of certificate services on ${computer} holds nothing.`,
		);
	}

	if (begun - setBack < reachOf(log, events.at, events.days)) {
		return met(`it came on ${dayOf(certificate.notBefore)}, before its log begins`);
	}

	// Of each number only the last event is read whole: one that came later hides what it was about before.
	const own = came.map(id => eventOf(log, id));
	return own.some(event => namesCertificate(event, certificate.thumbprint))
		? met('its log tells of it')
		: own.some(event => event !== undefined && event.count > 1 && momentOf(event.first) - setBack <= begun && begun <= momentOf(event.last))
			? met('its log tells of several that came about then')
			: caution(
					'see-who-brought-it',
					`${called(certificate)} was not enrolled there, as far as its log tells: somebody may have brought it.`,
				);
};

/** Others of an older kind that lie in the store unarchived, so that the KDC may choose them. */
const leftOvers = (controller: SeenController, certificate: HeldCertificate): readonly HeldCertificate[] =>
	rivalsOf(controller, {certificate, by: 'rule'}).filter(one => !isSameTemplate(one, certificate));

const archivedWords = (events: LoggedController | null): string => {
	const event = events === null ? undefined : eventOf(logOf(events, 'lifecycle'), archived);
	return event === undefined ? '' : `; the last old one was archived on ${dayOf(event.last)}`;
};

const judgeController = (controller: SeenController, witness: Witness<ControllerEvents>): Verdict => {
	const {computer, unreadable} = controller;
	const events = eventsOf(witness, computer);
	const newest = chosen(controller, null);
	if (newest === null) {
		return unreadable > 0
			? declined('malformed', 'carry-the-script', `${computer}: a part of its store could not be read.`)
			: unmet('enrol-a-certificate', `${computer} holds no certificate that the KDC could use.`);
	}

	const {certificate} = newest;
	const used = usedBy(events);
	const inUse = controller.certificates.find(({thumbprint}) => thumbprint === used);
	const left = leftOvers(controller, certificate);
	const logged = logVerdict(events, certificate, controller);
	const worst = worstOf([
		...(certificate.template.name === null && certificate.template.oid === null
			? [caution('ask-for-the-template-extension', `${called(certificate)} carries no mark of a template.`)]
			: []),
		...(left.length > 0
			? [
					caution(
						'withdraw-the-old-ones',
						`of another template there ${left.length === 1 ? 'is' : 'are'} ${listed(left.map(called))}, not archived.`,
					),
				]
			: []),
		...(inUse !== undefined && inUse.thumbprint !== certificate.thumbprint
			? [caution('let-the-kdc-choose', `the KDC says that it uses ${called(inUse)}, and ${called(certificate)} is newer.`)]
			: []),
		...missingInUse(controller, used),
		logged,
	]);
	const [first] = worst;
	return first === undefined || first.outcome === 'met'
		? met(`${computer} has enrolled ${called(certificate)}: ${logged.because}${archivedWords(events)}.`)
		: {...first, because: `${computer}: ${sentencesOf(worst)}`};
};

/** Whether each domain controller has gone from its old certificates to the new one, by its store and its log. */
export const dcEnrolment = defineCheckOver({
	id: 'dc-enrolment',
	question: 'Has each domain controller finished its enrolment, with the old certificates archived?',
	needs: {
		evidence: domainController,
		controllers: optional(domainControllers),
		servers: optional(windowsServers),
		events: optional(controllerEvents),
	},
	partsOf: ({evidence, controllers, servers, events}) =>
		partsByController(evidence.controllers, controllers, servers, own => judgeController(own, events)),
	keep: facts => ({...facts, servers: keptServers(facts.servers, facts.controllers)}),
	judge: parts => overControllers(parts, {met: 'Each has enrolled its certificate, and archived what came before.'}),
});
