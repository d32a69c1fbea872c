import type {Filter} from './filter.ts';

/**
 * An attribute to read. `bytes` comes back as base64; everything else as text. `sids`, of whatever name: the SIDs of all groups that the object is in,
 * nested, by its primary group and as one of Authenticated Users too, in every domain of the forest that answers. `held`, with `of`: how many of the
 * objects that were looked for lie directly in this one.
 */
export type Attribute = string | {readonly name: string; readonly as: 'bytes' | 'sids' | 'held'};

/** A naming context of a forest, or a path of RDNs inside one (`CN=Partitions` in `configuration`). */
type Base =
	| 'root-dse'
	| 'schema'
	| 'configuration'
	| 'domain'
	| {readonly in: 'schema' | 'configuration' | 'domain'; readonly path: string};

/**
 * One LDAP search, put to every forest of the session.
 * `one-dc`: the DC that answers first. `every-dc`: each DC by name. `every-domain`: one DC of each domain of the forest.
 * `in-scope`: as `every-domain`, but only objects that are members, nested, of the session's scope group (all of them without a group).
 * `scope-group`: as `every-domain`, but only groups of the name that the session gives its scope group; nothing where it gives none.
 */
export type DirectoryQuery = {
	readonly via: 'directory';
	readonly from: 'one-dc' | 'every-dc' | 'every-domain' | 'in-scope' | 'scope-group';
	readonly base: Base;
	readonly scope: 'base' | 'one-level' | 'subtree';
	readonly filter: Filter;
	readonly attributes: readonly Attribute[];
	/** For `in-scope`: must hold as well where the session has no scope group, so that what is nobody's account is left out. */
	readonly withoutGroup?: Filter;
	/** Asks how many objects match, and for none of them. */
	readonly countOnly?: true;
	/** Brings, in place of the objects that match, the containers that they lie directly in, or the first of them in each container. */
	readonly of?: 'containers' | 'one-in-each';
	/**
	 * Asks how many objects there are of each kind, for more objects than can be kept: in place of them comes an entry for each kind, with its
	 * container as `dn` where that is told apart, and the attribute `count`.
	 */
	readonly countBy?: readonly CountBy[];
	/** Only objects that bear a host name found by another search, in whichever forest; DNS is asked from here whether it knows the name. */
	readonly hostsOf?: HostsOf;
	/** Asks DNS from here, too, for service records of each domain of the forests: each of these names with that of the domain behind it. */
	readonly serviceRecords?: readonly string[];
};

/** What tells kinds of objects apart: where they lie, a value, or whether a time of Windows' own form lies within so many days of now (`yes` or `no`). */
export type CountBy =
	| {readonly by: 'container'}
	| {readonly by: 'value'; readonly attribute: string}
	| {readonly by: 'recent'; readonly attribute: string; readonly days: number};

/** Where host names come from, and which attributes of a computer may bear one: as it is, or after a prefix such as `HOST/`. */
export type HostsOf = {
	readonly query: DirectoryQuery & {readonly from: 'one-dc'};
	/** The attribute of `query` that holds the names. */
	readonly attribute: string;
	readonly bearers: readonly {readonly attribute: string; readonly prefix: string}[];
};

/** A shipped script, by its path inside the package, and where it has to run: `here`, or the id of one of the guide's places. */
export type PowerShellQuery = {
	readonly via: 'powershell';
	readonly script: string;
	readonly on: string;
	/** What it asks can be loaded whole by Windows PowerShell 5.1 only: on Windows it runs there, whichever PowerShell was asked for. */
	readonly edition?: 'windows';
};

/**
 * Files in SYSVOL, the folder that the controllers of each domain share. Objects of the directory name the folders; each is read only where it is
 * that object's own, in SYSVOL of its own domain. Read over SMB as whoever is signed in, on Windows.
 */
export type SysvolQuery = {
	readonly via: 'sysvol';
	/** Brings the objects, and in `attribute` the path of each one's folder. */
	readonly folders: DirectoryQuery;
	readonly attribute: string;
	/** Paths below each folder, of names of ASCII letters. */
	readonly files: readonly string[];
};

