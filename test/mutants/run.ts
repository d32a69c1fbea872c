import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {inPackage} from '../../src/package-root.ts';
import {against, type Named, type Report} from './survivors.ts';

/** `npm run mutants [-- FILE...]`: mutates what stryker.config.ts lists, or these files alone, and holds whoever lives against survivors.json. */
const core = dirname(createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json'));
const files = process.argv.slice(2);
const {status} = spawnSync(
	process.execPath,
	[
		join(core, 'bin', 'stryker.js'),
		'run',
		join('test', 'mutants', 'stryker.config.ts'),
		...(files.length === 0 ? [] : ['--mutate', files.join(',')]),
	],
	{cwd: inPackage(), stdio: 'inherit'},
);
if (status !== 0) {
	process.exit(status ?? 1);
}

const read = (...path: readonly string[]) => JSON.parse(readFileSync(inPackage(...path), 'utf8'));
const report = read('.mutants', 'report.json') as Report;
const named = read('test', 'mutants', 'survivors.json') as readonly Named[];
const {unnamed, gone} = against(report, named);
const statuses = Map.groupBy(
	Object.values(report.files).flatMap(({mutants}) => mutants),
	one => one.status,
);
process.stdout.write(`${[...statuses].map(([each, mutants]) => `${each}: ${mutants.length}`).join(', ')}\n`);
for (const [title, some] of [
	['These live, and test/mutants/survivors.json does not name them. Kill each with a case, or say why it lives:', unnamed],
	['These are named in test/mutants/survivors.json, and live no more, or not as often. Take them out:', gone],
] as const) {
	if (some.length > 0) {
		process.stdout.write(`\n${title}\n${some.map(one => JSON.stringify(one)).join('\n')}\n`);
	}
}

process.exit(unnamed.length + gone.length === 0 ? 0 : 1);
