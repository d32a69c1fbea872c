import type {z} from 'zod';
import type {Witness} from '../../src/guide/check.ts';
import type {ClientComputer} from '../05-device-registration/client/client-computer.facts.ts';
import {type ClientEvents, type ClientLog, clientLogs} from '../05-device-registration/client/client-events.facts.ts';
import type {serviceConnectionPoints} from '../05-device-registration/service-connection-point.facts.ts';
import type {LoggedEvent} from '../event-log.ts';
import {forest} from './forests.ts';
import {computer} from './printed.ts';
import {now, seen} from './witnesses.ts';

/** Builders of examples about one client. All is well unless said otherwise. */
const named = {computer, domain: forest};

/** A Windows 11 24H2, looked at in an elevated window. */
export const machine = (part: Partial<ClientComputer> = {}): ClientComputer => ({
	...named,
	role: 1,
	at: now,
	elevated: true,
	build: 26100,
	revision: 6584,
	edition: 'Enterprise',
	installation: 'Client',
	autoJoin: null,
	blockPersonal: 1,
	fallback: null,
	task: {found: true, state: 3, lastRun: '2026-11-22T07:10:00Z', lastResult: 0, failure: null},
	located: {
		domains: [{domain: 'CORP', forest, controller: 'LON-DC01', clientSite: 'London', controllerSite: 'London'}],
		failure: null,
	},
	tpm: {notElevated: false, failure: null, present: true, ready: true, lockedOut: false, spec: '2.0, 0, 1.38', manufacturer: 'INTC'},
	stale: false,
	contradicted: false,
	fuller: null,
	...part,
});

const clientLogOf = (name: keyof typeof clientLogs, part: Partial<ClientLog> = {}): ClientLog => ({
	log: clientLogs[name],
	on: true,
	since: '2026-10-01T00:00:00Z',
	whole: true,
	failure: null,
	others: 0,
	events: [],
	...part,
});

type Logs = Readonly<Partial<Record<keyof typeof clientLogs, readonly LoggedEvent[] | Partial<ClientLog>>>>;

const isList = (given: readonly LoggedEvent[] | Partial<ClientLog>): given is readonly LoggedEvent[] => Array.isArray(given);

/** What a client logged: for each log its events, or what differs from a log that is on and empty. */
export const clientLogged = (logs: Logs = {}, part: Partial<ClientEvents> = {}): ClientEvents => ({
	...named,
	at: now,
	days: 30,
	userKnown: true,
	logs: (Object.keys(clientLogs) as readonly (keyof typeof clientLogs)[]).map(name => {
		const given = logs[name] ?? [];
		return clientLogOf(name, isList(given) ? {events: [...given]} : given);
	}),
	...part,
});

type Points = z.infer<typeof serviceConnectionPoints.facts>;

/** The forest of these examples, and one that is another. */
const forestsOf = (domain: string): Witness<Points> => seen({forests: [{forest: domain, silent: null, domains: [domain], points: []}]});
export const ours = forestsOf(forest);
export const foreign = forestsOf('fabrikam.com');
/** A forest that did not answer: the client may be its. */
export const halfOurs: Witness<Points> = seen({
	forests: [{forest: 'fabrikam.com', silent: {reason: 'timed-out', detail: 'It did not answer in time.'}}],
});
