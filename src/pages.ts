import {hash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename, dirname, join, sep} from 'node:path';
import type {BuiltPage} from './content/library.ts';
import {parsePage, parseRemedies} from './content/page.ts';
import {inPackage} from './package-root.ts';

const isStep = /^\d\d-/;

const pagesIn = (folder: string): readonly string[] =>
	readdirSync(inPackage(folder), {recursive: true, encoding: 'utf8'})
		.map(file => file.split(sep).join('/'))
		.filter(file => isStep.test(file) && file.endsWith('.md'))
		.sort()
		.map(file => `${folder}/${file}`);

const built = (file: string): BuiltPage => {
	const text = readFileSync(inPackage(file), 'utf8');
	return {file, sha256: hash('sha256', text), page: file.startsWith('content/') ? parsePage(text) : parseRemedies(text)};
};

/** The name by which the library asks for a page: the step's, or the step's and the check's. */
const nameOf = (file: string): string => {
	const [, step = ''] = file.split('/');
	return file.startsWith('content/') ? basename(file, '.md') : `${step}/${basename(file, '.md')}`;
};

/** Turns every page into what is drawn of it, and writes that into a folder. Throws, with the line, at what cannot be drawn. */
export const buildPages = (folder: string) => {
	for (const file of [...pagesIn('content'), ...pagesIn('steps')]) {
		const path = join(folder, `${nameOf(file)}.json`);
		mkdirSync(dirname(path), {recursive: true});
		writeFileSync(path, `${JSON.stringify(built(file))}\n`);
	}
};
