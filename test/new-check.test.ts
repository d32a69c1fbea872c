import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {newCheck, tidy} from '../src/new-check.ts';
import {vias} from '../src/new-check-skeletons.ts';
import {inPackage} from '../src/package-root.ts';

/** A copy of the repository in which checks are added and broken. */
const copy = mkdtempSync(join(tmpdir(), 'whfb-new-check-'));
const at = '2026-11-26T09:00:00.000Z';
const step = '03-new-installation-baseline';
const read = (file: string) => readFileSync(join(copy, file), 'utf8');
const write = (file: string, text: string) => writeFileSync(join(copy, file), text);

/** Changes a file, and throws where there is nothing to change. */
const change = (file: string, from: string | RegExp, to: string) => {
	const text = read(file);
	const changed = text.replace(from, to);
	if (changed === text) {
		throw new Error(`${file} does not hold ${from}.`);
	}

	write(file, changed);
};

/** Runs one of the tools that the repository uses, in the copy. */
const ran = (tool: readonly string[], ...args: readonly string[]) =>
	spawnSync(process.execPath, [join(copy, ...tool), ...args], {
		cwd: copy,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024,
		env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST|DEV|PROD|MODE)/.test(name))),
	});
const tool = (...args: readonly string[]) => ran(['src', 'new-check.ts'], ...args);

/** What the generic quick tests say of the copy: the message of each red one, by its title, and the files that could not be run at all. */
const redTests = (): {readonly red: Readonly<Record<string, string>>; readonly unrun: readonly string[]} => {
	const files = [
		'forgotten',
		'guide',
		'verdicts',
		'recordings',
		'read-and-judged',
		'content/pages',
		'ui/guide-pages',
		'engine/safe-findings',
		'graph/permissions',
	];
	const report = join(copy, 'report.json');
	const {stdout, stderr} = ran(
		['node_modules', 'vitest', 'vitest.mjs'],
		'run',
		'--config',
		'test/quick.config.ts',
		'--reporter=json',
		`--outputFile=${report}`,
		...files.map(file => `test/${file}.test.ts`),
	);
	if (!existsSync(report)) {
		throw new Error(`${stdout}${stderr}`);
	}

	const {testResults} = JSON.parse(readFileSync(report, 'utf8')) as {
		readonly testResults: readonly {
			readonly name: string;
			readonly status: string;
			readonly assertionResults: readonly {
				readonly fullName: string;
				readonly status: string;
				readonly failureMessages: readonly string[];
			}[];
		}[];
	};
	const run = testResults.map(({name}) => name);
	const left = files.filter(file => !run.some(name => name.endsWith(`test/${file}.test.ts`)));
	if (left.length > 0) {
		throw new Error(
			`${left.join(', ')} was not run: a quick test draws no thousands and starts nothing (test/quick.config.ts). ${stdout}${stderr}`,
		);
	}

	const all = testResults.flatMap(({assertionResults}) => assertionResults);
	return {
		red: Object.fromEntries(
			all
				.filter(({status}) => status === 'failed')
				.map(({fullName, failureMessages}) => [fullName, failureMessages.join('\n').replace(/\n\s+at [\s\S]*$/, '')]),
		),
		unrun: testResults.filter(({assertionResults}) => assertionResults.length === 0).map(({name}) => name),
	};
};

beforeAll(() => {
	for (const part of ['src', 'steps', 'content', 'test', 'README.md', 'package.json', 'tsconfig.json', '.biome.json']) {
		cpSync(inPackage(part), join(copy, part), {recursive: true});
	}

	symlinkSync(inPackage('node_modules'), join(copy, 'node_modules'), 'junction');
});
afterAll(() => (process.env.KEEP ? process.stderr.write(copy) : rmSync(copy, {recursive: true, force: true})));

describe('a new check is refused, and nothing is written,', () => {
	it.each([
		['where a check has its id', [step, 'mfa-chosen'], /mfa-chosen is taken: steps\/03-\S+ has it/],
		['where a collector has its id', [step, 'domain-levels'], /domain-levels is taken: steps\/02-\S+ has it/],
		['where its id is not of small letters and hyphens', [step, 'Mfa_Chosen'], /"Mfa_Chosen" is no id/],
		[
			'where there is no such step, and the steps are named',
			['03-baseline', 'a-thing'],
			/no step "03-baseline".*01-overview, 02-prerequisites/,
		],
		['where nothing is named', [], /STEP ID/],
		['where facts come from nowhere that is known', [step, 'a-thing', '--via', 'rumour'], /none of person, directory, graph, powershell/],
		['where two are named', [step, 'a-thing', 'another-thing'], /One check at a time/],
		['where its room is no name of a folder', [step, 'a-thing', '--room', '../tenant'], /"..\/tenant" is no name of a room/],
	])('%s', (_, args, words) => {
		const before = ran(['src', 'new-check.ts'], ...args);
		expect(before.stderr).toMatch(words);
		expect(before.stderr.trimEnd().split('\n')).toHaveLength(1);
		expect(before.stdout).toBe('');
		expect(before.status).toBe(2);
		expect(existsSync(join(copy, 'steps', step, 'a-thing.ts'))).toBe(false);
		for (const file of [`steps/${step}/step.ts`, `content/${step}.md`, 'steps/practice/ready.json']) {
			expect(read(file)).toBe(readFileSync(inPackage(file), 'utf8'));
		}
	});
});

