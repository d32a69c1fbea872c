import {hash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {CannotStart} from '../cannot-start.ts';
import {type Facts, unobserved, unobservedReasons} from '../guide/answer.ts';
import type {Collector} from '../guide/check.ts';
import {inPackage} from '../package-root.ts';
import type {Ask} from './ask.ts';
import {knowFacts} from './known-facts.ts';

const silent = z.strictObject({unobserved: z.enum(unobservedReasons), detail: z.string()});

/** Whether an environment is silent where it could have facts. */
const isSilent = (answer: unknown): answer is z.infer<typeof silent> =>
	typeof answer === 'object' && answer !== null && 'unobserved' in answer;

/** A practice environment: what every collector answers in it. Most say only which answers differ from those of another (`basedOn`). */
const practiceSchema = z.strictObject({
	id: z.string(),
	/** Its place in the chooser, from 1. */
	order: z.int().positive(),
	/** What it is, in one line of the chooser. */
	sentence: z.string(),
	/** What somebody will meet there, for the chooser's last row. */
	meets: z.string(),
	ends: z.enum(['open', 'shut', 'not seen']),
	basedOn: z.string().nullable(),
	/** Said for every collector that the environment does not name; null where the one it is based on answers. */
	otherwise: silent.nullable(),
	answers: z.record(
		z.string(),
		z.unknown().refine(answer => !isSilent(answer) || silent.safeParse(answer).success, 'is silent for no reason that there is'),
	),
});

/** A practice environment, as its file holds it. */
export type PracticeEnvironment = z.infer<typeof practiceSchema>;

/** Ids of all practice environments in a folder of the package, in the order of their files. */
export const practiceIds = (folder: string): readonly string[] =>
	readdirSync(inPackage(folder))
		.filter(file => file.endsWith('.json'))
		.map(file => file.slice(0, -'.json'.length))
		.sort();

/** Reads a practice environment, or throws CannotStart naming those there are. */
export const readPractice = (folder: string, id: string): PracticeEnvironment => {
	if (!practiceIds(folder).includes(id)) {
		throw new CannotStart(`There is no practice environment ${JSON.stringify(id)}. There are: ${practiceIds(folder).join(', ')}.`);
	}

	const text = readFileSync(join(inPackage(folder), `${id}.json`), 'utf8');
	if (builtHashes()[id] !== hash('sha256', text)) {
		return practiceSchema.parse(JSON.parse(text));
	}

	const environment = JSON.parse(text) as PracticeEnvironment;
	Object.values(environment.answers).forEach(knowFacts);
	return environment;
};

let hashes: Readonly<Record<string, string>> | undefined;

/** The SHA-256 of each environment that the build held against its schemas, by id; none where the program runs from its sources. */
const builtHashes = (): Readonly<Record<string, string>> => {
	try {
		hashes ??= Object.fromEntries(
			(JSON.parse(readFileSync(join(import.meta.dirname, 'practices.json'), 'utf8')) as readonly BuiltPractice[]).map(({id, sha256}) => [
				id,
				sha256,
			]),
		);
	} catch {
		// Not there, or not whole: the environments themselves are.
		hashes = {};
	}

	return hashes;
};

/** An environment as the build lists it for the chooser. */
export type BuiltPractice = Pick<PracticeEnvironment, 'id' | 'sentence' | 'meets' | 'ends'> & {readonly sha256: string};

/** What the build lists of an environment; throws where an answer is not what its collector's schema makes of it. */
export const builtPractice = (folder: string, id: string, collectors: readonly Collector[]): BuiltPractice => {
	const text = readFileSync(join(inPackage(folder), `${id}.json`), 'utf8');
	const {sentence, meets, ends, answers} = practiceSchema.parse(JSON.parse(text));
	for (const [name, answer] of Object.entries(answers)) {
		const facts = isSilent(answer) ? answer : collectors.find(collector => collector.id === name)?.facts.parse(answer);
		if (JSON.stringify(facts) !== JSON.stringify(answer)) {
			throw new Error(
				`In the practice environment ${id}, ${name} is not written as its schema gives it: a default is left out, members stand in another order, or nobody asks for it.`,
			);
		}
	}

	return {id, sentence, meets, ends, sha256: hash('sha256', text)};
};

/** Every answer of an environment, with those of the ones it is based on. */
export const answersOf = (
	folder: string,
	environment: PracticeEnvironment,
	above: readonly string[] = [environment.id],
): Readonly<Record<string, unknown>> => {
	const {otherwise, basedOn, answers} = environment;
	if (otherwise !== null || basedOn === null) {
		return answers;
	}

	if (above.includes(basedOn)) {
		throw new CannotStart(`The practice environment ${environment.id} is based on ${basedOn}, which is based on itself.`);
	}

	return {...answersOf(folder, readPractice(folder, basedOn), [...above, basedOn]), ...answers};
};

/**
 * An Ask that answers from a practice environment: the same guide and judges, nothing real. What it does not know is malformed, never met.
 * A question to a person is answered by whoever practises (`stated`), then by the environment; no network that is silent silences it.
 */
export const practiceAsk = (
	folder: string,
	environment: PracticeEnvironment,
	now: () => string,
	stated: (collector: Collector) => Facts | null = () => null,
): Ask => {
	const answers = answersOf(folder, environment);
	return async collector => {
		const answer = answers[collector.id];
		if (collector.query.via === 'person') {
			const said = stated(collector);
			if (said !== null) {
				// An environment holds what was read; a person's word is read as everywhere.
				return {...said, facts: collector.read(said.facts, said.takenAt)};
			}

			if (isSilent(answer) || answer === undefined) {
				return unobserved('not-answered', 'Only a person can answer this, and nobody has yet.');
			}
		}

		if (isSilent(answer)) {
			return unobserved(answer.unobserved, answer.detail);
		}

		if (answer === undefined) {
			return environment.otherwise === null
				? unobserved('malformed', `The practice environment ${environment.id} has no answer of ${collector.id}.`)
				: unobserved(environment.otherwise.unobserved, environment.otherwise.detail);
		}

		return {kind: 'facts', facts: answer, source: 'practice', takenAt: now(), from: environment.id};
	};
};
