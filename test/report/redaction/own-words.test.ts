import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseSync} from 'oxc-parser';
import {expect, it} from 'vitest';
import {inPackage} from '../../../src/package-root.ts';
import {guideWords} from '../../../src/report/redaction/guide-words.ts';
import {programWords} from '../../../src/report/redaction/own-words.ts';
import {vocabularyOf} from '../../../src/report/redaction/vocabulary.ts';
import {guide} from '../../../steps/guide.ts';

/** Where sentences come from that say why something was not seen, and where it comes from. */
const folders = ['app', 'engine', 'evidence', 'graph', 'guide', 'powershell', 'session'];

type Node = {readonly type?: string; readonly value?: unknown};

/** The texts of a program's source, imports left out. */
const textsOf = (node: unknown): readonly string[] => {
	if (typeof node !== 'object' || node === null || (node as Node).type === 'ImportDeclaration') {
		return [];
	}

	const {type, value} = node as Node;
	if (type === 'Literal' && typeof value === 'string') {
		return [value];
	}

	return type === 'TemplateElement' ? [String((value as {readonly cooked?: string}).cooked ?? '')] : Object.values(node).flatMap(textsOf);
};

const sentences = folders.flatMap(folder => {
	const path = inPackage(join('src', folder));
	return readdirSync(path, {recursive: true, encoding: 'utf8'})
		.filter(file => file.endsWith('.ts'))
		.flatMap(file => textsOf(parseSync(file, readFileSync(join(path, file), 'utf8')).program))
		.filter(text => /[a-z] [a-zA-Z]|[a-zA-Z] [a-z]/.test(text));
});

it('knows every word of the sentences that this program says itself, and no other', () => {
	expect(sentences.length).toBeGreaterThan(1000);
	const said = guideWords(guide);
	const used = [...vocabularyOf(sentences)].filter(word => word.length > 1 && !said.has(word));
	const known = new Set(programWords);
	expect(
		used.filter(word => !known.has(word)).map(word => `src/report/redaction/own-words.ts lacks ${word}, which a sentence of ours says.`),
	).toEqual([]);
	expect(
		programWords.filter(word => !used.includes(word)).map(word => `src/report/redaction/own-words.ts has ${word}, which nobody says.`),
	).toEqual([]);
});
