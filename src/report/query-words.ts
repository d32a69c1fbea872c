import {commandElsewhere} from '../command-line.ts';
import type {Collector} from '../guide/check.ts';
import {asksForPilotUsers} from '../guide/filter.ts';
import {here, type PlaceOutline, placeWords} from '../guide/outline.ts';
import type {DirectoryQuery, GraphQuery, Query} from '../guide/query.ts';

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

/** Whom a query asks, and over what. */
export const whereOf = (places: readonly PlaceOutline[], query: Query): string => {
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

/** A collector's query as somebody who has to allow it reads it: LDAP filter and attributes, Graph address, or script. `origin` is Graph's. */
export const exactly = ({query, named}: Collector, origin: string): string => {
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
