import {z} from 'zod';
import {compareTimes} from '../src/guide/age.ts';
import type {DatedFacts} from '../src/guide/check.ts';
import {compareText} from '../src/guide/plain-order.ts';
import {comparableDnsName} from './identity.ts';

/** What a witness of a domain controller is known to be, besides what it says. */
export const datedShape = {
	source: z.enum(['live', 'carried', 'exported', 'attested', 'practice']),
	takenAt: z.string().nullable(),
	/** Older than a day, or of unknown age: may condemn, never open. */
	stale: z.boolean(),
	/** Another witness of the same moment says something else of this computer. */
	contradicted: z.boolean(),
};

export type Dated = {
	readonly source: DatedFacts['source'];
	readonly takenAt: string | null;
	readonly stale: boolean;
	readonly contradicted: boolean;
};

/** The computer that a script looked at, by its DNS name; null where it has none. */
type Named = {readonly computer: string | null};

/** Which computer facts are of, by its DNS name as it is compared; null where it has none, so that it is nobody's but its own. */
export const computerOf = (facts: unknown): string | null => {
	const {computer} = facts as Partial<Named>;
	return typeof computer === 'string' && computer !== '' ? comparableDnsName(computer) : null;
};

/** Oldest first, what was asked live last. What is of one time stands in an order that does not depend on when it was brought. */
const byAge = <T extends Dated>(a: T, b: T): number =>
	Number(a.source === 'live') - Number(b.source === 'live') ||
	compareTimes(a.takenAt, b.takenAt) ||
	compareText(JSON.stringify(a), JSON.stringify(b));

/** What a witness says, without what is known of it. */
const said = ({source: _source, takenAt: _takenAt, stale: _stale, contradicted: _contradicted, ...own}: Dated): string =>
	JSON.stringify(own);

/**
 * The newest witness of each computer, by its DNS name: a live answer decides over any file. Of two of one moment that differ neither is newer,
 * and whoever judges is told so. Whose file was brought first does not matter.
 */
export const newestOfEach = <T extends Named>(witnesses: readonly DatedFacts[], parse: (facts: unknown) => T): readonly (T & Dated)[] => {
	const all = witnesses.map(({facts, source, takenAt, stale}) => ({...parse(facts), source, takenAt, stale, contradicted: false}));
	const found = [...Map.groupBy(all, one => computerOf(one) ?? one).values()].flatMap(group => {
		const own = group.toSorted(byAge);
		const newest = own.at(-1);
		const isTied = (one: T & Dated) =>
			newest?.source !== 'live' && compareTimes(one.takenAt, newest?.takenAt ?? null) === 0 && said(one) !== said(newest ?? one);
		return newest === undefined ? [] : [{...newest, contradicted: own.some(isTied)}];
	});
	return found.toSorted((a, b) => compareText(computerOf(a) ?? '', computerOf(b) ?? ''));
};

const named = z.looseObject({computer: z.string()});

/** The computer that an answer speaks of, as the key of what was brought: `domain-controller/dc01.corp.example.test`. */
export const aboutComputer =
	(collector: string) =>
	(answer: unknown): string | null => {
		const said = named.safeParse(answer);
		return said.success ? `${collector}/${comparableDnsName(said.data.computer)}` : null;
	};

/** Whether an answer says that the computer is no domain controller. */
export const isNoController = (answer: unknown): boolean => z.looseObject({isController: z.literal(false)}).safeParse(answer).success;
