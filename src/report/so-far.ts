import {checkNamed} from '../guide/checks.ts';
import {grouped} from '../guide/plain-order.ts';
import type {Progress} from '../guide/progress.ts';
import type {Guide} from '../guide/step.ts';
import type {Looking} from '../session/workspace.ts';

const left = (parts: readonly Progress[]): string => {
	const seconds = Math.max(0, ...parts.map(({secondsLeft}) => secondsLeft ?? 0));
	if (seconds === 0) {
		return '';
	}

	return seconds < 60 ? `, about ${Math.ceil(seconds / 5) * 5} s left` : `, about ${Math.round(seconds / 60)} min left`;
};

const of = ({done, total}: Progress, about: string): string =>
	total === null ? grouped(done) : `${grouped(done)} of ${about}${grouped(total)}`;

const users = ({done, total}: Progress): string => ((total ?? done) === 1 ? 'user' : 'users');

/** How far a long read has come: `4.12 has read 126,000 users from the directory and 84,000 of about 300,000 from Graph, about 2 min left`. */
export const soFarWords = (number: string, parts: readonly Progress[]): string | null => {
	const part = (what: Progress['what']) => parts.find(each => each.what === what);
	const [directory, graph, comparison] = [part('directory'), part('graph'), part('comparison')];
	if (comparison !== undefined) {
		return `${number} has read both sides, and compared ${of(comparison, '')} ${users(comparison)}${left([comparison])}`;
	}

	const read = [
		...(directory === undefined ? [] : [`${of(directory, '')} ${users(directory)} from the directory`]),
		...(graph === undefined ? [] : [`${of(graph, 'about ')}${directory === undefined ? ` ${users(graph)}` : ''} from Graph`]),
	];
	return read.length === 0 ? null : `${number} has read ${read.join(' and ')}${left(parts)}`;
};

/** The same for a look under way: of the first check that waits for such a read; null where none does. */
export const longRead = (guide: Guide, looking: Looking | null): string | null => {
	const row = looking?.rows.find(({phase, soFar}) => phase === 'looking' && soFar.length > 0);
	return row === undefined ? null : soFarWords(checkNamed(guide, row.check.id).number, row.soFar);
};
