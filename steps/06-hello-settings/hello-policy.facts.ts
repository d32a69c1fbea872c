import {z} from 'zod';
import {defineCollector} from '../../src/guide/check.ts';

/** null: not set there. */
const setting = z.int().nullable();

const policies = z.strictObject({
	enabled: setting,
	certificateTrust: setting,
	cloudTrust: setting,
	disablePostLogonProvisioning: setting,
	requireSecurityDevice: setting,
});

const options = z.strictObject({
	excludeTpm12: setting,
	biometrics: setting,
	digits: setting,
	lowercaseLetters: setting,
	uppercaseLetters: setting,
	specialCharacters: setting,
	minimumLength: setting,
	maximumLength: setting,
	history: setting,
	/** Days; 0 is never. */
	expiration: setting,
});

/** Settings that are shown and never judged. */
export type HelloOptions = z.infer<typeof options>;

/** The settings of Hello that one source gives; `enabled` is `UsePassportForWork` where the source is MDM. */
export type HelloPolicies = z.infer<typeof policies>;

/** The policy values of Windows Hello for Business that have arrived on a client, from each source that can set them. */
export const helloPolicyValues = defineCollector({
	id: 'hello-policy',
	what: 'the policy values of Windows Hello for Business on a client',
	rights: 'the user',
	query: {via: 'powershell', script: 'steps/06-hello-settings/hello-policy.ps1', on: 'client'},
	// Options are shown and never judged.
	brief: {
		members: [
			'device',
			...['user', 'computer', 'userMdm', 'deviceMdm'].flatMap(source => Object.keys(policies.shape).map(name => `${source}.${name}`)),
		],
	},
	facts: z.strictObject({
		/** DNS name of the client, as its registry says it; not there in what the script of 1.0.0 gave. */
		device: z.string().nullable().exactOptional(),
		user: policies,
		computer: policies,
		/** From MDM, for the user who is signed in and for the device. */
		userMdm: policies,
		deviceMdm: policies,
		/** Absent where an older script brought the facts. */
		options: z.strictObject({user: options, computer: options, userMdm: options, deviceMdm: options}).optional(),
	}),
});
