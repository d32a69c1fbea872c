import {commandLine, pathWord} from '../command-line.ts';
import {becauseOf, lookOf, outcomeWord, type SignSet, signOf, timeOf} from '../guide/words.ts';
import {stepAt} from '../session/decide.ts';
import type {Workspace} from '../session/workspace.ts';
import {gatesShown, nextOf, nextWords, numberOf, stepNamed} from './journey.ts';
import {wordsOf} from './line.ts';
import {savedPhrase} from './saved.ts';
import {toAscii} from './theme.ts';
import {wrapText} from './wrap.ts';

/** What is printed on the normal screen after leaving; `kept` is the file that holds what could not be saved: where, what is open, and how to come back. Lines of at most 80 columns where names allow it. */
export const summaryText = (workspace: Workspace, set: SignSet, flag = '', kept: string | null = null): string => {
	const session = workspace.session();
	const at = stepAt(workspace.guide, session);
	const next = nextOf(workspace.guide, session, stepNamed(workspace.guide, at).id);
	const shut = gatesShown(workspace.guide, session).filter(({look}) => look === 'unmet' || look === 'unobserved');
	const isDone = workspace.guide.steps.every(({id}) => session.finished.includes(id));
	const seen = gatesShown(workspace.guide, session).flatMap(({long, gate, look}) => {
		const finding = session.findings[gate.check.id];
		return finding === undefined
			? []
			: [
					`${signOf(look, set)} ${long}: ${outcomeWord(look)}${['met', 'not-applicable'].includes(lookOf(finding)) ? '' : `. ${becauseOf(finding)}`}`,
				];
	});
	const lines: readonly string[] = [
		'',
		`${workspace.name}   ${savedPhrase(workspace)}, at step ${numberOf(workspace.guide, at)} of ${workspace.guide.steps.length}${workspace.practice === null ? '' : `, PRACTICE ${workspace.practice}`}`,
		...seen.flatMap(text => wrapText(text, 74).map((row, at) => `${at === 0 ? '  ' : '      '}${wordsOf(row)}`)),
		`  Next: ${isDone ? `${commandLine(['whfb', 'check', '--session', workspace.name])} looks at everything again` : next.do === 'finish' && next.shut ? `open ${shut.map(({long}) => long).join(' and ')}; step ${numberOf(workspace.guide, at)} says how` : nextWords(workspace.guide, next)}`,
		'',
		...(workspace.notSaved() === null
			? []
			: kept === null
				? wrapText(`What was not saved is lost: ${workspace.held()}. Look again once it can be saved.`, 78).map(wordsOf)
				: [
						...wrapText(`What was not saved (${workspace.held()}) is kept in a file, with all before it. Bring it in with:`, 78).map(
							wordsOf,
						),
						`  ${commandLine(['whfb', 'import', pathWord(kept), '--session', `${workspace.name}-kept`])}`,
					]),
		`Continue with:  ${commandLine(['whfb', 'resume', workspace.name])}${flag}`,
		'',
	];
	const text = lines.join('\n');
	return set === 'ascii' ? toAscii(text) : text;
};

/** What is known when whfb itself is wrong. */
export type Defect = {
	readonly error: unknown;
	readonly doing: string | null;
	readonly session: string | null;
	readonly savedAt: string | null;
	readonly tool: string;
	readonly system: string;
};

/** A mistake of ours, said as such: what is saved, what went wrong, how to go on. */
export const defectText = ({error, doing, session, savedAt, tool, system}: Defect): string => {
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
		...(session === null ? [] : [`Continue with:        ${commandLine(['whfb', 'resume', session])}`]),
		'If it happens again:  whfb check   looks without a screen',
		'To report it:         whfb doctor   prints what we need to know, without',
		'                      names or secrets; send it with the lines above',
		'',
		'exit 70',
		'',
	].join('\n');
};
