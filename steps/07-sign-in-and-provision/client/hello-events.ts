import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {type ClientEvents, clientEvents} from '../../05-device-registration/client/client-events.facts.ts';
import {defineCheckOver} from '../../check-over.ts';
import {answerIn, clientEvent, clientLog, codeIn, datumOf, unreadLog, withCodes} from '../../client-log.ts';
import {judgeClient, ourForests, partsOfClient} from '../../client-standing.ts';
import {isAfter, isRecent, type LoggedEvent, latestOf, timesOf} from '../../event-log.ts';
import type {Part} from '../../worst-first.ts';
import {sayRefused} from './refused.ts';

/**
 * The fields of 360, in their order (manifest of Microsoft-Windows-User Device Registration). Each is the answer to a sentence of its text, so that a
 * yes is good in all: UserIsRemote answers "User is not connected to the machine via Remote Desktop".
 */
const prerequisites: Readonly<Record<string, string>> = {
	DeviceIsJoined: 'the device is not joined',
	AADPrt: 'the user has no primary refresh token of Entra ID',
	NgcPolicyEnabled: 'no policy turns Hello on',
	NgcPostLogonProvisioningEnabled: 'a policy keeps it from starting after sign-in',
	NgcHardwarePolicyMet: 'the hardware does not do what policy asks',
	UserIsRemote: 'this was a remote session',
};

/** The numbers of HelloForBusiness for the same prerequisites: 7 for no (the messages that Windows itself holds). */
const refusedChecks: Readonly<Record<number, string>> = {
	7200: 'the device is not joined',
	7201: 'the user has no primary refresh token of Entra ID',
	7202: 'the hardware does not do what policy asks',
	7203: 'no policy turns Hello on',
	7204: 'a policy keeps it from starting after sign-in',
	7210: 'this was a remote session',
};

const found = (events: ClientEvents, ids: readonly number[], log: 'registration' | 'hello' | 'entra' | 'kerberos' = 'hello') =>
	latestOf(ids.map(id => clientEvent(events, log, id)));

/** The last time a key was registered. */
const registration = (events: ClientEvents): LoggedEvent | undefined =>
	latestOf([clientEvent(events, 'registration', 300), clientEvent(events, 'hello', 8510)]);

/** Whether a key was registered after an event: then what it complains of is past. */
const isPast = (event: LoggedEvent, events: ClientEvents): boolean => {
	const done = registration(events);
	return done !== undefined && isAfter(done, event);
};

/** Whether somebody signed in after an event (5001). With what, no published manifest says, so it makes nothing good and lessens a complaint. */
const signedInSince = (event: LoggedEvent, events: ClientEvents): boolean => {
	const used = clientEvent(events, 'hello', 5001);
	return used !== undefined && isAfter(used, event);
};

const ofPrerequisites = (events: ClientEvents): readonly Part[] => {
	const name = 'prerequisites';
	const last = found(events, [358, 360, 361, 362], 'registration');
	if (last?.id === 358) {
		return [{name, verdict: met(`event 358 says that all prerequisites hold (${timesOf(last)}).`)}];
	}

	if (last !== undefined) {
		const [, why] = Object.entries(prerequisites).find(([field]) => answerIn(datumOf(last, field)) === false) ?? [];
		const because = `event ${last.id} says that enrolling does not start${last.id === 362 ? ', because certificate trust is in the way' : why === undefined ? '' : `: ${why}`} (${timesOf(last)}).`;
		return isPast(last, events)
			? []
			: [{name, verdict: unmet(last.id === 362 ? 'leave-certificate-trust' : 'mend-the-prerequisite', because)}];
	}

	const ended = clientEvent(events, 'hello', 7054);
	if (ended === undefined || !isAfter(ended, clientEvent(events, 'hello', 8054)) || isPast(ended, events)) {
		return [];
	}

	const id = Object.keys(refusedChecks).find(one => clientEvent(events, 'hello', Number(one)) !== undefined);
	const because = `event 7054 says that the prerequisites do not hold${id === undefined ? '' : `, and event ${id} that ${refusedChecks[Number(id)]}`} (${timesOf(ended)}).`;
	return [{name, verdict: unmet('mend-the-prerequisite', because)}];
};

/** Making and registering the key: a failure that no success followed. */
const ofKey = (events: ClientEvents): readonly Part[] => {
	const pairs = [
		{bad: clientEvent(events, 'hello', 7225), good: clientEvent(events, 'hello', 8225), what: 'the key could not be made'},
		{bad: clientEvent(events, 'hello', 7555), good: clientEvent(events, 'hello', 8225), what: 'the place for the key could not be made'},
		{bad: clientEvent(events, 'hello', 7510), good: clientEvent(events, 'hello', 8510), what: 'the key could not be registered'},
		{
			bad: clientEvent(events, 'registration', 301),
			good: clientEvent(events, 'registration', 300),
			what: 'the key could not be registered',
		},
	];
	return pairs.flatMap(({bad, good, what}) => {
		if (bad === undefined || !isAfter(bad, good)) {
			return [];
		}

		const code = codeIn(datumOf(bad, 'Error')) ?? codeIn(datumOf(bad, 'ExitCode'));
		const because = `event ${bad.id} says that ${what}${code === null ? '' : ` (${code})`}: ${timesOf(bad)}.`;
		return [{name: 'key', verdict: isPast(bad, events) ? caution('see-that-it-is-past', because) : unmet('read-the-code', because)}];
	});
};

