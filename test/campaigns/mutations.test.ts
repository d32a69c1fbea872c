import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';

/** A false opinion, as an edit of the sources, and the title of the test that has to object. */
const mutations: readonly {
	readonly what: string;
	readonly file: string;
	readonly edits: readonly (readonly [from: string, to: string])[];
	readonly objects: RegExp;
}[] = [
	{
		what: 'what was not seen opens a gate',
		file: 'src/session/decide.ts',
		edits: [["finding?.kind === 'judged' &&", "finding?.kind === 'unobserved' || finding?.kind === 'judged' &&"]],
		objects: /no silence open/,
	},
	{
		what: 'a caution opens a gate',
		file: 'src/session/decide.ts',
		edits: [["finding.verdict.outcome === 'met' ||", "finding.verdict.outcome === 'met' || finding.verdict.outcome === 'caution' ||"]],
		objects: /no caution open/,
	},
	{
		what: 'the rule is matched by its destination alone',
		file: 'steps/04-directory-synchronization/write-back.ts',
		edits: [
			['same(rule.sourceType, wanted.from) &&', ''],
			['same(rule.targetType, wanted.to) &&', ''],
			["if (carried === 'wanted' && widest(rule))", 'if (true)'],
			["if (carried === 'other')", 'if (false)'],
		],
		objects: /destination alone/,
	},
	{
		what: 'persons are joined by name',
		file: 'steps/04-directory-synchronization/person.ts',
		edits: [["lookup('onPremisesSecurityIdentifier', sid, enough)", "lookup('userPrincipalName', upn, 2)"]],
		objects: /not join persons by name/,
	},
	{
		what: 'an empty list is met',
		file: 'steps/worst-first.ts',
		edits: [
			[
				"return whole.nothing ?? declined('empty', 'let-it-answer', 'There was nothing to judge.');",
				"return {outcome: 'met', because: 'Nothing is amiss.'};",
			],
		],
		objects: /empty list for met/,
	},
];

const judges = 'test/gates.test.ts';
let copy = '';

beforeAll(() => {
	copy = mkdtempSync(join(tmpdir(), 'whfb-mutations-'));
	for (const part of ['src', 'steps', 'content', 'package.json', 'tsconfig.json', judges, 'test/vitest.config.ts']) {
		mkdirSync(join(copy, part, '..'), {recursive: true});
		cpSync(inPackage(part), join(copy, part), {recursive: true});
	}

	symlinkSync(inPackage('node_modules'), join(copy, 'node_modules'), 'junction');
});
afterAll(() => rmSync(copy, {recursive: true, force: true}));

type Report = {
	readonly testResults: readonly {readonly assertionResults: readonly {readonly status: string; readonly fullName: string}[]}[];
};

/** Titles of the tests that fail in the copy, and how many there are. */
const failing = (): {readonly failed: readonly string[]; readonly all: number} => {
	const report = join(copy, 'report.json');
	rmSync(report, {force: true});
	const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV)/.test(name)));
	const {stderr} = spawnSync(
		process.execPath,
		[
			join('node_modules', 'vitest', 'vitest.mjs'),
			'run',
			'--config',
			'test/vitest.config.ts',
			judges,
			'--reporter=json',
			`--outputFile=${report}`,
		],
		{cwd: copy, env, encoding: 'utf8', timeout: 60_000},
	);
	let tests: Report['testResults'][number]['assertionResults'];
	try {
		tests = (JSON.parse(readFileSync(report, 'utf8')) as Report).testResults.flatMap(({assertionResults}) => assertionResults);
	} catch (error) {
		throw new Error(`The tests of the copy did not run: ${stderr}`, {cause: error});
	}

	return {failed: tests.filter(({status}) => status === 'failed').map(({fullName}) => fullName), all: tests.length};
};

it('passes as it stands', {timeout: 60_000}, () => {
	const {failed, all} = failing();
	expect(failed).toEqual([]);
	expect(all).toBeGreaterThan(20);
});

it.each(mutations)('objects when $what', {timeout: 60_000}, ({file, edits, objects}) => {
	const path = join(copy, file);
	const before = readFileSync(path, 'utf8');
	let after = before;
	for (const [from, to] of edits) {
		expect(after.split(from), `${file} holds "${from}" once`).toHaveLength(2);
		after = after.replace(from, to);
	}

	writeFileSync(path, after);
	try {
		expect(failing().failed).toContainEqual(expect.stringMatching(objects));
	} finally {
		writeFileSync(path, before);
	}
});
