import type {Answer, DirectoryAnswer, ForestAnswer} from '../guide/answer.ts';
import {all, any, equals} from '../guide/filter.ts';
import type {DirectoryQuery, HostsOf} from '../guide/query.ts';
import {type LookUp, lookUpAll} from './dns.ts';

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

/**
 * Answers a query with `hostsOf`: the search that brings the names, the objects that bear them, and DNS. Where one forest is asked, it finds its own names
 * and both searches share a process. Of several, each is asked for the names of all, which are known only once all have answered.
 */
export const askForHosts = async (
	query: DirectoryQuery & {readonly hostsOf: HostsOf},
	isOneForest: boolean,
	ask: (query: DirectoryQuery) => Promise<Answer>,
	lookUp: LookUp,
): Promise<Answer> => {
	const {hostsOf, ...search} = query;
	const [named, own] = await Promise.all([ask(hostsOf.query), isOneForest ? ask(query) : null]);
	if (named.kind !== 'facts') {
		return named;
	}

	const {forests} = named.facts as DirectoryAnswer;
	const readings = readingsOf(forests);
	const names = [...new Set(readings.flatMap(({entries}) => entries.flatMap(({attributes}) => attributes[hostsOf.attribute] ?? [])))];
	const answering = [...new Set(readings.map(({server}) => server))];
	if (names.length === 0 && own === null) {
		return {...named, facts: {forests: forests.map(nothingIn), hosts: []} satisfies DirectoryAnswer};
	}

	const [hosts, found] = await Promise.all([
		lookUpAll(names, answering, lookUp),
		own ?? ask({...search, filter: all(search.filter, bearing(names, hostsOf))}),
	]);
	return found.kind === 'facts' ? {...found, facts: {...(found.facts as DirectoryAnswer), hosts} satisfies DirectoryAnswer} : found;
};
