import {z} from 'zod';
import {type Check, type Collector, defineCheck, defineCollector} from '../src/guide/check.ts';
import {met, unmet} from '../src/guide/finding.ts';
import {dayOf} from './day.ts';

const stated = z.strictObject({
	yes: z.boolean(),
	by: z.string().min(1),
	reason: z.string().min(1),
	/** ISO 8601, UTC. */
	at: z.string(),
});

/** A person's word, as facts. */
export type Stated = z.infer<typeof stated>;

/** What a person may answer, by the id of the check that asks it. */
export const statement = (id: string, text: string): Collector<Stated> =>
	defineCollector({
		id,
		what: text,
		rights: 'whoever knows',
		query: {via: 'person', statement: text},
		read: answer => {
			const {yes, by, reason, at} = z.looseObject({}).parse(answer);
			return {yes, by, reason, at};
		},
		facts: stated,
	});

/** A check that rests on a person's word alone: yes is met, no is unmet with a way out. */
export const statedCheck = (check: {
	readonly id: string;
	readonly question: string;
	/** What a person confirms, with name, date and reason. */
	readonly statement: string;
	readonly no: {readonly remedy: string; readonly because: string};
}): Check<{readonly stated: Collector<Stated>}> =>
	defineCheck({
		id: check.id,
		question: check.question,
		needs: {stated: statement(check.id, check.statement)},
		judge({stated: {yes, by, reason, at}}) {
			const word = `Stated ${dayOf(at)} by ${by}: ${reason}`;
			return yes ? met(word) : unmet(check.no.remedy, `${check.no.because} ${word}`);
		},
	});
