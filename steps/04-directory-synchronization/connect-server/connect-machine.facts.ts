import {z} from 'zod';
import {isoAt, momentOf} from '../../../src/guide/age.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {aboutComputer, computerOf, datedShape, newestOfEach} from '../../controller-witnesses.ts';

const dotNetTls = z.strictObject({systemDefault: z.int().nullable(), strongCrypto: z.int().nullable()});

const other = z.strictObject({installed: z.literal(false), computer: z.string().nullable()});

const machine = z.strictObject({
	installed: z.literal(true),
	/** Its DNS name. */
	computer: z.string(),
	/** The time there, ISO 8601, UTC. */
	at: z.iso.datetime(),
	/** DomainRole of Win32_ComputerSystem: 3 a member server, 4 and 5 a domain controller, less than 3 no member or no server. */
	role: z.int(),
	/** Bytes. */
	memory: z.int(),
	/** 20348 is Windows Server 2022. */
	build: z.int().nullable(),
	/** UBR, the number that an update raises. */
	revision: z.int().nullable(),
	/** InstallationType: `Server`, `Server Core`, `Client`; not translated. */
	installation: z.string().nullable(),
	/** Release of .NET Framework 4; 461808 is 4.7.2. */
	dotNet: z.int().nullable(),
	/** What the registry says of TLS 1.2 for clients; null where nothing is set, which leaves it to Windows and .NET. */
	tls: z.strictObject({
		enabled: z.int().nullable(),
		disabledByDefault: z.int().nullable(),
		dotNet: dotNetTls,
		/** .NET of 32 bits. */
		dotNet32: dotNetTls,
	}),
	/** Version of Windows PowerShell, `5.1.20348.2849`. */
	powerShell: z.string().nullable(),
	execution: z.strictObject({
		/** EnableScripts of the policy: 0 forbids all scripts. */
		allowedByPolicy: z.int().nullable(),
		/** ExecutionPolicy that the policy sets, which no setting of the computer changes. */
		policy: z.string().nullable(),
		/** ExecutionPolicy of the computer. */
		computer: z.string().nullable(),
	}),
	/** The account that the service ADSync runs as, as its ObjectName says it: `NT SERVICE\ADSync`. */
	serviceAccount: z.string().nullable(),
	/** Its SID where it is an account of Windows itself (S-1-5-18, -19, -20), whose name is translated; else null. Absent in what older scripts gave. */
	serviceAccountSid: z.string().nullable().exactOptional(),
	/** ConnectorIdentityType: `Application` or `ServiceAccount` (learn.microsoft.com, authenticate-application-id); null where nobody could tell. */
	identity: z.string().nullable(),
	/** `Enabled`, `Disabled` or `Suspended`; null where nobody could tell. */
	autoUpgrade: z.enum(['Enabled', 'Disabled', 'Suspended']).nullable(),
	database: z.strictObject({
		server: z.string().nullable(),
		instance: z.string().nullable(),
		name: z.string().nullable(),
		/** Whether it is LocalDB; null where nobody could tell. */
		local: z.boolean().nullable(),
		/** How much of it is used; null where nobody could tell. */
		usedMegabytes: z.int().nonnegative().nullable(),
	}),
	/** Why a part could not be read, in words. */
	silences: z.array(z.string()),
});

const witness = z.discriminatedUnion('installed', [other, machine]);
const dated = z.discriminatedUnion('installed', [
	z.strictObject({...other.shape, ...datedShape}),
	z.strictObject({...machine.shape, ...datedShape}),
]);

const read = (answer: unknown): unknown => {
	const said = witness.parse(answer);
	return said.installed ? {...said, at: isoAt(momentOf(said.at))} : said;
};

/** Every Connect server that somebody stood before: Windows, memory, .NET, TLS, PowerShell, accounts and database. */
export const connectMachines = defineCollector({
	id: 'connect-machine',
	what: 'each Connect server: its Windows, memory, .NET, TLS, PowerShell, service account, identity and database',
	rights: 'a local administrator of the Connect server',
	query: {
		via: 'powershell',
		script: 'steps/04-directory-synchronization/connect-server/connect-machine.ps1',
		on: 'connect-server',
		// PowerShell 7 cannot load the module ADSync, which tells three of these things.
		edition: 'windows',
	},
	read,
	// Run live, "not installed" only says that this is not the Connect server.
	isElsewhere: answer => other.safeParse(answer).success,
	merge: witnesses => ({machines: newestOfEach(witnesses, facts => witness.parse(facts))}),
	mergesBy: computerOf,
	about: aboutComputer('connect-machine'),
	facts: z.strictObject({
		// Somebody has to have been seen; no server at all is silence, not an empty list.
		machines: z.array(dated).min(1),
	}),
});

/** The facts of `connect-machine`, and one of its servers. */
export type ConnectMachines = z.infer<typeof connectMachines.facts>;
export type ConnectMachine = Extract<ConnectMachines['machines'][number], {installed: true}>;
