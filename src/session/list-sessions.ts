import {join} from 'node:path';
import {compareText} from '../guide/plain-order.ts';
import {safeText} from '../guide/untrusted.ts';
import {extension} from './durable.ts';
import type {Event} from './event.ts';
import {type JournalReading, readJournal} from './read-journal.ts';
import {type Session, startOf} from './session.ts';
import {textIn} from './session-file.ts';
import type {SessionsFolder} from './sessions-folder.ts';
import {troubleOf} from './trouble.ts';

/** A session as a list shows it. */
export type Listed =
	| {readonly kind: 'sound'; readonly name: string; readonly session: Session}
	| {readonly kind: 'unreadable'; readonly name: string; readonly why: string};

/** A session's file as it stands. */
export type Read = {
	readonly name: string;
	/** Null where it cannot be read. */
	readonly content: {readonly text: string; readonly reading: JournalReading} | null;
	/** Why it cannot be read, in words that follow its name; null where it can. */
	readonly why: string | null;
	/** Names of the files in quarantine that were set aside from it. */
	readonly setAside: readonly string[];
};

/** Why a journal cannot be read, in words that follow its name. */
export const whyUnreadable = (reading: Exclude<JournalReading, {kind: 'sound' | 'newer'}>): string => {
	switch (reading.kind) {
		case 'foreign':
			return `not a session: ${reading.why}`;
		case 'headless':
			return `no session any more: ${reading.why}`;
		case 'strange':
			return `line ${reading.line} holds something that whfb never writes (${safeText(reading.path)})`;
		case 'broken':
			return `damaged in line ${reading.line}: ${reading.why}`;
	}
};

const listedOf = ({fileOf}: SessionsFolder, name: string, amount: (events: readonly Event[], start: Session) => Session): Listed => {
	let reading: JournalReading;
	try {
		reading = readJournal(textIn(fileOf(name)));
	} catch (error) {
		return {kind: 'unreadable', name, why: `it cannot be read: ${troubleOf(error)}`};
	}

	switch (reading.kind) {
		case 'sound':
			return {kind: 'sound', name, session: amount(reading.events, startOf(reading.header))};
		case 'newer':
			return {kind: 'unreadable', name, why: `written by whfb ${reading.tool}, newer than this one`};
		default:
			return {kind: 'unreadable', name, why: whyUnreadable(reading)};
	}
};

/** Every session of a folder, the newest first. */
export const listSessions = (folder: SessionsFolder, amount: (events: readonly Event[], start: Session) => Session): readonly Listed[] => {
	const newest = (one: Listed) => (one.kind === 'sound' ? (one.session.at ?? '') : '');
	return folder
		.names()
		.map(name => listedOf(folder, name, amount))
		.sort((a, b) => compareText(newest(b), newest(a)));
};

/** What stands in the files of some sessions. */
export const readSessions = ({path, fileOf, filesIn}: SessionsFolder, names: readonly string[]): readonly Read[] => {
	const aside = filesIn(join(path, 'quarantine')).toSorted();
	return names.map(name => {
		const setAside = aside.filter(
			file => file.startsWith(`${name}-`) && /^[0-9a-f]{8}$/.test(file.slice(name.length + 1, -extension.length)),
		);
		try {
			const text = textIn(fileOf(name));
			return {name, content: {text, reading: readJournal(text)}, why: null, setAside};
		} catch (error) {
			return {name, content: null, why: `cannot be read: ${troubleOf(error)}`, setAside};
		}
	});
};
