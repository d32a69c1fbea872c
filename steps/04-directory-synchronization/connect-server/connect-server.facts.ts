import {z} from 'zod';
import {compareTimes} from '../../../src/guide/age.ts';
import type {DatedFacts} from '../../../src/guide/check.ts';
import {defineCollector} from '../../../src/guide/check.ts';
import {compareText} from '../../../src/guide/plain-order.ts';
import {groupSame, isSameGuid, isSameServer, type ServerIdentity} from '../../identity.ts';

/** The Entra connector has the same id on every Connect server. */
export const entraConnectorId = 'b891884f-051e-4a83-95af-2544101c9083';

const scopeClause = z.strictObject({attribute: z.string(), operator: z.string(), value: z.string()});

const flow = z.strictObject({
	destination: z.string(),
	/** Attributes that the flow reads. */
	sources: z.array(z.string()),
	/** null: a Direct flow. */
	expression: z.string().nullable(),
	/** null: no constant. */
	constant: z.string().nullable(),
	/** `Update`, or one of the kinds that merge; null where the rule does not say, which is `Update` (Documenter). */
	mergeType: z.string().nullable(),
	/** *Apply Once*: only the first value ever flows (W50); null where that was said in no way that is known. */
	executeOnce: z.boolean().nullable(),
});

const rule = z.strictObject({
	id: z.string(),
	name: z.string(),
	/** Standard rules carry one; clones do not. Shown, never judged. */
	tag: z.string().nullable(),
	direction: z.string(),
	disabled: z.boolean(),
	connector: z.string().nullable(),
	sourceType: z.string(),
	targetType: z.string(),
	/** `Join`, `Provision`, `StickyJoin`, or `JoinNoFlow`, whose flows never run; null where the rule does not say. */
	linkType: z.string().nullable(),
	/** A lower number wins. */
	precedence: z.int(),
	/**
	 * Groups of clauses: any group whose clauses all hold brings an object into scope; none means every object.
	 * null: the scope stands in a shape that is not known, and an unknown shape is no empty scope (W54).
	 */
	scope: z.array(z.array(scopeClause).min(1)).nullable(),
	/** Flows to `deviceKey` or `msDS-KeyCredentialLink` only; the others are not read. Empty for a rule of link type `JoinNoFlow`, which is kept all the same. */
	flows: z.array(flow),
});

const connector = z.strictObject({
	id: z.string(),
	name: z.string(),
	kind: z.enum(['active-directory', 'entra', 'other']),
	/** The forest's DNS name; null where the connector is not of Active Directory. */
	forest: z.string().nullable(),
	/** The forest's id as the connector knows it; null where it is absent or all zeros. */
	forestId: z.string().nullable(),
	/** The domains that the connector holds, with the id of each. */
	domains: z.array(
		z.strictObject({
			namingContext: z.string(),
			id: z.string().nullable(),
			selected: z.boolean(),
			/** Distinguished names of the containers that are read, and of those left out below them; null where that was not said. */
			containers: z.strictObject({included: z.array(z.string()), excluded: z.array(z.string())}).nullable(),
		}),
	),
	/** Account names only: `MSOL_…` in a forest, `Sync_…@tenant` towards Entra. */
	account: z.string().nullable(),
	/** The domain of that account, by its NetBIOS or its DNS name; null where the connector does not say, left out by scripts that did not ask. */
	accountDomain: z.string().nullable().optional(),
	/** Which of the attributes that matter here are selected; null where the list could not be read. */
	selected: z.array(z.string()).nullable(),
	/** Whether the cached schema of the connector holds msDS-KeyCredentialLink; null where it could not be read. */
	schemaHoldsKey: z.boolean().nullable(),
	/** The last export that ended; null where none stands in the history, or the history could not be read. */
	lastExport: z
		.strictObject({
			at: z.string(),
			/** How the run called itself, or the first of its steps that did not end well. */
			outcome: z.string(),
			/** How many objects were not written, by the directory's code (`8344`), else by Connect's word; null where the list could not be read whole. */
			errors: z.record(z.string(), z.int()).nullable(),
			/**
			 * The same by code, class of the object and the attribute that the directory names; a class or an attribute that was not said is null.
			 * Null where the list could not be read whole; left out by scripts that did not ask.
			 */
			tally: z
				.array(
					z.strictObject({code: z.string(), class: z.string().nullable(), attribute: z.string().nullable(), count: z.int().positive()}),
				)
				.nullable()
				.optional(),
			/** Of those refused for want of rights, how many are protected accounts (adminCount 1); null where nobody could tell. */
			protected: z.int().nonnegative().nullable(),
		})
		.nullable(),
	/** When a full import and a full synchronisation last ended well; null where none stands in the history, or the history could not be read. */
	lastFullImport: z.string().nullable(),
	lastFullSynchronization: z.string().nullable(),
	/**
	 * When the oldest run began that the history still holds; null where the history is empty or could not be read. Nobody asks
	 * for it where the last export, full import and full synchronisation all stand in the history: null too.
	 */
	oldestRun: z.string().nullable(),
	/** When the connector's definition was changed last; null where unknown. */
	modified: z.string().nullable(),
});

