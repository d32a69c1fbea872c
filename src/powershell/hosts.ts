import {lookup} from 'node:dns/promises';
import type {Answer, DirectoryAnswer, ForestAnswer, Host} from '../guide/answer.ts';
import {all, any, equals} from '../guide/filter.ts';
import type {DirectoryQuery, HostsOf} from '../guide/query.ts';

/** Whether DNS knows a name; throws nothing. */
export type LookUp = (name: string) => Promise<Host['dns']>;

const patience = 10_000;

/** Labels of letters, digits, hyphens and, as Windows allows them, underscores; one dot may end the name (RFC 1123 2.1). */
const isHostName = (name: string) =>
	name.length <= 254 && /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?$/i.test(name);
const isAscii = (name: string) => /^[\0-\x7f]*$/.test(name);

/** Asks the resolver of this computer, for at most ten seconds. Only its plain no is a no; no answer is none. */
export const lookUpHere: LookUp = async name => {
	const answer = lookup(name, {all: true}).then(
		(addresses): Host['dns'] => (addresses.length > 0 ? 'found' : 'not-found'),
		(error: NodeJS.ErrnoException): Host['dns'] => (error.code === 'ENOTFOUND' ? 'not-found' : 'unknown'),
	);
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<Host['dns']>(settle => {
		timer = setTimeout(settle, patience, 'unknown');
	});
	return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

/**
 * Looks each name up. `answering` are servers that have just answered by name: a resolver that knows none of them asks the wrong DNS,
 * and its no about the others proves nothing.
 */
export const lookUpAll = async (names: readonly string[], answering: readonly string[], lookUp: LookUp): Promise<readonly Host[]> => {
	const hosts = await Promise.all(
		names.map(async (name): Promise<Host> => {
			if (isHostName(name)) {
				return {name, dns: await lookUp(name)};
			}

			// Nothing resolves a text that is no host name; names outside ASCII may be spelled otherwise in DNS.
			return {name, dns: isAscii(name) ? 'not-found' : 'unknown'};
		}),
	);
	if (hosts.every(({dns}) => dns !== 'not-found')) {
		return hosts;
	}

	const known = await Promise.all(answering.map(lookUp));
	return known.includes('found')
		? hosts
		: hosts.map(({name, dns}) => ({name, dns: dns === 'not-found' && isHostName(name) ? 'unknown' : dns}));
};

const readingsOf = (forests: readonly ForestAnswer[]) =>
	forests.flatMap(forest => (forest.answered ? forest.readings.flatMap(reading => ('entries' in reading ? [reading] : [])) : []));

/** The filter for objects that bear one of the names. */
const bearing = (names: readonly string[], {bearers}: HostsOf) =>
	any(...bearers.flatMap(({attribute, prefix}) => names.map(name => equals(attribute, `${prefix}${name}`))));

/** As a search of every domain that found nothing: there is no name to search for. */
const nothingIn = (forest: ForestAnswer): ForestAnswer =>
	forest.answered
		? {...forest, readings: forest.domains.map(({namingContext}) => ({server: '', namingContext, entries: [], count: 0}))}
		: forest;

/** Answers a query with `hostsOf`: first the search that brings the names, then DNS, then the objects that bear them, in every forest. */
export const askForHosts = async (
	query: DirectoryQuery & {readonly hostsOf: HostsOf},
	ask: (query: DirectoryQuery) => Promise<Answer>,
	lookUp: LookUp,
): Promise<Answer> => {
	const {hostsOf, ...search} = query;
	const named = await ask(hostsOf.query);
	if (named.kind !== 'facts') {
		return named;
	}

	const {forests} = named.facts as DirectoryAnswer;
	const readings = readingsOf(forests);
	const names = [...new Set(readings.flatMap(({entries}) => entries.flatMap(({attributes}) => attributes[hostsOf.attribute] ?? [])))];
	const answering = [...new Set(readings.map(({server}) => server))];
	if (names.length === 0) {
		return {...named, facts: {forests: forests.map(nothingIn), hosts: []} satisfies DirectoryAnswer};
	}

	const [hosts, found] = await Promise.all([
		lookUpAll(names, answering, lookUp),
		ask({...search, filter: all(search.filter, bearing(names, hostsOf))}),
	]);
	return found.kind === 'facts' ? {...found, facts: {...(found.facts as DirectoryAnswer), hosts} satisfies DirectoryAnswer} : found;
};
