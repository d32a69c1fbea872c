import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {eagerly} from '../src/eager.ts';
import {inPackage} from '../src/package-root.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-eager-'));
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const all = () => true;
let count = 0;
/** What a module's `out` is, however it is written. */
const outOf = async (code: string): Promise<unknown> => {
	const file = join(folder, `module-${count++}.mjs`);
	writeFileSync(file, code);
	return (await import(file)).out;
};

describe('a module whose functions are compiled with it', () => {
	it.each([
		['a function before its declaration', 'export const out = twice(4); function twice(x) { return x * 2; }'],
		[
			'names of functions',
			'const a = () => 1; const o = {b: () => 1, c: function () {}}; function d() {} export const out = [a.name, o.b.name, o.c.name, d.name];',
		],
		[
			'functions in functions in functions',
			'function a() { return b() + c; function b() { return d(1); function d(x) { return x + 1; } } var c; } export const out = String(a());',
		],
		['one that begins a body', 'const f = () => {function g() {return 1} return g() + g.length}; export const out = f();'],
		[
			'one that ends a body, behind what it does not reach',
			'const f = () => { return g(); function g() { return 5; } }; export const out = f();',
		],
		[
			'the last of two of one name',
			'const f = () => { return g(); function g() { return 1; } function g() { return 2; } }; export const out = f();',
		],
		[
			'one with the name of a parameter, and one with that of a variable',
			'const f = (g, h = 3) => { var k; return [typeof g, h, typeof k]; function g() {} function k() {} }; export const out = f(1);',
		],
		['what assigns to itself', 'const f = () => { function g() { g = () => 2; return 1; } return [g(), g()]; }; export const out = f();'],
		[
			'what only says how a body is read',
			"const f = function () { 'use strict'; 'use other'; return g(); function g() { return this === undefined; } }; export const out = f();",
		],
		[
			'generators and what waits',
			'async function a() { return 1; } function* b() { yield* [1, 2]; } async function* c() { yield await a(); } const d = async () => { for await (const x of c()) return x; }; export const out = [...b(), await d()];',
		],
		[
			'methods, getters, fields and blocks of classes',
			'class A { static x = () => 1; #p = function () { return 2; }; m() { return this.#p(); } get g() { return () => 3; } static { this.s = () => 4; } } const o = {m() { return super.toString === Object.prototype.toString; }, get g() { return 6; }, async *n() {}}; const a = new A(); export const out = [A.x(), a.m(), a.g(), A.s(), o.m(), o.g];',
		],
		[
			'functions that are called, given, made and returned',
			'const out0 = (function () { return (() => 7)(); })(); const made = new (function () { this.x = 1; })(); const f = x => y => x + y; export const out = [out0, made.x, [1, 2].map(x => x + 1), f(1)(2), new Map([[1, () => 8]]).get(1)()];',
		],
		[
			'functions as values that a parameter has without others',
			'const f = (a = () => 9, b = function () { return g(); function g() { return 1; } }) => a() + b(); export const out = f();',
		],
		['one in a block, which is seen there alone', '{ function inner() {} } export const out = typeof inner;'],
		[
			'this, arguments and what is made with new',
			'function F(a) { this.a = a; this.n = arguments.length; this.t = new.target === F; } export const out = {...new F(1, 2)};',
		],
		['a text that looks like one', `export const out = \`\${(() => "function a(){}")()} function b() {} \${[1].map(x => \`\${x}\`)}\`;`],
	])('keeps %s', async (_, code) => {
		const out = await outOf(code);
		expect(out).toBeDefined();
		expect(await outOf(eagerly(code, all))).toEqual(out);
	});

	it.each([
		[
			'of two of one name, whichever is called',
			'const f = () => {function g() {return 1} function g() {return 2} return g()}; export const out = f();',
		],
		[
			'of two of one name behind something',
			'const f = () => {return g(); function g() {return 1} function g() {return 2}}; export const out = f();',
		],
		[
			'of functions in functions',
			'function a() { return b(); function b() { return c() + d(); function c() { return 1; } function d() { return 2; } } } export const out = a();',
		],
		['between statements that end with no semicolon', 'let out = String(1)\nfunction a() {}\n[out] = [2]\nexport {out}'],
	])('keeps the meaning where some %s are compiled and some are not', async (_, code) => {
		const out = await outOf(code);
		const starts = [...code.matchAll(/function|\(\) =>/g)].map(({index}) => index);
		for (let some = 0; some < 2 ** starts.length; some++) {
			expect(await outOf(eagerly(code, start => ((some >> starts.indexOf(start)) & 1) === 1))).toEqual(out);
		}
	});

	it('keeps the line that names what runs a file the first', async () => {
		const made = eagerly('#!/usr/bin/env node\nexport const out = a(); function a() { return 1; }', all);
		expect(made).toMatch(/^#!\/usr\/bin\/env node\n;var a=/);
		expect(await outOf(made)).toBe(1);
	});

	it('keeps what it gives to others, by the names that it had', async () => {
		const giver = join(folder, 'giver.mjs');
		writeFileSync(giver, eagerly('function a() { return b(); } function b() { return 3; } export {a as default, b as c};', all));
		expect(await outOf(eagerly(`import a, {c} from ${JSON.stringify(giver)}; export const out = [a(), c(), a.name];`, all))).toEqual([
			3,
			3,
			'a',
		]);
	});

	it('is no text that cannot be read', () => {
		expect(() => eagerly('const = 1', all)).toThrow('This is no module');
	});
});

/** How many functions of each file V8 compiles when they are called, where the file itself comes as it was kept. */
const compiledLate = (program: string, args: readonly string[]): ReadonlyMap<string, number> => {
	const log = join(folder, 'functions.log');
	const run = () => {
		rmSync(log, {force: true});
		execFileSync(process.execPath, ['--log-function-events', `--logfile=${log}`, '--no-logfile-per-isolate', program, ...args], {
			env: {PATH: process.env['PATH'], HOME: folder, XDG_CACHE_HOME: join(folder, 'cache')},
		});
	};
	run();
	// Before anything is kept all of them are compiled, and each says so.
	expect(readFileSync(log, 'latin1').match(/^function,interpreter,/gm)?.length).toBeGreaterThan(1_500);
	run();
	const rows = readFileSync(log, 'latin1')
		.split('\n')
		.map(line => line.split(','));
	const files = new Map(
		rows.flatMap(([kind, id = '', file = '']) => (kind === 'script-details' && file !== '' ? [[id, file] as const] : [])),
	);
	const late = new Map(
		[...files.values()].filter(file => file.startsWith('file:')).map(file => [file.replace(/^.*\/|-[^/]*\.js$/g, ''), 0]),
	);
	for (const [kind, event, id = ''] of rows) {
		const file = files.get(id)?.replace(/^.*\/|-[^/]*\.js$/g, '') ?? '';
		if (kind === 'function' && event === 'interpreter' && late.has(file)) {
			late.set(file, (late.get(file) ?? 0) + 1);
		}
	}

	return late;
};

it('starts the second time with hardly a function to compile', () => {
	const late = compiledLate(inPackage('dist', 'whfb.js'), ['check', '--practice', 'ready']);
	expect([...late.keys()]).toEqual(expect.arrayContaining(['program', 'guide', 'wizard', 'check']));
	// 1,700 of the guide alone before its functions were compiled with it.
	for (const [file, functions] of late) {
		expect({file, functions: functions < 60}).toEqual({file, functions: true});
	}
});
