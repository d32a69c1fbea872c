/**
 * Writes the skeleton of a new check: `npm run new-check -- STEP ID [--via person|directory|graph|powershell] [--room NAME]`.
 * Nothing is written where anything is refused. What is left to fill is printed, and named by a test until it is filled.
 */
import {execFileSync} from 'node:child_process';
import {globSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join, posix} from 'node:path';
import {parseArgs} from 'node:util';
import {CannotStart} from './cannot-start.ts';
import {fillIn, skeletonOf, type Via, vias} from './new-check-skeletons.ts';
import {print, say} from './output.ts';
import {inPackage} from './package-root.ts';

/** Puts `part` before or after the place that `at` finds in a file. Throws where it finds none, or more than one. */
const edited = (root: string, file: string, at: RegExp, part: (found: string) => string): string => {
	const text = readFileSync(join(root, file), 'utf8');
	const places = [...text.matchAll(new RegExp(at, `g${at.flags}`))];
	if (places.length !== 1) {
		throw new CannotStart(`${file} has ${places.length} places for a new check, where one is expected: ${at}. Nothing was written.`);
	}

	return text.replace(at, part);
};

const isName = (text: string) => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);

/** What is in the way of a new check, as one sentence; null where nothing is. */
const refusalOf = (root: string, step: string | undefined, id: string | undefined, room: string | undefined): string | null => {
	const steps = readdirSync(join(root, 'steps'))
		.filter(name => /^\d\d-/.test(name))
		.sort();
	if (step === undefined || id === undefined) {
		return `Say for which step, and what the check is called: npm run new-check -- STEP ID [--via ${vias.join('|')}] [--room NAME].`;
	}

	if (!steps.includes(step)) {
		return `There is no step ${JSON.stringify(step)}. There are: ${steps.join(', ')}.`;
	}

	if (!isName(id)) {
		return `${JSON.stringify(id)} is no id: small letters and digits, with hyphens between words, as in two-words.`;
	}

	if (room !== undefined && !isName(room)) {
		return `${JSON.stringify(room)} is no name of a room: a folder of the step, of small letters and hyphens, as in small-room.`;
	}

	const taken = globSync('steps/**/*.*', {cwd: root})
		.sort()
		.find(file => {
			const name = file.replaceAll('\\', '/').split('/').at(-1) ?? '';
			return (
				name.startsWith(`${id}.`) || (name.endsWith('.ts') && new RegExp(`\\bid: '${id}'`).test(readFileSync(join(root, file), 'utf8')))
			);
		});
	return taken === undefined ? null : `${id} is taken: ${taken.replaceAll('\\', '/')} has it. An id names one check or one collector.`;
};

/** What is to be written: `room` is a folder of the step, new or not; without one the check lies at the step's root. `at`: ISO 8601, UTC. */
type Order = {readonly step?: string; readonly id?: string; readonly via?: string; readonly room?: string; readonly at: string};

/** Writes a new check below `root`, and comes back with the files. Throws CannotStart, and has written nothing then. */
export const newCheck = (root: string, {step, id, via = 'person', room, at}: Order): readonly string[] => {
	const refusal = refusalOf(root, step, id, room);
	if (refusal !== null || step === undefined || id === undefined) {
		throw new CannotStart(refusal ?? '');
	}

	if (!vias.includes(via as Via)) {
		throw new CannotStart(`--via ${JSON.stringify(via)} is none of ${vias.join(', ')}.`);
	}

	const folder = posix.join('steps', step, room ?? '');
	const {name, files, answer} = skeletonOf(folder, id, via as Via, at);
	const stepFile = `steps/${step}/step.ts`;
	const pageFile = `content/${step}.md`;
	const ready = 'steps/practice/ready.json';
	const coverageFile = 'steps/coverage.ts';
	const shown = JSON.stringify({[id]: answer}, null, '\t')
		.split('\n')
		.slice(1, -1);
	const texts = new Map<string, string>([
		...Object.entries(files).map(([end, text]): [string, string] => [`${folder}/${id}${end}`, text]),
		[
			stepFile,
			edited(root, stepFile, /\bchecks: \[[^\]]*\]/, found => found.replace(/,?\s*\]$/, `, ${name}]`)).replace(
				/^(?=import \{\w+\} from '\.\/)/m,
				`import {${name}} from './${posix.join(room ?? '', id)}.ts';\n`,
			),
		],
		[
			pageFile,
			edited(
				root,
				pageFile,
				/^## What people get wrong$/m,
				found => `${fillIn}: the sentence that the check proves.\n\n<!-- check: ${id} -->\n\n${found}`,
			),
		],
		[
			coverageFile,
			edited(
				root,
				coverageFile,
				/\n\t\],\n\};\n$/,
				found =>
					`\n\t\t{check: '${id}', because: '${fillIn}: why it goes beyond the pages; or name it at the sentence that it proves.'},${found}`,
			),
		],
		[ready, edited(root, ready, /\n\t\}\n\}\n$/, found => `,\n${shown.map(line => `\t${line}`).join('\n')}${found}`)],
	]);

	for (const [file, text] of texts) {
		mkdirSync(dirname(join(root, file)), {recursive: true});
		writeFileSync(join(root, file), text);
	}

	return [...texts.keys()];
};

