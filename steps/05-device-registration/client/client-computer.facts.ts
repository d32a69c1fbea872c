import {z} from 'zod';
import {compareTimes} from '../../../src/guide/age.ts';
import {type DatedFacts, defineCollector} from '../../../src/guide/check.ts';
import {aboutComputer} from '../../controller-witnesses.ts';
import {isSameDnsName} from '../../identity.ts';

/** Which client was looked at: its DNS name, and the DNS name of its domain; null where it belongs to none. */
export const clientShape = {computer: z.string(), domain: z.string().nullable()};

/** A value of the registry; null: not set. */
const setting = z.int().nullable();

/** The states of a scheduled task (Microsoft's page on MSFT_ScheduledTask). */
export const taskStates = {unknown: 0, disabled: 1, queued: 2, ready: 3, running: 4} as const;

/** Automatic-Device-Join. */
const task = z.strictObject({
	/** Whether it is in the list that was seen; null where there is no list. */
	found: z.boolean().nullable(),
	state: z.int().nullable(),
	lastRun: z.iso.datetime().nullable(),
	lastResult: z.int().nullable(),
	failure: z.string().nullable(),
});

const tpm = z.strictObject({
	/** Nobody asked, because the window was not elevated, or nobody could tell. */
	notElevated: z.boolean(),
	failure: z.string().nullable(),
	present: z.boolean().nullable(),
	ready: z.boolean().nullable(),
	lockedOut: z.boolean().nullable(),
	/** SpecVersion of Win32_Tpm: `2.0, 0, 1.38`. */
	spec: z.string().nullable(),
	manufacturer: z.string().nullable(),
});

const client = z.strictObject({
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
	task,
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
	tpm,
});

type Seen = z.infer<typeof client>;

/** Two files of one moment that say different things of one computer, from windows of one kind: neither is newer. */
const disagree = (one: DatedFacts, other: DatedFacts, [a, b]: readonly [Seen, Seen]): boolean =>
	one.source !== 'live' &&
	compareTimes(one.takenAt, other.takenAt) === 0 &&
	a.tpm.notElevated === b.tpm.notElevated &&
	isSameDnsName(a.computer, b.computer) &&
	JSON.stringify(a) !== JSON.stringify(b);

/** The client that was looked at last, and what the last elevated window saw of the same computer: the user's own file does not take that away. */
const lastClient = (witnesses: readonly DatedFacts[]) => {
	const all = witnesses.map(dated => ({dated, own: client.parse(dated.facts)}));
	const last = all.at(-1);
	if (last === undefined) {
		return null;
	}

	const isContradicted = (one: (typeof all)[number]) =>
		all.some(other => other !== one && disagree(one.dated, other.dated, [one.own, other.own]));
	const fuller = last.own.tpm.notElevated
		? all.findLast(({own}) => !own.tpm.notElevated && isSameDnsName(own.computer, last.own.computer))
		: undefined;
	return {
		...last.own,
		stale: last.dated.stale,
		contradicted: isContradicted(last),
		fuller:
			fuller === undefined
				? null
				: {stale: fuller.dated.stale, contradicted: isContradicted(fuller), task: fuller.own.task, tpm: fuller.own.tpm},
	};
};

/** What a client is: its Windows, its TPM, how it is told to join, and which domain controller it finds. */
export const clientComputer = defineCollector({
	id: 'client-computer',
	what: 'a client: its build and edition, its TPM, the task and the policy by which it joins, and the domain controller that it finds',
	rights: 'the user, not elevated; for the TPM, and for a task that users may not see, a local administrator in an elevated window',
	query: {via: 'powershell', script: 'steps/05-device-registration/client/client-computer.ps1', on: 'client'},
	merge: lastClient,
	about: aboutComputer('client-computer'),
	facts: z.strictObject({
		...client.shape,
		/** Older than a day, or of unknown age: may condemn, never open. */
		stale: z.boolean(),
		/** Another file of the same moment says something else of this computer. */
		contradicted: z.boolean(),
		/** What the last elevated window saw of the same computer; null where there was none, or where this one was elevated itself. */
		fuller: z.strictObject({stale: z.boolean(), contradicted: z.boolean(), task, tpm}).nullable(),
	}),
});

/** The facts of `client-computer`. */
export type ClientComputer = z.infer<typeof clientComputer.facts>;
