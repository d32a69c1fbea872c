import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {inPackage} from '../package-root.ts';
import {type Block, type Page, parsePage, parseRemedies, type Remedy, type RemedyPage, textOf} from './page.ts';

/** The page of a step, read and parsed when it is first shown. */
export const pageOf = (step: string): Page =>
	kept(`content/${step}`, () => parsePage(readFileSync(inPackage('content', `${step}.md`), 'utf8')));

/** The page of a check: why it matters, and its remedies. It lies in the step's folder, or in one of its rooms. */
export const remediesOf = (step: string, check: string): RemedyPage =>
	kept(`steps/${step}/${check}`, () => {
		const folder = inPackage('steps', step);
		const file = readdirSync(folder, {recursive: true, encoding: 'utf8'}).find(name => basename(name) === `${check}.md`);
		return parseRemedies(readFileSync(join(folder, file ?? `${check}.md`), 'utf8'));
	});

const known = new Map<string, unknown>();

const kept = <T>(name: string, make: () => T): T => {
	const page = known.get(name) ?? make();
	known.set(name, page);
	return page as T;
};

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
