import {momentOf} from '../../../src/guide/age.ts';
import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {domainControllers} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {windowsServers} from '../../04-directory-synchronization/connect-server/windows-servers.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {counted} from '../../directory.ts';
import {day} from '../../elapsed.ts';
import {eventOf, isRecent, type LoggedEvent, reachOf, timesOf} from '../../event-log.ts';
import {keptServers, overControllers, partsByController} from '../../expected-controllers.ts';
import {worstOf} from '../../worst-first.ts';
import {type ControllerLog, controllerEvents, type LoggedController, type logNames} from './controller-events.facts.ts';
import {logOf, thumbprintIn} from './logged.ts';
import {sentencesOf} from './sentences.ts';

/**
 * Events that say that the KDC has no certificate it could use. 19 and 29 are on Microsoft's pages (Event ID 19 and 29, KDC certificate
 * availability); 20, 120 and 200 come from the messages that Windows itself holds, as others have published them.
 */
const withoutCertificate: readonly {readonly log: keyof typeof logNames; readonly id: number; readonly says: string}[] = [
	{log: 'system', id: 19, says: 'somebody signed in with a key or a card, and it had no suitable certificate'},
	{log: 'system', id: 29, says: 'it found no suitable certificate, or could not check it'},
	{log: 'system', id: 20, says: 'its certificate is no longer valid'},
	{log: 'kdc', id: 200, says: 'it found no suitable certificate'},
	{log: 'kdc', id: 120, says: 'it could not check its certificate'},
];

/** When the KDC last said that it uses a certificate: an older complaint is past. */
const mendedAt = (controller: LoggedController): number => {
	const using = eventOf(logOf(controller, 'kdc'), 302);
	return using === undefined ? Number.NEGATIVE_INFINITY : momentOf(using.last);
};

const complaints = (controller: LoggedController): readonly Verdict[] =>
	withoutCertificate.flatMap(({log, id, says}) => {
		const event = eventOf(logOf(controller, log), id);
		if (event === undefined) {
			return [];
		}

		const because = `event ${id} says that ${says} (${timesOf(event)}).`;
		const isPast = mendedAt(controller) > momentOf(event.last) || !isRecent(event, controller.at);
		return [isPast ? caution('see-that-it-is-past', because) : unmet('give-it-a-certificate', because)];
	});

/**
 * Events of certificates: without the KDC usage (32), those of clients since April 2025 (45 and 21, S-KB5057784), and a new one without its key (1009,
 * by Microsoft's page on certificate lifecycle notifications).
 */
const others = (controller: LoggedController): readonly Verdict[] => {
	const of = (id: number, say: (event: LoggedEvent) => Verdict, log: keyof typeof logNames = 'system') => {
		const event = eventOf(logOf(controller, log), id);
		return event === undefined ? [] : [say(event)];
	};
	return [
		...of(32, event => caution('give-it-the-kdc-usage', `event 32 says that its certificate lacks the KDC usage (${timesOf(event)}).`)),
		...of(45, event =>
			caution(
				'patch-the-kdc',
				`event 45 says that a client's certificate has no root in NTAuth, as with keys since April 2025 (${timesOf(event)}).`,
			),
		),
		...of(21, event => caution('patch-the-kdc', `event 21 says that it refused a client's certificate (${timesOf(event)}).`)),
		...of(
			1009,
			event =>
				caution(
					'give-it-a-certificate',
					`event 1009 of the enrolment client says that a certificate could not be joined with its key (${timesOf(event)}).`,
				),
			'lifecycle',
		),
	];
};

const words: Readonly<Record<keyof typeof logNames, string>> = {
	system: 'its log System',
	kdc: 'the own log of its KDC, Operational,',
	lifecycle: 'the log of its certificate services',
};

/** For how many whole days the silence of a log says something. */
const daysBack = (log: ControllerLog, {at, days}: LoggedController): number => Math.floor((momentOf(at) - reachOf(log, at, days)) / day);

/**
 * Why a log that is on says nothing by its silence; null where it does. A day is the least, a number of ours: the KDC chooses its certificate every ten hours.
 * Its own log may begin later where it tells the choice. That of certificate services may hold nothing, as nothing was enrolled.
 */
const tooShort = (controller: LoggedController, name: keyof typeof logNames, log: ControllerLog): Verdict | null => {
	const remedy = name === 'kdc' ? 'switch-the-log-on' : 'let-the-log-reach-back';
	if (log.since === null) {
		return name === 'lifecycle' ? null : declined('empty', remedy, `${words[name]} holds no event at all.`);
	}

	const isTold = name === 'kdc' && eventOf(log, 302) !== undefined && log.whole;
	return isTold || (name === 'lifecycle' && log.whole) || daysBack(log, controller) >= 1
		? null
		: declined(
				'incomplete',
				remedy,
				`${words[name]} ${log.whole ? 'reaches back' : 'holds more than was read, and what was read reaches back'} less than a day, so that its silence says nothing.`,
			);
};

/** Why the silence of a log says nothing; null where it does. */
const unreadable = (controller: LoggedController, name: keyof typeof logNames): Verdict | null => {
	const log = logOf(controller, name);
	if (log === undefined || log.failure !== null || log.on === null) {
		return declined('incomplete', 'carry-the-script', `${words[name]} could not be read. ${log?.failure ?? ''}`.trim());
	}

	return log.on
		? tooShort(controller, name, log)
		: declined(
				'incomplete',
				'switch-the-log-on',
				`${words[name]} is switched off, so that it says ${name === 'kdc' ? 'neither which certificate is used nor that there is none' : 'nothing'}.`,
			);
};

/** The newest of some times; undefined where there is none. */
const newestOf = (all: readonly (string | undefined)[]): string | undefined =>
	all.filter(one => one !== undefined).toSorted((a, b) => momentOf(b) - momentOf(a))[0];

const judgeController = (controller: LoggedController): Verdict => {
	const {computer} = controller;
	const silences = (['system', 'kdc', 'lifecycle'] as const).map(name => unreadable(controller, name)).filter(one => one !== null);
	const worst = worstOf([...complaints(controller), ...others(controller), ...silences]);
	const [first] = worst;
	if (first !== undefined) {
		return {...first, because: `${computer}: ${sentencesOf(worst)}`};
	}

	const system = logOf(controller, 'system');
	const back = system === undefined ? 0 : daysBack(system, controller);
	const used = thumbprintIn(eventOf(logOf(controller, 'kdc'), 302));
	const enrolled = newestOf([1001, 1006].map(id => eventOf(logOf(controller, 'lifecycle'), id)?.last));
	return met(
		`${computer} has logged nothing against its certificate in ${counted(back, 'day')}${used === null ? '' : `, and says that it uses ${used.slice(0, 8)}`}${enrolled === undefined ? '' : `; a new one came on ${dayOf(enrolled)}`}.`,
	);
};

export const dcKdcEvents = defineCheckOver({
	id: 'dc-kdc-events',
	question: 'Have the domain controllers logged nothing against sign-in with keys?',
	needs: {evidence: controllerEvents, controllers: optional(domainControllers), servers: optional(windowsServers)},
	partsOf: ({evidence, controllers, servers}) => partsByController(evidence.controllers, controllers, servers, judgeController),
	keep: facts => ({...facts, servers: keptServers(facts.servers, facts.controllers)}),
	judge: parts => overControllers(parts, {met: 'Their logs hold nothing against certificates or keys.'}),
});
