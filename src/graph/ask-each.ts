import {type Answer, type EachAnswer, type Facts, type UnobservedReason, unobserved} from '../guide/answer.ts';
import {foldAscii} from '../guide/fold.ts';
import {askedForOne, type Each, type GraphQuery} from '../guide/query.ts';
import {safeText} from '../guide/untrusted.ts';

/** What is so for one is so for all: nobody else is asked then. */
const forAll: readonly UnobservedReason[] = ['not-signed-in', 'unreachable', 'blocked', 'timed-out', 'cancelled', 'throttled'];

const isSame = (value: unknown, wanted: string | boolean): boolean =>
	typeof wanted === 'string' ? typeof value === 'string' && foldAscii(value) === foldAscii(wanted) : value === wanted;

type SomeRecord = Readonly<Record<string, unknown>>;

/** Whether a record counts; null where it says nothing of what decides that, and nothing that speaks against it. */
const counts = (record: SomeRecord, where: Readonly<Record<string, string | boolean>>): boolean | null => {
	const said = Object.entries(where).map(([name, wanted]) => ((record[name] ?? null) === null ? null : isSame(record[name], wanted)));
	return said.includes(false) ? false : said.includes(null) ? null : true;
};

/** The names that the records of a list put into the path, each once; or why nobody knows them, as a clause. */
const namesIn = (facts: unknown, {field, where = {}}: Extract<Each, {field: string}>): readonly string[] | string => {
	const {value} = facts as {readonly value?: readonly SomeRecord[]};
	if (!Array.isArray(value)) {
		return 'is no list';
	}

	const unsaid = value.find(record => counts(record, where) === null);
	if (unsaid !== undefined) {
		return `does not say of ${safeText(String(unsaid[field]).slice(0, 80))} whether it is meant (${Object.keys(where).join(', ')})`;
	}

	const meant = value.filter(record => counts(record, where));
	const names = meant.flatMap(record => (typeof record[field] === 'string' && record[field] !== '' ? [record[field]] : []));
	return names.length === meant.length ? [...new Set(names)] : `holds a record without ${field}`;
};

type One = EachAnswer['each'][number];
type Silence = Extract<One, {silent: unknown}>['silent'];

/** How one question is put. */
type AskOne = (query: GraphQuery) => Promise<Answer>;

/** Asks a query for each of what it names, one after the other. Facts are an EachAnswer; a list that is silent is the whole answer. */
export const askEach = async (
	ask: AskOne,
	query: GraphQuery,
	each: Each,
	pilotUsers: readonly string[],
	now: () => string,
): Promise<Answer> => {
	const list = each.of === 'pilot-users' ? null : await ask(each.of);
	if (list?.kind === 'unobserved') {
		return list;
	}

	const names = each.of === 'pilot-users' ? [...new Set(pilotUsers)] : namesIn(list?.facts, each);
	if (typeof names === 'string') {
		return unobserved('malformed', `Graph's list of those to ask ${query.path} for ${names}.`);
	}

	const answers: One[] = [];
	let first: Facts | null = list ?? null;
	let over: Silence | null = null;
	for (const id of names) {
		const one = askedForOne(query, id);
		const answer: Answer | null = over !== null || one === null ? null : await ask(one);
		if (answer?.kind === 'facts') {
			first ??= answer;
			answers.push({id, facts: answer.facts});
			continue;
		}

		const {reason, detail}: Silence =
			over ?? answer ?? unobserved('malformed', `${safeText(id)} can be no part of an address, so Graph was not asked for it.`);
		over ??= forAll.includes(reason) ? {reason, detail} : null;
		answers.push({id, silent: {reason, detail}, ...(answer?.kind === 'unobserved' && answer.absent ? {absent: true} : {})});
	}

	return {
		kind: 'facts',
		facts: {each: answers} satisfies EachAnswer,
		source: 'live',
		takenAt: first?.takenAt ?? now(),
		from: first?.from ?? 'Graph',
	};
};
