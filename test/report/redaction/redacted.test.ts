import {describe, expect, it} from 'vitest';
import {practiceIds} from '../../../src/engine/practice.ts';
import type {TextKind} from '../../../src/guide/text-kind.ts';
import {jsonText} from '../../../src/guide/untrusted.ts';
import {type Hide, nothingHidden} from '../../../src/report/hide.ts';
import {hiding} from '../../../src/report/redaction/hiding.ts';
import {addNames} from '../../../src/report/redaction/name-kinds.ts';
import {type Names, replacer} from '../../../src/report/redaction/names.ts';
import {restored} from '../../../src/report/redaction/restored.ts';
import {type NameToken, tokensOf} from '../../../src/report/redaction/tokens.ts';
import {vocabularyOf} from '../../../src/report/redaction/vocabulary.ts';
import {reportDocument} from '../../../src/report/report-document.ts';
import {reportHtml} from '../../../src/report/report-html.tsx';
import {reportMarkdown} from '../../../src/report/report-markdown.ts';
import type {ReportDocument} from '../../../src/report/report-schema.ts';
import {roleHtml} from '../../../src/report/role-html.tsx';
import {roleMarkdown} from '../../../src/report/role-markdown.ts';
import {roleRequest} from '../../../src/report/role-request.ts';
import {readSeal, sealed} from '../../../src/report/seal.ts';
import type {Session} from '../../../src/session/session.ts';
import {guide} from '../../../steps/guide.ts';
import {anyCanary, canarySession} from './canaries.ts';

const at = '2026-11-22T09:31:00Z';
const key = 'ab'.repeat(32);
const name = 'zq0x-session';
const reportOf = (session: Session, hide: Hide = nothingHidden): ReportDocument =>
	reportDocument({
		guide,
		session,
		titles: step => step,
		look: 'one',
		at,
		tool: '1.0.0',
		environment: {kind: 'real', name},
		seal: {session: name, entries: 3, head: 'a'.repeat(64)},
		events: [],
		before: {at, session: {...session, findings: {}, attestations: {}}},
		hide,
	});

const forms = {
	md: (report: ReportDocument) => sealed(reportMarkdown(report)),
	html: (report: ReportDocument) => sealed(reportHtml(report)),
	json: (report: ReportDocument) => sealed(jsonText(report)),
};
describe.each(practiceIds(guide.outline.practice))(
	'a report without names, where every text of %s that may name anybody is a canary',
	async id => {
		const {session, planted} = await canarySession(id, at);
		const report = reportOf(session);
		const tokens = tokensOf(key);
		const without = reportOf(session, hiding(guide, [session], name, tokens));

		it('holds none of them', () => {
			expect(JSON.stringify(report).match(anyCanary)?.length ?? 0).toBeGreaterThan(id === 'unreachable' ? 5 : 50);
			const left = JSON.stringify(without, null, '\t')
				.split('\n')
				.filter(line => line.match(anyCanary) !== null);
			expect(left.slice(0, 5)).toEqual([]);
			expect(planted).toBeGreaterThanOrEqual(id === 'unreachable' ? 0 : 50);
		});

		it('changes no outcome, and nothing that the guide says itself', () => {
			const outcomes = ({gates, steps, coverage, notLookedAt}: ReportDocument) => [
				gates.map(gate => [gate.id, gate.state, gate.look]),
				steps.map(({title, counts, findings}) => [
					title,
					counts,
					findings.map(({check, look, question, remedy}) => [check, look, question, remedy?.why, remedy?.who, remedy?.howLong]),
				]),
				coverage,
				notLookedAt,
			];
			expect(outcomes(without)).toEqual(outcomes(report));
		});

		it('comes back whole as the page of each role', () => {
			for (const role of guide.outline.roles) {
				for (const page of [roleMarkdown, roleHtml]) {
					const [named, bare] = [report, without].map(document => sealed(page(roleRequest(guide, document, role))));
					expect(restored(bare ?? '', tokens.all())).toEqual({text: named, unknown: []});
				}
			}
		});

		it.each(Object.entries(forms))('comes back whole with its key, in %s', (_, form) => {
			const {text, unknown} = restored(form(without), tokens.all());
			expect(text).toBe(form(report));
			expect(unknown).toEqual([]);
			expect(readSeal(text)).toEqual({kind: 'whole', seal: report.seal});
		});
	},
);

