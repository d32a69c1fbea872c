import {existsSync, globSync, readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {parsePage, parseRemedies} from '../src/content/page.ts';
import {answersOf, readPractice} from '../src/engine/practice.ts';
import type {UnobservedReason} from '../src/guide/answer.ts';
import {type Check, type Collector, collectorsOf} from '../src/guide/check.ts';
import {checksOf, sentencesOf} from '../src/guide/coverage.ts';
import {collectorsIn} from '../src/guide/step.ts';
import {inPackage} from '../src/package-root.ts';
import {guide} from '../steps/guide.ts';
import {outline} from '../steps/outline.ts';
import {brokenCaseFiles, caseFiles} from './case-files.ts';

/**
 * What may be forgotten of a check. Each function comes back with one sentence for each thing that is missing, and the sentence begins with the
 * file to touch. Nothing else in the tests fails for want of the same thing: they pass over what is told here.
 */
const files = globSync(['steps/**/*.*', 'content/*.md'], {cwd: inPackage()})
	.map(file => file.replaceAll('\\', '/'))
	.sort();
const read = (file: string) => readFileSync(inPackage(file), 'utf8');

/** A file of a check: in the room of the step where the check itself lies, or at the step's root. */
const fileOf = (step: string, id: string, end: string): string => {
	const judge = files.find(file => file.startsWith(`steps/${step}/`) && file.endsWith(`/${id}.ts`));
	return judge === undefined ? `steps/${step}/${id}${end}` : judge.replace(/\.ts$/, end);
};

const asked = guide.steps.flatMap(step => step.checks.map(check => ({step: step.id, check: check as Check, id: check.id})));
const isAsked = (id: string) => asked.some(one => one.id === id);

/** Checks that have examples or a page, and stand in no step. */
const unasked = [
	...new Map(
		files.flatMap((file): [string, {readonly step: string; readonly id: string}][] => {
			const [, step, id] = /^steps\/(\d\d-[^/]+)\/(?:.*\/)?([^/]+?)(?:\.cases\.ts|\.md)$/.exec(file) ?? [];
			return step === undefined || id === undefined || isAsked(id) ? [] : [[id, {step, id}]];
		}),
	).values(),
];

const modules = await Promise.all(
	files
		.filter(file => file.endsWith('.facts.ts'))
		.map(async file => ({file, exported: Object.values(await import(pathToFileURL(inPackage(file)).href))})),
);
const isCollector = (value: unknown): value is Collector =>
	typeof value === 'object' && value !== null && 'query' in value && 'facts' in value && 'read' in value;
const defined = modules.flatMap(({file, exported}) => exported.filter(isCollector).map(collector => ({file, collector})));

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const hasId = ({id}: Collector) => typeof id === 'string' && idPattern.test(id);

/** Every collector that has an id: of the guide, and of checks that stand in no step yet. */
export const knownCollectors: readonly Collector[] = [
	...new Map(
		[...collectorsIn(guide), ...defined.map(({collector}) => collector), ...caseFiles.flatMap(({check}) => collectorsOf(check))]
			.filter(hasId)
			.map(collector => [collector.id, collector]),
	).values(),
];

/** Nobody can say of an answer or a recording that its collector is gone while one collector has no name. */
export const isNamed = collectorsIn(guide).every(hasId);

export const recordingOf = ({id}: Collector): string | null => {
	const home = defined.find(({collector}) => collector.id === id)?.file;
	return home === undefined ? null : home.replace(/[^/]+$/, `${id}.recorded.json`);
};

export const hasRecording = (collector: Collector): boolean => {
	const file = recordingOf(collector);
	return file !== null && existsSync(inPackage(file));
};

const answers = answersOf(outline.practice, readPractice(outline.practice, 'ready'));

/** Whether the world where all is well says what the collector brings there. Another world is asked only then. */
export const hasAnswer = ({id}: Collector): boolean => id in answers;

/** Whether every check that needs the collector shows by cases what it reads of it. */
export const isShownWhole = (collector: string): boolean =>
	asked
		.filter(({check}) => collectorsOf(check).some(({id}) => id === collector))
		.every(({id}) => caseFiles.some(({check}) => check.id === id));

const stepEntries = (): readonly string[] =>
	unasked.map(({step, id}) => `steps/${step}/step.ts does not ask ${id}: import it, and put it among the checks.`);

const cases = (): readonly string[] => [
	...brokenCaseFiles,
	...asked.flatMap(({step, id}) => {
		const file = fileOf(step, id, '.cases.ts');
		const found = caseFiles.find(({path}) => path === file);
		if (found !== undefined) {
			return found.check.id === id ? [] : [`${file} holds the cases of ${found.check.id}: those of ${id} belong there.`];
		}

		return existsSync(inPackage(file)) ? [] : [`${file} is missing: show by examples what ${id} judges.`];
	}),
];

/** Reasons that no judge finds, because nothing came: such an example is of no side of the line. */
const silences: readonly UnobservedReason[] = [
	'no-runner',
	'not-signed-in',
	'access-denied',
	'unreachable',
	'blocked',
	'timed-out',
	'throttled',
];

const sides = (): readonly string[] =>
	caseFiles.flatMap(({path, check, cases: all}) => {
		const outcomes = Object.values(all).map(({given}) => {
			const verdict = check.judge(given);
			return verdict.outcome === 'declined' && silences.includes(verdict.reason) ? 'silent' : verdict.outcome;
		});
		const shows = (...some: readonly string[]) => outcomes.some(outcome => some.includes(outcome));
		return [
			...(!shows('met', 'not-applicable') ? [`${path} shows one side of the line: add a case that is met, or does not apply.`] : []),
			...(!shows('unmet', 'caution', 'declined') ? [`${path} shows one side of the line: add a case that is not met.`] : []),
		];
	});

/** The page of a check: its remedies, null where it is missing, a sentence where it cannot be read. */
const pageOf = (step: string, id: string): ReturnType<typeof parseRemedies> | string | null => {
	const file = fileOf(step, id, '.md');
	if (!existsSync(inPackage(file))) {
		return null;
	}

	try {
		return parseRemedies(read(file));
	} catch (error) {
		return `${file} cannot be read: ${error instanceof Error ? error.message : error}`;
	}
};

const pages = (): readonly string[] =>
	asked.flatMap(({step, id}) => {
		const page = pageOf(step, id);
		const file = fileOf(step, id, '.md');
		if (page === null) {
			return [`${file} is missing: say why ${id} matters, and write a heading for each remedy.`];
		}

		return typeof page === 'string' ? [page] : page.intro.length > 0 ? [] : [`${file} does not say why ${id} matters.`];
	});

const remedies = (): readonly string[] =>
	caseFiles.flatMap(({path, check, cases: all}) => {
		const [, step = ''] = path.split('/');
		const page = pageOf(step, check.id);
		if (page === null || typeof page === 'string') {
			return [];
		}

		const headings = page.remedies.map(({id}) => id);
		const named = Object.values(all).flatMap(({given}) => {
			const verdict = check.judge(given);
			return 'remedy' in verdict ? [verdict.remedy] : [];
		});
		return [...new Set(named)]
			.filter(remedy => !headings.includes(remedy))
			.map(remedy => `${fileOf(step, check.id, '.md')} has no heading "## ${remedy}", a remedy that ${check.id} names.`);
	});

const markers = (): readonly string[] =>
	guide.steps.flatMap(({id: step, checks}) => {
		const file = `content/${step}.md`;
		const shown = parsePage(read(file)).blocks.flatMap(block => (block.kind === 'check' ? [block.id] : []));
		const own = checks.map(({id}) => id);
		return [
			...own
				.filter(id => !shown.includes(id))
				.map(id => `${file} does not show ${id}: put <!-- check: ${id} --> under the sentence that it proves.`),
			...[...new Set(shown.filter((id, at) => shown.indexOf(id) !== at))].map(id => `${file} shows ${id} more than once.`),
			...shown
				.filter(id => !own.includes(id) && !unasked.some(one => one.id === id))
				.map(id => `${file} shows ${id}, which is no check of ${step}.`),
		];
	});

const practice = (): readonly string[] =>
	collectorsIn(guide)
		.filter(hasId)
		.flatMap(collector => {
			const file = 'steps/practice/ready.json';
			if (!hasAnswer(collector)) {
				return [`${file} has no answer of ${collector.id}: say what it brings where all is well.`];
			}

			// Files of many machines are brought by some, and nothing is lacking without them.
			if (collector.query.via === 'files') {
				return [];
			}

			const {error} = collector.facts.safeParse(answers[collector.id]);
			return error === undefined ? [] : [`${file} has an answer of ${collector.id} that its schema refuses: ${error.message}`];
		});

const recordings = (): readonly string[] =>
	collectorsIn(guide)
		.filter(
			collector => hasId(collector) && collector.query.via !== 'person' && collector.query.via !== 'files' && !hasRecording(collector),
		)
		.map(collector => {
			const file = recordingOf(collector);
			return file === null
				? `No *.facts.ts of a step exports the collector ${collector.id}: define it there.`
				: `${file} is missing: node test/record.ts ${collector.id} makes it, or write one by hand that says so.`;
		});

const ids = (): readonly string[] =>
	defined
		.filter(({collector}) => !hasId(collector))
		.map(({file, collector}) =>
			collector.id === undefined
				? `${file} gives a collector no id: it is the key of its recording and of practice answers.`
				: `${file} gives a collector the id ${JSON.stringify(collector.id)}: small letters and digits, with hyphens between words.`,
		);

const sentences = (): readonly string[] => {
	const named = [...sentencesOf(guide.coverage).flatMap(checksOf), ...guide.coverage.beyond.map(({check}) => check)];
	return asked
		.filter(({id}) => !named.includes(id))
		.map(({id}) => `steps/coverage.ts does not name ${id}: put it at the sentence that it proves, or say why it goes beyond the pages.`);
};

const placeholders = (): readonly string[] =>
	[...files, 'test/read-and-judged.ts']
		.filter(file => !file.endsWith('/README.md'))
		.flatMap(file => {
			const at = read(file)
				.split('\n')
				.findIndex(line => /fill-in/i.test(line));
			return at < 0 ? [] : [`${file} still says FILL-IN, first in line ${at + 1}: write what belongs there.`];
		});

/** What may be forgotten, and the sentences that say what was. */
export const forgotten: Readonly<Record<string, () => readonly string[]>> = {
	'stands in a step': stepEntries,
	'has cases': cases,
	'shows both sides of the line': sides,
	'has a page': pages,
	'names only remedies that its page describes': remedies,
	'stands once on the page of its step, and nothing else does': markers,
	'has collectors with an id': ids,
	'is answered in the practice environment where all is well': practice,
	'has a recording of each thing that it reads': recordings,
	'stands at a sentence of the pages, or goes beyond them': sentences,
	'holds no word that is still to be filled in': placeholders,
};
