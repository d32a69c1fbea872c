import {mkdirSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {inPackage} from '../src/package-root.ts';
import {startedBy} from '../src/started-by.ts';

const project = mkdtempSync(join(tmpdir(), 'whfb-project-'));
afterAll(() => rmSync(project, {recursive: true, force: true}));

/** The variables of npx (npm exec), which says where the project is that it was called in. */
const byNpx = (prefix: string, script = 'whfb check') => ({
	npm_lifecycle_event: 'npx',
	npm_lifecycle_script: script,
	npm_config_local_prefix: prefix,
});

it('is started again as it was by npm start', () => {
	expect(startedBy({npm_lifecycle_event: 'start'})).toEqual(['npm', 'start', '--silent', '--']);
});

it('is started again by npx in its own project and where it is installed', () => {
	expect(startedBy(byNpx(inPackage()))).toEqual(['npx', 'whfb']);
	mkdirSync(join(project, 'node_modules'));
	symlinkSync(inPackage(), join(project, 'node_modules', basename(inPackage())));
	expect(startedBy(byNpx(project))).toEqual(['npx', 'whfb']);
});

it('is never started again by npx where that would ask a registry for a package of its name', () => {
	for (const elsewhere of [join(project, 'node_modules'), join(project, 'not there'), '']) {
		expect(startedBy(byNpx(elsewhere))).toEqual(['node', inPackage('dist', 'whfb.js')]);
	}
});

it('has its own name where another program that npx started starts it', () => {
	expect(startedBy(byNpx(inPackage(), 'vitest run'))).toEqual(['whfb']);
});
