/** A machine other than this one that the guide asks, by a script that runs there or that somebody carries there. */
export type PlaceOutline = {
	/** A word of `--place`, kebab-case; part of the contract. */
	readonly id: string;
	/** As a sentence calls it: `the mail server`. */
	readonly words: string;
	/** What can be brought from there instead of what a script prints; null where nothing can. */
	readonly exported: string | null;
	/** In what window a script is run there, as the first line of a script to carry says it: `an elevated window of Windows PowerShell 5.1`. */
	readonly window: string;
	/** The only platform on which a script of this place can say anything; null where any does. */
	readonly platform: NodeJS.Platform | null;
	/** What of a pilot names one machine of this kind; left out where none does. */
	readonly pilot?: 'pilotClient' | 'pilotController';
};

/** Somebody who can be asked for something, whatever the people of an organisation are called. */
export type RoleOutline = {
	/** A word of `--for`, kebab-case; part of the contract. */
	readonly id: string;
	/** As a heading calls it: `a Schema Admin`. */
	readonly words: string;
	/** The machines that are this role's, where they are a place of the guide: a file of their script can be asked of it. */
	readonly place?: string;
	/** Whether this role's settings lie in files of policies, which not every computer reads: it can let them be read. */
	readonly policies?: true;
	/** What in the `Who` of a remedy names this role. */
	readonly who: RegExp;
};

/** What a guide says of itself before it is loaded: the first frame and the help need no more. Words of a product stand here and in pages, never in src/. */
export type Outline = {
	/** What it is about, as the title of the first screen. */
	readonly title: string;
	/** What stands for a long name where a title has no room. */
	readonly abbreviations: Readonly<Record<string, string>>;
	/** What is looked at, as the object of a sentence: `your mail server and your clients`. */
	readonly looksAt: string;
	/** Whom one needs for the whole way, a line each. */
	readonly needs: readonly string[];
	/** Of whom a scope group is, as the end of `the group that will use`. */
	readonly deployed: string;
	/** Files that can be brought, beside what whfb's own scripts print and exported sessions: in full, and in a few words. */
	readonly brings: {readonly long: readonly string[]; readonly short: string};
	/** How many steps it has. */
	readonly steps: number;
	/** Its gates, each with the check that lets one leave. */
	readonly gates: readonly {readonly id: string; readonly long: string; readonly short: string; readonly check: string}[];
	readonly places: readonly PlaceOutline[];
	readonly roles: readonly RoleOutline[];
	/** The folder of its practice environments, from the package's root. */
	readonly practice: string;
};

/** A place as a sentence calls it; one that the guide does not have is called by its id. */
export const placeWords = (places: readonly PlaceOutline[], id: string): string =>
	id === here ? 'this computer' : (places.find(place => place.id === id)?.words ?? id);

/** The same by the name of the pilot's own machine, where somebody has named one. */
export const pilotPlaceWords = (
	places: readonly PlaceOutline[],
	id: string,
	pilot: Readonly<Partial<Record<'pilotClient' | 'pilotController', string | null>>>,
): string => {
	const member = places.find(place => place.id === id)?.pilot;
	return (member === undefined ? null : pilot[member]) ?? placeWords(places, id);
};

/** The place that is always there: the computer that whfb runs on. */
export const here = 'here';

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** A number as a sentence writes it: `seven`, and from thirteen on `13`. */
export const numberWord = (count: number): string => numbers[count] ?? String(count);

/** All of so many things as a sentence calls them: `the gate`, `both gates`, `all seven steps`. */
export const allOf = (count: number, noun: string): string =>
	count === 1 ? `the ${noun}` : count === 2 ? `both ${noun}s` : `all ${numberWord(count)} ${noun}s`;

/** A sentence's first letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
