import {isPlainName} from '../content/own-names.ts';
import {here} from '../guide/outline.ts';
import type {Guide} from '../guide/step.ts';
import {isHostName} from '../session/environment.ts';
import type {Session} from '../session/session.ts';
import {type KeptFacts, keptFacts} from './kept-facts.ts';

/** The machines of one place whose names are known. */
export type Machines = {readonly place: string; readonly names: readonly string[]};

/** What an answer from another machine names; facts that an earlier version kept otherwise name nobody. */
const named = ({collector: {query, machines}, facts}: KeptFacts): readonly {readonly place: string; readonly name: string}[] => {
	if (query.via !== 'powershell' || query.on === here || machines === undefined) {
		return [];
	}

	try {
		return machines(facts).map(name => ({place: query.on, name}));
	} catch {
		return [];
	}
};

/** The machines of each place that a pilot names, or that facts are of. Names are safe to show and to paste. */
export const machinesIn = (guide: Guide, session: Pick<Session, 'environment' | 'findings'>): readonly Machines[] => {
	const read = keptFacts(guide, session).flatMap(named);
	return guide.outline.places.flatMap(({id, pilot}) => {
		const own = pilot === undefined ? null : session.environment[pilot];
		const all = [...(own === null ? [] : [own]), ...read.flatMap(({place, name}) => (place === id ? [name] : []))];
		const names = [...new Set(all.filter(name => isHostName(name) && isPlainName(name)))];
		return names.length === 0 ? [] : [{place: id, names}];
	});
};
