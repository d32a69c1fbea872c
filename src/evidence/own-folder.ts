import type {Importer, Refusal} from '../guide/importer.ts';
import {quoted} from '../guide/untrusted.ts';
import type {Opened, PassedBy} from './opened.ts';

/** What a person meant by the folder that was quoted, and what has to be said of the rest. */
export type Meant = {readonly opened: Opened; readonly notes: readonly string[]};

const whys: Readonly<Record<PassedBy['why'], string>> = {
	link: 'is a link, which is not followed',
	special: 'is a pipe or a device',
	unreadable: 'may not be read',
	deeper: 'lies too deep',
};

const entraErrorOf = ({path, why}: PassedBy): Refusal => ({
	refused: `${quoted(path)} in it ${whys[why]}, so a part of it would be missed. Copy the folder again, with everything in it.`,
});

/** Folders that hold one of some subfolders with a file in it, with the subfolders as they are written. */
const holdersOf = ({paths}: Opened, folders: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> => {
	const holders = new Map<string, Set<string>>();
	for (const path of paths) {
		const parts = path.split('/');
		const inside = parts.at(-2);
		if (inside !== undefined && folders.includes(inside.toLowerCase())) {
			const holder = parts.slice(0, -2).join('/');
			holders.set(holder, (holders.get(holder) ?? new Set()).add(inside));
		}
	}

	return holders;
};

const listed = (texts: readonly string[]) => `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

/**
 * Finds the folder of evidence that an importer knows by its subfolders, in what was named or below it. Several are named and none is guessed.
 * A part of it that is not read is a refusal: what is in it would be missed, and nobody would know.
 */
export const ownFolder = (opened: Opened, importers: readonly Importer[]): Meant | Refusal => {
	const found = importers.flatMap(importer =>
		[...holdersOf(opened, importer.folders ?? [])]
			.map(([folder, inside]) => ({folder, inside, what: importer.what, own: opened.within(folder)}))
			.filter(({own}) => importer.recognises(own.files)),
	);
	const [only] = found;
	// Another one may lie where nobody could look.
	const hidden = opened.passedBy.find(({why}) => why === 'unreadable');
	if (found.length > 1) {
		const names = found.map(({folder}) => (folder === '' ? 'the folder itself' : quoted(folder)));
		return {
			refused: `It holds ${found.length} folders that are each ${only?.what}: ${listed(names)}. Name the one that is meant; where that is the folder itself, put the others elsewhere first.`,
		};
	}

	if (hidden !== undefined) {
		return {
			refused: `${quoted(hidden.path)} in it may not be read, so nobody can tell what it holds. Name what is meant, or copy it to a place where all of it may be read.`,
		};
	}

	const missedIn = ({passedBy}: Opened) => passedBy.find(({why}) => why !== 'deeper');
	if (only === undefined) {
		const missed = missedIn(opened);
		return missed === undefined ? {opened, notes: []} : entraErrorOf(missed);
	}

	const twice = [...only.inside].find(name => [...only.inside].some(other => other !== name && other.toLowerCase() === name.toLowerCase()));
	if (twice !== undefined) {
		return {
			refused: `It holds the folder ${quoted(twice)} twice, in capital and small letters, so two of its kind lie in one. Copy it again into an empty folder.`,
		};
	}

	const missed = missedIn(only.own);
	if (missed !== undefined) {
		return entraErrorOf(missed);
	}

	const others = opened.paths.length - only.own.paths.length;
	return {
		opened: only.own,
		notes: [
			...(only.folder === '' ? [] : [`It was found in ${quoted(only.folder)}.`]),
			...(others === 0 ? [] : [`${others} other file${others === 1 ? '' : 's'} beside it ${others === 1 ? 'was' : 'were'} not read.`]),
		],
	};
};
