import {safeText} from '../guide/untrusted.ts';
import {outcomeWord, seenBeside} from '../guide/words.ts';
import {marked, type SayCheck, type Sentence, say, sayAllProse} from '../report/prose-text.ts';
import {placeOf, type View} from './navigation.ts';
import {type Block, type CheckLine, type Row, type Screen, stopIn, type Trail} from './screen.ts';
import {saidOf} from './text.ts';

const within = (sentences: readonly Sentence[], by: number): readonly Sentence[] =>
	sentences.map(each => ({...each, indent: each.indent + by, hanging: each.hanging + by}));

const checkText = ({look, question, seen, where}: CheckLine): string => {
	const [word, ...rest] = [outcomeWord(look), saidOf(seen.slice(1)).replace(/^, /, '')].filter(each => each !== '');
	return `${question} ${[word, ...rest].join('. ')}${where === '' ? '' : ` (${where})`}`;
};

/** A row in a sentence: its words, the word of its outcome, and what stands beside it. */
export const rowText = ({lead, words, beside}: Row): string => {
	const name = saidOf(lead);
	const head = `${name}${/^[A-Za-z]/.test(name) && !/[\d:]$/.test(name) ? ':' : ''} ${saidOf(words)}`.trim();
	const rest = saidOf(beside);
	return rest === '' ? head : `${head}${/[?.:]$/.test(head) ? ' ' : ', '}${rest}`;
};

const sayBlock = (block: Block): readonly Sentence[] => {
	switch (block.kind) {
		case 'text':
			return [say(saidOf(block.spans), block.indent ?? 0)];
		case 'gap':
			return [say('')];
		case 'label':
			return marked(`${block.label}: `, block.body.flatMap(sayBlock), 2);
		case 'prose':
			return sayAllProse(block.blocks);
		case 'callout':
			return [say(`${block.word}: ${saidOf(block.spans)}`)];
		case 'exhibits':
			return block.exhibits.map(exhibit =>
				say(`${outcomeWord(exhibit.sign)}: ${exhibit.what}${exhibit.seen === '' ? '' : `: ${seenBeside(exhibit)}`}`, 2, 4),
			);
		case 'table':
			return block.rows.map(row => say(row.map((cell, column) => `${block.head[column] ?? ''}: ${cell}`).join(', '), 2, 4));
		case 'verbatim':
			return block.lines.map((line): Sentence => ({text: line, indent: 2, hanging: 2, isVerbatim: true}));
		case 'lines':
			return block.lines.map(line => say(line.trim(), Math.min(20, line.length - line.trimStart().length)));
		case 'links':
			return block.links.map(({note, href}) => say(`[${note}] ${href}`, 0, 4));
		case 'page': {
			const {page, also, checks} = block;
			const line: SayCheck = id => (checks[id] === undefined ? [] : [say(checkText(checks[id]), 0, 2)]);
			return [
				...sayAllProse(page.blocks, line),
				...(also.length === 0 ? [] : [say(''), say('Also looked at in this step:'), ...also.flatMap(id => line(id, false))]),
				...(page.links.length === 0 ? [] : [say(''), ...page.links.map(({note, href}) => say(`[${note}] ${href}`, 0, 4))]),
			];
		}

		case 'row':
			return [say(rowText(block), 0, 2), ...within(block.under.flatMap(sayBlock), 4)];
		case 'field':
			return [say(`${block.label}: ${block.value === '' ? 'empty' : safeText(block.value)}. ${block.about}`)];
	}
};

/** What blocks say, in sentences. */
export const sentencesOf = (blocks: readonly Block[]): readonly Sentence[] => blocks.flatMap(sayBlock);

/** Where one is, in a sentence: step, title, session. */
export const headText = ({place, reading, session, isPractice, saved}: Trail, {title}: Screen): string =>
	place === ''
		? `${title}.`
		: `Step ${place}, ${reading}${title}${/[?]$/.test(title) ? '' : '.'} ${isPractice ? `PRACTICE ${session}` : `Session ${session}`}${saved === 'not begun' ? '' : `, ${saved}`}.`;

/** Said once where a screen reader is known to listen. */
export const screenReaderSentence = 'A screen reader is easier with: whfb --plain. It asks the same questions line by line.';

/** The sentences of a whole screen for somebody who cannot see it. */
const wholeOf = (trail: Trail, shown: Screen): readonly string[] =>
	[headText(trail, shown), ...sentencesOf(shown.blocks).map(({text}) => text)].filter(text => text.trim() !== '');

/** What was said last, so that only what is new is said next. */
export type Said = {readonly place: string; readonly lines: readonly string[]; readonly focus: string};

/** The command that somebody has moved to on a page; empty where it is none. */
const commandOf = ({blocks, focus}: Screen): string =>
	blocks
		.flatMap(block => (block.kind === 'page' ? block.page.blocks : []))
		.flatMap((block, at) => (block.kind === 'command' && stopIn(block, at) === focus ? [block.lines.join('\n')] : []))
		.join('');

/** What has to be said now: all of a new place; of the same place what changed, where one stands, and what Enter does. */
export const newlySaid = (
	before: Said | null,
	view: View,
	trail: Trail,
	shown: Screen,
	keys: string,
): {readonly said: Said; readonly lines: readonly string[]} => {
	const place = JSON.stringify(placeOf(view));
	const lines = wholeOf(trail, shown);
	const row = shown.blocks.find(block => (block.kind === 'row' || block.kind === 'field') && block.id === shown.focus);
	const focused = row === undefined ? commandOf(shown) : (sentencesOf([row])[0]?.text ?? '');
	const side = shown.side === null ? [] : sentencesOf(shown.side.blocks).map(({text}) => text);
	const focus = [focused, ...side, `Enter: ${shown.enter.words}.`].filter(text => text.trim() !== '');
	const said = {place, lines, focus: focus.join('\n')};
	const known = new Set(before?.place === place ? before.lines : []);
	return {
		said,
		lines: [
			...lines.filter(line => !known.has(line)),
			...(view.remark === null ? [] : [view.remark.text]),
			...(said.focus === before?.focus && before.place === place ? [] : focus),
			...(before?.place === place || keys === '' ? [] : [keys]),
		],
	};
};