/** One GET on Microsoft Graph. `path` starts with the version (`/v1.0/domains`); pages are followed. */
export type GraphQuery = {
	readonly via: 'graph';
	readonly path: string;
	/** Least delegated permissions, all read-only. */
	readonly permissions: readonly string[];
	/** Least application permissions, all read-only. */
	readonly applicationPermissions: readonly string[];
	/** Sent as `ConsistencyLevel: eventual`; needed by advanced filters and `$count`. */
	readonly eventual?: true;
	/** It brings one object, and no list. */
	readonly single?: true;
	/** Asks once for each record of another list, or for each of some names: `{id}` in the path stands for it. */
	readonly each?: Each;
};

/** Whom a query is asked for, one by one. */
export type Each =
	| {
			/** The list; its permissions are among those of the query that is asked for each of it. */
			readonly of: GraphQuery;
			/** The property of its records that goes into the path. */
			readonly field: string;
			/** Only records that say so; texts match in either case of ASCII letters. */
			readonly where?: Readonly<Record<string, string | boolean>>;
	  }
	/** The pilot users that the session names. */
	| {readonly of: 'pilot-users'};

/** A statement that a person confirms with name, date and reason. */
type PersonQuery = {readonly via: 'person'; readonly statement: string};

/**
 * What the script of a place wrote on many machines, one file each. Nobody is asked: the files are brought, and kept as a tally. `on`: the id of the
 * guide's place.
 */
type FilesQuery = {readonly via: 'files'; readonly on: string};

/** Two streams, joined record by record and tallied, because the records are too many to keep. */
type SurveyQuery = {
	readonly via: 'survey';
	readonly directory: DirectoryQuery;
	readonly graph: GraphQuery;
	/**
	 * Brings back how many records `graph` has to give. It is asked before and after: what came has to fit, and the time that is left follows from it.
	 * Left out where Graph cannot be asked that; whoever did not come is not known then, and nothing may rest on his absence.
	 */
	readonly size?: GraphQuery;
};

/** Where facts come from, as data: every question the guide can put to a network is listable before one is put. */
export type Query = DirectoryQuery | SysvolQuery | PowerShellQuery | GraphQuery | PersonQuery | FilesQuery | SurveyQuery;

/** What a query asks of Graph, alone or beside another stream; null where nothing is asked of it. */
export const graphOf = (query: Query): GraphQuery | null => (query.via === 'graph' ? query : query.via === 'survey' ? query.graph : null);

/** What a query that is asked for each of something may be asked for one of them: the path with the name in it, escaped. Null for what can be no part of a path. */
export const askedForOne = ({each, ...query}: GraphQuery, id: string): GraphQuery | null => {
	// A part of dots alone leads out of its folder, however it is escaped.
	if (id.trim() === '' || /^\.+$/.test(id) || /\p{Cs}/u.test(id)) {
		return null;
	}

	const others = each === undefined || each.of === 'pilot-users' ? [] : [...each.of.permissions, ...each.of.applicationPermissions];
	const own = (permissions: readonly string[]) => permissions.filter(permission => !others.includes(permission));
	const {permissions, applicationPermissions} = query;
	const path = query.path.replaceAll('{id}', encodeURIComponent(id));
	return {...query, path, permissions: own(permissions), applicationPermissions: own(applicationPermissions)};
};

/**
 * The address that answers a question of Graph by hand, and the header it needs; null where nothing is asked of Graph, and where one answer is not all of it.
 * A survey's list is asked for with its count, where there is one: a saved list that lacks a page is found out by it.
 */
export const addressByHand = (query: Query, origin: string): {readonly address: string; readonly header: string | null} | null => {
	const asked = graphOf(query);
	if (asked === null || asked.each !== undefined) {
		return null;
	}

	const {path} = asked;

	const counted =
		query.via === 'survey' && query.size !== undefined && !path.includes('$count')
			? `${path}${path.includes('?') ? '&' : '?'}$count=true`
			: path;
	return {
		address: new URL(counted, origin).href,
		header: counted.includes('$count') ? 'ConsistencyLevel: eventual' : null,
	};
};
