import {randomBytes} from 'node:crypto';
import {basename} from 'node:path';
import {CannotStart} from '../cannot-start.ts';
import {commandLine, pathWord} from '../command-line.ts';
import {collectorScript, type Elsewhere, elsewhere} from '../evidence/collector-script.ts';
import {shownName} from '../guide/untrusted.ts';
import {collectors} from './import.ts';
import {noMoreWords, oneOf, text, typed} from './options.ts';
import {print, writeOut} from './output.ts';

/** Writes the script for a place, and says in a sentence what to do with it. */
export const writeCollector = (place: Elsewhere, file: string): string => {
	const script = collectorScript({place, collectors, nonce: randomBytes(16).toString('hex'), created: new Date().toISOString()});
	writeOut(file, script, {encoding: 'latin1', isNew: true});
	const run = commandLine(
		['powershell', '-NoProfile', '-ExecutionPolicy', 'RemoteSigned', '-File', pathWord(basename(file))],
		'powershell',
	);
	return `${shownName(file)} is written: ${script.split('\n').length} lines that read and change nothing. On the ${place.replace('-', ' ')} run: ${run} > answer.json
Then bring it in where the session is open, or with: whfb import answer.json --session NAME`;
};

/** `whfb collector --place PLACE --out FILE.ps1`. */
export const collector = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, {place: {type: 'string'}, out: {type: 'string'}});
	noMoreWords('collector', asked.words, 0);
	const place = oneOf(asked, 'place', elsewhere);
	const out = text(asked, 'out');
	if (place === null || out === null) {
		throw new CannotStart(`whfb collector needs --place (${elsewhere.join(', ')}) and --out FILE.ps1.`);
	}

	await print(`${writeCollector(place, out)}\n`);
	return 0;
};
