import type {Finding} from '../../src/guide/finding.ts';
import {type Hide, nothingHidden} from '../../src/report/hide.ts';
import {reportDocument} from '../../src/report/report-document.ts';
import type {ReportDocument} from '../../src/report/report-schema.ts';
import {emptySession, type Session} from '../../src/session/session.ts';
import {checks, common} from './practised.ts';

/** What a hostile environment may call things. */
export const hostile = [
	'<script>alert(1)</script>',
	'<img src=x onerror=alert(1)>',
	'"><svg onload=alert(1)>',
	"' onclick=alert(1) x='",
	'</style><script>alert(1)</script>',
	'--><script>alert(1)</script><!--',
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
	'=cmd|/C calc',
	'\u001b[31mred\u001b]0;title\u0007',
	'\u202Egnp.exe\u2066\u2069\u200b',
	`A${'<b>'.repeat(3333)}`,
];

const finding = (text: string): Finding => ({
	kind: 'judged',
	at: common.at,
	takenAt: common.at,
	source: 'carried',
	from: text,
	verdict: {outcome: 'caution', because: text, remedy: 'choose-a-group'},
	exhibits: [
		{sign: 'caution', what: text, seen: `${text} seen`},
		{sign: 'met', what: 'second', seen: text},
	],
	facts: null,
	restsOn: [{collector: text, source: 'carried', takenAt: common.at, from: text, digest: null, used: true}],
});

/** A session in which everything is called so. */
export const hostileSession = (name: string): Session => ({
	...emptySession,
	environment: {...emptySession.environment, scopeGroup: name},
	identity: {forests: [{name, ids: []}], tenant: {id: name, domains: [name]}},
	findings: Object.fromEntries(checks.slice(0, 3).map(({id}) => [id, finding(name)])),
	attestations: {x: {statement: name, yes: true, by: name, at: common.at, reason: name}},
});

/** A report of an environment that calls everything so. */
export const hostileReport = (name: string, hide: Hide = nothingHidden): ReportDocument =>
	reportDocument({
		...common,
		environment: {kind: 'real', name},
		session: hostileSession(name),
		before: {at: common.at, session: {...emptySession, environment: {...emptySession.environment, scopeGroup: `${name} before`}}},
		seal: {session: name, entries: 1, head: 'a'.repeat(64)},
		hide,
	});