describe('tokens', () => {
	it('are the same for the same name under one key, and others under another', async () => {
		const {session} = await canarySession('ready', at);
		const made = (own: string, known: readonly NameToken[] = []) => {
			const tokens = tokensOf(own, known);
			return {text: JSON.stringify(reportOf(session, hiding(guide, [session], name, tokens))), tokens};
		};
		const first = made(key);
		expect(made(key).text).toBe(first.text);
		expect(made(key, first.tokens.all()).text).toBe(first.text);
		expect(made('cd'.repeat(32)).text).not.toBe(first.text);
	});

	it('stand for one name each, whatever comes first', () => {
		const names = Array.from({length: 3000}, (_, at2) => `pc${at2}`);
		const tokens = tokensOf(key);
		expect(new Set(names.map(one => tokens.tokenOf('computer', one))).size).toBe(3000);
		expect(tokens.tokenOf('computer', 'PC7', 'pc7')).toBe(tokens.tokenOf('computer', 'pc7'));
	});
});

describe('a name', () => {
	const replace = (kind: TextKind, text: string, sentence: string) => {
		const names: Names = new Map();
		const tokens = {tokenOf: (one: string) => `<${one}>`, all: () => []};
		addNames({names, tokens, vocabulary: vocabularyOf(['the key is at error in of', 'on dc01 or anna@x.test or corp'])}, kind, text);
		return replacer(names, tokens)(sentence);
	};
	it.each([
		['computer', 'DC01.corp.contoso.com', 'dc01 and DC01.CORP.contoso.com, not DC012', '<computer> and <computer>.<domain>, not DC012'],
		['person', 'anna@contoso.com', 'anna@contoso.com, anna', '<person>@<domain>, <person>'],
		['person', 'CORP\\anna', 'CORP\\anna of CORP', '<domain>\\<person> of <domain>'],
		['domain', 'key.contoso.com', 'the key of key.contoso.com, Contoso Issuing', 'the key of <domain>, <word> Issuing'],
		['domain', 'key.com', 'the key of KEY Issuing', 'the <word> of <word> Issuing'],
		['domain', 'kp.co.uk', 'KP Issuing', '<word> Issuing'],
		['computer', 'key.corp.contoso.com', 'key did not answer', '<computer> did not answer'],
		['computer', 'time.windows.com,0x8', 'the time of Windows', 'the time of Windows'],
		['computer', 'ntp1.kp.cz,0x8', 'ntp1 and ntp1.kp.cz', '<computer> and <computer>.<domain>'],
		['domain', 'kp.onmicrosoft.com', 'KP of onmicrosoft', '<word> of onmicrosoft'],
		['words', 'Windows 24H2 in Nov', 'Windows 24H2 in Nov', 'Windows 24H2 in Nov'],
		['person', 'Bo', 'Bo and Bob', '<person> and Bob'],
		['person', 'at@kp.cz', 'at is at KP', '<person> is <person> <word>'],
		['person', 'NT AUTHORITY\\SYSTEM', 'system of NT AUTHORITY', 'system of NT AUTHORITY'],
		['dn', 'CN=Error\\, Key,OU=Hq,DC=kp,DC=cz', 'Error, Key of hq in KP', '<word> of <word> in <word>'],
		['words', 'OU=Hq', 'hq in OU', '<word> in OU'],
		['words', 'CN=the key of Petra,OU=HQ-Praha,DC=com', 'the key of Petra in HQ-Praha', 'the key of <word> in <word>'],
		['words', 'error 0x80070005 at 10.0.0.4', 'error 0x80070005 at 10.0.0.4', 'error 0x80070005 at <address>'],
		['words', 'connect ECONNREFUSED 10.1.2.3:636', 'no answer at 10.1.2.3:636', 'no answer at <address>:636'],
		['prose', 'Asked Bo and 李明 of the key', 'stated by X: Asked Bo and 李明 of the key', 'stated by X: <word>'],
		['computer', 'KEY-ERROR', 'the key of KEY-ERROR', 'the key of <computer>'],
		['id', 'S-1-5-11', 'S-1-5-11', 'S-1-5-11'],
		['id', '{0B7C3F52-4D1E-4C7A-9F0E-5D1C2A86E413}', '{0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413}', '{<id>}'],
		['public', 'dc01', 'dc01', 'dc01'],
		['group', '***', '***', '***'],
	] as const)('of kind %s, %s, is found in %s', (kind, text, sentence, expected) => {
		expect(replace(kind, text, sentence)).toBe(expected);
	});
});
