import {isMistyped, timeTyped} from '../guide/age.ts';
import {safeText} from '../guide/untrusted.ts';
import {isGroupName, isHostName, isUserName} from './environment.ts';

/** What is wrong with a time at which evidence is said to have been taken, in a sentence; null where it will do. */
export const whyNoTime = (typed: string, now: string): string | null => {
	const time = timeTyped(typed);
	return time === null
		? 'That is no time. Write like 2026-11-22T09:00Z.'
		: isMistyped(time, now)
			? 'That time has not come yet. When was it taken?'
			: null;
};

const separators = /[\s,;]+/;

/** The directories that somebody typed, one per forest. */
export const directoriesIn = (typed: string): readonly string[] => typed.split(separators).filter(each => each !== '');

/** What is wrong with the directories that somebody typed, in a sentence; null where they will do. */
export const noHost = (typed: string): string | null => {
	const wrong = directoriesIn(typed).find(name => !isHostName(name));
	return wrong === undefined ? null : `${safeText(wrong).slice(0, 60)} is no host name. Name a domain or a domain controller.`;
};

/** What is wrong with the one computer that somebody typed, in a sentence; null where it will do. */
export const noComputer = (typed: string): string | null =>
	isHostName(typed) ? null : `${safeText(typed).slice(0, 60)} is no host name. Name one computer, as DNS does.`;

/** The users that somebody typed. */
export const usersIn = directoriesIn;

/** What is wrong with the users that somebody typed, in a sentence; null where they will do. */
export const noUsers = (typed: string): string | null => {
	const wrong = usersIn(typed).find(name => !isUserName(name));
	return wrong === undefined ? null : `${safeText(wrong).slice(0, 60)} is no user principal name, like name@domain.`;
};

/** What is wrong with the one user that somebody typed, in a sentence; null where it will do. */
export const noUser = (typed: string): string | null =>
	isUserName(typed) ? null : `${safeText(typed).slice(0, 60)} is no user principal name, like name@domain.`;

/** What is wrong with a group's name, in a sentence; null where it will do. */
export const noGroup = (typed: string): string | null =>
	isGroupName(typed) ? null : 'That is no name of a group. Name it as the directory does.';

/** The clouds that there are, by the names that options and forms know. */
export const clouds = ['global', 'usgov', 'usgovdod', 'china'] as const;
/** The cloud that somebody typed; null where there is none of that name. */
export const cloudIn = (typed: string | undefined): (typeof clouds)[number] | null => clouds.find(cloud => cloud === typed) ?? null;