/** Formats the TypeScript among some files below `root`, and throws where the formatter does: long ids make long lines, and imports stand in order. */
export const tidy = (root: string, files: readonly string[]): void => {
	const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
	execFileSync(process.execPath, [biome, 'check', '--write', '--vcs-enabled=false', ...files.filter(file => file.endsWith('.ts'))], {
		cwd: root,
		stdio: 'pipe',
	});
};

/** What is left to fill, in the order in which it is best done. */
const left = (step: string, id: string, via: Via, room = ''): readonly (readonly [what: string, where: string])[] => {
	const here = posix.join('steps', step, room, id);
	const isAsked = via !== 'person';
	return [
		['question', `${here}.ts: what should hold, as a question whose yes is good`],
		['query', isAsked ? `${here}.facts.ts: what is read, and with which right` : `${here}.ts: the statement that a person confirms`],
		...(via === 'powershell' ? [['script', `${here}.ps1: what it reads; then npm run shipped`] as const] : []),
		...(isAsked ? [['schema', `${here}.facts.ts: the facts; a list that cannot be empty says .min(1)`] as const] : []),
		['verdict', `${here}.ts: met, caution, unmet, or declined, each with its sentence`],
		['cases', `${here}.cases.ts: both sides of the line, and a silent source`],
		[
			'words',
			`${here}.md: why, and each remedy; content/${step}.md: the sentence that it proves; steps/practice/ready.json: its answer; steps/coverage.ts: its sentence`,
		],
		...(isAsked
			? [['recording', `${here}.recorded.json: a real answer (node test/record.ts ${id}), or one by hand that says so`] as const]
			: []),
	];
};

if (import.meta.main) {
	try {
		const {positionals, values} = parseArgs({
			allowPositionals: true,
			options: {via: {type: 'string', default: 'person'}, room: {type: 'string'}},
		});
		const [step, id, ...more] = positionals;
		if (more.length > 0) {
			throw new CannotStart(`One check at a time: ${JSON.stringify(more[0])} is one word too many.`);
		}

		const written = newCheck(inPackage(), {
			...(step === undefined ? {} : {step}),
			...(id === undefined ? {} : {id}),
			via: values.via,
			...(values.room === undefined ? {} : {room: values.room}),
			at: new Date().toISOString(),
		});
		tidy(inPackage(), written);
		const rows = left(step ?? '', id ?? '', values.via as Via, values.room);
		await print(
			[
				'Written:',
				...written.map(file => `  ${file}`),
				'',
				`Left to fill, in this order. npm run test:quick names every file that still says ${fillIn}.`,
				...rows.map(([what, where], at) => `  ${at + 1}. ${what.padEnd(9)}  ${where}`),
				'',
				'Facts that are shown and never judged need a row with its reason in test/read-and-judged.ts.',
				'',
			].join('\n'),
		);
	} catch (error) {
		const isMisuse = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
		if (!(error instanceof CannotStart) && !isMisuse) {
			throw error;
		}

		say(`${error.message}\n`);
		process.exitCode = 2;
	}
}
