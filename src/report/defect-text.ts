import {commandLine} from '../command-line.ts';
import {timeOf} from '../guide/words.ts';

/** What is known when whfb itself is wrong. */
export type Defect = {
	readonly error: unknown;
	readonly doing: string | null;
	readonly session: string | null;
	/** What a command that goes on needs besides. */
	readonly flag: string;
	readonly savedAt: string | null;
	readonly tool: string;
	readonly system: string;
};

/** A mistake of ours, said as such: what is saved, what went wrong, how to go on. */
export const defectText = ({error, doing, session, flag, savedAt, tool, system}: Defect): string => {
	const [what, ...where] = (error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error)).split('\n');
	return [
		'',
		'whfb stopped because of a mistake in whfb, not because of anything you did.',
		'',
		...(session === null
			? []
			: [savedAt === null ? `Nothing had been saved in ${session} yet.` : `Everything up to ${timeOf(savedAt)} is saved in ${session}.`]),
		...(doing === null ? [] : [`${doing} was under way and is not saved. It opens no gate.`]),
		'',
		`  What went wrong     ${what}`,
		...where.slice(0, 4).map(line => `                      ${line.trim()}`),
		`  whfb                ${tool}, ${system}`,
		'',
		...(session === null ? [] : [`Continue with:        ${commandLine(['whfb', 'resume', session])}${flag}`]),
		`If it happens again:  ${commandLine(['whfb', 'check'])}   looks without a screen`,
		`To report it:         ${commandLine(['whfb', 'doctor'])}   prints what we need to know, without`,
		'                      names or secrets; send it with the lines above',
		'',
		'exit 70',
		'',
	].join('\n');
};
