import {CannotStart} from '../cannot-start.ts';
import {capital, numberWord} from '../guide/outline.ts';
import {ageOf} from '../guide/words.ts';
import type {Workspace} from '../session/workspace.ts';
import {savedSentence} from '../tui/saved.ts';
import type {WizardStart} from '../tui/start.ts';
import {choose, Leaving, type Talk, tell, text} from './ask.ts';
import {environmentFrom} from './environment.ts';
import {say} from './say.ts';

const pickPractice = async function* (start: WizardStart): Talk<Workspace | null> {
	const endings = [
		['open', 'ends open'],
		['shut', 'ends shut'],
		['not seen', 'ends not seen'],
	] as const;
	const listed = endings.flatMap(([ends, words]) =>
		start.practices.filter(each => each.ends === ends).map(each => ({id: each.id, words: `${each.id}: ${each.sentence} (${words})`})),
	);
	const chosen = yield* choose('Which practice environment?', listed);
	if (chosen === 'back') {
		return null;
	}

	const workspace = await start.startPractice(chosen);
	yield* tell(...say(`Practice session ${workspace.name} made.${savedSentence(workspace)}`));
	return workspace;
};

const startNew = async function* (start: WizardStart): Talk<Workspace | null> {
	const name = yield* text('Name of the session (Enter for one of ours)', '', 'Letters, digits, dots and dashes');
	const said = name === null ? null : yield* environmentFrom(start.outline, {directories: [], scopeGroup: null, cloud: 'global'});
	return name === null || said === null ? null : start.startSession({name, ...said});
};

/** Says a sentence that something cannot be done, and goes on; anything else is a defect of ours. */
export const forgiving = async function* <Outcome>(talk: Talk<Outcome>): Talk<Outcome | null> {
	try {
		return yield* talk;
	} catch (error) {
		if (error instanceof CannotStart) {
			yield* tell(...say(error.message));
			return null;
		}

		throw error;
	}
};

const opening = async function* (start: WizardStart, name: string): Talk<Workspace> {
	yield* tell(`Opening ${name}.`);
	return start.openSession(name);
};

/** Asks what somebody would like until a session is open. */
export const welcome = async function* (start: WizardStart): Talk<{readonly workspace: Workspace; readonly isResumed: boolean}> {
	yield* tell(
		`whfb ${start.tool}. ${start.outline.title}. ${capital(numberWord(start.outline.steps))} steps.`,
		'It reads and changes nothing. It asks for no password.',
		...(await start.doctor.catch(() => [])).flatMap(line => say(line)),
	);
	for (;;) {
		const sessions = start.sessions.map(listed => ({
			id: `=${listed.name}`,
			words:
				listed.kind === 'unreadable'
					? `${listed.name}: ${listed.why}`
					: `continue ${listed.name}, ${listed.session.finished.length} of ${start.outline.steps} steps done, last opened ${ageOf(listed.session.at, start.now())}`,
		}));
		const chosen = yield* choose(sessions.length === 0 ? 'No session yet. What would you like?' : 'What would you like?', [
			...sessions,
			{id: 'start', words: 'start a session'},
			{id: 'practise', words: `practise${sessions.length === 0 ? ' first' : ''}; nothing real is touched`},
			{id: 'plan', words: 'see every read beforehand'},
			{id: 'leave', words: 'leave'},
		]);
		if (chosen === 'leave') {
			throw new Leaving(false);
		}

		if (chosen === 'plan') {
			yield* tell(...(await start.plan()).split('\n').flatMap(line => (line.length <= 80 ? [line] : say(line, 0, 2))));
			continue;
		}

		const workspace =
			chosen === 'start'
				? yield* forgiving(startNew(start))
				: chosen === 'practise'
					? yield* forgiving(pickPractice(start))
					: chosen === 'back'
						? null
						: yield* forgiving(opening(start, chosen.slice(1)));
		if (workspace !== null) {
			return {workspace, isResumed: chosen.startsWith('=')};
		}
	}
};
