import {jsonText} from '../../guide/untrusted.ts';
import {escaped, inline} from '../markdown.ts';
import {tokensStand} from '../report-words.ts';
import {sealed} from '../seal.ts';
import {anyToken, type NameToken} from './tokens.ts';

/** A name for a token, as it is written there. */
type Named = (text: string, write: (name: string, before: string) => string) => string;

const entities: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};
const inHtml = (name: string): string => name.replace(/[&<>"]/g, sign => entities[sign] ?? sign);

/** Of Markdown, what stands in code and is no markup there: fenced blocks and spans of one line. */
const codeIn = /^(`{3,})[^\n]*\n[\s\S]*?^\1$|(?<![\\`])(`+)(?!`)[^\n]*?[^`\n]\2(?!`)/gm;

/** Where a text begins in Markdown: in a row or a cell, behind a mark or a label. */
const begins = /(?:^|\n|(?<!\\)\| )(?:#+ |- )?(?:[^\n|]*\*\* |(?:met|not met|not seen|caution|does not apply|not looked): )?$/;

const markdown = (body: string, named: Named): string => {
	const write = (name: string, before: string) => (begins.test(before.slice(-300)) ? escaped(name) : inline(name));
	const parts: string[] = [];
	let done = 0;
	for (const {0: code, index} of body.matchAll(codeIn)) {
		parts.push(
			named(body.slice(done, index), write),
			named(code, name => name),
		);
		done = index + code.length;
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
	const value = throughout(JSON.parse(report), text => named(text, name => name)) as Record<string, unknown>;
	return jsonText('redacted' in value ? {...value, redacted: false} : value);
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
	const [body, mark] = [report.slice(0, at), named(report.slice(at), name => name)];
	return done(
		report.startsWith('<!doctype')
			? `${named(body.replace(`<p>${tokensStand}</p>`, ''), inHtml)}${mark}`
			: `${markdown(body.replace(`${escaped(tokensStand)}\n\n`, ''), named)}${mark}`,
	);
};
