import type {Event} from './event.ts';
import {lineOf} from './journal-lines.ts';
import {readJournal} from './read-journal.ts';

/** A sound journal's text with events after its sound part. */
export const withEvents = (text: string, events: readonly Event[]): string => {
	const reading = readJournal(text);
	if (reading.kind !== 'sound') {
		throw new Error(`A journal that is ${reading.kind} takes no events.`);
	}

	let previous = reading.last;
	const lines = events.map((event, index) => {
		const {line, hash} = lineOf(event, reading.events.length + index, previous);
		previous = hash;
		return line;
	});
	const sound = Buffer.from(text).subarray(0, reading.bytes).toString('utf8');
	return `${sound}${reading.isEnded ? '' : '\n'}${lines.join('')}`;
};
