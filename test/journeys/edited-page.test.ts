import {cpSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {inPackage} from '../../src/package-root.ts';
import {built, type Home, newHome, run} from './built.ts';
import {terminal} from './terminal.ts';

let home: Home;
let copy: string;

/** Puts one sentence in the place of another on a page of the copy. */
const edit = (page: string, from: string, to: string) => {
	const file = join(copy, page);
	const text = readFileSync(file, 'utf8');
	expect(text).toContain(from);
	writeFileSync(file, text.replace(from, to));
};

beforeAll(async () => {
	await built();
	home = newHome();
	copy = join(home.path, 'program');
	for (const part of ['package.json', 'dist', 'content', 'steps', 'src/powershell']) {
		cpSync(inPackage(part), join(copy, part), {recursive: true});
	}
}, 60_000);
afterAll(() => home.remove());

const file = () => join(copy, 'dist', 'whfb.js');

it('shows a page of the guide as somebody has edited it since the build', {timeout: 60_000}, async () => {
	const shown = async (sentence: RegExp) => {
		const person = terminal({home, args: ['--practice', 'ready'], rows: 60, file: file()});
		await person.until(/Overview/);
		await person.press('1');
		await person.until(sentence);
		person.kill();
	};
	await shown(/Windows Hello for Business replaces the password/);
	edit('content/01-overview.md', 'Windows Hello for Business replaces the password', 'A quince replaces the password');
	await shown(/A quince replaces the password/);
});

it('prints a remedy as somebody has edited it since the build', {timeout: 60_000}, async () => {
	const asked = ['check', '--practice', 'connect-before-schema', '--step', '4'];
	expect((await run(asked, {home, file: file()})).stdout).toMatch(/What to do {2}Let Connect read the directory's schema again/);
	edit('steps/04-directory-synchronization/key-write-back/key-write-back.md', '**What to do** Let Connect', '**What to do** Let a quince');
	expect((await run(asked, {home, file: file()})).stdout).toMatch(/What to do {2}Let a quince read/);
});