/** What one Connect server says of itself; what a reader of it (cmdlets, export folder) brings back. */
export const connectServerFacts = z.strictObject({
	/** Its short name: what an export and a script both know. */
	server: z.string(),
	/** Its whole DNS name; null where nobody said it. */
	dnsName: z.string().nullable(),
	/** `absent`: asked on the machine that should have it, and it is not installed there. */
	product: z.enum(['connect-sync', 'absent']),
	/** Four numbers, `2.6.3.0`; the lowest where several witnesses disagree; null where unknown. */
	version: z.string().nullable(),
	/** Every witness of the version that was read, in words: `global settings`, `the program of the service ADSync`, `installed programs`. */
	versions: z.array(z.strictObject({from: z.string(), version: z.string()})),
	staging: z.boolean().nullable(),
	scheduler: z
		.strictObject({
			enabled: z.boolean(),
			suspended: z.boolean().nullable(),
			/** Seconds between two cycles. */
			interval: z.number().nullable(),
			nextStart: z.string().nullable(),
		})
		.nullable(),
	upnAttribute: z.string().nullable(),
	deviceWriteback: z.boolean().nullable(),
	connectors: z.array(connector),
	rules: z.array(rule),
	/** How many rules were read in all; null where they could not be read. None read is a failed look. */
	rulesRead: z.int().nullable(),
	/** How many rules of any kind name each connector, by the connector's id. */
	rulesOf: z.array(z.strictObject({connector: z.string().nullable(), rules: z.int().positive()})),
	/** Parts that what was read shows to be gone, in words: evidence that is not whole opens nothing (W55). */
	missing: z.array(z.string()),
	/** Why a part could not be read, in words. */
	silences: z.array(z.string()),
});

const dated = z.strictObject({
	...connectServerFacts.shape,
	source: z.enum(['live', 'carried', 'exported', 'attested', 'practice']),
	takenAt: z.string().nullable(),
	/** Older than a day, or of unknown age: may condemn, never open. */
	stale: z.boolean(),
	/** A version seen later than these facts were taken, if it differs (W48). */
	versionSince: z.string().nullable(),
	/** Another witness of the same moment says something else of this server (G-8). */
	contradicted: z.boolean(),
	/** Seen since, within the day, without the rules that these facts show: they may condemn, and of the rules of now nobody knows anything. */
	unreadSince: z.boolean().default(false),
	/** When the scheduler and the runs were read, where a newer witness than that of the rules tells them; else left out. */
	runsReadAt: z.string().nullable().optional(),
});

export type ConnectServerFacts = z.infer<typeof connectServerFacts>;
export type ConnectServer = z.infer<typeof dated>;
export type Connector = z.infer<typeof connector>;
export type SyncRule = z.infer<typeof rule>;
export type Flow = z.infer<typeof flow>;

const identityOf = ({server, dnsName, connectors}: ConnectServer): ServerIdentity => ({
	server,
	dnsName,
	connectors: connectors.flatMap(({id, kind}) => (kind === 'active-directory' ? [id] : [])),
});

/** What a witness says of the server, without what is known of the witness. */
const saidBy = ({source, takenAt, stale, versionSince, contradicted, unreadSince, runsReadAt, ...said}: ConnectServer): string =>
	JSON.stringify({...said, rules: said.rules.toSorted((a, b) => compareText(a.id, b.id))});

const holdsRules = ({rulesRead, product}: ConnectServer) => rulesRead !== null || product === 'absent';

/** What the newest witness says of a connector's runs, and of the change that they are held against; nothing where it does not show the connector. */
const runsOf = ({connectors}: ConnectServer, {id}: Connector) => {
	const own = connectors.find(other => isSameGuid(other.id, id) || other.id === id);
	return {
		lastExport: own?.lastExport ?? null,
		lastFullImport: own?.lastFullImport ?? null,
		lastFullSynchronization: own?.lastFullSynchronization ?? null,
		oldestRun: own?.oldestRun ?? null,
		modified: own?.modified ?? null,
	};
};

