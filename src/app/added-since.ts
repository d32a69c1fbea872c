import type {Event} from '../session/event.ts';

const counted = (count: number, one: string, many: string): readonly string[] =>
	count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/** What is told of each kind of entry, one and several; null for what changes nothing that a report says. */
const words: Readonly<Record<Event['type'], readonly [one: string, many: string] | null>> = {
	found: ['look', 'looks'],
	answered: ['statement', 'statements'],
	imported: ['piece of evidence', 'pieces of evidence'],
	settled: ['change of settings', 'changes of settings'],
	identified: ['forest or tenant met', 'forests or tenants met'],
	entered: ['step started', 'steps started'],
	finished: ['step finished', 'steps finished'],
	brought: ['move from elsewhere', 'moves from elsewhere'],
	mended: ['repair', 'repairs'],
	confirmed: ['confirmation of whom it names', 'confirmations of whom it names'],
	unknown: ['entry of a later whfb', 'entries of a later whfb'],
	reported: ['report', 'reports'],
	opened: null,
	wanted: null,
	read: null,
};

/** What was added to a session after a report, as a sentence: by kind, because a look at the gates says less than a person's word. Its own entry is none. */
export const addedSince = (events: readonly Event[]): string => {
	const isOwn = events[0]?.type === 'reported';
	const added = isOwn ? events.slice(1) : events;
	const looks = new Set(added.flatMap(event => (event.type === 'found' ? [event.look ?? ''] : [])));
	const told = (Object.keys(words) as Event['type'][]).flatMap(type => {
		const said = words[type];
		return said === null ? [] : counted(type === 'found' ? looks.size : added.filter(one => one.type === type).length, ...said);
	});
	return told.length === 0
		? 'Nothing was added to the session since.'
		: `Added to the session since: ${told.join(', ')}. A new report may say other things.`;
};
