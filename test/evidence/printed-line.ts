import {briefScripts, checkSum, formOf, wordsOf} from '../../src/evidence/line-form.ts';
import {hashOf} from '../../src/evidence/shipped-scripts.ts';
import type {Brief} from '../../src/guide/brief.ts';
import type {Collector} from '../../src/guide/check.ts';

const plain = (text: string): string =>
	text.replace(/[^A-Za-z0-9._: -]/g, unit => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).replaceAll(' ', '+');

const letters = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();

const reportOf = (text: string, brief: Brief): string => {
	const words = wordsOf(brief);
	const names = (brief.report?.names ?? []).map(letters);
	const word = (name: string): string => (words.includes(name) ? `${words.indexOf(name)}` : plain(name));
	let [field, banner] = ['r', ''];
	for (const line of text.split(/\r?\n/)) {
		const title = /^ *\| *([A-Za-z][A-Za-z0-9 .-]*?) *\| *$/.exec(line)?.[1];
		const [, name, value] = /^ *([A-Za-z][A-Za-z0-9 ()/.-]*?) *:(?!\/\/) *(.*?) *$/.exec(line) ?? [];
		const isNamed = names.some(one => letters(line).includes(one));
		if (title !== undefined) {
			banner = `*.${word(title)}`;
		} else if (name === undefined ? isNamed : names.includes(letters(name))) {
			field += `${banner}*${name === undefined ? `-${plain(line)}` : `${word(name)}:${plain(value ?? '')}`}`;
			banner = '';
		}
	}

	return field;
};

const fieldOf = (value: unknown): string =>
	value === null
		? 'n'
		: typeof value === 'boolean'
			? `b${Number(value)}`
			: typeof value === 'number'
				? `i${value}`
				: Array.isArray(value)
					? `l${value.map(one => `*${plain(one)}`).join('')}`
					: `s${plain(String(value))}`;

/** Puts a length, a check sum and an end behind a line's body, as the script does. */
export const closed = (body: string): string => `${body}|${body.length}|${checkSum(body)}|end`;

/** The line that the script of a place prints, as `carried-line.ps1` makes it; `carried-line.test.ts` holds that against the script itself. */
export const printedLine = (parts: {
	readonly place: string;
	readonly collectors: readonly Collector[];
	/** As the scripts give them; a script that is not there failed. */
	readonly answers: Readonly<Record<string, unknown>>;
	readonly at: string;
	readonly computer: string;
	readonly account: string;
	readonly language?: 'F' | 'C';
}): string => {
	const {place, collectors, answers, at, computer, account, language = 'F'} = parts;
	const scripts = briefScripts(place, collectors);
	const fields = scripts.map(({id, path, brief}) => {
		const hash = language === 'F' ? hashOf(path).slice(0, 12) : '';
		const facts = answers[id] as Readonly<Record<string, unknown>> | undefined;
		const values = brief.members.map(member =>
			fieldOf(member.split('.').reduce<unknown>((inner, name) => (inner as Readonly<Record<string, unknown>>)?.[name], facts)),
		);
		const report = brief.report === undefined ? [] : [reportOf(String(facts?.[brief.report.member]), brief)];
		return [id, hash, ...(facts === undefined ? ['xOperationStopped'] : [...values, ...report])].join('!');
	});
	return closed(['whfb-line-1', place, formOf(scripts), language, at, plain(computer), plain(account), ...fields].join('|'));
};
