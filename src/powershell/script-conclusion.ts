import {existsSync} from 'node:fs';
import {type Unobserved, unobserved} from '../guide/answer.ts';
import {isMarked, unblockFirst} from './download-mark.ts';
import {unobservedFor} from './failure.ts';
import {isPolicyRefusal} from './failure-reason.ts';
import type {ScriptAnswer, ScriptFailure} from './script-answer.ts';
import type {Shell} from './shell.ts';

/** What a script answered. */
export type ScriptFacts = {readonly kind: 'facts'; readonly facts: unknown} & Pick<
	ScriptAnswer,
	'computer' | 'account' | 'at' | 'powershell' | 'edition' | 'language'
>;

/** The code of the error that kept a program from starting. */
export const spawnError = (ended: object | undefined): string | undefined =>
	ended !== undefined && 'code' in ended && typeof ended.code === 'string' ? ended.code : undefined;

type Conclusion = {
	readonly shell: Shell;
	readonly name: string;
	readonly answer: ScriptAnswer | null;
	readonly malformed: string | null;
	readonly stderr: string;
	readonly code: string | undefined;
	/** The scripts that had to be let through, absolute. */
	readonly files: readonly string[];
};

const marked = (name: string): Unobserved =>
	unobserved('blocked', `PowerShell does not let ${name} run, because it bears the mark of a download. ${unblockFirst}`);

/** The script itself was refused, not something that it did. */
const isLoadRefused = ({id, type}: ScriptFailure): boolean =>
	type.endsWith('.PSSecurityException') && id.split(',')[0] === 'UnauthorizedAccess';

/** The facts of a script that has ended by itself, or why it has none. */
export const concluded = ({shell, name, answer, malformed, stderr, code, files}: Conclusion): ScriptFacts | Unobserved => {
	if (answer !== null && malformed === null) {
		const {facts, computer, account, at, powershell, edition, language} = answer;
		if (answer.error === null) {
			return {kind: 'facts', facts, computer, account, at, powershell, edition, language};
		}

		return isLoadRefused(answer.error) && files.some(isMarked) ? marked(name) : unobservedFor(name, answer.error);
	}

	// On Windows execa hands a program that is not there to cmd.exe, whose own words say so in the language of Windows.
	if (code === 'ENOENT' || (answer === null && !existsSync(shell.path))) {
		return unobserved('no-runner', `${shell.path} was to run ${name}, but it is not there any more.`);
	}

	if (code === 'EPERM' || code === 'EACCES') {
		return unobserved(
			'blocked',
			`This machine did not let ${shell.path} start (${code}): its antivirus or application control may say why.`,
		);
	}

	if (answer === null && isPolicyRefusal(stderr)) {
		if (files.some(isMarked)) {
			return marked(name);
		}

		return unobserved(
			'blocked',
			`The execution policy of this machine does not let ${name} run: Get-ExecutionPolicy -List says which scope sets it.`,
		);
	}

	return unobserved('malformed', `${name} ran, but what came back is not an answer. ${malformed ?? 'No answer came.'}`);
};
