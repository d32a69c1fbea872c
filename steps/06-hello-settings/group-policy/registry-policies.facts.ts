import {z} from 'zod';
import {defineCollector} from '../../../src/guide/check.ts';
import {all, any, equals, holds} from '../../../src/guide/filter.ts';
import {settingNames, settingsIn} from '../../group-policy/policy-settings.ts';
import {recordsOf} from '../../group-policy/registry-pol.ts';

const machineFile = 'Machine\\Registry.pol';
const userFile = 'User\\Registry.pol';
const registryExtension = '{35378EAC-683F-11D2-A89A-00C04FBBCFA2}';

/** Why a file was not read; `elsewhere`: the directory names a folder that is not that of the policy in SYSVOL of its domain. */
const unread = ['missing', 'refused', 'unreachable', 'large', 'failed', 'malformed', 'elsewhere'] as const;
export type UnreadFile = (typeof unread)[number];

type FileAnswer = {readonly file: string; readonly state: string; readonly bytes: string | null};

/** What a file sets. That it is not there is known and means that it sets nothing; what cannot be read to its end sets nobody knows what. */
const halfOf = (files: readonly FileAnswer[], file: string) => {
	const found = files.find(one => one.file === file);
	if (found?.state === 'absent') {
		return {unread: null, settings: {}};
	}

	const records = found?.state === 'read' ? recordsOf(Buffer.from(found.bytes ?? '', 'base64')) : null;
	return records === null
		? {unread: found === undefined || found.state === 'read' ? 'malformed' : found.state, settings: {}}
		: {unread: null, settings: settingsIn(records)};
};

type SysvolAnswer = {
	readonly elsewhere: readonly {readonly dn: string; readonly path: string}[];
	readonly folders: readonly {readonly domain: string; readonly id: string; readonly files: readonly FileAnswer[]}[];
};

const half = z.strictObject({
	/** Null where the file was read, or is certainly not there. */
	unread: z.enum(unread).nullable(),
	/** What it sets: a number, `deleted`, or `unread` where it is no number. What it does not touch is not named. */
	settings: z.partialRecord(z.enum(settingNames), z.union([z.int(), z.enum(['deleted', 'unread'])])),
});

/** What the policies that set registry values set, of the values that this guide speaks of, from SYSVOL (MS-GPREG 2.2.1). */
export const registryPolicies = defineCollector({
	id: 'registry-policies',
	what: 'what each Group Policy object sets for automatic enrolment, Windows Hello and device registration',
	rights: 'any domain user; what an account may not read it does not see',
	query: {
		via: 'sysvol',
		folders: {
			via: 'directory',
			from: 'every-domain',
			base: {in: 'domain', path: 'CN=Policies,CN=System'},
			scope: 'one-level',
			filter: all(
				equals('objectClass', 'groupPolicyContainer'),
				any(holds('gPCMachineExtensionNames', registryExtension), holds('gPCUserExtensionNames', registryExtension)),
			),
			attributes: ['gPCFileSysPath'],
		},
		attribute: 'gPCFileSysPath',
		files: [machineFile, userFile],
	},
	read: answer => {
		const {folders, elsewhere} = answer as SysvolAnswer;
		return {
			policies: folders.map(({domain, id, files}) => ({domain, id, machine: halfOf(files, machineFile), user: halfOf(files, userFile)})),
			elsewhere: elsewhere.map(({dn, path}) => ({dn, path})),
		};
	},
	facts: z.strictObject({
		/** One for each policy that sets registry values; none where none does. */
		policies: z.array(z.strictObject({domain: z.string(), id: z.string(), machine: half, user: half})),
		/** Policies whose folder is not their own in SYSVOL of their domain: it was not read. */
		elsewhere: z.array(z.strictObject({dn: z.string(), path: z.string()})),
	}),
});

/** The facts of `registry-policies`. */
export type RegistryPolicies = z.infer<typeof registryPolicies.facts>;
