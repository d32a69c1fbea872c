import {momentOf} from '../../../src/guide/age.ts';
import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {defineCheckOver} from '../../check-over.ts';
import {clientEvent, clientLog, codeIn, datumOf, unreadLog} from '../../client-log.ts';
import {aged, judgeClient, ourForests, partsOfClient} from '../../client-standing.ts';
import {dayOf} from '../../day.ts';
import {isYes, said, told} from '../../dsregcmd/dsregcmd.ts';
import {day, elapsed} from '../../elapsed.ts';
import {isAfter, isRecent, type LoggedEvent, latestOf, reachOf, recentDays, timesOf} from '../../event-log.ts';
import {isSameDnsName} from '../../identity.ts';
import type {Part} from '../../worst-first.ts';
import {dsregcmd} from '../dsregcmd.facts.ts';
import {type ClientComputer, clientComputer, taskStates} from './client-computer.facts.ts';
import {type ClientEvents, clientEvents} from './client-events.facts.ts';

// What was logged condemns; only a status of the same computer, which says that it is joined, makes it past. Nobody passes on a log that was not read.
const needs = {client: clientComputer, points: ourForests, events: optional(clientEvents), status: optional(dsregcmd)};
type Facts = FactsOf<typeof needs>;

/** Codes of a join that did not come about (entra-docs, troubleshoot-hybrid-join-windows-current). */
const meanings: Readonly<Record<string, string>> = {
	'0x801c001d': 'the service connection point cannot be read',
	'0x801c0021': 'the registration service was not discovered',
	'0x801c03f2': 'Entra ID does not know the device yet',
	'0x801c003a': 'the tenant was not found',
	'0x801c003d': "the domain's way to sign in was not found",
};

/** Events that say that joining did not work; 306 says that it did (the same page). */
const failed = [201, 204, 304, 305, 307, 309];

/** The task as the user sees it; where that window hides it, as an elevated one did. */
const seenTask = ({task, elevated, stale, contradicted, fuller}: ClientComputer) =>
	task.found === true || fuller === null ? {task, elevated, stale, contradicted} : {...fuller, elevated: true};

const judgeTask = ({task, elevated}: Pick<ClientComputer, 'task' | 'elevated'>): Verdict => {
	if (task.failure !== null || task.found === null) {
		return declined(
			'incomplete',
			'run-it-elevated',
			`whether the task that joins it is there could not be read. ${task.failure ?? ''}`.trim(),
		);
	}

	if (!task.found) {
		return elevated === true
			? unmet('put-the-task-back', 'the task Automatic-Device-Join is gone, so it never joins by itself.')
			: declined(
					'access-denied',
					'run-it-elevated',
					'the task Automatic-Device-Join is not among those that this user may see, and the window was not elevated.',
				);
	}

	if (task.state === taskStates.disabled) {
		return unmet('switch-the-task-on', 'the task Automatic-Device-Join is disabled, so it never joins by itself.');
	}

	const known: readonly (number | null)[] = [taskStates.queued, taskStates.ready, taskStates.running];
	return known.includes(task.state)
		? met(
				`the task that joins it is enabled${task.lastRun === null ? ', and has not run yet' : `, and ran last on ${dayOf(task.lastRun)}`}.`,
			)
		: declined('inconclusive', 'run-it-elevated', 'the state of the task Automatic-Device-Join is not known.');
};

const judgePolicy = ({autoJoin}: ClientComputer): Verdict =>
	autoJoin === 0
		? unmet('let-it-register', 'policy keeps it from registering by itself: autoWorkplaceJoin is 0.')
		: met('no policy keeps it from registering by itself.');

const sayFailure = (event: LoggedEvent): string => {
	const code = codeIn(datumOf(event, 'ExitCode'));
	const meaning = code === null ? undefined : meanings[code];
	const why = code === null ? '' : ` with ${code}${meaning === undefined ? '' : `, ${meaning}`}`;
	return `event ${event.id} says that joining did not work${why} (${timesOf(event)})`;
};

/** Whether a status of this very computer, taken after an event, says that it is joined. */
const isJoinedSince = (event: LoggedEvent, {client, status}: Facts): boolean =>
	status.seen &&
	isYes(said(status.facts, 'azureAdJoined')) &&
	isSameDnsName(told(status.facts, 'Device Name'), client.computer) &&
	elapsed(event.last, status.facts.takenAt) > 0;

/** Why a log in which nothing speaks against joining says nothing; null where it does. */
const silence = (events: ClientEvents): Verdict | null => {
	const log = clientLog(events, 'registration');
	const unread = unreadLog(events, 'registration');
	if (unread !== null || log === undefined) {
		return unread;
	}

	if (log.since === null) {
		return declined('empty', 'let-it-log', 'the log User Device Registration, Admin, holds nothing, neither of a join nor against one.');
	}

	return log.whole || momentOf(events.at) - reachOf(log, events.at, events.days) >= recentDays * day
		? null
		: declined(
				'incomplete',
				'let-it-log',
				`the log User Device Registration, Admin, holds more than was read, and what was read reaches back less than ${recentDays} days.`,
			);
};

/** What it logged of joining; none where it was read and nothing speaks against it. */
const judgeLog = (facts: Facts): readonly Part[] => {
	const {client, events} = facts;
	const name = 'what it logged';
	if (!events.seen) {
		return [
			{name, verdict: declined(events.reason, 'carry-the-script', `what it logged of joining was not seen. ${events.detail}`.trim())},
		];
	}

	if (!isSameDnsName(events.facts.computer, client.computer)) {
		return [
			{
				name,
				verdict: declined(
					'inconclusive',
					'carry-the-script',
					`what was logged is of ${events.facts.computer}, and of it nothing was seen.`,
				),
			},
		];
	}

	const of = (id: number) => clientEvent(events.facts, 'registration', id);
	const last = latestOf(failed.map(of));
	if (last === undefined || !isAfter(last, of(306))) {
		const silent = silence(events.facts);
		return silent === null ? [] : [{name, verdict: silent}];
	}

	const because = sayFailure(last);
	const isJoined = isJoinedSince(last, facts);
	const verdict =
		isJoined || !isRecent(last, events.facts.at)
			? caution('see-that-it-is-past', `${because}${isJoined ? ', and dsregcmd says since that it is joined' : ''}.`)
			: unmet('mend-the-join', `${because}.`);
	return [{name, verdict}];
};

export const joinTask = defineCheckOver({
	id: 'join-task',
	question: 'Does each client try to join by itself, and has it logged nothing against it?',
	needs,
	// Of what the other facts say only what decides is kept; dsregcmd names whoever ran it.
	keep: ({client, events}) => ({client, events}),
	partsOf: facts =>
		partsOfClient(facts.client, facts.points, () => [
			{name: 'scheduled task', verdict: aged(judgeTask(seenTask(facts.client)), seenTask(facts.client))},
			{name: 'policy', verdict: aged(judgePolicy(facts.client), facts.client)},
			...judgeLog(facts),
		]),
	judge: (parts, {client}) => judgeClient(client, parts),
});
