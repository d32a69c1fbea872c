import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {askOnce} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import {defineCheck, defineCollector} from '../../src/guide/check.ts';
import {declined, met, unmet, type Verdict} from '../../src/guide/finding.ts';
import {safeText, safeThroughout} from '../../src/guide/untrusted.ts';
import {guide} from '../../steps/guide.ts';
import {hasRecording} from '../forgotten.ts';
import {recorded, recordingFile} from '../record.ts';

const now = () => '2026-11-22T09:00:00.000Z';

/** Every text of a value that a screen would obey, drop or draw as nothing, with where it stands. */
const unsafeIn = (value: unknown, at = ''): readonly string[] => {
	if (typeof value === 'string') {
		const text = at.endsWith('.text') ? value.replaceAll('\n', '') : value;
		return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text) ? [`${at}: ${JSON.stringify(value)}`] : [];
	}

	return typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([key, member]) => [...unsafeIn(key, `${at}'s name`), ...unsafeIn(member, `${at}.${key}`)])
		: [];
};

const hostile = fc
	.array(
		fc.constantFrom(
			'\u001b]52;c;x\u0007',
			'\u001b[2J',
			'\r',
			'\n',
			'\t',
			'\u009b',
			'\u200b',
			'\u202e',
			'\u{e0041}',
			'\ud800',
			'\u2028',
			'%',
			'\\',
		),
		{
			minLength: 1,
			maxLength: 3,
		},
	)
	.map(all => all.join(''));

/** The same value with something hostile after many of its texts. */
const spoiled = (value: unknown, evil: () => string): unknown =>
	typeof value === 'string'
		? value + evil()
		: Array.isArray(value)
			? value.map(member => spoiled(member, evil))
			: typeof value === 'object' && value !== null
				? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, spoiled(member, evil)]))
				: value;

const answers = new Map(
	recorded
		.filter(hasRecording)
		.map(collector => [collector.id, (JSON.parse(readFileSync(recordingFile(collector), 'utf8')) as {answer: unknown}).answer]),
);

/** Of each check of the guide, what is found where every answer that was recorded holds hostile texts in some of its places. */
const findings = async (choose: (of: number) => number, texts: readonly string[]) => {
	const evil = () => (choose(2) === 0 ? '' : (texts[choose(texts.length)] ?? ''));
	const ask = askOnce(
		async ({id, query}): Promise<Answer> => {
			const answer = answers.get(id);
			return answer === undefined || choose(8) === 0
				? unobserved('unreachable', `${query.via}${evil()} did not answer.`)
				: {kind: 'facts', facts: spoiled(answer, evil), source: 'live', takenAt: now(), from: `DC01${evil()}`};
		},
		() => [],
		now,
	);
	const checks = guide.steps.flatMap(({checks: own}) => own);
	return Promise.all(checks.map(async check => ({check: check.id, finding: await look(check, ask, now)})));
};

