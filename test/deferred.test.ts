import {spawnSync} from 'node:child_process';
import {cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {beforeAll, describe, expect, it} from 'vitest';
import {inPackage} from '../src/package-root.ts';
import type {CheckDocument} from '../src/report/check-document.ts';
import {z} from '../src/used-of-zod.ts';
import {outline} from '../steps/outline.ts';
import {built} from './journeys/built.ts';

/** Runs a module of its own in the built program's Node; comes back with what it prints as JSON. */
const told = (code: string, ...options: readonly string[]): unknown => {
	const {stdout, stderr} = spawnSync(process.execPath, [...options, '--input-type=module', '-e', code], {
		encoding: 'utf8',
		cwd: inPackage(),
	});
	expect(stderr).toBe('');
	return JSON.parse(stdout);
};

const addressOf = (...parts: readonly string[]) => JSON.stringify(pathToFileURL(inPackage(...parts)).href);

let guide: string;

beforeAll(async () => {
	await built();
	const file = readdirSync(inPackage('dist')).find(name => name.startsWith('guide-'));
	guide = addressOf('dist', file ?? '');
});

describe('what the built program defers', () => {
	it('loads no zod with the guide', () => {
		const loaded = told(
			`import {registerHooks} from 'node:module';
			const loaded = [];
			registerHooks({load: (url, context, next) => { loaded.push(url); return next(url, context); }});
			const guide = Object.values(await import(${guide})).find(each => typeof each === 'object' && each !== null && Object.hasOwn(each, 'outline'));
			const [check] = guide.steps.flatMap(({checks}) => checks);
			const before = loaded.filter(url => /zod/.test(url)).length;
			Object.values(check.needs).forEach(need => (need.optional ?? need).facts.safeParse(null));
			console.log(JSON.stringify([before, loaded.filter(url => /zod/.test(url)).length]));`,
		);
		// The first schema that is asked for anything brings it, so that the test sees it where it is.
		expect(loaded).toEqual([0, 1]);
	});

	it('has the schemas of its sources, and takes and refuses what they do', () => {
		const different = told(
			`import {readdirSync, readFileSync} from 'node:fs';
			import {z} from 'zod';
			import {collectorsOf} from './src/guide/check.ts';
			import {guide as sources} from './steps/guide.ts';
			const later = Object.values(await import(${guide})).find(each => typeof each === 'object' && each !== null && Object.hasOwn(each, 'outline'));
			const schemasOf = ({steps}) => new Map(steps.flatMap(({checks}) => checks.flatMap(collectorsOf)).map(({id, facts}) => [id, facts]));
			const [plain, deferred] = [schemasOf(sources), schemasOf(later)];
			const answers = readdirSync('steps/practice').flatMap(file => Object.entries(JSON.parse(readFileSync('steps/practice/' + file, 'utf8')).answers));
			const spoilt = answer => Object.keys(answer ?? {}).flatMap(name => [{...answer, [name]: undefined}, {...answer, [name]: 'x'}, {...answer, [name]: [{}]}]);
			const said = (schema, value) => { const {data, error} = schema.safeParse(value); return JSON.stringify(data ?? error.issues); };
			const shape = schema => JSON.stringify(z.toJSONSchema(schema, {unrepresentable: 'any'}));
			console.log(JSON.stringify({
				many: plain.size,
				differ: [...plain].filter(([id, schema]) => {
					const other = deferred.get(id);
					return shape(schema) !== shape(other)
						|| answers.some(([name, answer]) => name === id && [answer, ...spoilt(answer)].some(value => said(schema, value) !== said(other, value)));
				}).map(([id]) => id),
			}));`,
			'--no-warnings',
		) as {readonly many: number; readonly differ: readonly string[]};
		expect(different.many).toBeGreaterThan(80);
		expect(different.differ).toEqual([]);
	});

	it('holds all that the sources use of zod, and no more', () => {
		const sources = globSync(['src/**/*.ts', 'steps/**/*.ts'], {cwd: inPackage()}).filter(
			file => !/^src\/(build|deferred-zod|used-of-zod)\.ts$|\.cases\.ts$/.test(file.replaceAll('\\', '/')),
		);
		const used = sources
			.map(file => readFileSync(inPackage(file), 'utf8'))
			.filter(text => /from 'zod'/.test(text))
			.flatMap(text => [...text.matchAll(/(?<![\w.$])z\.((?:iso|coerce)\.\w+|[a-z]\w*|ZodError)/g)].map(([, name = '']) => name))
			.filter(name => name !== 'infer' && name !== 'core');
		const held = Object.entries(z).flatMap(([name, value]) =>
			typeof value === 'object' ? Object.keys(value).map(own => `${name}.${own}`) : [name],
		);
		expect([...new Set(used)].toSorted()).toEqual(held.toSorted());
	});

	it('is written in ASCII, which V8 reads faster', () => {
		const scripts = readdirSync(inPackage('dist')).filter(file => file.endsWith('.js'));
		expect(scripts.length).toBeGreaterThan(20);
		expect(scripts.filter(file => readFileSync(inPackage('dist', file)).some(byte => byte > 0x7f))).toEqual([]);
	});
});

describe('a practice environment', () => {
	it('is read as it stands where it was edited since the build, and what does not fit is said', () => {
		const copy = mkdtempSync(join(tmpdir(), 'whfb-edited-'));
		try {
			for (const part of ['package.json', 'dist', 'content', 'steps', 'src']) {
				cpSync(inPackage(part), join(copy, part), {recursive: true});
			}

			const check = () =>
				spawnSync(process.execPath, [join(copy, 'dist', 'whfb.js'), 'check', '--practice', 'ready', '--format', 'json'], {encoding: 'utf8'})
					.stdout;
			const reasonIn = (text: string) =>
				(JSON.parse(text) as CheckDocument).steps.flatMap(({findings}) => findings).find(({check}) => check === 'functional-levels');
			const before = reasonIn(check());
			const file = join(copy, outline.practice, 'ready.json');
			const text = readFileSync(file, 'utf8');
			writeFileSync(file, text.replace('"forestLevel": 7', '"forestLevel": "seven"'));
			const after = reasonIn(check());
			expect(before?.kind).toBe('judged');
			expect(after).toMatchObject({kind: 'unobserved', reason: 'malformed'});
		} finally {
			rmSync(copy, {recursive: true, force: true});
		}
	});
});
