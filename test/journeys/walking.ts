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
 * Presses Enter, again and again, until the screen shows what is wanted or Enter offers it; comes back with that screen and the number of keys.
 * A key waits until the one before has its frame, and longer than the guard against held keys.
 */
export const enterUntil = async (person: Person, wanted: RegExp): Promise<{readonly screen: string; readonly keys: number}> => {
	for (let keys = 0; keys < patience; keys++) {
		await person.untilTrue('a next thing', () => nextThing(person.screen()) !== '' && !/meanwhile$/.test(nextThing(person.screen())));
		const screen = await person.calm();
		if (wanted.test(screen)) {
			return {screen, keys};
		}

		await person.press('enter');
		await person.untilTrue(`anything after "${nextThing(screen)}"`, () => stand(person.screen()) !== stand(screen));
	}

	throw new Error(`After ${patience} keys the screen still does not show ${wanted}. It stands at:\n${person.screen()}`);
};

/** The same, for whoever wants the screen alone. */
export const walkUntil = async (person: Person, wanted: RegExp): Promise<string> => (await enterUntil(person, wanted)).screen;

/** Goes to the last row of what was seen, where the step is finished, and presses Enter there. Two keys at once would be a paste, and dropped. */
export const finishStep = async (person: Person): Promise<void> => {
	if (!/> → Finish step/.test(person.screen())) {
		await person.press('G');
		await person.until(/> → Finish step/);
	}

	await person.press('enter');
};
