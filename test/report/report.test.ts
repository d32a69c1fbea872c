import {marked, type Token} from 'marked';
import {describe, expect, it} from 'vitest';
import {askFor} from '../../src/app/runners.ts';
import {remediesOf} from '../../src/content/library.ts';
import {textOf} from '../../src/content/runs.ts';
import {look} from '../../src/engine/look.ts';
import {practiceIds} from '../../src/engine/practice.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {gatesOf} from '../../src/guide/step.ts';
import {checkDocument} from '../../src/report/check-document.ts';
import {reportDocument} from '../../src/report/report-document.ts';
import {reportHtml} from '../../src/report/report-html.tsx';
import {reportMarkdown} from '../../src/report/report-markdown.ts';
import {type ReportDocument, reportDocumentSchema} from '../../src/report/report-schema.ts';
import {palettes} from '../../src/report/report-style.ts';
import {headings} from '../../src/report/report-words.ts';
import {roleHtml} from '../../src/report/role-html.tsx';
import {roleMarkdown} from '../../src/report/role-markdown.ts';
import {roleRequest} from '../../src/report/role-request.ts';
import {emptySession, type Session} from '../../src/session/session.ts';
import {guide} from '../../steps/guide.ts';

const at = '2026-11-22T09:31:00Z';
const checks = [...new Set(guide.steps.flatMap(step => [...step.checks, ...gatesOf(step).map(gate => gate.check)]))];

const practised = async (practice: string): Promise<Session> => {
	const session: Session = {...emptySession, environment: {...emptySession.environment, practice}};
	const ask = askFor({guide, environment: session.environment, session: () => session, env: {}, now: () => at, say: () => undefined});
	const found = await Promise.all(checks.map(async check => [check.id, await look(check, ask, () => at)] as const));
	return {...session, findings: Object.fromEntries(found), looks: Object.fromEntries(found.map(([id]) => [id, 'one']))};
};
const common = {
	guide,
	titles: (step: string) => step,
	look: 'one',
	at,
	tool: '1.0.0',
	environment: {kind: 'real', name: 'contoso-hq'} as const,
	events: [],
	before: null,
};
const reportOf = (session: Session): ReportDocument => reportDocument({...common, session, seal: null});
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

/** What a hostile environment may call things. */
const hostile = [
	'<script>alert(1)</script>',
	'<img src=x onerror=alert(1)>',
	'"><svg onload=alert(1)>',
	'[click](javascript:alert(1))',
	'![x](https://evil.example/x.png)',
	'https://evil.example/',
	'www.evil.example',
	'someone@evil.example',
	'`code` **strong** _em_ ~~gone~~',
	'| a | b |',
	'# heading',
	'- item',
	'1. item',
	'> quote',
	'```',
	'&lt;b&gt; &#60;',
	'===',
	'<!-- x -->',
	'\\[x\\]',
	'a\n\n# b',
];

const finding = (text: string): Finding => ({
	kind: 'judged',
	at,
	takenAt: at,
	source: 'carried',
	from: text,
	verdict: {outcome: 'caution', because: text, remedy: 'choose-a-group'},
	exhibits: [
		{sign: 'caution', what: text, seen: `${text} seen`},
		{sign: 'met', what: 'second', seen: text},
	],
	facts: null,
	restsOn: [{collector: text, source: 'carried', takenAt: at, from: text, digest: null, used: true}],
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
	const session = (name: string): Session => ({
		...emptySession,
		environment: {...emptySession.environment, scopeGroup: name},
		identity: {forests: [{name, ids: []}], tenant: {id: name, domains: [name]}},
		findings: Object.fromEntries(checks.slice(0, 3).map(({id}) => [id, finding(name)])),
		attestations: {x: {statement: name, yes: true, by: name, at, reason: name}},
	});
	const of = (name: string) =>
		reportDocument({...common, environment: {kind: 'real', name}, session: session(name), seal: {session: name, entries: 1, head: 'x'}});

	it('is the same Markdown as of an ordinary one, but for the words', () => {
		expect(counted(reportMarkdown(of(text)))).toEqual(counted(reportMarkdown(of('ordinary'))));
		const asked = (name: string) => roleMarkdown(roleRequest(guide, of(name), {id: 'all', words: 'everybody', who: /./}));
		expect(counted(asked(text))).toEqual(counted(asked('ordinary')));
	});

	it('is the same HTML as of an ordinary one, but for the words', () => {
		const tags = (html: string) => html.match(/<[^>]*>/g)?.map(tag => (tag.startsWith('<!--') ? '<!-- -->' : tag.replace(/="[^"]*"/g, '')));
		expect(tags(reportHtml(of(text)))).toEqual(tags(reportHtml(of('ordinary'))));
		const asked = (name: string) => roleRequest(guide, of(name), {id: 'all', words: 'everybody', who: /./});
		expect(tags(roleHtml(asked(text)))).toEqual(tags(roleHtml(asked('ordinary'))));
		expect(tags(reportHtml(of(text)))?.join('')).not.toMatch(/<script|<img|<iframe|<link|<object| on\w+| src| style/i);
	});
});

describe('what is asked of one role', () => {
	const role = (id: string) => {
		const found = guide.outline.roles.find(one => one.id === id);
		if (found === undefined) {
			throw new Error(`There is no role ${id}.`);
		}

		return found;
	};

	it('stands on the page of some role, whoever a remedy names', () => {
		const nobodys = guide.steps.flatMap(step =>
			step.checks.flatMap(check =>
				remediesOf(step.id, check.id)
					.remedies.filter(({who}) => !guide.outline.roles.some(one => one.who.test(textOf(who))))
					.map(({id, who}) => `${check.id} ${id}: ${textOf(who)}`),
			),
		);
		expect(nobodys).toEqual([]);
	});

	it('is everything that is open, on all pages together', async () => {
		const report = reportOf(await practised('half-seen'));
		const open = report.next.flatMap(({actions}) => actions.flatMap(({checks: own}) => own.map(({check}) => check)));
		const asked = guide.outline.roles.flatMap(one =>
			roleRequest(guide, report, one).asks.flatMap(ask => ask.checks.map(({check}) => check)),
		);
		expect([...new Set(asked)].toSorted()).toEqual(open.toSorted());
	});

	it('says what opens the gate, with commands and how it is proved', async () => {
		const request = roleRequest(guide, reportOf(await practised('connect-before-schema')), role('connect'));
		expect(request.asks[0]).toMatchObject({gate: 'schema before Connect', proof: expect.stringContaining('--place connect-server')});
		const text = roleMarkdown(request);
		expect(text).toContain('Start-ADSyncSyncCycle');
		expect(roleHtml(request)).toContain('Start-ADSyncSyncCycle');
	});

	it('is nothing where nothing is open', async () => {
		const request = roleRequest(guide, reportOf(await practised('connect-before-schema')), role('dns'));
		expect(roleMarkdown(request)).toContain('Nothing is asked of whoever runs DNS now.');
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
