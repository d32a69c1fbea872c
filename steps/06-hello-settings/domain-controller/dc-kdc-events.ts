import {momentOf} from '../../../src/guide/age.ts';
import {optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {domainControllers} from '../../02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {windowsServers} from '../../04-directory-synchronization/connect-server/windows-servers.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {dayOf} from '../../day.ts';
import {counted} from '../../directory.ts';
import {eventOf, isRecent, type LoggedEvent, timesOf} from '../../event-log.ts';
import {keptServers, overControllers, partsByController} from '../../expected-controllers.ts';
import {worstOf} from '../../worst-first.ts';
import {controllerEvents, type LoggedController, type logNames} from './controller-events.facts.ts';
import {logOf, thumbprintIn} from './logged.ts';
import {sentencesOf} from './sentences.ts';

const day = 24 * 60 * 60 * 1000;

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

/** Why the silence of a log says nothing; null where it does. */
const unreadable = (controller: LoggedController, name: 'system' | 'kdc'): Verdict | null => {
	const log = logOf(controller, name);
	const words = name === 'system' ? 'its log System' : 'the own log of its KDC, Operational,';
	if (log === undefined || log.failure !== null || log.on === null) {
		return declined('incomplete', 'carry-the-script', `${words} could not be read. ${log?.failure ?? ''}`.trim());
	}

	return log.on
		? log.since === null && name === 'system'
			? declined('empty', 'carry-the-script', `${words} holds no event at all.`)
			: null
		: declined(
				'incomplete',
				'switch-the-log-on',
				`${words} is switched off, so that it says neither which certificate is used nor that there is none.`,
			);
};

/** The newest of some times; undefined where there is none. */
const newestOf = (all: readonly (string | undefined)[]): string | undefined =>
	all.filter(one => one !== undefined).toSorted((a, b) => momentOf(b) - momentOf(a))[0];

const judgeController = (controller: LoggedController): Verdict => {
	const {computer, at, days} = controller;
	const silences = (['system', 'kdc'] as const).map(name => unreadable(controller, name)).filter(one => one !== null);
	const worst = worstOf([...complaints(controller), ...others(controller), ...silences]);
	const [first] = worst;
	if (first !== undefined) {
		return {...first, because: `${computer}: ${sentencesOf(worst)}`};
	}

	const since = logOf(controller, 'system')?.since ?? at;
	const back = Math.min(days, Math.floor((momentOf(at) - momentOf(since)) / day));
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
