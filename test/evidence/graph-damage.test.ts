import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {decode} from '../../src/evidence/decode.ts';
import {savedGraph} from '../../src/evidence/saved-graph.ts';
import {type Answer, graphCollectors, samples, userPages} from './graph-samples.ts';

const importer = savedGraph(graphCollectors, 'graph.microsoft.com');

/** What the importer makes of some bytes: facts by collector, or null where it refuses them or does not know them. */
const factsOf = (bytes: Uint8Array): Readonly<Record<string, unknown>> | null => {
	const files = [{path: 'answer.json', text: () => decode(bytes)}];
	const read = importer.recognises(files) ? importer.read(files) : {refused: ''};
	return 'refused' in read ? null : Object.fromEntries(read.map(({collector, facts}) => [collector, facts]));
};

/** Whether facts are those of the undamaged answer, but for texts that show a mark where something invisible came into them: such a text equals no name. */
const isSame = (facts: unknown, whole: unknown): boolean => {
	if (typeof facts === 'string' && typeof whole === 'string') {
		return facts === whole || facts.includes('<U+');
	}

	if (typeof whole === 'string' && typeof facts === 'object' && facts !== null && 'shown' in facts) {
		return isSame(facts.shown, whole);
	}

	if (typeof facts !== 'object' || typeof whole !== 'object' || facts === null || whole === null) {
		return facts === whole;
	}

	const [left, right] = [Object.entries(facts), whole as Readonly<Record<string, unknown>>];
	return (
		Array.isArray(facts) === Array.isArray(whole) &&
		left.length === Object.keys(whole).length &&
		left.every(([name, member]) => isSame(member, right[name]))
	);
};

type Damage = {
	readonly name: string;
	readonly value?: (value: unknown, at: number) => unknown;
	readonly text?: (text: string, at: number) => string;
};

const cutAt = (value: unknown, depth: number): unknown =>
	typeof value !== 'object' || value === null
		? value
		: depth < 0
			? Array.isArray(value)
				? value.map(each => (typeof each === 'object' ? 'System.Collections.Hashtable' : String(each))).join(' ')
				: 'System.Collections.Hashtable'
			: Array.isArray(value)
				? value.map(each => cutAt(each, depth - 1))
				: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cutAt(member, depth - 1)]));
