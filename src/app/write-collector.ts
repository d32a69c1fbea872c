import {randomBytes} from 'node:crypto';
import {basename} from 'node:path';
import {commandLine, pathWord} from '../command-line.ts';
import {collectorScript} from '../evidence/collector-script.ts';
import {placeWords} from '../guide/outline.ts';
import {collectorsIn, type Guide} from '../guide/step.ts';
import {shownName} from '../guide/untrusted.ts';
import {writeOut} from '../output.ts';

/** Writes the script for a place of the guide, and says in sentences what to do with it. Throws CannotStart where nothing is asked there. */
export const writeCollector = (guide: Guide, place: string, file: string): string => {
	const {places} = guide.outline;
	const nonce = randomBytes(16).toString('hex');
	const script = collectorScript({place, places, collectors: collectorsIn(guide), nonce, created: new Date().toISOString()});
	writeOut(file, script, {encoding: 'latin1', isNew: true});
	const run = commandLine(
		['powershell', '-NoProfile', '-ExecutionPolicy', 'RemoteSigned', '-File', pathWord(basename(file))],
		'powershell',
	);
	return `${shownName(file)} is written: ${script.split('\n').length} lines that read and change nothing. On ${placeWords(places, place)} run: ${run} > answer.json
Then bring it in where the session is open, or with: whfb import answer.json --session NAME`;
};
