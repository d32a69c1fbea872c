import type {Person} from './terminal.ts';

/** What Enter does on the screen as it stands. */
export const nextThing = (screen: string): string =>
	screen
		.split('\n')
		.map(row => /^ Enter {2}(.*)$/.exec(row)?.[1]?.trim())
		.findLast(words => words !== undefined) ?? '';

/** Where the reader stands: title and next thing, without the clock. */
const stand = (screen: string) => `${screen.split('\n')[0]?.slice(0, 30)} ${nextThing(screen)}`;

const patience = 40;

/**
 * Does the one next thing, again and again, as somebody who reads little does, until the screen offers something.
 * From a finding it goes back to the page: looking at it once is enough for the walk to go on.
 */
export const walkUntil = async (person: Person, offered: RegExp): Promise<string> => {
	for (let turn = 0; turn < patience; turn++) {
		await person.untilTrue('a next thing', () => nextThing(person.screen()) !== '');
		const screen = await person.calm();
		const next = nextThing(screen);
		if (offered.test(next)) {
			return screen;
		}

		await person.press(/^(look again at \d|see what would|go on reading|wait)/.test(next) ? 'b' : 'enter');
		await person.untilTrue(`anything after "${next}"`, () => stand(person.screen()) !== stand(screen));
	}

	throw new Error(`After ${patience} turns the screen still does not offer ${offered}. It stands at:\n${person.screen()}`);
};
