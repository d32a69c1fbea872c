import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {CannotStart} from '../cannot-start.ts';
import {silence, unobservedReasons} from '../guide/answer.ts';
import {inPackage} from '../package-root.ts';
import type {Ask} from './ask.ts';

const silent = z.strictObject({unobserved: z.enum(unobservedReasons), detail: z.string()});

/** A recorded world: what every collector answers there. Most say only which answers differ from those of another (`basedOn`). */
const worldSchema = z.strictObject({
	id: z.string(),
	/** Its place in the chooser, from 1. */
	order: z.int().positive(),
	/** What it is, in one line of the chooser. */
	sentence: z.string(),
	/** What somebody will meet there, for the chooser's last row. */
	meets: z.string(),
	ends: z.enum(['open', 'shut', 'not seen']),
	basedOn: z.string().nullable(),
	/** Said for every collector that the world does not name; null where the world it is based on answers. */
	otherwise: silent.nullable(),
	answers: z.record(z.string(), z.unknown()),
});

export type World = z.infer<typeof worldSchema>;

/** The folder that practice worlds ship in. */
const worldsFolder = () => inPackage('steps', 'practice');

/** Ids of all practice environments, in the order of their files. */
export const worldIds = (): readonly string[] =>
	readdirSync(worldsFolder())
		.filter(file => file.endsWith('.json'))
		.map(file => file.slice(0, -'.json'.length))
		.sort();

/** Reads a practice environment, or throws CannotStart naming those there are. */
export const readWorld = (id: string): World => {
	if (!worldIds().includes(id)) {
		throw new CannotStart(`There is no practice environment ${JSON.stringify(id)}. There are: ${worldIds().join(', ')}.`);
	}

	return worldSchema.parse(JSON.parse(readFileSync(join(worldsFolder(), `${id}.json`), 'utf8')));
};

/** Every answer of a world, with those of the worlds it is based on. */
export const answersOf = (world: World): Readonly<Record<string, unknown>> => {
	if (world.otherwise !== null || world.basedOn === null) {
		return world.answers;
	}

	return {...answersOf(readWorld(world.basedOn)), ...world.answers};
};

/** An Ask that answers from a world: the same guide and judges, nothing real. What a world does not know is malformed, never met. */
export const practiceAsk = (world: World, now: () => string): Ask => {
	const answers = answersOf(world);
	return async collector => {
		const answer = answers[collector.id];
		const quiet = silent.safeParse(answer);
		if (quiet.success) {
			return silence(quiet.data.unobserved, quiet.data.detail);
		}

		if (answer === undefined) {
			return world.otherwise === null
				? silence('malformed', `The practice environment ${world.id} has no answer of ${collector.id}.`)
				: silence(world.otherwise.unobserved, world.otherwise.detail);
		}

		return {kind: 'facts', facts: answer, source: 'practice', takenAt: now(), from: world.id};
	};
};
