import {Lexer, type Token, type Tokens} from 'marked';
import type {Run} from './runs.ts';

/** A place on the web that a page refers to, numbered from 1 by first use; one number per address. */
export type Link = {readonly note: number; readonly text: string; readonly href: string};

/** Something to run elsewhere, never by this program. `who` comes from a first line `# Who: …`, which `lines` leaves out. */
export type Command = {readonly kind: 'command'; readonly who: string | null; readonly lines: readonly string[]};

const calloutWords = ['NOTE', 'IMPORTANT', 'WARNING', 'NOT SUPPORTED'] as const;
type CalloutWord = (typeof calloutWords)[number];

/** One thing that a screen can draw. `check` and `see` stand at the top level only, under the sentence they prove. */
export type Block =
	| {readonly kind: 'heading'; readonly depth: 2 | 3; readonly runs: readonly Run[]}
	| {readonly kind: 'paragraph'; readonly runs: readonly Run[]}
	| {readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Block[])[]}
	| {readonly kind: 'callout'; readonly word: CalloutWord; readonly body: readonly Block[]}
	| Command
	| {readonly kind: 'check' | 'see'; readonly id: string}
	| {readonly kind: 'table'; readonly head: readonly (readonly Run[])[]; readonly rows: readonly (readonly (readonly Run[])[])[]}
	| {readonly kind: 'rule'};

/** What is carried along while a file is read: where we are, and the links so far. */
type ParseState = {line: number; readonly links: Link[]};

const refuse = (reading: ParseState, what: string): never => {
	throw new Error(`line ${reading.line}: ${what}`);
};

const linkRun = (token: Tokens.Link, reading: ParseState): Run => {
	const known = reading.links.find(({href}) => href === token.href);
	const link = known ?? {note: reading.links.length + 1, text: token.text, href: token.href};
	if (!known) {
		reading.links.push(link);
	}

	return {kind: 'link', text: token.text.replaceAll('\n', ' '), href: token.href, note: link.note};
};

