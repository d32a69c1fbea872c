import {hash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {basename, extname, join} from 'node:path';
import {inPackage} from '../package-root.ts';
import type {Block, Page, Remedy, RemedyPage} from './page.ts';
import {textOf} from './runs.ts';

/** What the build made of a page, so that nobody waits for a parser: the page's file from the package's root on, the SHA-256 of its text, and what is drawn of it. */
export type BuiltPage<Drawn = Page | RemedyPage> = {readonly file: string; readonly sha256: string; readonly page: Drawn};

/** Where the build puts its pages, beside the bundle. From the sources there are none there, and pages are read as they stand. */
const builtPages = join(import.meta.dirname, 'pages');

/** The page of a step, read when it is first shown. */
export const pageOf = (step: string): Page =>
	kept(step, () =>
		drawn(
			step,
			() => join('content', `${step}.md`),
			text => parser().parsePage(text),
		),
	);

/** The page of a check: why it matters, and its remedies. It lies in the step's folder, or in one of its rooms. */
export const remediesOf = (step: string, check: string): RemedyPage => {
	const name = `${step}/${check}`;
	const find = () => {
		const folder = join('steps', step);
		const file = readdirSync(inPackage(folder), {recursive: true, encoding: 'utf8'}).find(each => basename(each) === `${check}.md`);
		return join(folder, file ?? `${check}.md`);
	};
	return kept(name, () => drawn(name, find, text => parser().parseRemedies(text)));
};

/** A page as the build made it, or, where somebody has edited its file since, as that stands. */
const drawn = <Drawn extends Page | RemedyPage>(name: string, find: () => string, parse: (text: string) => Drawn): Drawn => {
	const built = builtOf<Drawn>(name);
	const text = readFileSync(inPackage(built?.file ?? find()), 'utf8');
	return built?.sha256 === hash('sha256', text) ? built.page : parse(text);
};

const builtOf = <Drawn>(name: string): BuiltPage<Drawn> | null => {
	try {
		return JSON.parse(readFileSync(join(builtPages, `${name}.json`), 'utf8')) as BuiltPage<Drawn>;
	} catch {
		// Not there, or not whole: the page itself is.
		return null;
	}
};

const known = new Map<string, unknown>();

const kept = <T>(name: string, make: () => T): T => {
	const page = known.get(name) ?? make();
	known.set(name, page);
	return page as T;
};

/** The parser is loaded for a page that was edited, and for no other. */
const parser = (): typeof import('./page.ts') => createRequire(import.meta.url)(`./page${extname(import.meta.filename)}`);

/** Blocks as running text, for lists and logs; commands are left to those who can show them. */
const plainText = (blocks: readonly Block[]): string =>
	blocks
		.flatMap(block => {
			switch (block.kind) {
				case 'paragraph':
				case 'heading':
					return [textOf(block.runs)];
				case 'list':
					return block.items.map(item => plainText(item));
				case 'callout':
					return [plainText(block.body)];
				default:
					return [];
			}
		})
		.join(' ');

/** A remedy in plain text. */
export type PlainRemedy = {readonly whatToDo: string; readonly who: string; readonly howLong: string; readonly why: string};

/** One remedy of a check's page in plain text, or null where the page has no such heading. */
export const plainRemedy = (step: string, check: string, id: string): PlainRemedy | null => {
	const remedy: Remedy | undefined = remediesOf(step, check).remedies.find(candidate => candidate.id === id);
	return remedy === undefined
		? null
		: {whatToDo: plainText(remedy.whatToDo), who: textOf(remedy.who), howLong: textOf(remedy.howLong), why: textOf(remedy.why)};
};
