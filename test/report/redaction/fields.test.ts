import {describe, expect, it} from 'vitest';
import {textsIn} from '../../../src/guide/text-kind.ts';
import {jsonText} from '../../../src/guide/untrusted.ts';
import {nothingHidden} from '../../../src/report/hide.ts';
import {hiding} from '../../../src/report/redaction/hiding.ts';
import {restored} from '../../../src/report/redaction/restored.ts';
import {anyToken, tokensOf} from '../../../src/report/redaction/tokens.ts';
import {reportDocument} from '../../../src/report/report-document.ts';
import {reportMarkdown} from '../../../src/report/report-markdown.ts';
import {type ReportDocument, reportDocumentSchema} from '../../../src/report/report-schema.ts';
import {sealed} from '../../../src/report/seal.ts';
import {emptySession} from '../../../src/session/session.ts';
import {guide} from '../../../steps/guide.ts';
import {common} from '../practised.ts';
import {canarySession} from './canaries.ts';
import {namesLeft, texts, textsOf} from './fields.ts';

it('says of every text of a report whether a name may stand in it', () => {
	const known = [...texts.names, ...texts.own];
	const all = textsIn(reportDocumentSchema).map(members => members.join('.'));
	expect(all.filter(where => !known.includes(where) && !where.endsWith('{}'))).toEqual([]);
	expect(known.filter(where => !all.includes(where))).toEqual([]);
});

const worlds = ['ready', 'second-forest', 'unverified-domain', 'fleet'];
const name = 'step';

describe.each(worlds)(
	'a report of %s without names, where people and computers are called like words of the guide, or two letters',
	async world => {
		const {session, names} = await canarySession(world, common.at, 'words');
		const stranger = {statement: 'Anna', yes: true, by: 'step', at: common.at, reason: 'no'};
		const unreachable = {
			kind: 'unobserved',
			at: common.at,
			reason: 'unreachable',
			detail: 'step did not answer.',
			remedy: 'let-it-answer',
		} as const;
		const now = {
			...session,
			findings: {...session.findings, 'trusts-weighed': unreachable},
			attestations: {...session.attestations, Anna: stranger},
		};
		const before = {
			...session,
			environment: {...emptySession.environment, scopeGroup: 'Key', pilotUsers: ['key@users.test']},
			attestations: {},
		};
		const tokens = tokensOf('ab'.repeat(32));
		const of = (hide = nothingHidden) =>
			reportDocument({
				...common,
				session: now,
				environment: {kind: 'real', name},
				seal: {session: name, entries: 3, head: 'a'.repeat(64)},
				before: {at: common.at, session: {...before, findings: {}}},
				hide,
			});
		const [report, without] = [of(), of(hiding(guide, [now, before], name, tokens))];

		it('holds no name of a person, a computer, a domain, a tenant or a group', () => {
			const whole = [...[...names.values()].flat(), 'step', 'Key', 'users.test', 'Anna'];
			expect(new Set(whole).size).toBeGreaterThan(15);
			expect(namesLeft(report, without, whole)).toEqual([]);
		});

		it('says of its own what it says with names', () => {
			expect(textsOf(without, 'own')).toEqual(textsOf(report, 'own'));
			expect(without.steps.map(({counts}) => counts)).toEqual(report.steps.map(({counts}) => counts));
		});

		it('fills remedies with tokens alone, and changes no other word of them', () => {
			const filled = (document: ReportDocument) =>
				document.steps.flatMap(({findings}) =>
					findings.flatMap(({remedy}) =>
						remedy === null ? [] : [remedy.whatToDo, ...remedy.commands.flatMap(({who, lines}) => [who ?? '', ...lines])],
					),
				);
			const back = new Map(tokens.all().map(one => [one.token, one.name]));
			expect(filled(without).map(text => text.replace(anyToken, token => back.get(token) ?? token))).toEqual(filled(report));
			expect(filled(without).join('\n').match(anyToken)?.length ?? 0).toBeGreaterThan(0);
		});

		it('comes back to the letter, whichever way each name was written', () => {
			for (const form of [reportMarkdown, jsonText]) {
				expect(restored(sealed(form(without)), tokens.all())).toEqual({text: sealed(form(report)), unknown: []});
			}
			expect(tokens.all().some(({token}) => /v3$/.test(token))).toBe(true);
		});
	},
);
