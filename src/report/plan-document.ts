import {commandElsewhere} from '../command-line.ts';
import {type Check, type Collector, collectorsOf} from '../guide/check.ts';
import {type CoverageCount, checksOf, countOf, type Sentence} from '../guide/coverage.ts';
import {asksForPilotUsers} from '../guide/filter.ts';
import {here, type PlaceOutline, placeWords} from '../guide/outline.ts';
import {addressByHand, type DirectoryQuery, type GraphQuery, graphOf, type Query} from '../guide/query.ts';
import {collectorsIn, type Guide, numberedChecks} from '../guide/step.ts';

/** One read that whfb may make. Names are part of the contract. */
export type PlannedRead = {
	readonly id: string;
	readonly via: Query['via'];
	readonly what: string;
	readonly where: string;
	readonly rights: string;
	/** Least delegated Graph permissions. */
	readonly permissions: readonly string[];
	readonly applicationPermissions: readonly string[];
	/** The questions that it answers. */
	readonly because: string;
	/** The exact query: LDAP filter and attributes, Graph path, or script. */
	readonly query: string;
	/** For Graph, the address alone, to be pasted into Graph Explorer; null for everything else. */
	readonly address: string | null;
	/** Cmdlets and programs that its script calls; empty where it is no script. */
	readonly commands: readonly string[];
	/** Numbers of the checks that need it, `4.5`. */
	readonly checks: readonly string[];
};

/** A sentence of the pages that the guide follows. Names are part of the contract. */
type CoveredSentence = {
	readonly id: string;
	/** The step, or the name of a page that no step walks. */
	readonly page: string;
	readonly text: string;
	readonly how: Sentence['how'];
	/** Why no check proves it; null where one does, or a person says so. */
	readonly because: string | null;
	/** The machine that would bring it; null where none is waited for. */
	readonly place: string | null;
	/** Ids of the checks that prove it or a part of it, or ask a person. */
	readonly checks: readonly string[];
};

/** How much of the guide is proved. Names are part of the contract. */
type PlannedCoverage = CoverageCount & {readonly sentences: readonly CoveredSentence[]};

export type PlanDocument = {
	readonly format: 'whfb-plan';
	readonly version: 1;
	readonly tool: string;
	readonly guide: string;
	readonly queries: readonly PlannedRead[];
	readonly hosts: readonly string[];
	readonly coverage: PlannedCoverage;
};

/** What a plan is made of besides its guide. */
type Planned = {
	/** Whom whfb contacts for sign-in, Graph and the directory. */
	readonly hosts: readonly string[];
	/** Graph's. */
	readonly origin: string;
	/** The commands of a script, by its path. */
	readonly commandsIn: (script: string) => readonly string[];
};

const wheres: Readonly<Record<DirectoryQuery['from'], string>> = {
	'one-dc': 'one domain controller of each forest, over LDAP',
	'every-dc': 'every domain controller of each forest, over LDAP',
	'every-domain': 'one domain controller of each domain, over LDAP',
	'in-scope': 'one domain controller of each domain, over LDAP',
	'scope-group': 'one domain controller of each domain, over LDAP',
};

const placed = (places: readonly PlaceOutline[], on: string): string =>
	on === here ? placeWords(places, on) : `${placeWords(places, on)}, or by ${commandElsewhere(['whfb', 'collector', '--place', on])}`;

const insteadOf = {
	containers: 'of what matches only the containers that it lies in',
	'one-in-each': 'of what matches only the first object of each container',
} as const;

const attributeInWords = (attribute: DirectoryQuery['attributes'][number]): string =>
	typeof attribute === 'string'
		? attribute
		: attribute.as === 'sids'
			? 'the SIDs of the groups that it is in'
			: attribute.as === 'held'
				? 'how many it holds'
				: attribute.name;

const ldap = ({base, scope, filter, attributes, hostsOf, of, serviceRecords, countBy}: DirectoryQuery): string => {
	const records =
		serviceRecords === undefined
			? ''
			: `; and DNS is asked for ${serviceRecords.map(name => `${name}.DOMAIN`).join(' and ')} of each domain`;
	const place = typeof base === 'string' ? base : `${base.path} in ${base.in}`;
	const wanted = attributes.map(attributeInWords).join(' ') || 'no attributes';
	const pilots = asksForPilotUsers(filter)
		? '; <pilot-users> is whoever bears the name of a pilot user, and without one nobody is asked'
		: '';
	const search = `${place}, ${scope}, ${filter}, ${of === undefined ? '' : `${insteadOf[of]}: `}${wanted}${records}${pilots}`;
	if (countBy !== undefined) {
		const kinds = countBy.map(by =>
			by.by === 'container' ? 'container' : by.by === 'value' ? by.attribute : `${by.attribute} within ${by.days} days`,
		);
		return `${search}; counted by ${kinds.join(', ')} and not kept`;
	}

	return hostsOf === undefined
		? search
		: `${search}; only what bears, in ${hostsOf.bearers.map(({attribute}) => attribute).join(', ')}, a name that ${hostsOf.attribute} holds in ${ldap(hostsOf.query)}; and DNS is asked for each such name`;
};

