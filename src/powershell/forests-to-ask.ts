import type {Unobserved} from '../guide/answer.ts';
import type {Described} from './search-answer.ts';

/** A domain or domain controller to ask; null is the domain of this computer. */
export type DirectoryName = string | null;

/** A forest to ask, under every name that answers for it and by the ids that all of them gave; or a name that nobody answered to, with why. */
export type ForestToAsk = {
	readonly names: readonly [DirectoryName, ...DirectoryName[]];
} /** `ids` is null where one name was given, and nobody asked who it is. */ & (
	| {readonly silent: null; readonly ids: readonly string[] | null; readonly domains: Described['domains']}
	| {readonly silent: Unobserved}
);

type Response = {readonly name: DirectoryName} & ({readonly forest: Described} | {readonly silent: Unobserved});
type Answered = Extract<Response, {forest: Described}>;

/** Whether two descriptions are of one forest: all of its servers know the objectGUIDs of its configuration and schema. */
export const isOneForest = (a: readonly string[], b: readonly string[]): boolean => a.some(id => b.includes(id));

const lower = (name: DirectoryName) => (name ?? '').toLowerCase();

/** The forest's own name before those of its domains, and these before controllers, so that the order in which names were given decides nothing. */
const rank = ({name, forest}: Answered): string => {
	const domains = forest.domains.map(domain => lower(domain.name));
	const own = lower(name);
	return `${own === lower(forest.name) ? 0 : domains.includes(own) ? 1 : 2} ${own}`;
};

/**
 * Which forests there are behind some names: names whose descriptions share an id are one, also where only a third shows it.
 * A name that was silent is one of its own; whether a forest lists it as its own is for whoever compares names.
 */
export const forestsBehind = (responses: readonly Response[]): readonly ForestToAsk[] => {
	let groups: readonly (readonly Response[])[] = [];
	for (const one of responses) {
		const own =
			'forest' in one
				? groups.filter(group => group.some(other => 'forest' in other && isOneForest(other.forest.ids, one.forest.ids)))
				: [];
		const [first] = own;
		groups =
			first === undefined
				? [...groups, [one]]
				: groups.flatMap(group => (group === first ? [[...own.flat(), one]] : own.includes(group) ? [] : [group]));
	}

	return groups.flatMap((group): readonly ForestToAsk[] => {
		const answered = group
			.filter((one): one is Answered => 'forest' in one)
			.sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
		const [first, ...others] = answered;
		if (first === undefined) {
			return group.map(one => ({names: [one.name], silent: (one as {silent: Unobserved}).silent}));
		}

		return [
			{
				names: [first.name, ...others.map(({name}) => name)],
				silent: null,
				ids: [...new Set(answered.flatMap(({forest}) => forest.ids))].sort(),
				domains: answered.flatMap(({forest}) => forest.domains),
			},
		];
	});
};
