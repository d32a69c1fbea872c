import {randomBytes} from 'node:crypto';
import {basename} from 'node:path';
import {commandLine, pathWord} from '../command-line.ts';
import {isPlainName} from '../content/own-names.ts';
import {collectorScript} from '../evidence/collector-script.ts';
import {pilotPlaceWords} from '../guide/outline.ts';
import {collectorsIn, type Guide} from '../guide/step.ts';
import {shownName} from '../guide/untrusted.ts';
import {writeOut} from '../output-file.ts';
import type {Environment} from '../session/event.ts';

/**
 * Writes the script for a place of the guide, and says in sentences what to do with it. `oneLine`: it prints one line instead of a document. Throws
 * CannotStart where nothing is asked there.
 */
export const writeCollector = (
	guide: Guide,
	place: string,
	file: string,
	{oneLine = false, environment = {}}: {readonly oneLine?: boolean; readonly environment?: Partial<Environment>} = {},
): string => {
	const {places} = guide.outline;
	const nonce = randomBytes(16).toString('hex');
	const machine = pilotPlaceWords(places, place, environment);
	const user = places.find(({id}) => id === place)?.pilot === 'pilotClient' ? environment.pilotUsers?.find(isPlainName) : undefined;
	// A name that is more than a name stands in no script.
	const whom = isPlainName(machine) ? {whom: `${machine}${user === undefined ? '' : `, as ${user}`}`} : {};
	const script = collectorScript({
		place,
		places,
		collectors: collectorsIn(guide),
		nonce,
		created: new Date().toISOString(),
		oneLine,
		...whom,
	});
	const answer = oneLine ? 'line.txt' : 'answer.json';
	writeOut(file, script, {encoding: 'latin1', isNew: true});
	const run = commandLine(
		['powershell', '-NoProfile', '-ExecutionPolicy', 'RemoteSigned', '-File', pathWord(basename(file))],
		'powershell',
	);
	const unblock = commandLine(['Unblock-File', pathWord(basename(file))], 'powershell');
	return `${shownName(file)} is written: ${script.split('\n').length} lines that read and change nothing. On ${machine} run: ${run} > ${answer}${
		oneLine
			? ''
			: `
Where Windows refuses it as a download, whoever has read it runs there first: ${unblock}`
	}
Then bring it in where the session is open, or with: ${commandLine(['whfb', 'import', answer, '--session', 'NAME'])}${oneLine ? '. A list or a table of such lines does as well' : ''}`;
};
