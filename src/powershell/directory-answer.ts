import {type Answer, type DirectoryAnswer, type ForestAnswer, unobserved} from '../guide/answer.ts';
import type {DirectoryQuery} from '../guide/query.ts';
import {answeredIn, type Responses} from './search-forests.ts';
import {readingOf} from './search-rows.ts';

/** Where the pages of a stream are counted: they have to add up to what the tail announces. */
export const pageCounter = (asked: string, server: string, namingContext: string) => JSON.stringify([asked, server, namingContext]);

/** What all forests answered to one query of a batch. `streamed`: how many entries came in pages, by `pageCounter`. */
export const directoryAnswer = (
	query: DirectoryQuery,
	id: string,
	scopeGroup: string,
	{scoped, responses, matches, strangers, elsewhere}: Responses,
	streamed?: ReadonlyMap<string, number>,
): Answer => {
	const limited = scoped && query.from === 'in-scope';
	const forests = responses.map((one): ForestAnswer => {
		const second = limited ? elsewhere.get(one.asked) : undefined;
		const speaker = second !== undefined && !('silent' in one) ? second : one;
		if ('silent' in speaker) {
			return {asked: one.asked, answered: false, reason: speaker.silent.reason, detail: speaker.silent.detail};
		}

		const {forest, tail} = speaker;
		return {
			asked: one.asked,
			answered: true,
			forest: forest.name,
			ids: forest.ids,
			domains: forest.domains.map(({name, namingContext, sid}) => ({name, namingContext, sid})),
			controllers: forest.controllers.map(({server, dn, host, computer, readOnly}) => ({
				name: server,
				host: host === '' ? null : host,
				server: dn,
				computer: computer === '' ? null : computer,
				readOnly,
			})),
			readings: tail.readings
				.filter(reading => reading.query === id)
				.map(reading =>
					readingOf(query, reading, streamed && (streamed.get(pageCounter(one.asked, reading.server, reading.namingContext)) ?? 0)),
				),
		};
	});
	const answered = answeredIn(responses);
	if (answered.length === 0) {
		// In the order of their names, so that the order in which they were given or fell silent decides nothing.
		const silent = responses
			.flatMap(({asked, ...one}) => ('silent' in one ? [{asked, silent: one.silent}] : []))
			.sort((left, right) => (left.asked < right.asked ? -1 : 1));
		const [first] = silent;
		return first === undefined
			? unobserved('no-runner', 'No directory was named to look at.')
			: unobserved(first.silent.reason, [...new Set(silent.map(one => one.silent.detail))].join(' '));
	}

	const servers = forests.flatMap(one =>
		one.answered ? one.readings.flatMap(reading => ('entries' in reading ? [reading.server] : [])) : [],
	);
	const facts: DirectoryAnswer = {
		forests,
		...(limited || (scoped && query.from === 'scope-group') ? {scopeGroup: {asked: scopeGroup, matches, strangers}} : {}),
	};
	const from = [...new Set(servers.length > 0 ? servers : answered.map(({forest}) => forest.bound))].join(', ');
	return {kind: 'facts', facts, source: 'live', takenAt: answered.map(({at}) => at).sort()[0] ?? null, from};
};
