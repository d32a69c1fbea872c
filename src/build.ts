import {chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {guide} from '../steps/guide.ts';
import {outline} from '../steps/outline.ts';
import {type Bundle, bundleInto} from './bundle.ts';
import {manPage} from './commands/man-page.ts';
import {eagerly} from './eager.ts';
import {builtPractice, practiceIds, readPractice} from './engine/practice.ts';
import {collectorsOf} from './guide/check.ts';
import {bundledIn, noticesOf, partsListOf} from './notices.ts';
import {once} from './once.ts';
import {calledAtStart} from './package/called-at-start.ts';
import {inPackage} from './package-root.ts';
import {buildPages} from './pages.ts';
import {checkDocumentSchema} from './report/check-schema.ts';
import {oneUserSchema} from './report/one-user.ts';
import {reportDocumentSchema} from './report/report-schema.ts';
import {toolVersion} from './tool.ts';

/** Practice environments as the chooser shows them, those that end well first. */
const practices = once(() =>
	practiceIds(outline.practice).toSorted((a, b) => readPractice(outline.practice, a).order - readPractice(outline.practice, b).order),
);

/** Has the functions that starts call compiled with their files. Throws, and leaves all as it is, where the program cannot be started. */
const hasten = async (folder: string): Promise<void> => {
	const [first] = guide.steps;
	const [practice] = practices();
	if (first === undefined || practice === undefined) {
		throw new Error('The guide has no step, or nothing to practise.');
	}

	const {page}: {readonly page: {readonly title: string}} = JSON.parse(readFileSync(join(folder, 'pages', `${first.id}.json`), 'utf8'));
	const called = await calledAtStart(folder, {practice, title: page.title});
	const texts = [...called].map(([name, starts]) => {
		const file = join(folder, name);
		return {file, text: eagerly(readFileSync(file, 'utf8'), start => starts.has(start))};
	});
	for (const {file, text} of texts) {
		writeFileSync(file, text);
	}
};

const whole = async (folder: string): Promise<Bundle> => {
	const bundle = await bundleInto(folder);
	chmodSync(join(folder, 'whfb.js'), 0o755);
	for (const [name, schema] of [
		['check', checkDocumentSchema],
		['report', reportDocumentSchema],
		['user', oneUserSchema],
	] as const) {
		writeFileSync(join(folder, `${name}.schema.json`), `${JSON.stringify(z.toJSONSchema(schema), null, '\t')}\n`);
	}
	buildPages(join(folder, 'pages'));
	const bundled = bundledIn(bundle);
	writeFileSync(join(folder, 'whfb.1'), manPage(toolVersion()));
	writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesOf(bundled));
	writeFileSync(join(folder, 'whfb.cdx.json'), `${JSON.stringify(partsListOf(bundled), null, '\t')}\n`);

	// The chooser of practice environments must not read them all before the first frame.
	const collectors = guide.steps.flatMap(({checks}) => checks.flatMap(collectorsOf));
	const built = practices().map(id => builtPractice(outline.practice, id, collectors));
	writeFileSync(join(folder, 'practices.json'), `${JSON.stringify(built)}\n`);

	return bundle;
};

/**
 * Builds the program, and what has to go with it, into a folder. The same sources make the same bytes, wherever and whenever, on one kind of system: what a
 * start calls is not all the same on another. Comes back with what went into each file.
 */
export const buildInto = async (folder: string): Promise<Bundle> => {
	const bundle = await whole(folder);
	await hasten(folder);
	return bundle;
};

const buildHere = async (): Promise<void> => {
	const fresh = inPackage(`dist.${process.pid}`);
	rmSync(fresh, {recursive: true, force: true});
	await whole(fresh);
	try {
		await hasten(fresh);
	} catch (error) {
		// It is as good, and 30 ms slower; a package is not made of it.
		process.emitWarning(`The program is built, and not made to start fast. ${error instanceof Error ? error.message : String(error)}`);
	}

	// Whoever runs the program while it is built has either the old one or the new one.
	const old = inPackage('dist.old');
	rmSync(old, {recursive: true, force: true});
	if (existsSync(inPackage('dist'))) {
		renameSync(inPackage('dist'), old);
	}

	renameSync(fresh, inPackage('dist'));
	rmSync(old, {recursive: true, force: true});
};

if (import.meta.main) {
	await buildHere();
}
