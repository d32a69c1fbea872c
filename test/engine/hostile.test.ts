import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {z} from 'zod';
import {look} from '../../src/engine/look.ts';
import {answersOf, practiceIds, readPractice} from '../../src/engine/practice.ts';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import {type Collector, defineCheck, defineCollector} from '../../src/guide/check.ts';
import {met} from '../../src/guide/finding.ts';
import {gatesOf} from '../../src/guide/step.ts';
import {checkDocument} from '../../src/report/check-document.ts';
import {checkText} from '../../src/report/check-text.ts';
import {junit} from '../../src/report/junit.ts';
import type {Event} from '../../src/session/event.ts';
import {fold} from '../../src/session/session.ts';
import {guide} from '../../steps/guide.ts';
import {outline} from '../../steps/outline.ts';

const at = '2026-11-26T15:00:00Z';

/** What a terminal obeys, drops or draws as nothing. A line feed is looked for apart. */
const unsafe = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

const hostile = fc.oneof(
	fc.constantFrom(
		'\u001b]52;c;Y2FsYw==\u0007',
		'\u001b[2J',
		'\u009b31m',
		'\r\nnot a line of ours',
		'\u202etxt.exe',
		'\u200b',
		'\u2028',
		'\u00ad',
		'\u{e0041}',
		'\ud800',
		'\u0000',
		'\u3164',
		`e${'\u0301'.repeat(9)}`,
	),
	fc.string({unit: 'binary', minLength: 1, maxLength: 5}),
);

/** The texts in a value that come from outside, by their path: not those that a schema knows by heart. */
const placesIn = (value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] =>
	typeof value === 'string'
		? [path]
		: Array.isArray(value)
			? value.flatMap((member, index) => placesIn(member, [...path, index]))
			: typeof value === 'object' && value !== null
				? Object.entries(value).flatMap(([key, member]) => placesIn(member, [...path, key]))
				: [];

const put = (value: unknown, path: readonly (string | number)[], text: string): unknown => {
	const [key, ...rest] = path;
	if (key === undefined) {
		return `${value}${text}`;
	}

	return Array.isArray(value)
		? value.map((member, index) => (index === key ? put(member, rest, text) : member))
		: {...(value as object), [key]: put((value as Record<string, unknown>)[key], rest, text)};
};

const checks = [...new Set(guide.steps.flatMap(step => [...step.checks, ...gatesOf(step).map(({check}) => check)]))];

describe('text of the world', () => {
	it('reaches no journal, document, text or build report unsafe, whichever of the answers holds it', async () => {
		let judged = 0;
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...practiceIds(outline.practice)), fc.nat(1_000_000), hostile, async (world, seed, text) => {
				const answers = answersOf(outline.practice, readPractice(outline.practice, world));
				const ask = async ({id}: Collector): Promise<Answer> => {
					const answer = answers[id];
					const places = placesIn(answer);
					const place = places[seed % Math.max(1, places.length)];
					return answer === undefined
						? unobserved('unreachable', `Nothing came.${text}`)
						: {
								kind: 'facts',
								facts: place === undefined ? answer : put(answer, place, text),
								source: 'live',
								takenAt: at,
								from: `dc1${text}`,
							};
				};
				const events: Event[] = [];
				for (const check of checks) {
					const finding = await look(check, ask, () => at);
					judged += finding.kind === 'judged' ? 1 : 0;
					events.push({type: 'found', at, check: check.id, finding, look: 'this look'});
				}

				// JSON writes some of them as letters, which a reader makes what they were.
				const texts: string[] = [];
				JSON.parse(JSON.stringify(events), (key, value) => {
					texts.push(key, ...(typeof value === 'string' ? [value] : []));
					return value;
				});
				expect(texts.filter(each => unsafe.test(each))).toEqual([]);
				const document = checkDocument({
					guide: guide,
					session: fold(events),
					titles: id => id,
					asked: guide.steps.map(({id}) => id),
					look: 'this look',
					at,
					tool: '1.0.0',
					environment: {kind: 'practice', name: world},
					strict: false,
				});
				for (const output of [
					JSON.stringify(document, null, '  '),
					checkText(guide, document, {signs: 'ascii', colour: false}),
					junit(document),
				]) {
					expect(unsafe.exec(output)).toBeNull();
				}
			}),
			{numRuns: 300},
		);
		expect(judged).toBeGreaterThan(3_000);
	}, 60_000);

	const names = defineCollector({
		id: 'names',
		what: 'names',
		rights: 'anybody',
		query: {via: 'person', statement: 'Names.'},
		facts: z.unknown(),
	});

	it('is judged as it stands, and shown with every hidden character visible, names of members as well', async () => {
		let given: unknown;
		const check = defineCheck({
			id: 'names-known',
			question: 'Are names known?',
			needs: {names},
			judge: facts => {
				given = facts.names;
				return met(`Seen: ${JSON.stringify(facts.names)}\nand more.`);
			},
			exhibits: () => [{sign: 'met', what: 'a\u200bb', seen: 'c\nd'}],
		});
		const facts = {'k\u200b': ['a\u200b', {deep: '\u001b'}]};
		const finding = await look(
			check,
			async () => ({kind: 'facts', facts, source: 'live', takenAt: at, from: 'dc\u202e1'}),
			() => at,
		);
		expect(given).toEqual(facts);
		expect(finding).toMatchObject({
			from: 'dc<U+202E>1',
			verdict: {because: expect.not.stringContaining('\n')},
			exhibits: [{what: 'a<U+200B>b', seen: 'c^Jd'}],
			facts: {names: {'k<U+200B>': ['a<U+200B>', {deep: '^['}]}},
		});
	});

	it('in a silence is made safe by the same door', async () => {
		const check = defineCheck({id: 'names-known', question: 'Are names known?', needs: {names}, judge: () => met('Seen.')});
		const finding = await look(
			check,
			async () => unobserved('unreachable', 'dc\u200b1\nis gone'),
			() => at,
		);
		expect(finding).toMatchObject({kind: 'unobserved', detail: 'dc<U+200B>1^Jis gone'});
	});
});
