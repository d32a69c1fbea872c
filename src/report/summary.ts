import {commandLine, pathWord} from '../command-line.ts';
import {numberOf} from '../guide/checks.ts';
import {becauseOf, isGood, lookOf, outcomeWord, type SignSet, signOf} from '../guide/words.ts';
import {refusedLast} from '../session/ahead.ts';
import {stepAt} from '../session/decide.ts';
import type {Workspace} from '../session/workspace.ts';
import {inLetters} from './letters.ts';
import {savedPhrase} from './saved.ts';
import {gatesShown} from './standing.ts';
import {wrapped} from './wrapped.ts';

/** What is printed on the normal screen after leaving; `goOn` is what the wizard would do next, `kept` the file that holds what could not be saved: where, what is open, and how to come back. Lines of at most 80 columns where names allow it. */
export const summaryText = (workspace: Workspace, goOn: string, set: SignSet, flag = '', kept: string | null = null): string => {
	const session = workspace.session();
	const at = stepAt(workspace.guide, session);
	const number = numberOf(workspace.guide, at);
	const refused = refusedLast(session);
	const next = refused?.step === at ? `mend what keeps step ${number} shut; it is shown first when you resume` : goOn;
	const isDone = workspace.guide.steps.every(({id}) => session.finished.includes(id));
	const seen = gatesShown(workspace.guide, session).flatMap(({long, gate, look}) => {
		const finding = session.findings[gate.check.id];
		return finding === undefined
			? []
			: [`${signOf(look)} ${long}: ${outcomeWord(look)}${isGood(lookOf(finding)) ? '' : `. ${becauseOf(finding)}`}`];
	});
	const lines: readonly string[] = [
		'',
		`${workspace.name}   ${savedPhrase(workspace)}, at step ${number} of ${workspace.guide.steps.length}${workspace.practice === null ? '' : `, PRACTICE ${workspace.practice}`}`,
		...seen.flatMap(text => wrapped(text, '  ', 6)),
		...wrapped(
			`Next: ${isDone ? `${commandLine(['whfb', 'check', '--session', workspace.name])} looks at everything again` : next}`,
			'  ',
			8,
		),
		'',
		...(workspace.notSaved() === null
			? []
			: kept === null
				? wrapped(`What was not saved is lost: ${workspace.held()}. Look again once it can be saved.`, '', 0)
				: [
						...wrapped(`What was not saved (${workspace.held()}) is kept in a file, with all before it. Bring it in with:`, '', 0),
						`  ${commandLine(['whfb', 'import', pathWord(kept), '--session', `${workspace.name}-kept`])}`,
					]),
		`Continue with:  ${commandLine(['whfb', 'resume', workspace.name])}${flag}`,
		'',
	];
	const text = lines.join('\n');
	return inLetters(text, set);
};
