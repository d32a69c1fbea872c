import {isPlainName, type OwnNames, ownBlocks, ownCommand} from '../content/own-names.ts';
import type {Page, Remedy} from '../content/page.ts';
import {isHostName, isUserName} from '../session/environment.ts';
import type {Session} from '../session/session.ts';

const host = (name: string | null): string | null => (name !== null && isHostName(name) && isPlainName(name) ? name : null);

/** The names of an environment. The domain is the forest's, and only where one is known: of several, nobody knows which is meant. */
export const ownNames = ({environment, identity}: Pick<Session, 'environment' | 'identity'>): OwnNames => {
	const [forest, ...others] = identity.forests;
	return {
		'corp.example.test': forest === undefined || others.length > 0 ? null : host(forest.name),
		'dc01.corp.example.test': host(environment.pilotController),
		'pc01.corp.example.test': host(environment.pilotClient),
		'anna@example.test': environment.pilotUsers.find(name => isUserName(name) && isPlainName(name)) ?? null,
	};
};

type Named = Pick<Session, 'environment' | 'identity'>;

/** What is filled once for the same names: a screen is built at every key, and a page is long. */
const filledFor = <T extends object>(fill: (text: T, names: OwnNames) => T): ((session: Named, text: T) => T) => {
	const known = new WeakMap<T, {readonly key: string; readonly filled: T}>();
	return (session, text) => {
		const names = ownNames(session);
		if (Object.values(names).every(name => name === null)) {
			return text;
		}

		const key = JSON.stringify(names);
		const held = known.get(text);
		if (held?.key === key) {
			return held.filled;
		}

		const filled = fill(text, names);
		known.set(text, {key, filled});
		return filled;
	};
};

/** A page with the names of a session's environment in its commands and code. */
export const pageIn = filledFor<Page>((page, names) => ({...page, blocks: ownBlocks(page.blocks, names)}));

/** The same for a remedy. */
export const remedyIn = filledFor<Remedy>((remedy, names) => ({
	...remedy,
	whatToDo: ownBlocks(remedy.whatToDo, names),
	commands: remedy.commands.map(command => ownCommand(command, names)),
}));
