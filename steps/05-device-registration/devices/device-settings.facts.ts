import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {textOrAbsent} from '../../graph-record.ts';

/** Whom a setting allows (Graph v1.0, deviceRegistrationMembership): its kind is told by `@odata.type` alone. */
const kinds = {
	'#microsoft.graph.alldeviceregistrationmembership': 'all',
	'#microsoft.graph.enumerateddeviceregistrationmembership': 'some',
	'#microsoft.graph.nodeviceregistrationmembership': 'none',
} as const;

const membership = z.looseObject({'@odata.type': z.string().nullish()}).nullish();
const policy = z.looseObject({
	azureADRegistration: z.looseObject({allowedToRegister: membership, isAdminConfigurable: z.boolean().nullish()}).nullish(),
	azureADJoin: z.looseObject({allowedToJoin: membership}).nullish(),
});

const allowed = (one: z.infer<typeof membership>) => kinds[(one?.['@odata.type'] ?? '').toLowerCase() as keyof typeof kinds] ?? null;
const whom = z.enum(['all', 'some', 'none']).nullable();

/** The tenant's device settings: `GET /policies/deviceRegistrationPolicy` (Graph v1.0, deviceRegistrationPolicy). */
export const deviceSettings = defineCollector({
	id: 'device-settings',
	what: 'who may register and join devices, and whether a second factor is asked for it',
	rights: 'Cloud Device Administrator, or Global Reader',
	because: 'may devices register?',
	query: {
		via: 'graph',
		path: '/v1.0/policies/deviceRegistrationPolicy',
		permissions: ['Policy.Read.DeviceConfiguration'],
		applicationPermissions: ['Policy.Read.DeviceConfiguration'],
		single: true,
	},
	read: answer => {
		const {azureADRegistration: registration, azureADJoin: join, ...whole} = policy.parse(answer);
		return {
			mayRegister: allowed(registration?.allowedToRegister),
			isRegistrationOpen: registration?.isAdminConfigurable ?? null,
			mayJoin: allowed(join?.allowedToJoin),
			secondFactor: textOrAbsent(whole, 'multiFactorAuthConfiguration', 'the device settings'),
		};
	},
	facts: z.strictObject({
		/** Who may register a device; null where it is not said. */
		mayRegister: whom,
		/** Whether an administrator may change it: MDM for Microsoft 365 or Intune sets it otherwise. */
		isRegistrationOpen: z.boolean().nullable(),
		/** Who may join one to Entra ID alone; it does not count for hybrid join. */
		mayJoin: whom,
		/** `required` or `notRequired`; null where it is not said. */
		secondFactor: z.string().nullable(),
	}),
});

/** The facts of `device-settings`. */
export type DeviceSettings = z.infer<typeof deviceSettings.facts>;
