import type {Block, Run} from '../content/blocks.ts';
import type {Remedy} from '../content/page.ts';
import type {Finding} from '../guide/finding.ts';
import {capital} from '../guide/outline.ts';
import {becauseOf, exhibitsBeside, lookOf, outcomeWord, seenBeside, seenWords} from '../guide/words.ts';
import {wordsOf} from '../tui/line.ts';
import {wrapText} from '../tui/wrap.ts';

const plainWidth = 80;

/** A sentence in rows of at most 80 columns; what follows the first row is indented. */
export const say = (text: string, indent = 0, hanging = indent): readonly string[] => {
	const [first = '', ...rest] = wrapText(text, plainWidth - Math.max(indent, hanging)).map(wordsOf);
	return [`${' '.repeat(indent)}${first}`, ...rest.map(row => `${' '.repeat(hanging)}${row}`)];
};

const textOf = (runs: readonly Run[]) => runs.map(run => (run.kind === 'link' ? `${run.text} [${run.note}]` : run.text)).join('');

/** Where a check stands on a page, its words are put in by whoever knows the session. */
export type SayCheck = (check: string, isElsewhere: boolean) => readonly string[];

const sayBlock = (block: Block, sayCheck: SayCheck): readonly string[] => {
	switch (block.kind) {
		case 'heading':
			return ['', textOf(block.runs), '-'.repeat(Math.min(plainWidth, textOf(block.runs).length))];
		case 'paragraph':
			return say(textOf(block.runs));
		case 'list':
			return block.items.flatMap((item, at) => {
				const mark = block.ordered ? `${block.start + at}. ` : '- ';
				return item
					.flatMap(each => sayBlock(each, sayCheck))
					.flatMap((row, line) => say(`${line === 0 ? mark : ''}${row}`, line === 0 ? 0 : mark.length, mark.length));
			});
		case 'callout': {
			const [head, ...others] = block.body;
			const opening = head?.kind === 'paragraph' ? textOf(head.runs) : '';
			return [
				...say(`${block.word}: ${opening}`),
				...(head?.kind === 'paragraph' ? others : block.body).flatMap(each => sayBlock(each, sayCheck)),
			];
		}

		case 'command':
			return [...(block.who === null ? [] : say(`Who: ${block.who}`, 2)), ...block.lines.map(line => `  ${line}`)];
		case 'check':
		case 'see':
			return sayCheck(block.id, block.kind === 'see');
		case 'table': {
			const head = block.head.map(textOf);
			return block.rows.flatMap(row =>
				say(
					row
						.map((cell, column) => (column === 0 ? textOf(cell) : `${head[column] === '' ? '' : `${head[column]}: `}${textOf(cell)}`))
						.join('. '),
					2,
					4,
				),
			);
		}

		case 'rule':
			return [''];
	}
};

/** Blocks as plain rows, an empty one between blocks. */
export const sayBlocks = (blocks: readonly Block[], sayCheck: SayCheck = () => []): readonly string[] =>
	blocks.flatMap((block, at) => {
		const said = sayBlock(block, sayCheck);
		const before = blocks[at - 1];
		return at === 0 ||
			before?.kind === 'heading' ||
			block.kind === 'heading' ||
			(before?.kind === block.kind && (block.kind === 'check' || block.kind === 'see'))
			? said
			: ['', ...said];
	});

/** `4.5 Does every AD connector write the key back? not met. …` */
export const sayFinding = (number: string, question: string, finding: Finding | undefined): readonly string[] => {
	const word = outcomeWord(lookOf(finding));
	return say(`${number} ${question} ${word}.${finding === undefined ? '' : ` ${becauseOf(finding)}`}`, 0, 2);
};

export const saySeen = (finding: Finding | undefined, now: string): string =>
	finding === undefined ? '' : ` ${capital(seenWords(finding, now))}.`;

export const sayExhibits = (finding: Finding | undefined): readonly string[] =>
	exhibitsBeside(finding).flatMap(exhibit =>
		say(`${outcomeWord(exhibit.sign)}: ${exhibit.what}${exhibit.seen === '' ? '' : `: ${seenBeside(exhibit)}`}`, 2, 4),
	);

/** Remedy before reason, a label a line. */
export const sayRemedy = (remedy: Remedy, label: string): readonly string[] => {
	const [first = '', ...more] = sayBlocks(remedy.whatToDo).filter(row => row !== '');
	const text = (runs: readonly Run[]) => textOf(runs);
	return [
		...say(`${label}: ${[first, ...more].join(' ')}`, 0, 2),
		...remedy.commands.flatMap(command => sayBlock(command, () => [])),
		...say(`How long: ${text(remedy.howLong)}`, 0, 2),
		...say(`Who: ${text(remedy.who)}`, 0, 2),
		...say(`Why: ${text(remedy.why)}`, 0, 2),
	];
};
