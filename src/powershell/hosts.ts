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
