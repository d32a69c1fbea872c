import {CannotStart} from '../cannot-start.ts';
import type {Ask} from '../engine/ask.ts';
import {look} from '../engine/look.ts';
import type {Weighed} from '../guide/answer.ts';
import {type Unobserved, unobserved} from '../guide/answer.ts';
import type {Collector} from '../guide/check.ts';
import {checkNamed} from '../guide/checks.ts';
import {whyMalformed} from '../guide/malformed.ts';
import type {OneUser} from '../guide/one-user.ts';
import type {Guide} from '../guide/step.ts';
import {type OneUserDocument, oneUserDocument} from '../report/one-user.ts';
import {oneUserLines} from '../report/one-user-text.ts';
import {objectionsTo} from '../session/environment.ts';
import type {Environment} from '../session/event.ts';
import type {Session} from '../session/session.ts';
import {startOf} from '../session/session.ts';
import type {Store} from '../session/store.ts';
import {environmentName} from './check.ts';
import {readSession} from './read-session.ts';
import {askFor, type RunnerParts} from './runners.ts';
import {beginningOf, runningIn} from './session-writer.ts';

/** What one question about a user needs. */
export type OneUserParts = Omit<RunnerParts, 'environment' | 'onIdentity'> & {
	readonly tool: string;
	/** What the options of this run say of the environment. */
	readonly given: Partial<Environment>;
	/** The session's name; null where there is none. */
	readonly name: string | null;
	/** By user principal name. */
	readonly user: string;
	readonly strict: boolean;
	/** Left out, the world that the environment names is asked. */
	readonly ask?: (parts: RunnerParts) => Ask;
};

/** An answer that holds facts about this user alone, where it is to a question about named users; else why there is none. */
const aboutOne =
	({rooms}: OneUser, user: string, ask: Ask): Ask =>
	async collector => {
		const answer = await ask(collector);
		const only = rooms.find(room => room.collector.id === collector.id)?.only;
		const facts = answer.kind === 'facts' && only !== undefined ? collector.facts.safeParse(answer.facts) : null;
		if (answer.kind === 'unobserved' || only === undefined || facts?.success !== true) {
			return answer;
		}

		const own = only(facts.data, user);
		return own === null
			? unobserved('inconclusive', `Nothing of ${user} stands in what ${answer.from} answered.`)
			: {...answer, facts: own};
	};

const parsed = (collector: Collector, answer: Weighed | Unobserved): Weighed | Unobserved => {
	if (answer.kind === 'unobserved') {
		return answer;
	}

	const facts = collector.facts.safeParse(answer.facts);
	return facts.success ? {...answer, facts: facts.data} : unobserved('malformed', whyMalformed(facts.error));
};

/**
 * Looks with one user as the only pilot user at everything that can tell of one, and puts it into a document. Nothing of it is kept: a session's own pilot
 * users and findings stay as they are.
 */
export const lookAtOneUser = async (parts: OneUserParts): Promise<OneUserDocument> => {
	const {guide, tool, now, user, name, given, strict, ask: asking = askFor} = parts;
	const {oneUser} = guide;
	if (oneUser === undefined) {
		throw new CannotStart('This guide can tell nothing of one user.');
	}

	const session = (): Session => {
		const known = parts.session();
		return {...known, environment: {...known.environment, pilotUsers: [user]}};
	};
	const {environment} = session();
	const ask = aboutOne(oneUser, user, asking({...parts, session, environment: runningIn(environment, given)}));
	const [answers, findings] = await Promise.all([
		Promise.all(oneUser.rooms.map(async room => ({room, answer: parsed(room.collector, await ask(room.collector))}))),
		Promise.all(
			oneUser.checks.map(async ({part, check: id}) => {
				const {check, step} = checkNamed(guide, id);
				return {part, check, step: step.id, finding: await look(check, ask, now)};
			}),
		),
	]);
	return oneUserDocument({
		guide,
		oneUser,
		tool,
		user,
		at: now(),
		environment: environmentName(environment, name),
		answers,
		findings,
		strict,
	});
};

/** The same as text for a screen that breaks its lines by itself. */
export const oneUserInLines = async (parts: OneUserParts): Promise<string> => oneUserLines(parts.guide, await lookAtOneUser(parts));

/** The session that a question is asked in: the one that is named, as it stands, or none. Options override what it knows of the environment. */
export const sessionToAskIn = (parts: {
	readonly guide: Guide;
	readonly tool: string;
	readonly at: string;
	readonly store: Store;
	readonly name: string | null;
	readonly given: Partial<Environment>;
	readonly confirms: boolean;
}): Session => {
	const {guide, tool, at, store, name, given, confirms} = parts;
	if (name === null) {
		return startOf({version: 2, beginning: beginningOf(guide, tool, at, given)});
	}

	const {session} = readSession(store, name);
	const environment = {...session.environment, ...given};
	const [wrong] = objectionsTo(environment);
	const practice = given.practice ?? null;
	if (wrong !== undefined || (practice !== null && practice !== session.environment.practice)) {
		throw new CannotStart(
			wrong === undefined
				? `Session ${name} is ${session.environment.practice === null ? 'a real one' : 'practice in another environment'}. Leave --practice or --session out.`
				: `Session ${name} names ${wrong}.`,
		);
	}

	return {...session, environment, unconfirmed: confirms ? null : session.unconfirmed};
};
