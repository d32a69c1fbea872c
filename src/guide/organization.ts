/** A tenant, as an answer of Graph to `/organization` shows it; texts are raw, and what is missing or of another kind is null. */
export type Organization = {
	readonly id: string | null;
	readonly displayName: string | null;
	readonly domains: readonly {readonly name: string; readonly isDefault: boolean}[];
};

type Members = Readonly<Record<string, unknown>>;

const membersOf = (value: unknown): Members => (typeof value === 'object' && value !== null ? (value as Members) : {});
const listOf = (value: unknown): readonly Members[] =>
	Array.isArray(value) ? value.filter(each => typeof each === 'object' && each !== null) : [];
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * Every tenant that an answer to `/organization` names; Graph names one. None where it is no such answer.
 * It is read without zod, which nobody who has not put a question yet should wait for.
 */
export const organizationsIn = (facts: unknown): readonly Organization[] =>
	listOf(membersOf(facts)['value']).map(({id, displayName, verifiedDomains}) => ({
		id: textOf(id),
		displayName: textOf(displayName),
		domains: listOf(verifiedDomains).flatMap(({name, isDefault}) =>
			typeof name === 'string' ? [{name, isDefault: isDefault === true}] : [],
		),
	}));

/** The tenant that an answer to `/organization` names, by id, with its domains; null where it names none. */
export const tenantNamed = (answer: unknown): {readonly id: string; readonly domains: readonly string[]} | null => {
	const [first] = organizationsIn(answer);
	return first === undefined || first.id === null ? null : {id: first.id, domains: first.domains.map(({name}) => name)};
};
