import {foldAscii} from '../../guide/fold.ts';
import {escaped} from '../markdown.ts';
import {sealed} from '../seal.ts';
import {anyToken, type NameToken} from './tokens.ts';

type Form = 'html' | 'json' | 'md';

const formOf = (text: string): Form => (text.startsWith('<!doctype') ? 'html' : text.startsWith('{') ? 'json' : 'md');

const entities: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

/** A name as each form writes it where it means nothing but itself. */
const written: Readonly<Record<Form, (name: string) => string>> = {
	html: name => name.replace(/[&<>"]/g, sign => entities[sign] ?? sign),
	json: name => JSON.stringify(name).slice(1, -1),
	md: escaped,
};

/** Of Markdown, what stands in code and is no markup there: fenced blocks and spans of one line. */
const codeIn = /^(`{3,})[^\n]*\n[\s\S]*?^\1$|(`+)(?!`)[^\n]*?[^`\n]\2(?!`)/gm;

/** A report with the names in the place of their tokens, sealed anew: it is what the one who made it would have written. */
export const restored = (report: string, names: readonly NameToken[]): string => {
	const byToken = new Map(names.map(({token, name}) => [token, name]));
	const form = formOf(report);
	const named = (text: string, write: (name: string) => string) =>
		text.replace(anyToken, token => {
			const name = byToken.get(foldAscii(token));
			return name === undefined ? token : write(name);
		});
	// The mark is the last thing, and no markup.
	const at = report.lastIndexOf('whfb-seal ');
	const [body, mark] = at === -1 ? [report, ''] : [report.slice(0, at), report.slice(at)];
	const parts: string[] = [];
	let done = 0;
	for (const {0: code, index} of form === 'md' ? body.matchAll(codeIn) : []) {
		parts.push(
			named(body.slice(done, index), written.md),
			named(code, name => name),
		);
		done = index + code.length;
	}

	const text = [...parts, named(body.slice(done), written[form]), named(mark, name => name)].join('');
	return mark === '' ? text : sealed(text);
};
