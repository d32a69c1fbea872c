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

/** What bears a name in a forest whose names were not read is not known: it is as silent as who was asked for them. */
const silentAs = (named: readonly ForestAnswer[], found: readonly ForestAnswer[]): readonly ForestAnswer[] =>
	found.map(forest => {
		const own = named.find(({asked}) => asked === forest.asked);
		const silent = own?.answered === true ? own.readings.find(reading => 'silent' in reading) : undefined;
		return forest.answered && silent !== undefined
			? {...forest, readings: forest.domains.map(({namingContext}) => ({...silent, namingContext}))}
			: forest;
	});

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
		return {...named, facts: {forests: silentAs(forests, forests.map(nothingIn)), hosts: []} satisfies DirectoryAnswer};
	}

	const [hosts, found] = await Promise.all([
		lookUpAll(names, answering, lookUp),
		own ?? ask({...search, filter: all(search.filter, bearing(names, hostsOf))}),
	]);
	if (found.kind !== 'facts') {
		return found;
	}

	const facts = found.facts as DirectoryAnswer;
	return {...found, facts: {...facts, forests: silentAs(forests, facts.forests), hosts} satisfies DirectoryAnswer};
};
