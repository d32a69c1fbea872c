import type {Guide} from '../guide/step.ts';
import {safeText} from '../guide/untrusted.ts';
import {isPassage} from './event.ts';
import {tracesIn} from './journal-traces.ts';
import type {Read} from './list-sessions.ts';
import {type Proved, proved} from './proof.ts';
import type {JournalReading} from './read-journal.ts';
import {startOf} from './session.ts';

/** A passage that the journal tells of and does not prove, with its line in the file. */
type UnprovedPassage = Omit<Proved['unproved'][number], 'index'> & {readonly line: number};

/** What a session's file says of itself when it is read, and nothing is changed. Lines count from 1; times are ISO 8601, UTC. */
export type Verified = {
	readonly name: string;
	/** Whether every entry is what was written, of a form that this whfb reads, and every passage has its proof. */
	readonly isSound: boolean;
	/** `torn`: the last line broke off while it was written, and all before it is sound. */
	readonly chain: 'sound' | 'torn' | 'damaged' | 'not-verified';
	/** Why it is not sound, or what is to be known of the chain; empty where there is nothing. */
	readonly chainSays: string;
	readonly entries: number | null;
	readonly damagedLines: readonly number[];
	/** An editor saved the file with its own line ends or mark, which takes nothing away. */
	readonly isResaved: boolean;
	/** Files in quarantine that were set aside from this session. */
	readonly setAside: readonly string[];
	/** Where entries were set aside, and how many. */
	readonly mended: readonly {readonly at: string; readonly line: number; readonly entries: number}[];
	readonly form: string | null;
	/** The whfb that began it. */
	readonly tool: string | null;
	readonly practice: string | null;
	/** Kinds of entries that a later whfb wrote and this one keeps without knowing them, each once. */
	readonly unknown: readonly string[];
	/** Passages whose proof stands in the same look and before them. */
	readonly proved: number;
	/** Passages that 1.0.0 wrote, which knew no looks: their gates are looked at again. */
	readonly withoutLooks: number;
	readonly unproved: readonly UnprovedPassage[];
	/** From whose computer it came. */
	readonly brought: readonly {readonly at: string; readonly account: string; readonly computer: string; readonly tool: string}[];
};

const nothing: Omit<Verified, 'name' | 'chain' | 'chainSays' | 'setAside'> = {
	isSound: false,
	entries: null,
	damagedLines: [],
	isResaved: false,
	mended: [],
	form: null,
	tool: null,
	practice: null,
	unknown: [],
	proved: 0,
	withoutLooks: 0,
	unproved: [],
	brought: [],
};

const ofSound = (guide: Guide, reading: Extract<JournalReading, {kind: 'sound'}>): Omit<Verified, 'name' | 'setAside' | 'isResaved'> => {
	const {header, events, torn} = reading;
	const {unproved, withoutLooks, session} = proved(guide, events, startOf(header));
	return {
		...nothing,
		isSound: unproved.length === 0,
		chain: torn === null ? 'sound' : 'torn',
		chainSays:
			torn === null
				? ''
				: 'Its last line broke off while it was written, or is being written just now. It is left out when the session is opened, and all before it is sound.',
		entries: events.length,
		mended: events.flatMap(event => (event.type === 'mended' ? [{at: event.at, line: event.line, entries: event.entries}] : [])),
		form: `${header.version}.${header.minor}`,
		tool: safeText(header.beginning.tool),
		practice: session.environment.practice,
		unknown: [...new Set(session.unknown)],
		proved: events.filter(isPassage).length - withoutLooks - unproved.length,
		withoutLooks,
		// The first line says what the session is, and has no event.
		unproved: unproved.map(({index, type, step, shut}) => ({line: index + 2, type, step: safeText(step), shut})),
		brought: events.flatMap(event =>
			event.type === 'brought' ? [{at: event.at, account: event.account, computer: event.computer, tool: event.tool}] : [],
		),
	};
};

const ofUnsound = (reading: Exclude<JournalReading, {kind: 'sound'}>, text: string): Omit<Verified, 'name' | 'setAside' | 'isResaved'> => {
	switch (reading.kind) {
		case 'newer':
			return {
				...nothing,
				chain: 'not-verified',
				chainSays: `It was written by whfb ${safeText(reading.tool)}, in a newer form than this one reads. That version verifies it.`,
				form: String(reading.version),
				tool: safeText(reading.tool),
			};
		case 'foreign':
			return {...nothing, chain: 'not-verified', chainSays: `It is not a session: ${reading.why}.`};
		case 'headless':
			return {...nothing, chain: 'damaged', chainSays: `It is no session any more: ${reading.why}.`};
		case 'strange':
			return {
				...nothing,
				chain: 'not-verified',
				chainSays: `Line ${reading.line} holds something that this whfb never writes (${safeText(reading.path)}).`,
			};
		case 'broken':
			return {
				...nothing,
				chain: 'damaged',
				chainSays: `It is damaged in line ${reading.line}: ${reading.why}. The ${reading.soundEvents} entries before it are sound.`,
				damagedLines: tracesIn(text).damaged,
				form: `${reading.header.version}.${reading.header.minor}`,
				tool: safeText(reading.header.beginning.tool),
			};
	}
};

/**
 * Says of a session's file whether it is what whfb wrote: the chain of its entries, the proof of each passage, and its form. The chain shows damage and
 * changes of single lines; whoever writes all of a file anew can make a whole chain too.
 */
export const verify = (guide: Guide, {name, content, why, setAside}: Read): Verified => {
	if (content === null) {
		return {...nothing, name: safeText(name), chain: 'not-verified', chainSays: `It ${why}.`, setAside};
	}

	const {text, reading} = content;
	const read = reading.kind === 'sound' ? ofSound(guide, reading) : ofUnsound(reading, text);
	return {...read, name: safeText(name), isResaved: tracesIn(text).isResaved, setAside: setAside.map(safeText)};
};
