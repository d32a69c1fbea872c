import {isPlainName, type OwnNames} from '../content/own-names.ts';
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