const capital = (value: unknown): unknown =>
	Array.isArray(value)
		? value.map(capital)
		: typeof value === 'object' && value !== null
			? Object.fromEntries(
					Object.entries(value).map(([name, member]) => [`${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, capital(member)]),
				)
			: value;
const withOut = (value: unknown, at: number): unknown => {
	const {value: records, ...rest} = value as Answer;
	if (!Array.isArray(records) || records.length === 0) {
		return value;
	}

	const names = Object.keys(records[0] ?? {});
	const gone = names[at % Math.max(1, names.length)];
	return {...rest, value: records.map(record => Object.fromEntries(Object.entries(record as object).filter(([name]) => name !== gone)))};
};
const lines = (text: string, at: number, edit: (line: string) => string) =>
	text
		.split('\n')
		.map((line, index) => (at % 3 === 0 || index % (1 + (at % 7)) === 0 ? edit(line) : line))
		.join('\n');
const insert = (text: string, at: number, what: string) =>
	`${text.slice(0, at % (text.length + 1))}${what}${text.slice(at % (text.length + 1))}`;

const damages: readonly Damage[] = [
	{name: 'a list around it', value: value => [value]},
	{name: 'a wrapper around it', value: value => ({status: 200, body: value})},
	{name: 'a failed wrapper around it', value: value => ({status: 500, body: value})},
	{name: 'a text in a wrapper', value: value => ({StatusCode: 200, Content: JSON.stringify(value)})},
	{name: 'value alone', value: value => (value as Answer).value ?? value},
	{name: 'capitals', value: capital},
	{name: 'a depth cut', value: (value, at) => cutAt(value, at % 5)},
	{name: 'a property taken out', value: withOut},
	{name: 'nulls taken out', value: value => JSON.parse(JSON.stringify(value, (_, member) => (member === null ? undefined : member)))},
	{name: 'beta', text: text => text.replace('/v1.0/$metadata', '/beta/$metadata')},
	{
		name: 'a next page',
		text: text => text.replace(/"value":/, '"@odata.nextLink": "https://graph.microsoft.com/v1.0/users?$skiptoken=1", "value":'),
	},
	{name: 'true as a text', text: text => text.replaceAll(/: ?(true|false)/g, ': "$1"')},
	{name: 'a fence', text: text => `\`\`\`json\n${text}\n\`\`\``},
	{name: 'a prompt', text: (text, at) => `PS C:\\> az rest --url "https://x\n${text}\n${at % 2 === 0 ? 'PS C:\\>' : ''}`},
	{name: 'words', text: text => `Here it is:\n${text}\n-- \nregards`},
	{name: 'quote marks', text: (text, at) => lines(text, at, line => `> ${line}`)},
	{name: 'typographic marks', text: (text, at) => (at % 2 === 0 ? text.replaceAll('"', '\u201c') : text.replace('"', '\u201c'))},
	{name: 'links', text: text => text.replaceAll(/"([\w.-]+@[\w.]+)"/g, '"[$1](mailto:$1)"')},
	{name: 'entities', text: text => text.replaceAll('"', '&quot;')},
	{name: 'single marks', text: text => text.replaceAll('"', "'")},
	{name: 'hard spaces', text: text => text.replaceAll('  ', '\u00a0 ')},
	{name: 'a letter of no width', text: (text, at) => insert(text, at, '\u200b')},
	{name: 'a mark of direction', text: (text, at) => insert(text, at, '\u202e')},
	{name: 'a mark of order', text: (text, at) => insert(text, at, '\ufeff')},
	{name: 'a line break', text: (text, at) => insert(text, at, '\n')},
	{name: 'a zero', text: (text, at) => insert(text, at, '\0')},
	{name: 'colours', text: (text, at) => insert(text, at, '\u001b[32m')},
	{name: 'line ends', text: (text, at) => text.replaceAll('\n', at % 2 === 0 ? '\r\n' : '\r')},
	{name: 'a cut at its end', text: (text, at) => text.slice(0, at % (text.length + 1))},
	{name: 'a cut at its beginning', text: (text, at) => text.slice(at % (text.length + 1))},
	{name: 'itself again', text: text => `${text}\n${text}`},
	{name: 'a part of itself again', text: (text, at) => `${text}\n${text.slice(at % (text.length + 1))}`},
	{name: 'another answer after it', text: (text, at) => `${text}\n${JSON.stringify(Object.values(samples)[at % 4])}`},
];

const encodings = [
	(text: string) => Buffer.from(text),
	(text: string) => Buffer.from(`\ufeff${text}`),
	(text: string) => Buffer.from(text, 'utf16le'),
	(text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
];

const every: Readonly<Record<string, unknown>> = {...samples, pages: userPages};
const undamaged = Object.assign({}, ...Object.values(every).map(each => factsOf(Buffer.from(JSON.stringify(each))))) as Readonly<
	Record<string, unknown>
>;
/** `WHFB_DRAWS=10000` draws as many as the promise says; `WHFB_SEED` repeats a run. */
const draws = Number(process.env['WHFB_DRAWS'] ?? 2_000);

describe('an answer of Graph that was damaged on its way', () => {
	it(`gives what it gave undamaged or nothing, in ${draws} draws of up to three damages`, () => {
		expect(Object.keys(undamaged).toSorted()).toEqual(Object.keys(samples).toSorted());
		const counts = {same: 0, nothing: 0};
		fc.assert(
			fc.property(
				fc.constantFrom(...Object.keys(every)),
				fc.array(fc.record({damage: fc.constantFrom(...damages), at: fc.nat(20_000)}), {minLength: 1, maxLength: 3}),
				fc.constantFrom(...encodings),
				fc.boolean(),
				(id, drawn, encode, isPretty) => {
					const value = drawn.reduce((so, {damage, at}) => damage.value?.(so, at) ?? so, every[id]);
					const text = drawn.reduce((so, {damage, at}) => damage.text?.(so, at) ?? so, JSON.stringify(value, null, isPretty ? 2 : 0));
					const facts = factsOf(encode(text));
					counts[facts === null ? 'nothing' : 'same'] += 1;
					return facts === null || Object.entries(facts).every(([collector, own]) => isSame(own, undamaged[collector]));
				},
			),
			{numRuns: draws, seed: Number(process.env['WHFB_SEED'] ?? 20_261_126)},
		);
		expect(counts.same).toBeGreaterThan(draws / 20);
		expect(counts.nothing).toBeGreaterThan(draws / 4);
	}, 300_000);

	it('gives nothing where it is cut at any byte', () => {
		for (const [id, answer] of Object.entries(every)) {
			const bytes = Buffer.from(JSON.stringify(answer));
			for (let at = 0; at < bytes.length; at += 1) {
				expect(factsOf(bytes.subarray(0, at)), `${id}, its first ${at} bytes`).toBeNull();
				expect(at === 0 ? null : factsOf(bytes.subarray(at)), `${id}, from byte ${at} on`).toBeNull();
			}
		}
	});
});
