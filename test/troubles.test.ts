import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {look} from '../src/engine/look.ts';
import {practiceAsk, practiceIds, readPractice} from '../src/engine/practice.ts';
import type {Check} from '../src/guide/check.ts';
import type {Verdict} from '../src/guide/finding.ts';
import {numberedChecks} from '../src/guide/step.ts';
import {inPackage} from '../src/package-root.ts';
import {guide} from '../steps/guide.ts';
import {outline} from '../steps/outline.ts';
import {caseFiles} from './case-files.ts';
import {type Trouble, troubles} from './troubles.ts';

/** A moment at which what the practice environments hold is fresh. */
const now = () => '2026-11-22T09:00:00Z';
const checks = new Map(numberedChecks(guide).map(({check}) => [check.id, check as Check]));

const verdictIn = async (world: string, id: string): Promise<Verdict> => {
	const check = checks.get(id);
	if (check === undefined) {
		throw new Error(`${id} is no check of the guide.`);
	}

	const finding = await look(check, practiceAsk(outline.practice, readPractice(outline.practice, world), now), now);
	if (finding.kind !== 'judged') {
		throw new Error(`${id} is not seen in ${world}: ${finding.detail}`);
	}

	return finding.verdict;
};

const examplesOf = (id: string) => caseFiles.find(({check}) => check.id === id);

const shownBy = async (trouble: Trouble): Promise<Verdict> => {
	if ('world' in trouble) {
		return await verdictIn(trouble.world, trouble.check);
	}

	const file = examplesOf(trouble.check);
	const example = file?.cases[trouble.example];
	if (file === undefined || example === undefined) {
		throw new Error(`${trouble.check} has no example "${trouble.example}".`);
	}

	return file.check.judge(example.given);
};

/** What a remedy says, from its heading to the next. */
const remedyOf = ({check, remedy}: Trouble): string => {
	const path = examplesOf(check)?.path.replace(/\.cases\.ts$/, '.md') ?? '';
	const section = readFileSync(inPackage(path), 'utf8').split(/^## /m);
	return section.find(one => one.startsWith(`${remedy}\n`))?.replace(/\s+/g, ' ') ?? '';
};

describe('the table of the twenty commonest troubles', () => {
	it('has a row for each', () => {
		const numbers = [...new Set(troubles.map(({number}) => number))].toSorted((a, b) => a - b);
		expect(numbers).toEqual(Array.from({length: 20}, (_, at) => at + 1));
	});

	it('shows each in a practice environment that exists', () => {
		const known = practiceIds(outline.practice);
		expect(troubles.flatMap(one => ('world' in one && !known.includes(one.world) ? [one.world] : []))).toEqual([]);
	});
});

describe.each(troubles)('trouble $number, $trouble', trouble => {
	it(`is seen by ${trouble.check} ${'world' in trouble ? `in ${trouble.world}` : `where ${trouble.example}`}, and leads to ${trouble.remedy}`, async () => {
		expect(await shownBy(trouble)).toMatchObject({outcome: trouble.outcome, remedy: trouble.remedy});
	});

	it(`is mended in words that hold ${trouble.words.join(' and ')}`, () => {
		const said = remedyOf(trouble);
		expect(trouble.words.filter(word => !said.includes(word))).toEqual([]);
		expect(trouble.words.length).toBeGreaterThan(0);
	});

	it('is none where all is well', async () => {
		expect((await verdictIn('ready', trouble.check)).outcome).toMatch(/^(met|not-applicable)$/);
	});
});