/** A server whose rules an older witness holds, with the scheduler and the runs of the newest one: those change every half hour. */
const withRunsOf = (newest: ConnectServer, best: ConnectServer): ConnectServer =>
	newest === best
		? best
		: {
				...best,
				scheduler: newest.scheduler,
				runsReadAt: newest.takenAt,
				connectors: best.connectors.map(own => ({...own, ...runsOf(newest, own)})),
			};

/**
 * Of several witnesses of one server, oldest first: the newest that holds its rules. Newer ones without them still tell the version, the scheduler and
 * the runs, and leave open which rules stand now.
 */
const spokesman = (own: readonly ConnectServer[]): readonly ConnectServer[] => {
	const newest = own.at(-1);
	// That Connect was absent once says nothing of a server where it has been seen since.
	const best = own.findLast(one => holdsRules(one) && one.product === newest?.product) ?? newest;
	if (newest === undefined || best === undefined) {
		return [];
	}

	const since = newest !== best && newest.version !== null && newest.version !== best.version ? newest.version : null;
	// Of one moment and not the same: neither is newer, so neither speaks (G-8). No file contradicts what was asked live.
	const contradicted = [best, newest].some(speaker =>
		own.some(
			one =>
				one !== speaker &&
				(speaker.source !== 'live' || one.source === 'live') &&
				compareTimes(one.takenAt, speaker.takenAt) === 0 &&
				saidBy(one) !== saidBy(speaker),
		),
	);
	// What was seen before excuses nothing: not that the server is in staging mode, and not that nobody read its rules since.
	const unreadSince = newest !== best && !newest.stale;
	return [
		{
			...withRunsOf(newest, best),
			dnsName: best.dnsName ?? own.findLast(({dnsName}) => dnsName !== null)?.dnsName ?? null,
			staging: newest.staging ?? (unreadSince ? null : best.staging),
			versionSince: since,
			contradicted,
			unreadSince,
		},
	];
};

/** One piece of evidence for each server. Whose witness is asked first does not matter. */
const merge = (witnesses: readonly DatedFacts[]): {readonly servers: readonly ConnectServer[]} => {
	const all = witnesses
		.map(
			({facts, source, takenAt, stale}): ConnectServer => ({
				...connectServerFacts.parse(facts),
				source,
				takenAt,
				stale,
				versionSince: null,
				contradicted: false,
				unreadSince: false,
			}),
		)
		// A live answer about a server decides over any file, whatever the file's clock says.
		.sort(
			(a, b) =>
				Number(a.source === 'live') - Number(b.source === 'live') ||
				compareTimes(a.takenAt, b.takenAt) ||
				// Of one moment, one without rules may be the newer.
				Number(holdsRules(b)) - Number(holdsRules(a)) ||
				compareText(saidBy(a), saidBy(b)),
		);
	return {
		servers: groupSame(all, (a, b) => isSameServer(identityOf(a), identityOf(b))).flatMap(own =>
			spokesman(all.filter(one => own.includes(one))),
		),
	};
};

const namedServers = z.looseObject({servers: z.array(z.looseObject({server: z.string()}))});

/** Every Connect server that was seen, live or by what was brought from it. */
export const connectServers = defineCollector({
	id: 'connect-server',
	what: 'Connect Sync: version, scheduler, staging mode, connectors, and the rules that carry the key',
	rights: 'a local administrator of the Connect server, or a member of ADSyncAdmins there',
	query: {
		via: 'powershell',
		script: 'steps/04-directory-synchronization/connect-server.ps1',
		on: 'connect-server',
		// PowerShell 7 reaches the module ADSync through another session, which gives copies that are cut off.
		edition: 'windows',
	},
	// Run live, "not installed" only says that this is not the Connect server.
	isElsewhere: answer => connectServerFacts.pick({product: true}).loose().safeParse(answer).data?.product === 'absent',
	machines: facts => namedServers.parse(facts).servers.map(({server}) => server),
	merge,
	// As connect-export.ts names what it brings.
	about: answer => {
		const said = connectServerFacts.pick({server: true}).loose().safeParse(answer);
		return said.success ? `connect-server/${said.data.server.toLowerCase()}` : null;
	},
	facts: z.strictObject({
		// Somebody has to have been seen; no server at all is silence, not an empty list.
		servers: z.array(dated).min(1),
	}),
});

/** The facts of `connect-server`. */
export type ConnectServers = z.infer<typeof connectServers.facts>;