describe('a new check', () => {
	it('is written whole, and what is left to fill is said in the order of doing it', () => {
		const {stdout, stderr, status} = tool('05-device-registration', 'bare-powershell', '--via', 'powershell');
		expect(stderr).toBe('');
		expect(status).toBe(0);
		const named = [...stdout.matchAll(/^ {2}\d\. (\w+)/gm)].map(([, what]) => what);
		expect(named).toEqual(['question', 'query', 'script', 'schema', 'verdict', 'cases', 'words', 'recording']);
		expect(stdout).toContain('  steps/05-device-registration/bare-powershell.ps1\n');
		expect(stdout).toContain('  content/05-device-registration.md\n');
		expect(read('steps/05-device-registration/step.ts')).toMatch(/checks: \[[^\]]*barePowershell,?\s*\]/);
	});

	it('lies in the room of its step that was named, with all that belongs to it', () => {
		const {stdout, status} = tool('05-device-registration', 'roomed-powershell', '--via', 'powershell', '--room', 'clients');
		expect(status).toBe(0);
		const here = 'steps/05-device-registration/clients/roomed-powershell';
		for (const end of ['.ts', '.facts.ts', '.cases.ts', '.md', '.ps1', '.recorded.json']) {
			expect(stdout).toContain(`  ${here}${end}\n`);
			expect(existsSync(join(copy, `${here}${end}`))).toBe(true);
		}
		expect(read(`${here}.facts.ts`)).toContain(`script: '${here}.ps1'`);
		expect(read('steps/05-device-registration/step.ts')).toContain("from './clients/roomed-powershell.ts'");
	});

	it('compiles and passes the linter, wherever its facts come from', () => {
		const written = vias
			.filter(one => one !== 'powershell')
			.flatMap(via => [
				...newCheck(copy, {step: '05-device-registration', id: `bare-${via}`, via, at}),
				...newCheck(copy, {step: '05-device-registration', id: `roomed-${via}`, room: 'clients', via, at}),
			]);
		tidy(copy, [...new Set(written)]);

		write('tsconfig.steps.json', JSON.stringify({extends: './tsconfig.json', include: ['steps', 'src/new-check.ts']}));
		const compiled = ran(['node_modules', 'typescript', 'bin', 'tsc'], '--noEmit', '--project', 'tsconfig.steps.json');
		expect(compiled.stdout + compiled.stderr).toBe('');
		expect(compiled.status).toBe(0);
		const linted = ran(['node_modules', '@biomejs', 'biome', 'bin', 'biome'], 'ci', '--vcs-enabled=false', 'steps', 'src');
		expect(linted.stderr).not.toMatch(/Found \d+/);
		expect(linted.status).toBe(0);
	}, 120_000);
});

/** Some of what is forgotten is so in a room of the step. */
const room = 'tenant';
const roomed = ['without-cases', 'without-page', 'without-remedy', 'without-id', 'without-recording'];
/** The files of a check, but for how their names end. */
const homeOf = (id: string) => `steps/${step}/${roomed.includes(id) ? `${room}/` : ''}${id}`;

/** What may be forgotten of a check that is otherwise filled: how, the red test, and its sentence. */
const omissions: Readonly<
	Record<
		string,
		{readonly leave: (at: string, id: string) => void; readonly red: string; readonly says: (at: string, id: string) => string}
	>
