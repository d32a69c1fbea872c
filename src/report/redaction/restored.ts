import {jsonText} from '../../guide/untrusted.ts';
import {code, escaped, inline} from '../markdown.ts';
import {tokensStand} from '../report-words.ts';
import {inMark, sealed} from '../seal.ts';
import {anyToken, type NameToken} from './tokens.ts';

const asItIs = (name: string): string => name;

/** A name for a token, as it is written there. */
type Named = (text: string, write: (name: string, before: string) => string) => string;

/** What preact writes for the letters that could end a text or an attribute. */
const entities: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '"': '&quot;'};
const inHtml = (name: string): string => name.replace(/[&<"]/g, sign => entities[sign] ?? sign);

/** Of Markdown, what stands in code and is no markup there: fenced blocks and spans of one line. */
const codeIn = /^(`{3,})[^\n]*\n[\s\S]*?^\1$|(?<![\\`])(`+)(?!`)[^\n]*?[^`\n]\2(?!`)/gm;

/** Where a text begins in Markdown: in a row or a cell, behind a mark or a label. */
const begins = /(?:^|\n|(?<!\\)\| )(?:#+ |- )?(?:[^\n|]*\*\* |(?:met|not met|not seen|caution|does not apply|not looked): )?$/;

const markdown = (body: string, named: Named): string => {
	const write = (name: string, before: string) => (begins.test(before.slice(-300)) ? escaped(name) : inline(name));
	const parts: string[] = [];
	let done = 0;
	for (const {0: span, index} of body.matchAll(codeIn)) {
		// What holds one name alone is set as code anew: its fence hangs on the name. Names in commands mean nothing to Markdown.
		const alone = /^`([^`]+)`$/.exec(span)?.[1] ?? '';
		const name = named(alone, asItIs);
		parts.push(named(body.slice(done, index), write), name === alone ? named(span, asItIs) : code(name));
		done = index + span.length;
	}

	return [...parts, named(body.slice(done), write)].join('');
};

const throughout = (value: unknown, change: (text: string) => string): unknown =>
	typeof value === 'string'
		? change(value)
		: Array.isArray(value)
			? value.map(one => throughout(one, change))
			: typeof value === 'object' && value !== null
				? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, throughout(one, change)]))
				: value;

const json = (report: string, named: Named): string => {
	const {mark, ...rest} = JSON.parse(report) as {readonly mark: string; readonly redacted?: boolean};
	const value = throughout(rest, text => named(text, asItIs)) as typeof rest;
	return jsonText({...value, ...(rest.redacted === undefined ? {} : {redacted: false}), mark: named(mark, inMark)});
};

/** What a report with names says, and the tokens in it that a key file does not know. */
export type Restored = {readonly text: string; readonly unknown: readonly string[]};

/**
 * A whole report with the names in the place of their tokens, sealed anew: to the letter what the one who made it would have had with names. JSON is read and
 * written, because an escape before a token would be taken for a part of it.
 */
export const restored = (report: string, names: readonly NameToken[]): Restored => {
	const byToken = new Map(names.map(({token, name}) => [token, name]));
	const unknown = new Set<string>();
	const named: Named = (text, write) =>
		text.replace(anyToken, (token, at: number) => {
			const name = byToken.get(token);
			if (name === undefined) {
				unknown.add(token);
			}

			return name === undefined ? token : write(name, text.slice(0, at));
		});
	const done = (text: string): Restored => ({text: sealed(text), unknown: [...unknown]});
	if (report.startsWith('{')) {
		return done(json(report, named));
	}

	// The mark is the last thing, and no markup.
	const at = report.lastIndexOf('whfb-seal ');
	const [body, mark] = [report.slice(0, at), named(report.slice(at), inMark)];
	return done(
		report.startsWith('<!doctype')
			? `${named(body.replace(`<p>${tokensStand}</p>`, ''), inHtml)}${mark}`
			: `${markdown(body.replace(`${escaped(tokensStand)}\n\n`, ''), named)}${mark}`,
	);
};