/** The address as somebody pastes it into Graph Explorer; where it is asked for each of something, what that is. */
const graph = ({path, eventual, each}: GraphQuery, origin: string): string => {
	const address = new URL(path, origin).href.replaceAll('%7Bid%7D', '{id}');
	const one = `GET ${address}${eventual ? ' with the header ConsistencyLevel: eventual' : ''}`;
	if (each === undefined) {
		return one;
	}

	if (each.of === 'pilot-users') {
		return `${one}, once for each pilot user {id} that was named`;
	}

	const where = Object.entries(each.where ?? {}).map(([name, value]) => `${name} ${value}`);
	return `${graph(each.of, origin)}; and for each record${where.length === 0 ? '' : ` with ${where.join(' and ')}`}, its ${each.field} as {id}, ${one}`;
};

const whereOf = (places: readonly PlaceOutline[], query: Query): string => {
	switch (query.via) {
		case 'directory':
			return wheres[query.from];
		case 'sysvol':
			return 'SYSVOL of each domain, over SMB as whoever is signed in, from Windows only';
		case 'powershell':
			return placed(places, query.on);
		case 'graph':
			return 'Microsoft Graph, once somebody is signed in, GET only';
		case 'person':
			return 'a person';
		case 'files':
			return `files that are brought from ${placed(places, query.on)}`;
		case 'survey':
			return `${wheres[query.directory.from]}, and Microsoft Graph, GET only`;
	}
};

const exactly = ({query, named}: Collector, origin: string): string => {
	switch (query.via) {
		case 'directory':
			return named === undefined
				? ldap(query)
				: `${ldap(query)}; and what bears, in ${named.attribute}, a name that ${named.by.id} brought`;
		case 'sysvol':
			return `${query.files.join(' and ')} in the folder that ${query.attribute} names, where that is \\\\DOMAIN\\SYSVOL\\DOMAIN\\Policies\\{ID} of the object itself; by src/powershell/read-sysvol.ps1. The folders: ${ldap(query.folders)}`;
		case 'powershell':
			return query.script;
		case 'graph':
			return graph(query, origin);
		case 'person':
			return query.statement;
		case 'files':
			return 'whfb import FOLDER';
		case 'survey':
			return `${ldap(query.directory)}; ${graph(query.graph, origin)}${query.size === undefined ? '' : `; and before and after it, to know that all of it came, ${graph(query.size, origin)}`}`;
	}
};

const readOf = (
	places: readonly PlaceOutline[],
	collector: Collector,
	asked: readonly {readonly number: string; readonly check: Check}[],
	{origin, commandsIn}: Planned,
): PlannedRead => ({
	id: collector.id,
	via: collector.query.via,
	what: collector.what,
	where: whereOf(places, collector.query),
	rights: collector.rights,
	permissions: graphOf(collector.query)?.permissions ?? [],
	applicationPermissions: graphOf(collector.query)?.applicationPermissions ?? [],
	because: asked.map(({check}) => check.question).join(' '),
	query: exactly(collector, origin),
	address: addressByHand(collector.query, origin)?.address ?? null,
	commands: collector.query.via === 'powershell' ? commandsIn(collector.query.script) : [],
	checks: asked.map(({number}) => number),
});

const coverageIn = ({coverage}: Guide): PlannedCoverage => ({
	...countOf(coverage),
	sentences: coverage.pages.flatMap(({page, sentences}) =>
		sentences.map(sentence => ({
			id: sentence.id,
			page,
			text: sentence.text,
			how: sentence.how,
			because: 'because' in sentence ? sentence.because : null,
			place: 'place' in sentence ? (sentence.place ?? null) : null,
			checks: checksOf(sentence),
		})),
	),
});

/** What a person is asked, and what is brought in files, is no read at all. */
const isNoRead = (via: Query['via']): boolean => via === 'person' || via === 'files';

/** Whom a guide's own questions contact besides directories, sign-in and Graph. */
const contactsOf = ({query, contacts = []}: Collector): readonly string[] => [
	...(query.via === 'directory' && (query.serviceRecords !== undefined || query.hostsOf !== undefined)
		? ['the DNS servers of this computer']
		: []),
	...contacts,
];

/** Every read that a guide may make, in the guide's order. Nobody is asked to make it. */
export const planDocument = (guide: Guide, tool: string, planned: Planned): PlanDocument => {
	const numbered = numberedChecks(guide);
	const collectors = collectorsIn(guide);
	const queries = collectors.map(collector =>
		readOf(
			guide.outline.places,
			collector,
			numbered.filter(({check}) => collectorsOf(check).some(({id}) => id === collector.id)),
			planned,
		),
	);
	// What machines are asked comes first.
	const ordered = [...queries.filter(({via}) => !isNoRead(via)), ...queries.filter(({via}) => isNoRead(via))];
	return {
		format: 'whfb-plan',
		version: 1,
		tool,
		guide: guide.id,
		queries: ordered,
		hosts: [...new Set([...planned.hosts, ...collectors.flatMap(contactsOf)])],
		coverage: coverageIn(guide),
	};
};