const toRun = (token: Token, reading: ParseState): Run => {
	const text = 'text' in token ? String(token.text).replaceAll('\n', ' ') : '';
	const nested = 'tokens' in token ? (token.tokens ?? []) : [];
	if (nested.some(({type}) => type !== 'text' && type !== 'escape')) {
		return refuse(reading, `${token.type} holds something other than words: ${token.raw}`);
	}

	switch (token.type) {
		case 'text':
		case 'escape':
			// Marked leaves a reference without a definition, and entities, as they are.
			return /\]\[|\]\(|&[a-z#0-9]+;/i.test(text) ? refuse(reading, `cannot be drawn: ${token.raw}`) : {kind: 'plain', text};
		case 'em':
			// A button's or menu's name: slanted in a browser, plain words in a terminal.
			return {kind: 'plain', text};
		case 'strong':
			return {kind: 'strong', text};
		case 'codespan':
			return {kind: 'code', text};
		case 'link':
			return linkRun(token as Tokens.Link, reading);
		default:
			return refuse(reading, `${token.type} cannot be drawn: ${token.raw}`);
	}
};

/** Neighbours of the plain kind become one run. */
const toRuns = (tokens: readonly Token[], reading: ParseState): readonly Run[] => {
	const runs: Run[] = [];
	for (const token of tokens) {
		const deeper = token.type === 'text' && 'tokens' in token ? token.tokens : undefined;
		for (const run of deeper ? toRuns(deeper, reading) : [toRun(token, reading)]) {
			const last = runs.at(-1);
			if (last?.kind === 'plain' && run.kind === 'plain') {
				runs[runs.length - 1] = {kind: 'plain', text: last.text + run.text};
			} else {
				runs.push(run);
			}
		}
	}

	return runs;
};

const toCommand = (token: Tokens.Code, reading: ParseState): Command => {
	if (token.lang !== 'powershell') {
		refuse(reading, `a fenced block is powershell, this one says ${token.lang || 'nothing'}`);
	}

	const said = /^# Who: (?<who>[^\n]*(?:\n# [^\n]*)*)\n(?<rest>[\s\S]*)$/.exec(token.text)?.groups;
	return {kind: 'command', who: said?.who?.replaceAll('\n# ', ' ') ?? null, lines: (said?.rest ?? token.text).split('\n')};
};

const toMarkers = (raw: string, reading: ParseState): readonly Block[] => {
	const marker = /<!-- (check|see): ([a-z0-9]+(?:-[a-z0-9]+)*) -->/g;
	return raw.replace(marker, '').trim() === ''
		? [...raw.matchAll(marker)].map(([, kind, id]) => ({kind: kind as 'check' | 'see', id: id as string}))
		: refuse(reading, `not a marker: ${raw.trim()}`);
};

const toCallout = (token: Tokens.Blockquote, reading: ParseState): Block => {
	const mark = /^\[!([A-Z ]+)\](?:\n|$)/.exec(token.text);
	const word = calloutWords.find(known => known === mark?.[1]);
	const [first, ...others] = token.tokens;
	if (!word || first?.type !== 'paragraph') {
		return refuse(reading, `a callout begins with one of ${calloutWords.join(', ')} on a line of its own`);
	}

	const [opening, ...words] = first.tokens ?? [];
	const begun = opening?.type === 'text' ? [{...opening, text: opening.text.replace(/^\[![A-Z ]+\]\n?/, '')}, ...words] : [];
	const runs = toRuns(begun, reading).filter(({text}) => text !== '');
	const body: readonly Block[] = runs.length > 0 ? [{kind: 'paragraph', runs}] : [];
	return {kind: 'callout', word, body: [...body, ...toBlocks(others, reading, true)]};
};

const toBlock = (token: Token, reading: ParseState, nested: boolean): readonly Block[] => {
	switch (token.type) {
		case 'space':
		case 'def':
			return [];
		case 'heading':
			return !nested && (token.depth === 2 || token.depth === 3)
				? [{kind: 'heading', depth: token.depth, runs: toRuns(token.tokens ?? [], reading)}]
				: refuse(reading, 'a heading has two or three hashes and stands at the left');
		case 'paragraph':
		case 'text':
			return [{kind: 'paragraph', runs: toRuns([...(token.tokens ?? [token])], reading)}];
		case 'list': {
			const {ordered, start, items} = token as Tokens.List;
			return [{kind: 'list', ordered, start: Number(start) || 1, items: items.map(item => toBlocks(item.tokens, reading, true))}];
		}
		case 'blockquote':
			return [toCallout(token as Tokens.Blockquote, reading)];
		case 'code':
			return [toCommand(token as Tokens.Code, reading)];
		case 'html':
			return nested ? refuse(reading, 'a marker stands at the left, after the list or callout') : toMarkers(token.raw, reading);
		case 'table': {
			const {header, rows} = token as Tokens.Table;
			return [
				{
					kind: 'table',
					head: header.map(cell => toRuns(cell.tokens, reading)),
					rows: rows.map(row => row.map(cell => toRuns(cell.tokens, reading))),
				},
			];
		}
		case 'hr':
			return [{kind: 'rule'}];
		default:
			return refuse(reading, `${token.type} cannot be drawn`);
	}
};

/** Only tokens at the left move the line on: what is nested is refused at the line where its list or callout begins. */
const toBlocks = (tokens: readonly Token[], reading: ParseState, nested: boolean): readonly Block[] =>
	tokens.flatMap(token => {
		const blocks = toBlock(token, reading, nested);
		reading.line += nested ? 0 : token.raw.split('\n').length - 1;
		return blocks;
	});

/** Reads markdown into blocks. `line` is where the text begins in its file. Throws, with the line, at what cannot be drawn. */
export const parseBlocks = (markdown: string, line: number): {readonly blocks: readonly Block[]; readonly links: readonly Link[]} => {
	const reading: ParseState = {line, links: []};
	return {blocks: toBlocks(new Lexer().lex(markdown.replaceAll('\r\n', '\n')), reading, false), links: reading.links};
};
