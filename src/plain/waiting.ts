import type {Workspace} from '../session/workspace.ts';
import {longRead} from '../tui/so-far.ts';
import {type Talk, tell} from './ask.ts';
import {say} from './say.ts';

/** Milliseconds between two lines on how far a long read has come. */
const every = 10_000;

/** Waits for a look, and says now and then how far what takes minutes has come. */
export const waitFor = async function* <Outcome>(workspace: Workspace, look: Promise<Outcome>): Talk<Outcome> {
	const ended = look.then(outcome => ({outcome}));
	for (let told = ''; ; ) {
		let timer: NodeJS.Timeout | undefined;
		const pause = new Promise<null>(resolve => {
			timer = setTimeout(resolve, every, null);
		});
		const end = await Promise.race([ended, pause]).finally(() => clearTimeout(timer));
		if (end !== null) {
			return end.outcome;
		}

		const words = longRead(workspace.guide, workspace.looking());
		if (words !== null && words !== told) {
			told = words;
			yield* tell(...say(`${words}.`));
		}
	}
};
