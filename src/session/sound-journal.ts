import {CannotStart} from '../cannot-start.ts';
import {safeText, shownName} from '../guide/untrusted.ts';
import {quarantine} from './quarantine.ts';
import {type JournalReading, readJournal} from './read-journal.ts';
import {textIn} from './session-file.ts';
import type {SessionsFolder} from './sessions-folder.ts';

type SoundReading = Extract<JournalReading, {kind: 'sound'}>;

/** The journal of a session, where it is sound; throws a sentence for every other, and sets aside what is damaged. */
export const soundJournal = (folder: SessionsFolder, name: string): {readonly file: string; readonly reading: SoundReading} => {
	const {path, fileOf, exists, names, sayingWhy} = folder;
	const file = fileOf(name);
	if (!exists(name)) {
		const others = names();
		throw new CannotStart(
			`There is no session ${name} in ${shownName(path)}. ${others.length === 0 ? 'None has been started there.' : `There are: ${others.join(', ')}.`}`,
		);
	}

	const reading = readJournal(sayingWhy(`Session ${name} cannot be read`, () => textIn(file)));
	switch (reading.kind) {
		case 'sound':
			return {file, reading};
		case 'newer':
			throw new CannotStart(
				`Session ${name} was written by whfb ${reading.tool}, in a newer form than this one reads. Nothing was changed; open it with that version or a later one.`,
			);
		case 'foreign':
			throw new CannotStart(
				`${shownName(file)} is not a session: ${reading.why}. Nothing was changed; move the file away, or bring a sound copy with whfb import.`,
			);
		case 'strange':
			throw new CannotStart(
				`Session ${name} cannot be read: line ${reading.line} holds something that this whfb never writes (${safeText(reading.path)}). Nothing was changed; open it with the whfb that wrote it, or bring a sound copy in with whfb import.`,
			);
		case 'broken':
		case 'headless':
			throw new CannotStart(sayingWhy(`Session ${name} is damaged and cannot be mended`, () => quarantine(path, name, file, folder.sync)));
	}
};