describe('what is found', () => {
	it('holds nothing that a terminal obeys or hides, whatever the directory, Graph and the scripts answered', async () => {
		let judged = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(hostile, {minLength: 1, maxLength: 3}), fc.infiniteStream(fc.nat(1_000)), async (texts, stream) => {
				const found = await findings(of => (stream.next().value ?? 0) % of, texts);
				judged += found.filter(({finding}) => finding.kind === 'judged').length;
				expect(found.flatMap(({check, finding}) => unsafeIn(finding, check))).toEqual([]);
			}),
			{numRuns: 60},
		);
		// Else everything was malformed, and nothing was shown.
		expect(judged).toBeGreaterThan(60);
	});

	it.each<[string, Verdict]>([
		['met', met('\u001b[2J is fine')],
		['unmet', unmet('mend-it', 'a\u202eb')],
		['not seen', declined('inconclusive', 'mend-it', 'con\u200btoso.com')],
	])('is made safe where a judge says %s about a hostile name', async (_, verdict) => {
		const things = defineCollector({
			id: 'things',
			what: 'x',
			rights: 'any',
			query: {via: 'person', statement: 'x'},
			facts: {safeParse: (data: unknown) => ({success: true, data})} as never,
		});
		const check = defineCheck({
			id: 'c',
			question: 'c?',
			needs: {things},
			judge: () => verdict,
			exhibits: () => [{sign: 'met', what: 'x\u200by', seen: '\u0007'}],
		});
		const finding = await look(
			check,
			async () => ({kind: 'facts', facts: {'k\u0007': ['\u009b']}, source: 'live', takenAt: now(), from: 'a\nb'}),
			now,
		);
		expect(unsafeIn(finding)).toEqual([]);
		expect(finding).toMatchObject({from: 'a^Jb', exhibits: [{what: 'x<U+200B>y', seen: '^G'}]});
	});

	it('L7 names nothing endless in a sentence, whatever the directory, Graph and the scripts answered, and keeps the whole name as evidence', async () => {
		const sentences: string[] = [];
		let kept = 0;
		for (const letters of ['x'.repeat(100_000), 'two words '.repeat(10_000)]) {
			let turn = 0;
			const found = await findings(of => (turn++ * 7) % of, [letters]);
			for (const {finding} of found) {
				const {facts, ...rest} = finding;
				const lines = [
					'verdict' in rest ? rest.verdict.because : rest.detail,
					rest.from ?? '',
					...(rest.exhibits ?? []).flatMap(({what, seen}) => [what, seen]),
				];
				sentences.push(...lines);
				kept += JSON.stringify(facts ?? null).includes(letters) && lines.some(line => /\(\d{5,} letters\)/.test(line)) ? 1 : 0;
			}
		}

		expect(sentences.filter(text => text.length > 17_000)).toEqual([]);
		// Else no endless name came as far as a sentence.
		expect(kept).toBeGreaterThan(5);
	});

	it('says what a schema has against an answer in one line', async () => {
		const check = guide.steps.flatMap(({checks}) => checks).find(({id}) => id === 'schema-replicated');
		const finding = await look(
			check as NonNullable<typeof check>,
			async () => ({kind: 'facts', facts: {forests: [], 'evil\n\u001b[2J': 1}, source: 'live', takenAt: now(), from: 'DC01'}),
			now,
		);
		expect(finding).toMatchObject({kind: 'unobserved', reason: 'malformed'});
		expect(unsafeIn(finding)).toEqual([]);
		expect(finding.kind === 'unobserved' && finding.detail).toContain('forests');
	});
});

describe('a value made safe throughout', () => {
	it('keeps the line breaks of what a program printed, and of nothing else', () => {
		expect(safeThroughout({text: 'a\r\nb\u001b', other: 'a\nb', list: ['\n'], nested: {text: '1\n2'}})).toEqual({
			text: 'a\nb^[',
			other: 'a^Jb',
			list: ['^J'],
			nested: {text: '1\n2'},
		});
	});

	it('makes of each text what is made of it alone, backslashes and quotation marks before whatever letter', () => {
		const text = fc.string({
			unit: fc.constantFrom('\\', '"', 'n', 'u', 'b', '\n', '\u001b', '\u007f', 'é', '\ud800', '\u200b', ' ', '{', '0'),
		});
		fc.assert(
			fc.property(text, text, (one, name) => {
				expect(safeThroughout({[name]: [one], list: [{other: one}]})).toEqual({
					[safeText(name)]: [safeText(one)],
					list: [{other: safeText(one)}],
				});
			}),
			{numRuns: 500},
		);
	});

	it('is the same when it is made safe twice, and leaves what is no text as it is', () => {
		fc.assert(
			fc.property(fc.jsonValue(), value => {
				const once = safeThroughout(value);
				expect(safeThroughout(once)).toEqual(once);
				expect(unsafeIn(once)).toEqual([]);
			}),
		);
		expect(safeThroughout([1, true, null, undefined])).toEqual([1, true, null, undefined]);
	});
});
