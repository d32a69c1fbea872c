import {marked, type Token} from 'marked';
import {describe, expect, it} from 'vitest';
import {planFor} from '../../src/app/plan.ts';
import {practiceIds} from '../../src/engine/practice.ts';
import {checkDocument} from '../../src/report/check-document.ts';
import {reportDocument} from '../../src/report/report-document.ts';
import {reportHtml} from '../../src/report/report-html.tsx';
import {reportMarkdown} from '../../src/report/report-markdown.ts';
import {reportDocumentSchema} from '../../src/report/report-schema.ts';
import {palettes} from '../../src/report/report-style.ts';
import {headings} from '../../src/report/report-words.ts';
import {roleHtml} from '../../src/report/role-html.tsx';
import {roleMarkdown} from '../../src/report/role-markdown.ts';
import {roleRequest} from '../../src/report/role-request.ts';
import {emptySession} from '../../src/session/session.ts';
import {guide} from '../../steps/guide.ts';
import {hostile, hostileReport} from './hostile.ts';
import {common, practised, reportOf} from './practised.ts';

const times = (text: string, part: string) => text.split(part).length - 1;

describe.each(practiceIds(guide.outline.practice))('the report of %s', id => {
	it('holds every check once in every form, and says what check says', async () => {
		const session = await practised(id);
		const report = reportOf(session);
		expect(reportDocumentSchema.safeParse(report).error).toBeUndefined();
		const document = checkDocument({...common, session, asked: guide.steps.map(step => step.id), strict: false});
		const said = document.steps.flatMap(({findings}) =>
			findings.map(one => [one.check, one.kind === 'judged' ? one.outcome : 'unobserved']),
		);
		expect(report.steps.flatMap(({findings}) => findings.map(one => [one.check, one.look]))).toEqual(said);
		expect(report.gates.map(gate => [gate.id, gate.guards, gate.state])).toEqual(
			document.gates.map(gate => [gate.id, gate.guards, gate.open ? 'open' : 'shut']),
		);
		const [html, markdown] = [reportHtml(report), reportMarkdown(report)];
		for (const [check] of said) {
			expect(times(html, `<article id="${check}">`), check).toBe(1);
			expect(times(markdown, `\n\`${check}\` · `), check).toBe(1);
		}

		for (const heading of Object.values(headings)) {
			expect(times(html, `${heading}</h2>`), heading).toBe(1);
			expect(times(markdown, `\n## ${heading}\n`), heading).toBe(1);
		}

		// Whatever is open stands among what to do, once.
		const open = said.flatMap(([check, outcome]) => (['unmet', 'unobserved', 'caution'].includes(outcome ?? '') ? [check] : []));
		expect(report.next.flatMap(({actions}) => actions.flatMap(one => one.checks.map(({check}) => check))).toSorted()).toEqual(
			open.toSorted(),
		);
	});
});

describe('a report', () => {
	it.each(['ready', 'second-forest', 'fleet'])('of %s rests on reads that a plan lists, called alike', async id => {
		const planned = new Map(planFor(guide, '1.0.0', emptySession.environment).queries.map(read => [read.id, read.what]));
		const {reads} = reportOf(await practised(id));
		expect(reads.length).toBeGreaterThan(40);
		expect(reads.filter(({collector, what}) => planned.get(collector) !== what)).toEqual([]);
	});

	it('begins what to do with what shuts a gate', async () => {
		const report = reportOf(await practised('connect-before-schema'));
		expect(report.next[0]?.actions[0]?.checks[0]).toMatchObject({check: 'key-write-back', gate: 'schema before Connect'});
	});

	it('says of what nobody has looked at that nobody has, and opens no gate for it', () => {
		const report = reportOf(emptySession);
		expect(new Set(report.steps.flatMap(({findings}) => findings.map(({look: one}) => one)))).toEqual(new Set(['not-looked']));
		expect(report.gates.every(({state}) => state === 'shut')).toBe(true);
		expect(reportMarkdown(report)).not.toContain('✓');
	});

	it('opens no gate on an earlier look', async () => {
		const session = await practised('ready');
		expect(reportOf(session).gates.every(({state}) => state === 'open')).toBe(true);
		const later = reportDocument({...common, look: 'another', session, seal: null});
		expect(later.gates.every(({state}) => state === 'shut')).toBe(true);
	});

	it('fills its commands with the names of the environment', async () => {
		const session = {
			...(await practised('connect-before-schema')),
			identity: {forests: [{name: 'hq.fabrikam.net', ids: []}], tenant: null},
		};
		const {steps} = reportOf(session);
		const commands = steps.flatMap(({findings}) => findings.flatMap(({remedy}) => remedy?.commands.flatMap(({lines}) => lines) ?? []));
		expect(commands.join('\n')).not.toMatch(/(?<![\w.])corp\.example\.test/);
	});
});

