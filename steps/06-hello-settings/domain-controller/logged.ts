import {momentOf} from '../../../src/guide/age.ts';
import type {Witness} from '../../../src/guide/check.ts';
import {eventOf, type LoggedEvent} from '../../event-log.ts';
import {isSameDnsName} from '../../identity.ts';
import {type ControllerEvents, type ControllerLog, type LoggedController, logNames} from './controller-events.facts.ts';

/** One log of a domain controller; undefined where it was not asked. */
export const logOf = ({logs}: LoggedController, name: keyof typeof logNames): ControllerLog | undefined =>
	logs.find(({log}) => log === logNames[name]);

const digitsOf = (value: string): string => value.replaceAll(/[\s:]/g, '').toLowerCase();

/** Whether an event names a certificate among its data; that of a replacement names the old and the new one. */
export const namesCertificate = (event: LoggedEvent | undefined, thumbprint: string): boolean =>
	event?.data.some(({value}) => digitsOf(value) === thumbprint) ?? false;

/** The thumbprint among the data of an event: forty hexadecimal digits, however the datum is called and spaced. */
export const thumbprintIn = (event: LoggedEvent | undefined): string | null =>
	event?.data.map(({value}) => digitsOf(value)).find(value => /^[0-9a-f]{40}$/.test(value)) ?? null;

/** What was read of the events of a computer, unless that is old. */
export const eventsOf = (events: Witness<ControllerEvents>, computer: string): LoggedController | null =>
	events.seen
		? (events.facts.controllers.find(
				(one): one is LoggedController => one.isController && isSameDnsName(one.computer, computer) && !one.stale && !one.contradicted,
			) ?? null)
		: null;

/** The thumbprint of the certificate that the KDC says it uses (302); null where it does not say, or has said since that it finds none (200). */
export const usedBy = (events: LoggedController | null): string | null => {
	const kdc = events === null ? undefined : logOf(events, 'kdc');
	const using = eventOf(kdc, 302);
	const none = eventOf(kdc, 200);
	return using === undefined || (none !== undefined && momentOf(none.last) > momentOf(using.last)) ? null : thumbprintIn(using);
};
