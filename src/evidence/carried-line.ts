import type {Collector} from '../guide/check.ts';
import type {Refusal} from '../guide/importer.ts';
import {type Carried, carriedFrom} from './carried-file.ts';
import {type BriefScript, briefScripts, checkSum, formOf, wordsOf} from './line-form.ts';
import {fullHash} from './shipped-scripts.ts';

/** A line as it was found in a text: where, and as far as it goes. */
export type FoundLine = {readonly number: number; readonly line: string};

const start = 'whfb-line-';
/** Nothing that means something in a table, in JSON or on a web page, so that a line stands in any of these as it was printed. */
const lines = /whfb-line-[A-Za-z0-9._:+~!*|-]*/g;

/** Whether a text holds lines that carried scripts printed, and is neither such a script nor a whole file that one wrote. */
export const holdsLines = (text: string): boolean => text.includes(`${start}1|`) && !text.includes('whfb-carried');

/** Every such line in a text of any kind: a list, a table with several columns of them, a saved answer. */
export const linesIn = (text: string): readonly FoundLine[] => {
	const found: FoundLine[] = [];
	let [number, from] = [1, 0];
	for (const {0: all, index} of text.matchAll(lines)) {
		for (let next = text.indexOf('\n', from); next !== -1 && next < index; next = text.indexOf('\n', from)) {
			number += 1;
			from = next + 1;
		}

		found.push(
			...all
				.split(/(?=whfb-line-\d+\|)/)
				.filter(line => line.startsWith(start))
				.map(line => ({number, line})),
		);
	}

	return found;
};

/** The computer that a line says it is of, as far as it was not cut off before; null where it was. */
export const computerIn = (line: string): string | null => {
	const parts = line.split('|');
	return parts.length > 6 ? plain(parts[5] ?? '').slice(0, 64) : null;
};

const plain = (text: string): string =>
	text.replaceAll('+', ' ').replace(/~([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

class Unreadable extends Error {}

const unreadable = (): never => {
	throw new Unreadable();
};

const reportLine = (item: string, words: readonly string[]): string => {
	const word = (name: string): string => {
		const found = /^\d+$/.test(name) ? words[Number(name)] : plain(name);
		return found ?? unreadable();
	};
	if (item.startsWith('.')) {
		return `| ${word(item.slice(1))} |`;
	}

	const colon = item.indexOf(':');
	return colon < 1 ? unreadable() : `${word(item.slice(0, colon))} : ${plain(item.slice(colon + 1))}`;
};

/** One field of an answer: its first letter says of which kind it is. */
const valueOf = (field: string, words: readonly string[]): unknown => {
	const [kind, rest] = [field.slice(0, 1), field.slice(1)];
	const items = rest.split('*').slice(1);
	switch (kind) {
		case 'n':
			return null;
		case 'i':
			return /^-?\d{1,15}$/.test(rest) ? Number(rest) : unreadable();
		case 'b':
			return rest === '1' ? true : rest === '0' ? false : unreadable();
		case 's':
			return plain(rest);
		case 'l':
			return items.map(plain);
		case 'r':
			return items.map(item => (item.startsWith('-') ? plain(item.slice(1)) : reportLine(item, words))).join('\n');
		default:
			return unreadable();
	}
};

/** Puts values where their names say; what comes of it has no other members. */
const put = (facts: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void => {
	if (rest.length === 0) {
		facts[name] = value;
		return;
	}

	const inner = (facts[name] ?? {}) as Record<string, unknown>;
	facts[name] = inner;
	put(inner, rest, value);
};

const answerOf = (text: string, {id, path, brief}: BriefScript, at: string): unknown => {
	const [name, hash = '', ...fields] = text.split('!');
	const sha256 = hash === '' ? null : fullHash(path, hash);
	const about = {collector: id, script: path, sha256, at};
	const [failed = ''] = fields;
	if (name !== id || (hash !== '' && sha256 === null)) {
		return unreadable();
	}

	if (fields.length === 1 && failed.startsWith('x')) {
		const category = plain(failed.slice(1));
		return {...about, outcome: 'failed', facts: null, error: {category, id: '', message: `It failed there (${category}).`}};
	}

	const {members, report} = brief;
	const names = [...members, ...(report === undefined ? [] : [report.member])];
	const facts: Record<string, unknown> = {};
	if (fields.length !== names.length) {
		return unreadable();
	}

	for (const [index, member] of names.entries()) {
		put(facts, member.split('.'), valueOf(fields[index] ?? '', wordsOf(brief)));
	}

	return {...about, outcome: 'facts', facts, error: null};
};

const again = 'Run the script again, and bring the line that it prints, unchanged.';

/** Reads one line; what was cut off or changed on its way, or is of a script that whfb does not know, is refused. */
export const readLine = (line: string, collectors: readonly Collector[]): Carried | Refusal => {
	const version = Number(/^whfb-line-(\d+)\|/.exec(line)?.[1] ?? 1);
	if (version > 1) {
		return {refused: `It is a line of version ${version}, and this whfb reads version 1. Bring it in with the whfb that made the script.`};
	}

	const [, body, length, sum] = /^(.*)\|(\d{1,5})\|([0-9a-f]{16})\|end$/.exec(line) ?? [];
	if (body === undefined) {
		return {refused: `The line breaks off before its end. ${again}`};
	}

	if (Number(length) !== body.length || sum !== checkSum(body)) {
		return {refused: `The line was changed after the script printed it, or a part of it is missing. ${again}`};
	}

	const [, place = '', form, language, at = '', computer = '', account = '', ...answers] = body.split('|');
	const scripts = briefScripts(place, collectors);
	if (form !== formOf(scripts)) {
		return {
			refused:
				'The line is of a script that another whfb made, so nobody can tell what its fields mean. Make the script anew, and bring what that prints.',
		};
	}

	const made = {
		place,
		created: at,
		at,
		computer: plain(computer),
		account: plain(account),
		powershell: '',
		language: language === 'F' ? 'FullLanguage' : 'ConstrainedLanguage',
	};
	try {
		const all = answers.map((text, index) => answerOf(text, scripts[index] ?? unreadable(), at));
		return (all.length === scripts.length ? carriedFrom({...made, answers: all}) : null) ?? unreadable();
	} catch (error) {
		if (error instanceof Unreadable) {
			return {
				refused: `The line has another shape than the script gives it, or a script that no release of whfb shipped wrote it. ${again}`,
			};
		}

		throw error;
	}
};
