import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {collectorScript} from '../../src/evidence/collector-script.ts';
import {pastedCarried} from '../../src/evidence/pasted.ts';
import {hashOf} from '../../src/evidence/shipped-scripts.ts';
import {connectExport} from '../../steps/04-directory-synchronization/connect-export/connect-export.ts';
import {outline} from '../../steps/outline.ts';
import {importEvidence} from './import-evidence.ts';
import {collectors, folder} from './pilot.ts';

const nonce = '0123456789abcdef0123456789abcdef';
const at = '2026-11-26T09:00:00.0000000Z';
const recorded = JSON.parse(
	readFileSync(
		join(import.meta.dirname, '..', '..', 'steps', '04-directory-synchronization', 'connect-server', 'connect-server.recorded.json'),
		'utf8',
	),
);

const escaped = (text: string, signs: RegExp) => text.replace(signs, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** As each PowerShell writes JSON: both in ASCII, Windows PowerShell with four more signs as codes. */
const styles: Readonly<Record<string, (value: unknown) => string>> = {
	'Windows PowerShell 5.1': value => escaped(escaped(JSON.stringify(value), /['<>&]/g), /[^ -~]/g),
	'PowerShell 7': value => escaped(JSON.stringify(value), /[^ -~]/g),
};

const payloadOf = (over: object = {}) => ({
	place: 'connect-server',
	created: at,
	at,
	computer: 'SYNC01',
	account: 'CONTOSO\\O\'Neil "<&>" \u00fc\u007f\u2028',
	powershell: '5.1.20348.2849',
	language: 'FullLanguage',
	answers: [
		{
			collector: 'connect-server',
			script: 'steps/04-directory-synchronization/connect-server.ps1',
			sha256: hashOf('steps/04-directory-synchronization/connect-server.ps1'),
			outcome: 'facts',
			facts: recorded.answer,
			error: null,
			at,
		},
	],
	...over,
});

/** What a carried script prints; without a hash as ConstrainedLanguage does. */
const printed = (style = styles['PowerShell 7'], isHashed = true, over: object = {}): string => {
	const said = payloadOf({language: isHashed ? 'FullLanguage' : 'ConstrainedLanguage', ...over});
	const payload = (style as (value: unknown) => string)(
		isHashed ? said : {...said, answers: said.answers.map(one => ({...one, sha256: null}))},
	);
	const hash = createHash('sha256').update(payload).digest('hex');
	return `{\r\n"format": "whfb-carried",\r\n"version": 1,\r\n"nonce": "${nonce}",\r\n"length": ${payload.length},\r\n"sha256": ${isHashed ? `"${hash}"` : 'null'},\r\n"payload": ${payload},\r\n"end": "${nonce}"\r\n}\r\n`;
};

const notesOf = (text: string): string => {
	const read = pastedCarried(text);
	return read === null ? 'nothing' : 'refused' in read ? `refused: ${read.refused}` : `taken: ${read.notes.join(' ')}`;
};

/** A long line as a window of so many columns breaks it. */
const wrapped = (text: string, columns: number) =>
	text.replace(/[^\r\n]+/g, line => line.match(new RegExp(`.{1,${columns}}`, 'g'))?.join('\n') ?? line);
const curly = (text: string) =>
	text
		.replace(/(^|[\s{[:,(])"/g, '$1\u201c')
		.replaceAll('"', '\u201d')
		.replaceAll("'", '\u2019');

/** What pasting does, and the words that name it. */
const pastes: readonly (readonly [string, (text: string) => string, RegExp])[] = [
	['a prompt before it', text => `PS C:\\Temp> .\\connect-server.ps1\r\n${text}`, /a prompt had come into it/],
	['a prompt before and after it', text => `PS C:\\Temp> .\\connect-server.ps1\r\n${text}PS C:\\Temp> `, /a prompt had come into it/],
	['a fence', text => `\`\`\`json\n${text}\`\`\`\n`, /a Markdown fence had come into it/],
	['words of a mail around it', text => `Hello,\n\nhere it is.\n${text}\nRegards\n`, /other lines had come into it/],
	['quote marks of a mail', text => text.replace(/^/gm, '> '), /quote marks of a mail had come into it/],
	[
		'a pretty print',
		text => JSON.stringify(JSON.parse(text), null, 2),
		/another program's way to write JSON \(a pretty print\) had come into it/,
	],
	['a pretty print with tabs', text => JSON.stringify(JSON.parse(text), null, '\t'), /pretty print/],
	['one line', text => JSON.stringify(JSON.parse(text)), /pretty print/],
	['typographic marks', curly, /typographic marks had come into it/],
	[
		'marks of a web page',
		text => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
		/the marks of a web page/,
	],
	['a window of 120 columns', text => wrapped(text, 120), /line breaks inside its long line had come into it/],
	['hard spaces', text => text.replaceAll(': ', ':\u00a0'), /other spaces between its parts had come into it/],
	["a terminal's colours", text => `\u001b[32m${text}\u001b[0m`, /a terminal's colours had come into it/],
	[
		'a fence in a mail, with a prompt',
		text => `\`\`\`\nPS C:\\> .\\x.ps1\n${text}\`\`\``.replace(/^/gm, '> '),
		/quote marks of a mail, a Markdown fence and a prompt had come into it/,
	],
];

describe('what a carried script printed', () => {
	it.each(Object.keys(styles))('is taken as it stands, and nothing is said of it: %s', style => {
		expect(notesOf(printed(styles[style]))).toBe('taken: ');
		expect(notesOf(`\ufeff${printed(styles[style])}`.replaceAll('\r\n', '\n'))).toMatch(/^taken/);
	});

	it.each(pastes)('is taken where it was pasted and its hash holds, and the sentence says what was done to it: %s', (_, paste, says) => {
		for (const style of Object.values(styles)) {
			const whole = pastedCarried(printed(style));
			const text = paste(printed(style));
			expect(notesOf(text)).toMatch(/^taken: It was pasted and not saved: .* Its hash holds without them, so nothing in it changed\.$/);
			expect(notesOf(text)).toMatch(says);
			expect(pastedCarried(text)).toMatchObject({carried: (whole as {carried: object}).carried});
		}
	});

	it.each(pastes)('is refused where it was pasted and anything in it changed: %s', (_, paste) => {
		for (const text of [printed().replace('"disabled":false', '"disabled":true'), printed().replace('SYNC01', 'SYNC02')]) {
			expect(text).not.toBe(printed());
			const said = notesOf(paste(text));
			expect(said).toMatch(/^refused: This file was changed after the script wrote it/);
			expect(said).toMatch(/Run the script again/);
		}
	});

	it.each(pastes.slice(0, 5))('is refused where it was pasted and comes from a computer that makes no hash: %s', (_, paste) => {
		expect(notesOf(printed(styles['PowerShell 7'], false))).toBe('taken: ');
		expect(notesOf(paste(printed(styles['PowerShell 7'], false)))).toMatch(
			/^refused: .*cannot make a hash, so nobody can tell whether anything else changed\. Run the script again with what it prints sent to a file/,
		);
	});

	it('is refused where two of them stand in one text', () => {
		expect(notesOf(`${printed()}${printed()}`)).toMatch(
			/^refused: It holds what scripts printed 2 times, one after another\. Save each as a file/,
		);
	});

	it('is told from the script that prints it', () => {
		const script = collectorScript({place: 'connect-server', places: outline.places, collectors, nonce, created: at});
		expect(notesOf(script)).toMatch(/^refused: This is the script itself, not what it prints\. Run it on the computer/);
		expect(notesOf(`\`\`\`powershell\n${script}\`\`\``)).toMatch(/This is the script itself/);
	});

	it('is nothing where a text does not speak of it', () => {
		expect(notesOf('hello')).toBe('nothing');
		expect(notesOf('{"format": "whfb-session"}')).toBe('nothing');
	});

	it('is evidence with a sentence that says what was done to it', () => {
		const file = join(folder(), 'answer.txt');
		writeFileSync(file, `PS C:\\> .\\x.ps1\r\n${printed()}PS C:\\> `);
		const parts = {
			places: outline.places,
			importers: [connectExport],
			collectors,
			identity: {forests: [], tenant: null},
			evidence: [],
			taken: null,
			now: at,
		};
		expect(importEvidence(file, parts)).toMatchObject({
			kind: 'taken',
			sentence: expect.stringMatching(/^Taken: SYNC01 by O'Neil.* It was pasted and not saved: a prompt had come into it\. Its hash holds/),
		});
	});

	it('is as it was printed or refused, in 1,000 draws of up to three pastes with one letter changed or none', () => {
		const whole = pastedCarried(printed());
		const counts = {taken: 0, refused: 0};
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...pastes), {minLength: 0, maxLength: 3}),
				fc.option(fc.tuple(fc.nat(20_000), fc.constantFrom('x', ' ', '0', '"', '\n', ''))),
				(drawn, change) => {
					const text = printed();
					const place = (change?.[0] ?? 0) % text.length;
					const changed = change === null ? text : `${text.slice(0, place)}${change[1]}${text.slice(place + 1)}`;
					const safely = drawn.reduce((so, [, paste]) => {
						try {
							return paste(so);
						} catch {
							// What is no JSON cannot be printed prettily.
							return so;
						}
					}, changed);
					const read = pastedCarried(safely);
					const isTaken = read !== null && !('refused' in read);
					counts[isTaken ? 'taken' : 'refused'] += 1;
					return !isTaken || JSON.stringify(read.carried) === JSON.stringify((whole as {carried: object}).carried);
				},
			),
			{numRuns: 1_000, seed: 20_261_126},
		);
		expect(counts.taken).toBeGreaterThan(150);
		expect(counts.refused).toBeGreaterThan(150);
	}, 120_000);
});
