import {guide} from '../../steps/guide.ts';
import {readSession} from '../app/read-session.ts';
import {assertKey, isSameFile, redactingWith, restoredAt} from '../app/redaction-key.ts';
import {reported} from '../app/report.ts';
import {CannotStart} from '../cannot-start.ts';
import {pageOf} from '../content/library.ts';
import {readPractice} from '../engine/practice.ts';
import {jsonText} from '../guide/untrusted.ts';
import {deliver, say} from '../output.ts';
import {assertWritable} from '../output-file.ts';
import {reportMarkdown} from '../report/report-markdown.ts';
import type {ReportDocument} from '../report/report-schema.ts';
import {roleMarkdown} from '../report/role-markdown.ts';
import {type RoleRequest, roleRequest} from '../report/role-request.ts';
import {sealed} from '../report/seal.ts';
import {toolVersion} from '../tool.ts';
import {environmentIn, noMoreWords, now, oneOf, storeOf, type Typed, text, typed} from './options.ts';
import {reportAll} from './report-all.ts';
import {formats} from './table.ts';

type Format = Exclude<(typeof formats.report)[number], 'csv'>;

const whole: Readonly<Record<Format, (report: ReportDocument) => string | Promise<string>>> = {
	md: reportMarkdown,
	html: async report => (await import('../report/report-html.tsx')).reportHtml(report),
	json: jsonText,
};
const forRole: Readonly<Record<Format, (request: RoleRequest) => string | Promise<string>>> = {
	md: roleMarkdown,
	html: async request => (await import('../report/role-html.tsx')).roleHtml(request),
	json: ({role, words, asks, report: {format, version, tool, at, environment, mark}}) =>
		jsonText({format: `${format}-for-role`, version, tool, at, environment, role, words, asks, mark}),
};

/** `whfb report FILE --restore KEY`: a report without names, with them. */
const restore = async (asked: Typed, keyFile: string): Promise<number> => {
	const [path] = asked.words;
	if (path === undefined) {
		throw new CannotStart('--restore KEY needs the file of a report that --redact KEY made: whfb report FILE --restore KEY.');
	}

	// Its form, its session and its role are the report's own.
	const wrong = (['format', 'practice', 'for', 'since', 'redact', 'session'] as const).find(name => text(asked, name) !== null);
	if (wrong !== undefined) {
		throw new CannotStart(
			`--restore puts names into a report that is written already, and --${wrong} is for one that is made. Leave it out.`,
		);
	}

	const out = text(asked, 'out');
	if (out !== null && isSameFile(keyFile, out)) {
		throw new CannotStart('--restore names the file that gives the names back, and --out the report: they cannot be one.');
	}

	const content = restoredAt(path, keyFile);
	await deliver(out, content);

	return 0;
};

/** `whfb report [NAME]`: the hand-over. */
export const report = async (args: readonly string[]): Promise<number> => {
	const asked = typed(args, 'report');
	if (asked.values['all'] === true) {
		return reportAll(asked);
	}

	noMoreWords('report', asked.words, 1);
	const restores = text(asked, 'restore');
	if (restores !== null) {
		return restore(asked, restores);
	}

	const format = oneOf(asked, 'format', formats.report) ?? 'md';
	if (format === 'csv') {
		throw new CannotStart(
			'--format csv is a table of all sessions: whfb report --all --format csv. One session is written as md, html or json.',
		);
	}

	const named = oneOf(
		asked,
		'for',
		guide.outline.roles.map(({id}) => id),
	);
	const role = guide.outline.roles.find(({id}) => id === named);
	const practice = text(asked, 'practice');
	const out = text(asked, 'out');
	const store = storeOf(asked);
	const session = asked.words[0] ?? text(asked, 'session');
	if (practice !== null) {
		readPractice(guide.outline.practice, practice);
		if (session !== null) {
			throw new CannotStart('A report is of a session or of a practice environment: leave out the name of the session, or --practice.');
		}
	}

	const name = practice === null ? readSession(store, session).name : null;
	const [since, keyFile] = [text(asked, 'since'), text(asked, 'redact')];
	if (since !== null && name === null) {
		throw new CannotStart('--since compares two reports of one session, and what --practice looks at is kept in none.');
	}

	if (keyFile !== null && out !== null && isSameFile(keyFile, out)) {
		throw new CannotStart('--redact names the file that gives the names back, and --out the report: they cannot be one.');
	}

	for (const file of [out, keyFile]) {
		if (file !== null) {
			assertWritable(file);
		}
	}

	if (keyFile !== null) {
		assertKey(keyFile);
	}

	const content = async (document: ReportDocument) =>
		sealed(role === undefined ? await whole[format](document) : await forRole[format](roleRequest(guide, document, role)));
	const parts = {
		guide,
		tool: toolVersion(),
		now,
		store,
		name,
		since,
		isWhole: role === undefined,
		redacting: keyFile === null ? null : redactingWith(keyFile),
		given: {...environmentIn(asked, process.env), ...(practice === null ? {} : {practice})},
		titles: (step: string) => pageOf(step).title,
		say,
	};
	await reported(parts, async document => deliver(out, await content(document)));

	return 0;
};
