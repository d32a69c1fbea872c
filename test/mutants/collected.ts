import {format} from 'node:util';

type Body = (...args: never[]) => unknown;
type Suite = {
	readonly name: string;
	readonly parent: Suite | null;
	readonly before: Body[];
	readonly after: Body[];
	/** What is done once, before the first of its tests that runs. */
	readonly once: Body[];
};

/** One test: `run` throws where it fails. */
export type Collected = {readonly id: string; readonly name: string; readonly file: string; readonly run: () => Promise<void>};

const tests: Collected[] = [];
let file = '';
let suite: Suite | null = null;

const chain = (own: Suite | null): readonly Suite[] => (own === null ? [] : [...chain(own.parent), own]);

const call = async (bodies: readonly Body[]) => {
	for (const body of bodies) {
		await (body as () => unknown)();
	}
};

const add = (name: string, body: () => unknown) => {
	const suites = chain(suite);
	const whole = [...suites.map(one => one.name), name].filter(part => part !== '').join(' > ');
	const id = `${file}#${whole}`;
	const alike = tests.filter(one => one.id === id || one.id.startsWith(`${id} (`)).length;
	tests.push({
		// Results are kept from run to run by these ids, so no number may change when another test is added.
		id: alike === 0 ? id : `${id} (${alike + 1})`,
		name: whole,
		file,
		run: async () => {
			await call(suites.flatMap(({once}) => once.splice(0)));
			await call(suites.flatMap(({before}) => before));
			try {
				await body();
			} finally {
				await call(suites.flatMap(({after}) => after));
			}
		},
	});
};

const inside = (name: string, body: () => unknown) => {
	suite = {name, parent: suite, before: [], after: [], once: []};
	// No file here makes its groups of tests in several turns.
	body();
	suite = suite.parent;
};

const memberOf = (value: unknown, path: string): unknown =>
	path.split('.').reduce<unknown>((one, name) => (one as Record<string, unknown> | undefined)?.[name], value);

const named = (name: string, values: readonly unknown[]): string => {
	const filled = name.replace(/\$(\w+(?:\.\w+)*)/g, (_, path: string) => String(memberOf(values[0], path)));
	return (/%[sdifjo]/.test(filled) ? format(filled, ...values) : filled).slice(0, 300);
};

/** What is done, wherever among settings and limits of time it stands. */
const bodyIn = (rest: readonly unknown[]): ((...values: readonly unknown[]) => unknown) =>
	(rest.find(each => typeof each === 'function') as ((...values: readonly unknown[]) => unknown) | undefined) ?? (() => undefined);

const withEach = (one: (name: string, body: () => unknown) => void) =>
	Object.assign((name: string, ...rest: readonly unknown[]) => one(name, () => bodyIn(rest)()), {
		each:
			(rows: readonly unknown[]) =>
			(name: string, ...rest: readonly unknown[]) => {
				for (const row of rows) {
					const values = Array.isArray(row) ? row : [row];
					one(named(name, values), () => bodyIn(rest)(...values));
				}
			},
		skipIf:
			(isSkipped: unknown) =>
			(name: string, ...rest: readonly unknown[]) => {
				if (!isSkipped) {
					one(name, () => bodyIn(rest)());
				}
			},
	});

/** The part of vitest's interface that the tests here use, for a process that runs them again and again. */
export const describe = withEach(inside);
export const it = withEach(add);
export const test = it;
export const beforeEach = (body: Body) => void suite?.before.push(body);
export const afterEach = (body: Body) => void suite?.after.unshift(body);
export const beforeAll = (body: Body) => void suite?.once.push(body);
export const afterAll = () => undefined;

/** Loads one test file, and gives its tests in their order. */
export const collect = async (path: string, load: () => Promise<unknown>): Promise<readonly Collected[]> => {
	const before = tests.length;
	file = path;
	// What a file does before each of its tests belongs to a group without a name.
	suite = {name: '', parent: null, before: [], after: [], once: []};
	await load();
	return tests.slice(before);
};
