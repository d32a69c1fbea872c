import {caution, declined, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {type ClientEvents, clientEvents} from '../05-device-registration/client/client-events.facts.ts';
import {defineCheckOver} from '../check-over.ts';
import {answerIn, clientEvent, datumOf, unreadLog} from '../client-log.ts';
import {judgeClient, ourForests, partsOfClient} from '../client-standing.ts';
import {isAfter, isRecent, type LoggedEvent, latestOf, timesOf} from '../event-log.ts';
import type {Part} from '../worst-first.ts';

/** Worse while it goes on; what stopped some days ago may be mended. */
const against = (event: LoggedEvent, at: string, because: string): Verdict => {
	const said = `event ${event.id} says that ${because} (${timesOf(event)}).`;
	return isRecent(event, at) ? unmet('turn-certificate-trust-off', said) : caution('see-that-it-is-past', said);
};

/**
 * The last answer to the prerequisites. 362 is logged where certificate trust is in the way (Microsoft's page on deployment issues); 358 and 360 say
 * whether a certificate is asked for (`LogonCertRequired` in the manifest of the provider).
 */
const ofPrerequisites = (events: ClientEvents): readonly Part[] => {
	const last = latestOf([358, 360, 361, 362].map(id => clientEvent(events, 'registration', id)));
	const name = 'prerequisites';
	if (last === undefined) {
		return [];
	}

	if (last.id === 362) {
		return [{name, verdict: against(last, events.at, 'certificate trust is in the way, so that enrolling does not start')}];
	}

	const required = answerIn(datumOf(last, 'LogonCertRequired'));
	return required === null
		? []
		: [
				{
					name,
					verdict: required
						? against(last, events.at, 'policy asks for a certificate, which is certificate trust')
						: met(`event ${last.id} says that no certificate is asked for (${timesOf(last)}).`),
				},
			];
};

/** 5204 of older builds, by the field of its manifest. */
const ofCertificates = (events: ClientEvents): readonly Part[] => {
	const event = clientEvent(events, 'hello', 5204);
	const required = answerIn(datumOf(event, 'CertificateRequired'));
	return event === undefined || required === null
		? []
		: [
				{
					name: 'certificate enrolment',
					verdict: required
						? against(event, events.at, 'a certificate is required, which is certificate trust')
						: met(`event 5204 says that no certificate is required (${timesOf(event)}).`),
				},
			];
};

/**
 * 5205 tells whether a certificate is required, whether cloud trust is used, and the kind of deployment; with key trust both answers are False (a case
 * published in July 2026). How its fields are called, and which number is which kind, is published nowhere: so only a truth among them counts.
 */
const ofDeployment = (events: ClientEvents): readonly Part[] => {
	const event = clientEvent(events, 'hello', 5205);
	const answers =
		event?.data.map(({value}) => (/^(?:true|false)$/i.test(value) ? answerIn(value) : null)).filter(answer => answer !== null) ?? [];
	return event === undefined || answers.length < 2
		? []
		: [
				{
					name: 'deployment',
					verdict: answers.includes(true)
						? caution(
								'leave-the-other-trust',
								`event 5205 says yes to a required certificate or to cloud trust, and with key trust it says no to both (${timesOf(event)}).`,
							)
						: met(`event 5205 says that neither a certificate nor cloud trust is used (${timesOf(event)}).`),
				},
			];
};

/** An older log that says otherwise is past once a newer answer came. */
const partsOf = (events: ClientEvents): readonly Part[] => {
	const newest = latestOf([358, 360, 361, 362].map(id => clientEvent(events, 'registration', id)));
	const certificates = clientEvent(events, 'hello', 5204);
	const found = [
		...ofPrerequisites(events),
		...(certificates !== undefined && newest !== undefined && isAfter(newest, certificates) ? [] : ofCertificates(events)),
		...ofDeployment(events),
	];
	if (found.length > 0) {
		return found;
	}

	const unread = unreadLog(events, 'registration') ?? unreadLog(events, 'hello');
	return [
		{
			name: 'what it logged',
			verdict: unread ?? declined('empty', 'let-somebody-sign-in', `in ${events.days} days it has logged nothing of which trust is used.`),
		},
	];
};

export const trustInUse = defineCheckOver({
	id: 'trust-in-use',
	question: 'Does what each client logged speak of key trust, and of no other?',
	needs: {client: clientEvents, points: ourForests},
	partsOf: ({client, points}) => partsOfClient(client, points, () => partsOf(client)),
	judge: (parts, {client}) => judgeClient(client, parts),
});
