import {CannotStart} from '../cannot-start.ts';
import {print} from '../output.ts';
import {bashCompletion} from './completion/bash.ts';
import {fishCompletion} from './completion/fish.ts';
import {powershellCompletion} from './completion/powershell.ts';
import {offers} from './completion/words.ts';
import {zshCompletion} from './completion/zsh.ts';
import {noMoreWords, typed} from './options.ts';
import {shells} from './table.ts';

const makers = {bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion, powershell: powershellCompletion} as const;

/** `whfb completion SHELL`. */
export const completion = async (args: readonly string[]): Promise<number> => {
	const {words} = typed(args, 'completion');
	noMoreWords('completion', words, 1);
	const shell = shells.find(name => name === words[0]);
	if (shell === undefined) {
		throw new CannotStart(`Say for which shell: whfb completion ${shells.join('|')}.`);
	}

	await print(makers[shell](offers()));
	return 0;
};
