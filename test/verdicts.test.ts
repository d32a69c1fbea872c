import {existsSync, globSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {parseRemedies} from '../src/content/page.ts';
import type {CasesFor} from '../src/guide/cases.ts';
import {collectorOf, isOptional, type Needs, type Witness} from '../src/guide/check.ts';
import type {Verdict} from '../src/guide/finding.ts';
import type {Step} from '../src/guide/step.ts';

const root = new URL('../', import.meta.url);
const filesOf = (pattern: string) =>
	globSync(pattern, {cwd: fileURLToPath(root)})
		.map(path => path.replaceAll('\\', '/'))
		.sort();
const load = async <Value>(path: string): Promise<Value> => (await import(new URL(path, root).href)).default;

const caseFiles = await Promise.all(filesOf('steps/*/*.cases.ts').map(async path => ({path, ...(await load<CasesFor<Needs>>(path))})));
const stepFiles = filesOf('steps/*/step.ts');

const pageOf = (path: string) => path.replace(/\.cases\.ts$/, '.md');
const outcomeOf = (verdict: Verdict) => (verdict.outcome === 'declined' ? verdict.reason : verdict.outcome);
const remedyOf = (verdict: Verdict) => ('remedy' in verdict ? verdict.remedy : undefined);

/** What the collectors' schemas have against some given facts; empty where nothing. */
const objections = (needs: Needs, given: Readonly<Record<string, unknown>>): readonly string[] => {
	const unknown = Object.keys(given).filter(name => !(name in needs));
	return [
		...unknown.map(name => `${name} is no need of the check`),
		...Object.entries(needs).flatMap(([name, need]) => {
			const witness = given[name] as Witness<unknown> | undefined;
			if (isOptional(need) && witness?.seen === false) {
				return [];
			}

			const parsed = collectorOf(need).facts.safeParse(isOptional(need) && witness?.seen === true ? witness.facts : given[name]);
			return parsed.success ? [] : [`${name}: ${parsed.error.message}`];
		}),
	];
};

describe.each(caseFiles)('$check.id', ({path, check, cases}) => {
	const judged = Object.values(cases).map(({given}) => check.judge(given));
	const page = existsSync(new URL(pageOf(path), root)) ? parseRemedies(readFileSync(new URL(pageOf(path), root), 'utf8')) : null;

	it('has cases and a page under its own name', () => {
		expect(path.split('/').at(-1)).toBe(`${check.id}.cases.ts`);
		expect(page, `${pageOf(path)} is missing`).not.toBeNull();
		expect(page?.intro.length, `${pageOf(path)} does not say why it matters`).toBeGreaterThan(0);
	});

	it('asks a question', () => {
		expect(check.question).toMatch(/^[A-Z].*\?$/);
	});

	it.each(Object.entries(cases))('judges %s', (_, {given, then, says, remedy}) => {
		const verdict = check.judge(given);
		expect(outcomeOf(verdict), verdict.because).toBe(then);
		expect(verdict.because).toMatch(/^\S[\s\S]*[^\s:]$/);
		if (says !== undefined) {
			expect(verdict.because).toEqual(says instanceof RegExp ? expect.stringMatching(says) : expect.stringContaining(says));
		}

		if (remedy !== undefined) {
			expect(remedyOf(verdict)).toBe(remedy);
		}
	});

	it('is given facts that its collectors could bring', () => {
		const wrong = Object.entries(cases).flatMap(([name, {given}]) => objections(check.needs, given).map(why => `${name}: ${why}`));
		expect(wrong).toEqual([]);
	});

	it('names only remedies that its page describes', () => {
		const headings = page?.remedies.map(({id}) => id) ?? [];
		const missing = judged.flatMap(verdict => remedyOf(verdict) ?? []).filter(remedy => !headings.includes(remedy));
		expect([...new Set(missing)]).toEqual([]);
	});

	it('shows both sides of the line', () => {
		const good = judged.filter(({outcome}) => outcome === 'met' || outcome === 'not-applicable');
		expect(good.length, 'no case is met or does not apply').toBeGreaterThan(0);
		expect(judged.length - good.length, 'no case is anything but good').toBeGreaterThan(0);
	});

	it('has words for each line of its evidence', () => {
		const lines = Object.values(cases).flatMap(({given}) => check.exhibits?.(given) ?? []);
		expect(lines.filter(({what, seen}) => what.trim() === '' || seen.trim() === '')).toEqual([]);
	});
});

it.each(stepFiles)('shows by cases how each check of %s is judged', async path => {
	const {checks, gates} = await load<Step>(path);
	const known = caseFiles.map(({check}) => check.id);
	const all = [...checks, ...[...gates.enter, ...gates.leave].map(({check}) => check)].map(({id}) => id);
	expect(all.filter(id => !known.includes(id))).toEqual([]);
});
