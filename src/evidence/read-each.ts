import {createHash} from 'node:crypto';
import {CannotStart} from '../cannot-start.ts';
import type {Refusal} from '../guide/importer.ts';
import {type ByScript, broughtBy, broughtByScript, type ScriptParts} from './carried-brought.ts';
import {computerIn, holdsLines, linesIn, readLine} from './carried-line.ts';
import type {OnceFile, Opened} from './opened.ts';

/** Larger than anything that a script prints of one machine. */
const mostOfOne = 16 * 1024 * 1024;

/** A file, or a line of one, that was taken, or the sentence that says why not. `path` is raw. */
export type Read = {readonly path: string; readonly isLine: boolean} & (({readonly digest: string} & ByScript) | Refusal);

/** The text of one file of many; a file that somebody named by itself may be larger. */
const textIn = (file: OnceFile, isFolder: boolean): {readonly text: string; readonly digest: string} | Refusal => {
	if (isFolder && file.size > mostOfOne) {
		return {
			refused: `It is larger than anything that a script prints (${Math.round(file.size / 1024 / 1024)} MB). A table of many lines is brought by itself.`,
		};
	}

	try {
		return file.read();
	} catch (error) {
		if (error instanceof CannotStart) {
			return {refused: error.message};
		}

		throw error;
	}
};

/** Whether a file holds lines of several machines, or is one of several that scripts wrote. */
export const isOfScripts = (file: OnceFile, {isFolder, once}: Opened): boolean => {
	const read = textIn(file, isFolder);
	const isOneOfMany = isFolder && once.length > 1;
	return (
		'text' in read &&
		(holdsLines(read.text) || (isOneOfMany && read.text.includes('whfb-carried') && !read.text.includes('$Carried.Nonce')))
	);
};

const lineIn = (path: string, number: number, line: string, parts: ScriptParts): Read => {
	const about = {path: `${path}, line ${[number, computerIn(line)].filter(one => one !== null).join(', ')}`, isLine: true};
	const carried = readLine(line, parts.collectors);
	const found = 'refused' in carried ? carried : broughtBy({carried, notes: []}, parts);
	return {...about, ...('refused' in found ? found : {digest: createHash('sha256').update(line).digest('hex'), ...found})};
};

/** What one file holds: an answer, the sentence that says why it is none, or one of these for each of its lines. */
export const readEach = (file: OnceFile, {isFolder}: Opened, parts: ScriptParts): readonly Read[] => {
	const about = {path: file.path, isLine: false};
	const read = textIn(file, isFolder);
	if ('refused' in read) {
		return [{...about, ...read}];
	}

	const {text, digest} = read;
	if (text.trim() === '') {
		return [{...about, refused: 'It is empty. Look whether something stopped the script that wrote it.'}];
	}

	if (holdsLines(text)) {
		return linesIn(text).map(({number, line}) => lineIn(file.path, number, line, parts));
	}

	const found = broughtByScript(text, parts);
	return [{...about, ...(found === null ? {refused: 'No script of whfb wrote it.'} : 'refused' in found ? found : {digest, ...found})}];
};