/** What speaks against the certificate of a domain controller (messages of Security-Kerberos; 107 is on Microsoft's page of deployment issues). */
const kerberos: Readonly<Record<number, string>> = {
	102: 'the certificate of a domain controller is not trusted',
	104: 'a domain controller has no certificate, or takes no such sign-in',
	106: 'the certificate of a domain controller lacks the KDC usage',
	107: 'the certificate of a domain controller lacks the name of the domain',
};

const goesOn = (event: LoggedEvent, events: ClientEvents, remedy: string, because: string): Verdict =>
	signedInSince(event, events) || !isRecent(event, events.at) ? caution('see-that-it-is-past', because) : unmet(remedy, because);

const ofSignIn = (events: ClientEvents): readonly Part[] => {
	const refused = clientEvent(events, 'hello', 7001);
	const certificate = found(events, Object.keys(kerberos).map(Number), 'kerberos');
	const unseen = clientEvent(events, 'kerberos', 200);
	return [
		...(refused === undefined ? [] : [{name: 'sign-in', verdict: goesOn(refused, events, 'read-the-code', sayRefused(refused))}]),
		...(certificate === undefined
			? []
			: [
					{
						name: 'Kerberos',
						verdict: goesOn(
							certificate,
							events,
							'mend-the-controllers-certificate',
							`event ${certificate.id} of Kerberos says that ${kerberos[certificate.id]}${withCodes(certificate)} (${timesOf(certificate)}).`,
						),
					},
				]),
		...(unseen === undefined || !isRecent(unseen, events.at)
			? []
			: [
					{
						name: 'Kerberos, 200',
						verdict: caution('reach-a-controller', `event 200 of Kerberos says that no domain controller was found (${timesOf(unseen)}).`),
					},
				]),
	];
};

/** What the token plugin logged: it comes and goes with the network, so it never condemns by itself. dsregcmd says whether there is a token. */
const ofEntra = (events: ClientEvents): readonly Part[] => {
	const last = found(events, [1081, 1082, 1083, 1084, 1085, 1086, 1087, 1088, 1089, 1104], 'entra');
	return last === undefined || !isRecent(last, events.at)
		? []
		: [
				{
					name: 'token',
					verdict: caution(
						'read-the-log-of-tokens',
						`event ${last.id} of AAD says that a token was not got${withCodes(last)} (${timesOf(last)}).`,
					),
				},
			];
};

/** What speaks for it where nothing speaks against it: a key that was registered. */
const ofSuccess = (events: ClientEvents): readonly Part[] => {
	const registered = registration(events);
	return registered === undefined
		? []
		: [{name: 'key', verdict: met(`event ${registered.id} says that the key was registered (${timesOf(registered)}).`)}];
};

/** Why nothing that was logged decides. */
const silence = (events: ClientEvents): Verdict => {
	const others = (clientLog(events, 'registration')?.others ?? 0) + (clientLog(events, 'hello')?.others ?? 0);
	return others > 0
		? declined(
				'inconclusive',
				'look-as-the-user',
				`of ${events.userKnown ? 'the user who ran the script' : 'whoever ran the script'} it has logged nothing of Hello in ${events.days} days, and of others ${others} times.`,
			)
		: declined('empty', 'let-somebody-sign-in', `in ${events.days} days it has logged nothing of Hello.`);
};

/** The logs that could hold something against it, and were not read: who passes passes on all of them. */
const ofUnread = (events: ClientEvents): readonly Part[] =>
	(['registration', 'hello', 'kerberos'] as const).flatMap(log => {
		const verdict = unreadLog(events, log);
		return verdict === null ? [] : [{name: `log ${log}`, verdict}];
	});

/** That the prerequisites hold says nothing of a key. */
const ofNoKey = (parts: readonly Part[], events: ClientEvents): readonly Part[] =>
	parts.length === 0 || registration(events) !== undefined || !parts.every(({verdict}) => verdict.outcome === 'met')
		? []
		: [
				{
					name: 'key',
					verdict: declined('inconclusive', 'let-somebody-sign-in', `in ${events.days} days it has logged no key that was registered.`),
				},
			];

const partsOf = (events: ClientEvents): readonly Part[] => {
	const parts = [...ofPrerequisites(events), ...ofKey(events), ...ofSignIn(events), ...ofSuccess(events)];
	const unread = ofUnread(events);
	const own =
		parts.length === 0 && unread.length === 0 ? [{name: 'Hello', verdict: silence(events)}] : [...parts, ...ofNoKey(parts, events)];
	return [...own, ...unread, ...ofEntra(events)];
};

export const helloEvents = defineCheckOver({
	id: 'hello-events',
	question: 'Does what each client logged say that its user enrols and signs in?',
	needs: {client: clientEvents, points: ourForests},
	partsOf: ({client, points}) => partsOfClient(client, points, () => partsOf(client)),
	judge: (parts, {client}) => judgeClient(client, parts),
});
