import {isPlainName} from '../content/own-names.ts';
import {collectorsOf, type Needs} from '../guide/check.ts';
import {here} from '../guide/outline.ts';
import type {Guide} from '../guide/step.ts';
import {isRecord} from '../guide/untrusted.ts';
import {isHostName} from '../session/environment.ts';
import type {Session} from '../session/session.ts';

/** The machines of one place whose names are known. */
export type Machines = {readonly place: string; readonly names: readonly string[]};

/** The facts of one need in what a finding keeps; undefined where they were not seen. */
const factsOf = (facts: unknown, need: string): unknown => {
	const value = isRecord(facts) ? facts[need] : undefined;
	return isRecord(value) && typeof value['seen'] === 'boolean' ? (value['seen'] ? value['facts'] : undefined) : value;
};

/** What an answer names; a session may hold facts that an earlier version kept otherwise, and then it names nobody. */
const named = (machines: (facts: unknown) => readonly string[], facts: unknown): readonly string[] => {
	try {
		return machines(facts);
	} catch {
		return [];
	}
};

/** The machines of each place that a pilot names, or that facts are of. Names are safe to show and to paste. */
export const machinesIn = (guide: Guide, {environment, findings}: Session): readonly Machines[] => {
	const read = guide.steps.flatMap(({checks}) =>
		checks.flatMap(check =>
			Object.keys(check.needs as Needs).flatMap((need, at) => {
				const {query, machines} = collectorsOf(check)[at] ?? {};
				const facts = factsOf(findings[check.id]?.facts, need);
				return query?.via === 'powershell' && query.on !== here && machines !== undefined && facts !== undefined
					? named(machines, facts).map(name => ({place: query.on, name}))
					: [];
			}),
		),
	);
	return guide.outline.places.flatMap(({id, pilot}) => {
		const own = pilot === undefined ? null : environment[pilot];
		const all = [...(own === null ? [] : [own]), ...read.flatMap(({place, name}) => (place === id ? [name] : []))];
		const names = [...new Set(all.filter(name => isHostName(name) && isPlainName(name)))];
		return names.length === 0 ? [] : [{place: id, names}];
	});
};
