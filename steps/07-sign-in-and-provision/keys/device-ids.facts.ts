import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {comparableGuid} from '../../identity.ts';

const devices = z.object({value: z.array(z.looseObject({id: z.string(), deviceId: z.string().nullish()}))});

/** The device ids of every device of the tenant, of whatever kind (Graph v1.0, device: `deviceId`): which of the keys are of computers that are gone. */
export const deviceIds = defineCollector({
	id: 'device-ids',
	what: 'the ids of all devices of the tenant, to tell keys of computers that are gone; not kept',
	rights: 'Directory Readers, or Global Reader',
	because: 'is the computer of each key still there?',
	query: {
		via: 'graph',
		path: '/v1.0/devices?$select=id,deviceId&$count=true&$top=999',
		permissions: ['Device.Read.All'],
		applicationPermissions: ['Device.Read.All'],
		eventual: true,
	},
	read: answer => {
		const {value} = devices.parse(answer);
		return {
			ids: value.flatMap(({deviceId}) => comparableGuid(deviceId) ?? []),
			without: value.filter(({deviceId}) => comparableGuid(deviceId) === null).length,
		};
	},
	facts: z.strictObject({
		/** Lower case; empty in a tenant without devices. */
		ids: z.array(z.string()),
		/** Devices that name no id: what may be of one of them, is not known. */
		without: z.int().nonnegative(),
	}),
});
