import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';

/** Which client was looked at: its DNS name, and the DNS name of its domain; null where it belongs to none. */
export const clientShape = {computer: z.string(), domain: z.string().nullable()};

/** A value of the registry; null: not set. */
const setting = z.int().nullable();

/** The states of a scheduled task (Microsoft's page on MSFT_ScheduledTask). */
export const taskStates = {unknown: 0, disabled: 1, queued: 2, ready: 3, running: 4} as const;

/** What a client is: its Windows, its TPM, how it is told to join, and which domain controller it finds. */
export const clientComputer = defineCollector({
	id: 'client-computer',
	what: 'a client: its build and edition, its TPM, the task and the policy by which it joins, and the domain controller that it finds',
	rights: 'the user, not elevated; for the TPM, and for a task that users may not see, a local administrator in an elevated window',
	query: {via: 'powershell', script: 'steps/05-device-registration/client/client-computer.ps1', on: 'client'},
	facts: z.strictObject({
		...clientShape,
		/** DomainRole of Win32_ComputerSystem: 1 is a workstation in a domain, 3 a server in one, 4 and 5 are domain controllers. */
		role: z.int(),
		/** The time there, ISO 8601, UTC. */
		at: z.iso.datetime(),
		/** Whether the window was elevated; null where nobody can tell. */
		elevated: z.boolean().nullable(),
		build: z.int().nullable(),
		/** UBR: how far that build is updated. */
		revision: z.int().nullable(),
		edition: z.string().nullable(),
		/** InstallationType: `Client`, `Server`, `Server Core`. */
		installation: z.string().nullable(),
		/** autoWorkplaceJoin: whether policy lets it register by itself. */
		autoJoin: setting,
		/** BlockAADWorkplaceJoin: whether personal registration is blocked, which is wished for. */
		blockPersonal: setting,
		/** FallbackToSyncJoin; not set is on. */
		fallback: setting,
		/** Automatic-Device-Join. */
		task: z.strictObject({
			/** Whether it is in the list that was seen; null where there is no list. */
			found: z.boolean().nullable(),
			state: z.int().nullable(),
			lastRun: z.iso.datetime().nullable(),
			lastResult: z.int().nullable(),
			failure: z.string().nullable(),
		}),
		/** The domain controllers that the locator of Windows finds, by domain (Microsoft's page on Win32_NTDomain). */
		located: z.strictObject({
			domains: z.array(
				z.strictObject({
					/** NetBIOS name. */
					domain: z.string(),
					forest: z.string(),
					/** Empty where none was found. */
					controller: z.string(),
					clientSite: z.string(),
					controllerSite: z.string(),
				}),
			),
			failure: z.string().nullable(),
		}),
		tpm: z.strictObject({
			/** Nobody asked, because the window was not elevated, or nobody could tell. */
			notElevated: z.boolean(),
			failure: z.string().nullable(),
			present: z.boolean().nullable(),
			ready: z.boolean().nullable(),
			lockedOut: z.boolean().nullable(),
			/** SpecVersion of Win32_Tpm: `2.0, 0, 1.38`. */
			spec: z.string().nullable(),
			manufacturer: z.string().nullable(),
		}),
	}),
});

/** The facts of `client-computer`. */
export type ClientComputer = z.infer<typeof clientComputer.facts>;
