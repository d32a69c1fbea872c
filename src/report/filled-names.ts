import {isPlainName, type OwnNames} from '../content/own-names.ts';
import type {Finding} from '../guide/finding.ts';
import {firstOf} from '../guide/first-names.ts';
import type {Guide} from '../guide/step.ts';
import {isGood} from '../guide/words.ts';
import {isHostName, isUserName} from '../session/environment.ts';
import type {Session} from '../session/session.ts';
import {type KeptFacts, keptFacts} from './kept-facts.ts';
import {ownNames} from './own-names.ts';

/** What a remedy is filled with: this environment's names for the examples of pages, and what the finding says does not hold. */
export type Filling = {
	readonly names: OwnNames;
	readonly objects: readonly string[];
	/** What stands in the place of a name; left out, the name itself. */
	readonly hidden?: (name: string) => string;
};

/** The machines and domains that a finding names as those that do not hold; names that a shell would read are none of them. */
export const objectsNamed = (finding: Finding | undefined): readonly string[] => [
	...new Set((finding?.exhibits ?? []).flatMap(({sign, what}) => (!isGood(sign) && isHostName(what) && isPlainName(what) ? [what] : []))),
];

/** What an answer says of whom the pilot is; facts that an earlier version kept otherwise name nobody. */
const pilotsOf = ({collector: {pilots}, facts}: KeptFacts): readonly string[] => {
	try {
		return pilots?.(facts) ?? [];
	} catch {
		return [];
	}
};

/** This environment's names for the examples of pages: those that it was given, and the pilot user whom answers were about. */
export const namesIn = (guide: Guide, session: Session): OwnNames => {
	const given = ownNames(session);
	const user = () =>
		keptFacts(guide, session)
			.flatMap(pilotsOf)
			.find(name => isUserName(name) && isPlainName(name));
	return {...given, 'anna@example.test': given['anna@example.test'] ?? user() ?? null};
};

/** The first label of a machine's name. */
const shortName = (name: string): string => name.split('.')[0] ?? name;

const most = 10;

/**
 * A line that asks for what a finding names, `$name = Read-Host 'The domain that whfb names'`, with the name in it where there is one; where there are several, they
 * stand above it. `Short name` asks for a machine's first label.
 */
export const withObjects = (line: string, {objects, hidden = name => name}: Omit<Filling, 'names'>): readonly string[] => {
	const {opening, asked = ''} = /^(?<opening>\$\w+ = )Read-Host '(?<asked>[^']*) that whfb names'$/.exec(line)?.groups ?? {};
	if (opening === undefined || objects.length === 0) {
		return [line];
	}

	const names = (asked.startsWith('Short name') ? objects.map(shortName) : objects).map(hidden);
	return names.length === 1 ? [`${opening}'${names[0]}'`] : [...firstOf(names, most).map(name => `# ${name}`), line];
};
