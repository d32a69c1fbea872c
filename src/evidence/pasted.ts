import {createHash} from 'node:crypto';
import {withoutZerosAtEnd} from '../guide/damaged-text.ts';
import type {Refusal} from '../guide/importer.ts';
import {type Carried, looksCarried, readCarried} from './carried-file.ts';
import {piecewise} from './json-scan.ts';
import {type Repair, repairs, surroundings} from './json-text.ts';

/** What a carried script printed, and what pasting had done to it, a sentence each. */
export type Pasted = {readonly carried: Carried; readonly notes: readonly string[]};

const entities: Readonly<Record<string, string>> = {quot: '"', '#34': '"', amp: '&', lt: '<', gt: '>', '#39': "'", apos: "'", nbsp: ' '};

/** What the script prints is plain ASCII, so whatever is not was put there on the way. Each is undone, and the hash says whether rightly. */
const undoings: readonly Repair[] = [
	...repairs,
	{
		words: 'the marks of a web page (&quot;)',
		apply: text => (/&(?:quot|#34);/.test(text) ? text.replace(/&(#?\w+);/g, (whole, name) => entities[name] ?? whole) : text),
	},
	{
		words: 'typographic marks',
		apply: text =>
			text
				.replace(/[\u201c-\u201f\u2033\u00ab\u00bb\uff02]/g, '"')
				.replace(/[\u2018-\u201b\u2032]/g, "'")
				.replaceAll('\u2026', '...')
				.replaceAll('\u2013', '-')
				.replaceAll('\u2014', '--'),
	},
	{
		words: 'spaces of another kind',
		apply: text => text.replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ').replace(/[\u200b-\u200f\u2060\ufeff]/g, ''),
	},
];

const beginning = /(?<!\\)"format"\s*:\s*"whfb-carried"/g;
const head =
	/\{\s*"format"\s*:\s*"whfb-carried"\s*,\s*"version"\s*:\s*(\d+)\s*,\s*"nonce"\s*:\s*"(\w+)"\s*,\s*"length"\s*:\s*(\d+)\s*,\s*"sha256"\s*:\s*(null|"[0-9a-f]{64}")\s*,\s*"payload"\s*:\s*/;
const tail = /,\s*"end"\s*:\s*"(\w+)"\s*\}/g;

/** A text in JSON as one of two PowerShells writes it, in ASCII. Windows PowerShell writes four more signs as codes. */
const written = (text: string, signs: RegExp): string =>
	JSON.stringify(text)
		.replace(signs, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.replace(/[^ -~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const compact = (payload: string): string => piecewise(payload, piece => piece.replace(/\s+/g, ''));

/** Every text of a compact payload written anew. */
const rewritten = (payload: string, signs: RegExp): string => {
	try {
		return piecewise(
			payload,
			piece => piece,
			text => written(JSON.parse(text), signs),
		);
	} catch {
		return payload;
	}
};

const prettily = "another program's way to write JSON (a pretty print)";

/** What the one long line may have been before it was broken or set anew. */
const candidates: readonly {readonly words: string | null; readonly of: (payload: string) => string}[] = [
	{words: null, of: payload => payload},
	{words: 'line breaks inside its long line', of: payload => payload.replace(/\r?\n|\r/g, '')},
	{
		words: 'line breaks inside its long line',
		of: payload =>
			payload
				.split(/\r\n|[\r\n]/)
				.map(line => line.trim())
				.join(' '),
	},
	{words: prettily, of: compact},
	{words: prettily, of: payload => rewritten(compact(payload), /[\u007f]/g)},
	{words: prettily, of: payload => rewritten(compact(payload), /[\u007f'<>&]/g)},
];

/** The file as the script wrote it, if a text holds one whose hash is right for one reading of it. */
const restored = (text: string): {readonly file: string; readonly words: readonly string[]} | null => {
	const start = head.exec(text);
	const [whole, version, nonce, length, hash] = start ?? [''];
	const ends = start === null ? [] : [...text.slice(start.index + whole.length).matchAll(tail)];
	const end = ends.findLast(([, last]) => last === nonce);
	if (start === null || end === undefined || hash === undefined || hash === 'null') {
		return null;
	}

	const from = start.index + whole.length;
	const payload = text.slice(from, from + end.index);
	for (const {words, of} of candidates) {
		const line = of(payload);
		if (line.length === Number(length) && `"${createHash('sha256').update(line, 'utf8').digest('hex')}"` === hash) {
			const around = surroundings(`${text.slice(0, start.index)}\n${text.slice(from + end.index + end[0].length)}`);
			const fields = [
				`"format": "whfb-carried"`,
				`"version": ${version}`,
				`"nonce": "${nonce}"`,
				`"length": ${length}`,
				`"sha256": ${hash}`,
			];
			return {
				file: `{\n${[...fields, `"payload": ${line}`, `"end": "${nonce}"`].join(',\n')}\n}\n`,
				words: [...around, ...(words === null ? [] : [words])],
			};
		}
	}

	return null;
};

const listed = (words: readonly string[]): string =>
	words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const again =
	'Run the script again with what it prints sent to a file (-File .\\THE-SCRIPT.ps1 > answer.json), and bring that file; nothing has to be copied from a window.';

/**
 * Reads what a carried script printed, also where somebody pasted it instead of saving it. What pasting did is undone only where the script's
 * own hash then holds, so that nothing can have changed. Null for a text in which no carried script speaks.
 */
export const pastedCarried = (text: string): Pasted | Refusal | null => {
	if (!text.includes('whfb-carried')) {
		return null;
	}

	if (text.includes('$Carried.Nonce')) {
		return {refused: 'This is the script itself, not what it prints. Run it on the computer that it is for, and bring what it prints.'};
	}

	const asItStands: Carried | Refusal | null = looksCarried(text) ? readCarried(text) : null;
	if (asItStands !== null && !('refused' in asItStands)) {
		return {carried: asItStands, notes: []};
	}

	let mended = withoutZerosAtEnd(text.replace(/^\ufeff+/, ''));
	const done: string[] = [];
	for (const {words, apply} of [{words: '', apply: (same: string) => same}, ...undoings]) {
		const next = apply(mended);
		if (words !== '' && next === mended) {
			continue;
		}

		mended = next;
		done.push(...(words === '' ? [] : [words]));
		const isOne = mended.match(beginning)?.length === 1 && !mended.includes('\u001b[');
		const found = isOne ? restored(mended) : null;
		const carried = found === null ? null : readCarried(found.file);
		if (found !== null && carried !== null && !('refused' in carried)) {
			const all = [...done, ...found.words];
			return {
				carried,
				notes: [
					`It was pasted and not saved: ${listed(all.length === 0 ? ['other spaces between its parts'] : all)} had come into it. Its hash holds without them, so nothing in it changed.`,
				],
			};
		}
	}

	const times = mended.match(beginning)?.length ?? 0;
	if (times === 0) {
		return null;
	}

	if (times > 1) {
		return {
			refused: `It holds what scripts printed ${times} times, one after another. Save each as a file of its own, and bring them one by one.`,
		};
	}

	const start = head.exec(mended);
	const around = start === null ? [] : surroundings(mended.slice(0, start.index));
	const payload = start === null ? '' : mended.slice(start.index + start[0].length);
	const all = [...done, ...around, ...(/^\{\s*[\r\n]/.test(payload) ? [prettily] : [])];
	if (all.length === 0) {
		return asItStands ?? {refused: `This is what a carried script printed, and a part of it is missing. ${again}`};
	}

	const why =
		start?.[4] === 'null'
			? 'The computer that it is of cannot make a hash, so nobody can tell whether anything else changed.'
			: 'Its hash does not hold without them, so something else changed too, or a part is missing.';
	return {refused: `This file was changed after the script wrote it, as pasting does: ${listed(all)} had come into it. ${why} ${again}`};
};
