import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, it} from 'vitest';
import {lookAt, lookId} from '../../src/app/look.ts';
import {type Check, type Collector, collectorOf, type Needs} from '../../src/guide/check.ts';
import {asksForPilotUsers} from '../../src/guide/filter.ts';
import type {DirectoryQuery} from '../../src/guide/query.ts';
import type {Step} from '../../src/guide/step.ts';
import {inPackage} from '../../src/package-root.ts';
import {directoryRunner} from '../../src/powershell/directory.ts';
import type {Event} from '../../src/session/event.ts';
import {emptySession} from '../../src/session/session.ts';
import {persons} from '../../steps/04-directory-synchronization/upn/persons.facts.ts';
import {guide} from '../../steps/guide.ts';
import {credentials, type Forest, startForest} from '../lab/lab.ts';
import {engine} from '../lab/powershell.ts';
import {holds, type Timed, timed} from './ratio.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'whfb-bench-'));
const empty = join(folder, 'empty.ps1');
let forest: Forest;
let small: Forest;
let shell: string;

const isAsked = ({query}: Collector): boolean => query.via === 'directory' || query.via === 'survey';
/** Every check of some steps that asks a directory. */
const checksOf = (steps: readonly Step[]): readonly Check[] =>
	steps.flatMap(({checks}) => checks.filter(({needs}) => Object.values(needs as Needs).some(need => isAsked(collectorOf(need)))));
/** What some checks ask a directory, each question once; of pilot users nobody is asked where none is named, as here. */
const queriesOf = (checks: readonly Check[]): readonly DirectoryQuery[] => [
	...new Set(
		checks
			.flatMap(({needs}) => Object.values(needs as Needs).map(collectorOf))
			.flatMap(({query}) => (query.via === 'directory' ? [query] : query.via === 'survey' ? [query.directory] : []))
			.filter(({filter}) => !asksForPilotUsers(filter)),
	),
];

const baseOf = (forest: Forest, {base}: DirectoryQuery): string => {
	const name = typeof base === 'string' ? base : base.in;
	const context = {
		'root-dse': '',
		domain: forest.baseDn,
		configuration: `CN=Configuration,${forest.baseDn}`,
		schema: `CN=Schema,CN=Configuration,${forest.baseDn}`,
	}[name];
	return typeof base === 'string' ? context : `${base.path},${context}`;
};

/** The same question, put by ldapsearch; what comes back is counted and let go. */
const ldapsearch = async (forest: Forest, query: DirectoryQuery): Promise<void> => {
	const scope = {base: 'base', 'one-level': 'one', subtree: 'sub'}[query.scope];
	const names = query.attributes.map(attribute => (typeof attribute === 'string' ? attribute : attribute.name));
	const args = ['-Y', 'GSSAPI', '-Q', '-LLL', '-o', 'ldif-wrap=no', '-E', 'pr=1000/noprompt', '-H', `ldap://${forest.host}`];
	const child = spawn(
		'ldapsearch',
		[...args, '-b', baseOf(forest, query), '-s', scope, query.filter, ...(names.length === 0 ? ['1.1'] : names)],
		{
			env: process.env,
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	child.stdout.resume();
	const [code] = await once(child, 'close');
	if (code !== 0) {
		throw new Error(`ldapsearch ended with ${code} on ${query.filter} in ${baseOf(forest, query)}.`);
	}
};

beforeAll(async () => {
	shell = await engine();
	writeFileSync(empty, '');
	forest = await startForest({realm: 'CROWD.BENCH.TEST', schema: '2019', users: 20_000});
	small = await startForest({realm: 'SMALL.BENCH.TEST', schema: '2019'});
	Object.assign(process.env, await credentials([forest, small], 'reader'));
});
afterAll(async () => {
	rmSync(folder, {recursive: true, force: true});
	await Promise.all([forest?.remove(), small?.remove()]);
});

/** PowerShell started for nothing, and then the same searches, one ldapsearch each. */
const bare = (checks: readonly Check[]) =>
	timed(async () => {
		await run(shell, ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', empty]);
		for (const query of queriesOf(checks)) {
			await ldapsearch(small, query);
		}
	});

const look = (checks: readonly Check[]) => {
	const now = () => new Date().toISOString();
	return timed(async () => {
		const given = {directories: [small.dns], powershell: shell};
		const met: string[] = [];
		const record = (...events: readonly Event[]) => {
			met.push(...events.flatMap(event => (event.type === 'found' && event.finding.kind === 'judged' ? [event.check] : [])));
		};
		const session = {...emptySession, environment: {...emptySession.environment, directories: [small.dns]}};
		await lookAt(checks, lookId(), {guide, writer: {session: () => session, record}, given, env: {}, now, say: () => undefined});
		if (!met.includes('schema-version')) {
			throw new Error('The directory was not seen.');
		}
	});
};

const againstBare = async (what: string, checks: readonly Check[]) =>
	holds(`${what} against a bare start of PowerShell and the same searches by ldapsearch`, {most: 2}, look(checks), bare(checks), 11);

it('looks at every check of a directory in little more than PowerShell and the directory take', async () => {
	await againstBare('a look at everything that a directory tells', checksOf(guide.steps));
});

it('looks at steps 2 and 3 in little more than that', async () => {
	await againstBare('a look at steps 2 and 3', checksOf(guide.steps.slice(1, 3)));
});

it('starts, looks and prints in time that is shown and not bound', async () => {
	const args = ['check', '--step', '2', '--step', '3', '--directory', small.dns, '--sessions', folder, '--format', 'json'];
	const check = timed(() =>
		// Not everything can be seen from here, so it ends with 3.
		run(process.execPath, [inPackage('dist', 'whfb.js'), ...args], {env: {...process.env, WHFB_POWERSHELL: shell}}).catch(error => {
			if (error.code !== 3) {
				throw error;
			}
		}),
	);
	await holds(
		'whfb check of steps 2 and 3 against the same',
		{most: Number.POSITIVE_INFINITY},
		check,
		bare(checksOf(guide.steps.slice(1, 3))),
		7,
	);
});

it('reads 20,000 persons nearly as fast as ldapsearch', async () => {
	const {directory: query} = persons.query.via === 'survey' ? persons.query : {directory: undefined};
	if (query === undefined) {
		throw new Error('Persons are no survey any more.');
	}

	const stream = (from: Forest, least: number) =>
		timed(async () => {
			let came = 0;
			await directoryRunner({shell: async () => ({path: shell}), directories: [from.dns]}).stream(query, () => {
				came += 1;
			});
			if (came < least) {
				throw new Error(`Only ${came} persons came.`);
			}
		});
	// What a few take is the start of each, which is not counted.
	const beyondFew =
		(all: Timed, few: Timed): Timed =>
		async () =>
			(await all()) - (await few());
	// Its time over ours is our share of its throughput.
	await holds(
		'persons read in a second beyond a few, against ldapsearch',
		{least: 0.9},
		beyondFew(
			timed(() => ldapsearch(forest, query)),
			timed(() => ldapsearch(small, query)),
		),
		beyondFew(stream(forest, 20_000), stream(small, 1)),
		7,
	);
});