/** Every token that is not plain text, its kinds alone. */
const kindsIn = (tokens: readonly Token[]): readonly string[] =>
	tokens.flatMap(token => [
		token.type,
		...('tokens' in token ? kindsIn(token.tokens ?? []) : []),
		...('items' in token ? token.items.flatMap((item: {tokens: Token[]}) => kindsIn(item.tokens)) : []),
		...('rows' in token
			? [token.header, ...token.rows].flatMap((cells: readonly {tokens: Token[]}[]) => cells.flatMap(cell => kindsIn(cell.tokens)))
			: []),
	]);
const counted = (markdown: string) => {
	const counts: Record<string, number> = {};
	for (const kind of kindsIn(marked.lexer(markdown))) {
		// Neighbouring texts and escapes are how text is cut, and say nothing of what it means.
		if (!['text', 'escape', 'space'].includes(kind)) {
			counts[kind] = (counts[kind] ?? 0) + 1;
		}
	}

	return counts;
};

describe.each(hostile)('a report of an environment that calls everything %j', text => {
	it('is the same Markdown as of an ordinary one, but for the words', () => {
		expect(counted(reportMarkdown(hostileReport(text)))).toEqual(counted(reportMarkdown(hostileReport('ordinary'))));
		const asked = (name: string) => roleMarkdown(roleRequest(guide, hostileReport(name), {id: 'all', words: 'everybody', who: /./}));
		expect(counted(asked(text))).toEqual(counted(asked('ordinary')));
	});

	it('is the same HTML as of an ordinary one, but for the words', () => {
		const tags = (html: string) => html.match(/<[^>]*>/g)?.map(tag => (tag.startsWith('<!--') ? '<!-- -->' : tag.replace(/="[^"]*"/g, '')));
		expect(tags(reportHtml(hostileReport(text)))).toEqual(tags(reportHtml(hostileReport('ordinary'))));
		const asked = (name: string) => roleRequest(guide, hostileReport(name), {id: 'all', words: 'everybody', who: /./});
		expect(tags(roleHtml(asked(text)))).toEqual(tags(roleHtml(asked('ordinary'))));
		expect(tags(reportHtml(hostileReport(text)))?.join('')).not.toMatch(/<script|<img|<iframe|<link|<object| on\w+| src| style/i);
	});
});

describe('the colours of a report', () => {
	const luminance = (colour: string) => {
		const [red = 0, green = 0, blue = 0] = [1, 3, 5]
			.map(from => Number.parseInt(colour.slice(from, from + 2), 16) / 255)
			.map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const contrast = (one: string, other: string) => {
		const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
		return (light + 0.05) / (dark + 0.05);
	};

	it.each(Object.entries(palettes))('are readable in %s, on paper and in boxes', (_, {paper, soft, line: _line, ...inks}) => {
		for (const [name, ink] of Object.entries(inks)) {
			expect(contrast(ink, paper), name).toBeGreaterThanOrEqual(4.5);
			expect(contrast(ink, soft), name).toBeGreaterThanOrEqual(4.5);
		}
	});
});

describe('what people have stated', () => {
	it('is told of a practice environment, whose people have stated something as well', async () => {
		const session = await practised('connect-before-schema');
		const {statements} = reportOf(session);
		const tried = statements.find(({statement}) => statement === 'sign-in-tried');
		expect(tried).toMatchObject({
			yes: false,
			by: 'the practice environment',
			question: expect.stringMatching(/^Has a pilot user signed in/),
		});
		expect(new Set(statements.map(({statement}) => statement)).size).toBe(statements.length);
		const questions = new Map(guide.steps.flatMap(step => step.checks.map(({id, question}) => [id, question] as const)));
		// One check may rest on what another one asks a person: it is told under that other's question.
		expect(statements.map(({statement, question}) => questions.get(statement) ?? question)).toEqual(
			statements.map(({question}) => question),
		);
		expect(reportMarkdown(reportOf(session))).not.toContain('Nobody has stated anything.');
	});

	it('is told once, as the session has it', async () => {
		const session = await practised('connect-before-schema');
		const own = {statement: 'sign-in-tried', yes: true, by: 'Hana Novak', at: common.at, reason: 'it works'};
		const {statements} = reportOf({...session, attestations: {'sign-in-tried': own}});
		expect(statements.filter(({statement}) => statement === 'sign-in-tried')).toMatchObject([{by: 'Hana Novak', yes: true}]);
	});

	it('is nothing where nobody has', () => {
		expect(reportOf(emptySession).statements).toEqual([]);
	});
});
