import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseSync} from 'oxc-parser';
import {expect, it} from 'vitest';
import {inPackage} from '../../../src/package-root.ts';
import {guideWords} from '../../../src/report/redaction/guide-words.ts';
import {programWords} from '../../../src/report/redaction/own-words.ts';
import {vocabularyOf} from '../../../src/report/redaction/vocabulary.ts';
import {guide} from '../../../steps/guide.ts';
import {judgesWords} from '../../../steps/own-words.ts';

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

/** The words of the sentences in a folder's sources, as far as the guide's pages do not say them. */
const wordsIn = (folder: string, fits: (file: string) => boolean, said: ReadonlySet<string>): readonly string[] => {
	const path = inPackage(folder);
	const sentences = readdirSync(path, {recursive: true, encoding: 'utf8'})
		.filter(file => file.endsWith('.ts') && fits(file))
		.flatMap(file => textsOf(parseSync(file, readFileSync(join(path, file), 'utf8')).program))
		.filter(text => /[a-z] [a-zA-Z]|[a-zA-Z] [a-z]/.test(text));
	expect(sentences.length).toBeGreaterThan(5);
	return [...vocabularyOf(sentences)].filter(word => word.length > 1 && !said.has(word));
};

const compare = (file: string, known: readonly string[], used: ReadonlySet<string>) => {
	expect([...used].filter(word => !known.includes(word)).map(word => `${file} lacks ${word}, which a sentence of ours says.`)).toEqual([]);
	expect(known.filter(word => !used.has(word)).map(word => `${file} has ${word}, which no sentence says.`)).toEqual([]);
};

it('knows every word of the sentences that this program says itself, and no other', () => {
	const said = guideWords({...guide, words: []});
	compare(
		'src/report/redaction/own-words.ts',
		programWords,
		new Set(folders.flatMap(folder => wordsIn(join('src', folder), () => true, said))),
	);
});

it('knows every word of what judges say, and no other', () => {
	const isSaid = (file: string) => !/[.]cases[.]ts$|^(?:practice|sentences|case-builders)\b|^(?:coverage|own-words)[.]ts$/.test(file);
	compare('steps/own-words.ts', judgesWords, new Set(wordsIn('steps', isSaid, guideWords({...guide, words: []}))));
});
