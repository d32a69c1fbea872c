import {declined, type Verdict} from '../src/guide/finding.ts';
import {type ClientEvents, type ClientLog, clientLogs} from './05-device-registration/client/client-events.facts.ts';
import {eventOf, type LoggedEvent} from './event-log.ts';

type LogName = keyof typeof clientLogs;

const words: Readonly<Record<LogName, string>> = {
	registration: 'User Device Registration, Admin',
	hello: 'HelloForBusiness, Operational',
	entra: 'AAD, Operational',
	kerberos: 'Security-Kerberos, Operational',
};

/** One log of a client; undefined where it was not asked. */
export const clientLog = ({logs}: ClientEvents, name: LogName): ClientLog | undefined => logs.find(({log}) => log === clientLogs[name]);

/** The events of a number in a log of a client; undefined where there are none. */
export const clientEvent = (events: ClientEvents, name: LogName, id: number): LoggedEvent | undefined =>
	eventOf(clientLog(events, name), id);

/** Why the silence of a log says nothing; null where it does. */
export const unreadLog = (events: ClientEvents, name: LogName): Verdict | null => {
	const log = clientLog(events, name);
	if (log === undefined || log.failure !== null || log.on === null) {
		return declined('incomplete', 'carry-the-script', `the log ${words[name]} could not be read. ${log?.failure ?? ''}`.trim());
	}

	return log.on ? null : declined('incomplete', 'switch-the-log-on', `the log ${words[name]} is switched off.`);
};

/** What a datum of an event says, by the name that Windows gives it; null where it is not there. */
export const datumOf = (event: LoggedEvent | undefined, name: string): string | null =>
	event?.data.find(datum => datum.name === name)?.value ?? null;

/** Whether a datum is a yes or a no: Windows writes `Yes` and `No`, with more in brackets, or `true` and `false`. Null for anything else. */
export const answerIn = (value: string | null): boolean | null =>
	value === null ? null : /^(?:yes\b|true$)/i.test(value) ? true : /^(?:no(?: \(|$)|false$)/i.test(value) ? false : null;

/** `0x801c001d` from a code as an event holds it, hexadecimal or as a signed number of 32 bits; null for zero and for anything else. */
export const codeIn = (value: string | null): string | null => {
	const number = value !== null && /^(?:0x[0-9a-f]{1,8}|-?\d{1,10})$/i.test(value) ? Number(value) : 0;
	return number === 0 || number > 0xffff_ffff || number < -0x8000_0000 ? null : `0x${(number >>> 0).toString(16).padStart(8, '0')}`;
};

/** The status codes among the data of an event, each once, whatever the data are called: those that say that something went wrong. */
export const failuresIn = (event: LoggedEvent): readonly string[] => [
	...new Set(event.data.map(({value}) => codeIn(value)).filter(code => code !== null && /^0x[89c]/.test(code)) as readonly string[]),
];

/** ` (0xc000006d, 0xc0000380)`, or nothing. */
export const withCodes = (event: LoggedEvent): string => {
	const codes = failuresIn(event);
	return codes.length === 0 ? '' : ` (${codes.join(', ')})`;
};
