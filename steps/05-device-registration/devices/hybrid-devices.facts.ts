import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {day, elapsed} from '../../elapsed.ts';
import {presentDays} from './computers-and-devices.facts.ts';

const devices = z.object({
	value: z.array(
		z.looseObject({id: z.string(), registrationDateTime: z.string().nullish(), approximateLastSignInDateTime: z.string().nullish()}),
	),
});

/** Hybrid joined devices: `GET /devices` (Graph v1.0, device). Only numbers are kept; a device without `registrationDateTime` is pending. */
export const hybridDevices = defineCollector({
	id: 'hybrid-devices',
	what: 'hybrid joined devices: how many, and how many are pending; counted, not kept',
	rights: 'Directory Readers, or Global Reader',
	because: 'which computers are joined?',
	query: {
		via: 'graph',
		path: "/v1.0/devices?$filter=trustType eq 'ServerAd'&$select=id,registrationDateTime,approximateLastSignInDateTime,trustType&$count=true&$top=999",
		permissions: ['Device.Read.All'],
		applicationPermissions: ['Device.Read.All'],
		eventual: true,
	},
	read: (answer, takenAt = null) => {
		const {value} = devices.parse(answer);
		const registered = value.flatMap(({registrationDateTime}) =>
			registrationDateTime === null || registrationDateTime === undefined ? [] : [registrationDateTime],
		);
		return {
			devices: value.length,
			pending: value.length - registered.length,
			recent: Number.isNaN(elapsed(takenAt, takenAt))
				? null
				: value.filter(
						({registrationDateTime, approximateLastSignInDateTime: used}) =>
							(registrationDateTime ?? null) !== null && elapsed(used ?? null, takenAt) <= presentDays * day,
					).length,
			newest: registered.reduce<string | null>((newest, one) => (newest === null || one > newest ? one : newest), null),
		};
	},
	facts: z.strictObject({
		/** 0 where nothing has joined yet. */
		devices: z.int().nonnegative(),
		pending: z.int().nonnegative(),
		/** Of those that completed, how many signed in to Entra ID within 90 days; null where nobody knows when this was read. */
		recent: z.int().nonnegative().nullable(),
		/** When the latest one completed its registration, ISO 8601. */
		newest: z.string().nullable(),
	}),
});
