import type {Outline} from '../guide/outline.ts';
import {confirmingText, isTenantName} from '../session/environment.ts';
import type {Environment} from '../session/event.ts';
import {directoriesIn, noGroup, noHost} from '../tui/screens/form.ts';
import {choose, type Talk, tell, text} from './ask.ts';
import {say} from './say.ts';
import type {Trip} from './trip.ts';

/** Asks for a text until it is empty or will do; null where somebody goes back. `-` empties what stands there. */
const fitting = async function* (
	question: string,
	first: string,
	about: string,
	wrong: (typed: string) => string | null,
): Talk<string | null> {
	for (;;) {
		const typed = yield* text(question, first, about);
		const answer = typed === '-' ? '' : typed;
		const objection = answer === null || answer === '' ? null : wrong(answer);
		if (objection === null) {
			return answer;
		}

		yield* tell(...say(`${objection} b goes back.`));
	}
};

const clouds = ['global', 'usgov', 'usgovdod', 'china'] as const;
const noCloud = (typed: string): string | null =>
	clouds.some(cloud => cloud === typed) ? null : `The cloud is one of ${clouds.join(', ')}.`;

/** What a session is asked in, as it was asked for. */
export type Said = Pick<Environment, 'directories' | 'scopeGroup' | 'cloud'>;

/** Asks in what environment a session looks; null where somebody goes back. */
export const environmentFrom = async function* ({deployed}: Outline, first: Said): Talk<Said | null> {
	const directories = yield* fitting(
		"Directories, one per forest, commas between (Enter for this computer's own)",
		first.directories.join(', '),
		'A domain or a domain controller; - for none',
		noHost,
	);
	const group =
		directories === null
			? null
			: yield* fitting(
					`Group that will use ${deployed} (Enter for every enabled user)`,
					first.scopeGroup ?? '',
					'As the directory names it, or its SID; - for none',
					noGroup,
				);
	const cloud = group === null ? null : yield* fitting('Cloud', first.cloud, clouds.join(', '), noCloud);
	return directories === null || group === null || cloud === null
		? null
		: {
				directories: directoriesIn(directories),
				scopeGroup: group === '' ? null : group,
				cloud: clouds.find(each => each === cloud) ?? 'global',
			};
};

/** Asks whether whom a session from elsewhere names is right, before anybody is asked. False where somebody goes back. */
export const confirmFirst = async function* ({workspace}: Trip): Talk<boolean> {
	const why = confirmingText(workspace.session());
	if (why === null) {
		return true;
	}

	yield* tell(
		'',
		...say(why),
		...say('Whoever it names is asked in your name, and you would sign in to that tenant. Nobody has been asked yet.'),
	);
	const chosen = yield* choose('Is that right?', [
		{id: 'change', words: 'say whom this session is about'},
		{id: 'right', words: 'that is right; go on'},
		{id: 'back', words: 'back; nobody is asked'},
	]);
	if (chosen === 'back') {
		return false;
	}

	if (chosen === 'right') {
		workspace.confirm({});
		return true;
	}

	const {environment, identity} = workspace.session();
	const said = yield* environmentFrom(workspace.guide.outline, environment);
	const tenant =
		said === null
			? null
			: yield* fitting(
					'Tenant (Enter for the one that somebody signs in to)',
					environment.tenant ?? identity.tenant?.id ?? '',
					'Its id, or one of its domains; - for none',
					typed => (isTenantName(typed) ? null : 'That is no tenant. Name its id, or one of its domains.'),
				);
	if (said === null || tenant === null) {
		return false;
	}

	workspace.confirm({...said, tenant: tenant === '' ? null : tenant});
	return true;
};
