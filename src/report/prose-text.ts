import type {Block as Prose} from '../content/blocks.ts';
import {type Run, textOf} from '../content/runs.ts';

/** One thing that is said, on rows of its own. `hanging` is the indent of what follows its first row; what is verbatim is never broken. */
export type Sentence = {readonly text: string; readonly indent: number; readonly hanging: number; readonly isVerbatim?: true};

/** A sentence of its own. */
export const say = (text: string, indent = 0, hanging = indent): Sentence => ({text, indent, hanging});

const runsText = (runs: readonly Run[]) => runs.map(run => (run.kind === 'link' ? `${run.text} [${run.note}]` : run.text)).join('');
/** What is said where a check stands; `isElsewhere` where it is one of another step. */
export type SayCheck = (id: string, isElsewhere: boolean) => readonly Sentence[];

/** A list item or a callout: its first sentence after its mark, the rest below. */
export const marked = (mark: string, sentences: readonly Sentence[], by: number): readonly Sentence[] =>
	sentences.map((each, at) =>
		at === 0
			? {...each, text: `${mark}${each.text}`, hanging: each.hanging + by}
			: {...each, indent: each.indent + by, hanging: each.hanging + by},
	);

const sayProse = (block: Prose, sayCheck: SayCheck): readonly Sentence[] => {
	switch (block.kind) {
		case 'heading':
			return [say(''), say(textOf(block.runs)), say('-'.repeat(Math.min(60, textOf(block.runs).length)))];
		case 'paragraph':
			return [say(runsText(block.runs))];
		case 'list':
			return block.items.flatMap((item, at) => {
				const mark = block.ordered ? `${block.start + at}. ` : '- ';
				return marked(
					mark,
					item.flatMap(each => sayProse(each, sayCheck)),
					mark.length,
				);
			});
		case 'callout':
			return marked(
				`${block.word}: `,
				block.body.flatMap(each => sayProse(each, sayCheck)),
				0,
			);
		case 'command':
			return [
				...(block.who === null ? [] : [say(`Who: ${block.who}`, 2)]),
				...block.lines.map((line): Sentence => ({text: line, indent: 2, hanging: 2, isVerbatim: true})),
			];
		case 'check':
		case 'see':
			return sayCheck(block.id, block.kind === 'see');
		case 'table': {
			const head = block.head.map(textOf);
			return block.rows.map(row =>
				say(
					row.map((cell, column) => `${column === 0 || head[column] === '' ? '' : `${head[column]}: `}${runsText(cell)}`).join('. '),
					2,
					4,
				),
			);
		}

		case 'rule':
			return [say('')];
	}
};

const isCheck = ({kind}: Prose): boolean => kind === 'check' || kind === 'see';

/** Prose as sentences, an empty one between blocks where the next is no item of the same kind. */
export const sayAllProse = (blocks: readonly Prose[], sayCheck: SayCheck = () => []): readonly Sentence[] =>
	blocks.flatMap((block, at) => {
		const before = blocks[at - 1];
		const isTight = before === undefined || before.kind === 'heading' || block.kind === 'heading' || (isCheck(before) && isCheck(block));
		return [...(isTight ? [] : [say('')]), ...sayProse(block, sayCheck)];
	});