> = {
	'left-unasked': {
		leave: () => {
			change(`steps/${step}/step.ts`, /^import \{leftUnasked\}.*\n/m, '');
			change(`steps/${step}/step.ts`, /,\s*leftUnasked\b/, '');
		},
		red: 'every check stands in a step',
		says: (_, id) => `steps/${step}/step.ts does not ask ${id}: import it, and put it among the checks.`,
	},
	'without-cases': {
		leave: at => rmSync(join(copy, `${at}.cases.ts`)),
		red: 'every check has cases',
		says: (at, id) => `${at}.cases.ts is missing: show by examples what ${id} judges.`,
	},
	'one-sided': {
		leave: at => change(`${at}.cases.ts`, /\t'A forest where it holds'.*\n/, ''),
		red: 'every check shows both sides of the line',
		says: at => `${at}.cases.ts shows one side of the line: add a case that is met, or does not apply.`,
	},
	'without-page': {
		leave: at => rmSync(join(copy, `${at}.md`)),
		red: 'every check has a page',
		says: (at, id) => `${at}.md is missing: say why ${id} matters, and write a heading for each remedy.`,
	},
	'without-remedy': {
		leave: at => change(`${at}.md`, /## mend-the-thing[\s\S]*(?=## let-it-answer)/, ''),
		red: 'every check names only remedies that its page describes',
		says: (at, id) => `${at}.md has no heading "## mend-the-thing", a remedy that ${id} names.`,
	},
	'without-marker': {
		leave: (_, id) => change(`content/${step}.md`, `<!-- check: ${id} -->\n\n`, ''),
		red: 'every check stands once on the page of its step, and nothing else does',
		says: (_, id) => `content/${step}.md does not show ${id}: put <!-- check: ${id} --> under the sentence that it proves.`,
	},
	'without-id': {
		leave: (at, id) => change(`${at}.facts.ts`, `\tid: '${id}',\n`, ''),
		red: 'every check has collectors with an id',
		says: at => `${at}.facts.ts gives a collector no id: it is the key of its recording and of practice answers.`,
	},
	'without-answer': {
		leave: (_, id) => {
			const world = JSON.parse(read('steps/practice/ready.json'));
			delete world.answers[id];
			write('steps/practice/ready.json', `${JSON.stringify(world, null, '\t')}\n`);
		},
		red: 'every check is answered in the practice environment where all is well',
		says: (_, id) => `steps/practice/ready.json has no answer of ${id}: say what it brings where all is well.`,
	},
	'without-recording': {
		leave: at => rmSync(join(copy, `${at}.recorded.json`)),
		red: 'every check has a recording of each thing that it reads',
		says: (at, id) => `${at}.recorded.json is missing: node test/record.ts ${id} makes it, or write one by hand that says so.`,
	},
	'without-sentence': {
		leave: (_, id) => change('steps/coverage.ts', new RegExp(`^.*'${id}'.*\\n`, 'm'), ''),
		red: 'every check stands at a sentence of the pages, or goes beyond them',
		says: (_, id) => `steps/coverage.ts does not name ${id}: put it at the sentence that it proves, or say why it goes beyond the pages.`,
	},
	'without-row': {
		leave: (at, id) => {
			change(`${at}.facts.ts`, '?? entry.dn}', '?? entry.dn, spare: null}');
			change(`${at}.facts.ts`, '{name: z.string()}', '{name: z.string(), spare: z.null()}');
			change(`${at}.cases.ts`, '({name})', '({name, spare: null})');
			const world = JSON.parse(read('steps/practice/ready.json'));
			world.answers[id].forests[0].objects[0].spare = null;
			write('steps/practice/ready.json', `${JSON.stringify(world, null, '\t')}\n`);
		},
		red: 'what a collector reads is judged or shown by somebody, or stands in the table of what is not, with its reason',
		says: (_, id) =>
			`test/read-and-judged.ts has no row for ${id}.forests[].objects[].spare, which nobody judges: judge it, or say there why it is read.`,
	},
};

describe('what is forgotten', () => {
	let found: ReturnType<typeof redTests>;
	let unfilled: readonly string[];

	// All at once, each of a check of its own: as many red tests as omissions shows that none tells of another's.
	beforeAll(() => {
		for (const id of Object.keys(omissions)) {
			const written = newCheck(copy, {step, id, via: 'directory', at, ...(roomed.includes(id) ? {room} : {})});
			for (const file of written) {
				const text = read(file);
				write(
					file,
					text.replaceAll(/FILL-IN: (\w)/g, (_, first: string) => first.toUpperCase()).replaceAll('fill-in-the-remedy', 'mend-the-thing'),
				);
			}
		}

		for (const [id, {leave}] of Object.entries(omissions)) {
			leave(homeOf(id), id);
		}

		unfilled = newCheck(copy, {step: '06-hello-settings', id: 'still-bare', via: 'graph', at});
		found = redTests();
	}, 180_000);

	it('takes no other test with it, and no file of tests', () => {
		expect(found.unrun).toEqual([]);
		const placeholders = 'every check holds no word that is still to be filled in';
		expect(Object.keys(found.red).toSorted()).toEqual([...Object.values(omissions).map(({red}) => red), placeholders].toSorted());
	});

	it.each(Object.entries(omissions))('is told in one sentence, by one red test: %s', (id, {red, says}) => {
		expect(found.red[red]).toBe(`Error: ${says(homeOf(id), id)}`);
	});

	it('is said in steps/README.md in the words of the tests', () => {
		const readme = readFileSync(inPackage('steps', 'README.md'), 'utf8');
		const sentences = Object.values(omissions).map(({says}) => says('steps/STEP/ID', 'ID').replaceAll(step, 'STEP'));
		expect(sentences.filter(sentence => !readme.includes(`| \`${sentence}\` |`))).toEqual([]);
	});

	it('is told for each file that still holds a word to fill in, once', () => {
		const told = (found.red['every check holds no word that is still to be filled in'] ?? '').split('\n');
		const ofOne = told.filter(line => line.includes('still-bare')).map(line => /steps\S+/.exec(line)?.[0]);
		expect(ofOne).toEqual(unfilled.filter(file => file.includes('still-bare')).toSorted());
		expect(told.filter(line => line.includes('content/06-hello-settings.md'))).toHaveLength(1);
	});
});
