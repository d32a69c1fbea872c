import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {aboutComputer, computerOf, datedShape, isNoController, newestOfEach} from '../../controller-witnesses.ts';
import {eventLogShape} from '../../event-log.ts';

/** The logs by their names, which are not translated. */
export const logNames = {
	system: 'System',
	kdc: 'Microsoft-Windows-Kerberos-Key-Distribution-Center/Operational',
	lifecycle: 'Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational',
} as const;

const log = z.strictObject(eventLogShape);

const other = z.strictObject({isController: z.literal(false), computer: z.string().nullable()});
const controller = z.strictObject({
	isController: z.literal(true),
	/** Its DNS name. */
	computer: z.string(),
	/** The time there, ISO 8601, UTC. */
	at: z.iso.datetime(),
	/** How many days back was asked for. */
	days: z.int().positive(),
	logs: z.array(log).min(1),
});
const witness = z.discriminatedUnion('isController', [other, controller]);
const dated = z.discriminatedUnion('isController', [
	z.strictObject({...other.shape, ...datedShape}),
	z.strictObject({...controller.shape, ...datedShape}),
]);

/** What domain controllers logged of their certificates and of sign-ins with keys. */
export const controllerEvents = defineCollector({
	id: 'controller-events',
	what: 'each domain controller: what its KDC and its enrolment client logged in 30 days, by number',
	rights: 'a local administrator of the domain controller, or a member of Event Log Readers there',
	query: {
		via: 'powershell',
		script: 'steps/06-hello-settings/domain-controller/controller-events.ps1',
		on: 'domain-controller',
	},
	isElsewhere: isNoController,
	merge: witnesses => ({controllers: newestOfEach(witnesses, facts => witness.parse(facts))}),
	mergesBy: computerOf,
	about: aboutComputer('controller-events'),
	facts: z.strictObject({
		// Somebody has to have been seen; no controller at all is silence, not an empty list.
		controllers: z.array(dated).min(1),
	}),
});

/** The facts of `controller-events`, one of its controllers, and one log of it. */
export type ControllerEvents = z.infer<typeof controllerEvents.facts>;
export type LoggedController = Extract<ControllerEvents['controllers'][number], {isController: true}>;
export type ControllerLog = z.infer<typeof log>;
