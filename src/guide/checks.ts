import {type Check, collectorOf, collectorsOf, isOptional, type Needs} from './check.ts';
import {here} from './outline.ts';
import {type GraphQuery, graphOf, type Query} from './query.ts';
import {type Gate, type Guide, gatesOf, numberedChecks, type Step} from './step.ts';

/** A check with where it stands in its guide. */
export type NamedCheck = {readonly number: string; readonly step: Step; readonly check: Check};

const checksByGuide = new WeakMap<Guide, ReadonlyMap<string, NamedCheck>>();

/** A check with its number and step, by its id. Throws for an id the guide does not have. */
export const checkNamed = (guide: Guide, id: string): NamedCheck => {
	const known = checksByGuide.get(guide) ?? new Map(numberedChecks(guide).map(entry => [entry.check.id, entry]));
	checksByGuide.set(guide, known);
	const entry = known.get(id);
	if (entry === undefined) {
		throw new Error(`The guide has no check ${id}.`);
	}

	return entry;
};

export const stepNamed = (guide: Guide, id: string): Step => {
	const step = guide.steps.find(each => each.id === id);
	if (step === undefined) {
		throw new Error(`The guide has no step ${id}.`);
	}

	return step;
};

/** A step's number as people count, from 1. */
export const numberOf = (guide: Guide, step: string): number => guide.steps.findIndex(({id}) => id === step) + 1;

/** The gates that a check stands for. */
export const gatesOfCheck = (guide: Guide, check: string): readonly Gate[] =>
	guide.steps.flatMap(gatesOf).filter(gate => gate.check.id === check);

/** What is asked for a check. */
export const queriesOf = (check: Check): readonly Query[] => collectorsOf(check).map(({query}) => query);

/** The statement a person is asked to confirm; null where a check asks the world, even if a person's word may shut it harder. */
export const statementOf = (check: Check): string | null => {
	const queries = queriesOf(check);
	const [first] = queries;
	return first?.via === 'person' && queries.length === 1 ? first.statement : null;
};
/** Under what an answer is kept: the question's collector, or the check itself where it asks the world. */
export const statementIdOf = (check: Check): string => (isAsked(check) ? (collectorsOf(check)[0]?.id ?? check.id) : check.id);
/** Whether a person alone can say whether a check holds. */
export const isAsked = (check: Check): boolean => statementOf(check) !== null;

/** The other machine that a check has to be asked on; null where none of its questions is tied to one. */
export const machineOf = (check: Check): string | null =>
	queriesOf(check).flatMap(query => (query.via === 'powershell' && query.on !== here ? [query.on] : []))[0] ?? null;

/** Whether a check reads so many records that it takes minutes. */
export const readsLong = (check: Check): boolean => queriesOf(check).some(({via}) => via === 'survey');

const graphReadsOf = (check: Check): readonly GraphQuery[] => queriesOf(check).flatMap(query => graphOf(query) ?? []);
export const needsGraph = (check: Check): boolean => graphReadsOf(check).length > 0;

/** The Graph permissions that some checks need, each once. */
export const permissionsOf = (checks: readonly Check[]): readonly string[] => [
	...new Set(checks.flatMap(graphReadsOf).flatMap(({permissions}) => permissions)),
];

/** The numbers of the checks that cannot be seen without a Graph permission; what could only excuse or add is not among them. */
export const checksNeeding = (guide: Guide, permission: string): readonly string[] =>
	numberedChecks(guide).flatMap(({check, number}) =>
		Object.values(check.needs as Needs).some(
			need => !isOptional(need) && graphOf(collectorOf(need).query)?.permissions.includes(permission),
		)
			? [number]
			: [],
	);

/** What is read for a check, for somebody who asks before it is read. */
export const readsOf = (check: Check): readonly {readonly what: string; readonly rights: string}[] =>
	collectorsOf(check).map(({what, rights}) => ({what, rights}));
