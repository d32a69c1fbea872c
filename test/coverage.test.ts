import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {collectorsOf} from '../src/guide/check.ts';
import {type Coverage, checksOf, countOf, countRows, sentencesOf} from '../src/guide/coverage.ts';
import {type Guide, numberedChecks} from '../src/guide/step.ts';
import {inPackage} from '../src/package-root.ts';
import {planDocument} from '../src/report/plan-document.ts';
import {planMarkdown} from '../src/report/plan-markdown.ts';
import {planText} from '../src/report/plan-text.ts';
import {guide as product} from '../steps/guide.ts';
import {guide as second} from './second-guide/steps/guide.ts';

const most = 70;

/** What a guide's list of sentences has wrong, in sentences; empty where nothing is. */
const faultsOf = ({coverage, steps, outline, ...rest}: Guide): readonly string[] => {
	const checks = new Map(numberedChecks({coverage, steps, outline, ...rest}).map(({check}) => [check.id, check]));
	/** A person's word is all that such a check has. */
	const asksPerson = (id: string) =>
		[checks.get(id)].every(check => check !== undefined && collectorsOf(check).every(({query}) => query.via === 'person'));
	const sentences = sentencesOf(coverage);
	const named = new Set(sentences.flatMap(checksOf));
	const beyond = coverage.beyond.map(({check}) => check);
	return [
		...[...named, ...beyond].filter(id => !checks.has(id)).map(id => `${id} is no check of the guide.`),
		...[...checks.keys()]
			.filter(id => !named.has(id) && !beyond.includes(id))
			.map(id => `${id} stands at no sentence: name it in coverage.`),
		...beyond.filter(id => named.has(id)).map(id => `${id} stands at a sentence, so it does not go beyond them.`),
		...coverage.beyond.filter(({because}) => because === '').map(({check}) => `${check} goes beyond the pages, and no reason is given.`),
		...sentences.flatMap(sentence => {
			const {id, how, text} = sentence;
			const own = checksOf(sentence).filter(one => checks.has(one));
			return [
				...(text === '' ? [`${id} has no words.`] : []),
				...('because' in sentence && sentence.because === '' ? [`${id} is ${how}, and no reason is given.`] : []),
				...((how === 'proved' || how === 'attested') && checksOf(sentence).length === 0 ? [`${id} is ${how} by no check.`] : []),
				...(how === 'proved' ? own.filter(asksPerson).map(one => `${id} is proved by ${one}, which asks a person.`) : []),
				...(how === 'attested' ? own.filter(one => !asksPerson(one)).map(one => `${id} is attested in ${one}, which asks no person.`) : []),
				...('place' in sentence && !outline.places.some(place => place.id === sentence.place)
					? [`${id} waits for ${sentence.place}, which is no place of the guide.`]
					: []),
			];
		}),
		...coverage.pages.flatMap(({page, sources, sentences: own}, index) => [
			...own.flatMap(({id}, at) => (id === `${index + 1}.${at + 1}` ? [] : [`${page} has ${id} where ${index + 1}.${at + 1} belongs.`])),
			...(sources.length > 0 && sources.every(source => source.startsWith('/')) ? [] : [`${page} does not say where it stands.`]),
			...(index >= steps.length || page === steps[index]?.id ? [] : [`${page} stands in the place of ${steps[index]?.id}.`]),
		]),
		...(countOf(coverage).advice > most ? [`${countOf(coverage).advice} sentences are advice; ${most} is the most.`] : []),
	];
};

describe("the list of the guide's sentences", () => {
	it('points at checks, accounts for each check, and is numbered through', () => {
		// Which check is named nowhere, forgotten.test.ts tells.
		expect(faultsOf(product).filter(fault => !fault.includes('stands at no sentence'))).toEqual([]);
		expect(faultsOf(second)).toEqual([]);
	});

	it('has a page for each step, and those of today', () => {
		expect(product.coverage.pages.map(({page}) => page)).toEqual([
			...product.steps.map(({id}) => id),
			'deploy/hybrid-key-trust',
			'deploy/hybrid-key-trust-enroll',
		]);
	});

	const [first] = second.coverage.pages;
	const withSentences = (...sentences: Coverage['pages'][number]['sentences']): Guide => ({
		...second,
		coverage: {
			pages: [{page: first?.page ?? '', sources: first?.sources ?? [], sentences}],
			beyond: [{check: 'page-printed', because: 'later'}],
		},
	});
	const proof = {id: '1.1', text: 'There is paper.', how: 'proved', checks: ['paper-in-tray']} as const;

	it.each([
		['a check that is not there', withSentences({...proof, checks: ['paper-in-tray', 'ink']}), 'ink is no check of the guide.'],
		[
			'a check at no sentence',
			withSentences({id: '1.1', text: 'There is paper.', how: 'advice', because: 'so'}),
			'paper-in-tray stands at no sentence: name it in coverage.',
		],
		[
			'a proof by a person',
			withSentences({...proof, checks: ['page-printed', 'paper-in-tray']}),
			'1.1 is proved by page-printed, which asks a person.',
		],
		['a word by a machine', withSentences({...proof, how: 'attested'}), '1.1 is attested in paper-in-tray, which asks no person.'],
		['a gap in the numbers', withSentences(proof, {...proof, id: '1.3'}), '01-look-at-the-queue has 1.3 where 1.2 belongs.'],
		[
			'an unknown place',
			withSentences({...proof, how: 'not readable', because: 'so', place: 'moon'}),
			'1.1 waits for moon, which is no place of the guide.',
		],
		['no reason', withSentences({...proof, how: 'missing', because: ''}), '1.1 is missing, and no reason is given.'],
	])('is refused with %s', (_, guide, fault) => {
		expect(faultsOf(guide)).toContain(fault);
	});
});

describe('the count', () => {
	const count = countOf(product.coverage);
	const document = planDocument(product, '9.9.9', {hosts: [], origin: 'https://graph.example.test', commandsIn: () => []});

	it('stands in the readme as it is', () => {
		const readme = readFileSync(inPackage('README.md'), 'utf8');
		for (const [what, number] of countRows(count)) {
			expect(readme).toContain(`| ${what} | ${number} |`);
		}

		expect(readme).toContain(`The guide's ${sentencesOf(product.coverage).length} sentences`);
	});

	it('is what a plan shows in words, in Markdown and in JSON', () => {
		expect(planText(document).replace(/\s+/g, ' ')).toContain(
			`Of the guide's ${sentencesOf(product.coverage).length} sentences ${count.proved} are proved, ${count.attested} rest on a person's word, ${count.advice} are advice, ${count.notReadable} cannot be read from here and ${count.missing} are not read yet.`,
		);
		expect(planMarkdown(document)).toContain(`| Proved by a check | ${count.proved} |`);
		const {sentences, ...counts} = document.coverage;
		expect(counts).toEqual(count);
		expect(sentences).toHaveLength(sentencesOf(product.coverage).length);
		expect(sentences.find(({id}) => id === '1.21')).toEqual({
			id: '1.21',
			page: '01-overview',
			text: 'Users are told beforehand what will be asked of them.',
			how: 'not readable',
			because: 'What people were told stands in no system.',
			place: null,
			checks: [],
		});
	});
});
