import {z} from 'zod';
import {type Block, type Command, type Link, parseBlocks} from './blocks.ts';
import {type Run, textOf} from './runs.ts';

export type {Block, Command} from './blocks.ts';
export {type Run, textOf} from './runs.ts';

const frontMatter = z.strictObject({
	step: z.string().regex(/^\d\d(-[a-z]+)+$/),
	title: z.string().min(1),
	/** The title where a window is narrow. */
	short: z.string().min(1).max(24),
	/** Work of a person who has the rights; waiting is not counted. */
	minutes: z.coerce.number().int().positive(),
	rights: z.string().min(1),
	who: z.string().min(1),
	source: z.url({protocol: /^https$/}),
	reviewed: z.iso.date(),
});

/** A page of the guide: its front matter, what to draw, and the footnotes of its links. */
export type Page = z.infer<typeof frontMatter> & {readonly blocks: readonly Block[]; readonly links: readonly Link[]};

/** A way out of a finding: a heading of the check's page. `whatToDo` may hold several paragraphs and lists. */
export type Remedy = {
	readonly id: string;
	readonly whatToDo: readonly Block[];
	readonly who: readonly Run[];
	readonly howLong: readonly Run[];
	readonly why: readonly Run[];
	readonly commands: readonly Command[];
};

/** A check's page: why the check matters, and its remedies in the order of the file. */
export type RemedyPage = {readonly intro: readonly Block[]; readonly remedies: readonly Remedy[]; readonly links: readonly Link[]};

/** Reads a page of the guide. Throws, with the line, where the front matter is not whole or something cannot be drawn. */
export const parsePage = (markdown: string): Page => {
	const [whole, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(markdown.replaceAll('\r\n', '\n')) ?? [];
	if (whole === undefined || head === undefined || body === undefined) {
		throw new Error('line 1: a page begins with front matter between two lines of ---');
	}

	const pairs = head.split('\n').map(line => /^(\w+): (.+)$/.exec(line)?.slice(1) ?? [line, undefined]);
	const matter = frontMatter.safeParse(Object.fromEntries(pairs));
	if (!matter.success) {
		throw new Error(`line 1: the front matter is not whole\n${z.prettifyError(matter.error)}`);
	}

	return {...matter.data, ...parseBlocks(body, head.split('\n').length + 3)};
};

const labels = {'What to do': 'whatToDo', Who: 'who', 'How long': 'howLong', Why: 'why'} as const;
type Label = (typeof labels)[keyof typeof labels];

const labelOf = (run: Run): Label | undefined => {
	const said = run.kind === 'strong' ? run.text.replace(/[:.]$/, '') : '';
	return said in labels ? labels[said as keyof typeof labels] : undefined;
};

/** Cuts a paragraph at its labels; what stands before the first one has none. */
const atLabels = (runs: readonly Run[]): readonly {readonly label: Label | undefined; readonly runs: readonly Run[]}[] =>
	runs.reduce<{label: Label | undefined; runs: Run[]}[]>((parts, run) => {
		const label = labelOf(run);
		const last = parts.at(-1);
		if (label !== undefined || !last) {
			parts.push({label, runs: label === undefined ? [run] : []});
		} else {
			last.runs.push(run);
		}

		return parts;
	}, []);

const trimmed = (runs: readonly Run[]): readonly Run[] =>
	runs
		.map((run, at) => (at === 0 && run.kind === 'plain' ? {...run, text: run.text.replace(/^[:.]?\s+/, '')} : run))
		.map((run, at) => (at === runs.length - 1 && run.kind === 'plain' ? {...run, text: run.text.trimEnd()} : run))
		.filter(({text}) => text !== '');

const toRemedy = (id: string, blocks: readonly Block[]): Remedy => {
	const prose: Record<Exclude<Label, 'whatToDo'>, readonly Run[]> = {who: [], howLong: [], why: []};
	const whatToDo: Block[] = [];
	const commands: Command[] = [];
	let current: Label | undefined;
	for (const block of blocks) {
		if (block.kind === 'command') {
			commands.push(block);
			continue;
		}

		for (const {label, runs} of block.kind === 'paragraph' ? atLabels(block.runs) : [{label: undefined, runs: []}]) {
			current = label ?? current;
			if (label !== undefined && label !== 'whatToDo') {
				prose[label] = trimmed(runs);
			} else if (current === 'whatToDo') {
				whatToDo.push(block.kind === 'paragraph' ? {kind: 'paragraph', runs: trimmed(runs)} : block);
			} else {
				throw new Error(
					`remedy ${id}: only "What to do" goes on over several paragraphs, not ${block.kind} after ${current ?? 'no label'}`,
				);
			}
		}
	}

	const silent = Object.entries({whatToDo, ...prose}).filter(([, said]) => said.length === 0);
	if (silent.length > 0) {
		throw new Error(`remedy ${id}: nothing under ${silent.map(([label]) => label).join(', ')}`);
	}

	return {id, whatToDo, ...prose, commands};
};

/**
 * Reads a check's page: why it matters, then `## remedy-id` headings with the labels What to do, Who, How long, Why,
 * and fenced commands. Throws where a heading is no id, stands twice, or a label says nothing.
 */
export const parseRemedies = (markdown: string): RemedyPage => {
	const {blocks, links} = parseBlocks(markdown, 1);
	const intro: Block[] = [];
	const sections = new Map<string, Block[]>();
	let current = intro;
	for (const block of blocks) {
		if (block.kind === 'heading' && block.depth === 2) {
			const id = textOf(block.runs);
			if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || sections.has(id)) {
				throw new Error(`remedy "${id}": a heading is an id in small letters, and stands once`);
			}

			current = [];
			sections.set(id, current);
		} else {
			current.push(block);
		}
	}

	return {intro, remedies: [...sections].map(([id, section]) => toRemedy(id, section)), links};
};
