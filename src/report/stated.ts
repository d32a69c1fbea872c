import {z} from 'zod';
import {checkNamed} from '../guide/checks.ts';
import type {Guide} from '../guide/step.ts';
import type {Session} from '../session/session.ts';
import {keptFacts} from './kept-facts.ts';
import type {ReportDocument} from './report-schema.ts';

const word = z.looseObject({yes: z.boolean(), by: z.string(), reason: z.string(), at: z.iso.datetime({offset: true})});

type Statement = ReportDocument['statements'][number];

/** The words of persons that findings rest on and that nobody gave in this session: those of a practice environment. */
const ofFindings = (
	guide: Guide,
	session: Session,
	questions: ReadonlyMap<string, string>,
	hidden: (text: string) => string,
): readonly Statement[] =>
	keptFacts(guide, session).flatMap(({check, collector: {id, query}, facts}) => {
		const said = query.via === 'person' ? word.safeParse(facts) : null;
		if (said === null || !said.success) {
			return [];
		}

		const {yes, by, reason, at} = said.data;
		return [
			{
				statement: id,
				question: questions.get(id) ?? checkNamed(guide, check).check.question,
				yes,
				by: hidden(by),
				at,
				reason: hidden(reason),
			},
		];
	});

/** Everything that persons have stated, each question once: as this session has it, else as the facts of its findings have it, in which `hidden` puts what stands for names. */
export const statementsIn = (guide: Guide, session: Session, hidden: (text: string) => string): ReportDocument['statements'] => {
	const questions = new Map(guide.steps.flatMap(({checks}) => checks.map(({id, question}) => [id, question] as const)));
	const own = Object.values(session.attestations).map(({statement, yes, by, at, reason}) => ({
		statement,
		question: questions.get(statement) ?? statement,
		yes,
		by,
		at,
		reason,
	}));
	const known = new Set(own.map(({statement}) => statement));
	const others = new Map(ofFindings(guide, session, questions, hidden).map(one => [one.statement, one]));
	return [...own, ...[...others.values()].filter(({statement}) => !known.has(statement))];
};
