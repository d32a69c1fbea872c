import {beforeAll, describe, expect, it} from 'vitest';
import {collectorsOf} from '../../src/guide/check.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {numberedChecks} from '../../src/guide/step.ts';
import {jsonText} from '../../src/guide/untrusted.ts';
import {lookOf, outcomeWord, signOf} from '../../src/guide/words.ts';
import {checkDocument} from '../../src/report/check-document.ts';
import {type Hide, nothingHidden} from '../../src/report/hide.ts';
import {hiding} from '../../src/report/redaction/hiding.ts';
import {restored} from '../../src/report/redaction/restored.ts';
import {type NameToken, tokensOf} from '../../src/report/redaction/tokens.ts';
import {reportDocument} from '../../src/report/report-document.ts';
import {reportHtml} from '../../src/report/report-html.tsx';
import {reportMarkdown} from '../../src/report/report-markdown.ts';
import {type ReportDocument, reportDocumentSchema} from '../../src/report/report-schema.ts';
import {readSeal, sealed} from '../../src/report/seal.ts';
import type {Session} from '../../src/session/session.ts';
import {guide} from '../../steps/guide.ts';
import {common} from '../report/practised.ts';
import {anyCanary, canarySession} from '../report/redaction/canaries.ts';
import {namesLeft} from '../report/redaction/fields.ts';
import {randomFrom} from './random.ts';

const most = Number(process.env['WHFB_REPORTS'] ?? 250);
const seed = Number(process.env['WHFB_SEED'] ?? 20_261_127);
const at = '2026-11-22T09:31:00Z';
const key = 'ab'.repeat(32);
const worlds = ['ready', 'second-forest', 'half-seen', 'fleet', 'unverified-domain', 'connect-before-schema'] as const;
const ids = numberedChecks(guide).map(({check}) => check.id);

const parts = (session: Session) => ({...common, session, environment: {kind: 'real', name: 'zq0x-session'} as const});

/** A session in which each check is as some environment has it, was not seen, or was not looked at; some of another look. */
const drawn = (pool: readonly Session[], random: () => number): Session => {
	const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
	const findings: Record<string, Finding> = {};
	const looks: Record<string, string> = {};
	for (const id of ids) {
		const chance = random();
		const found = pick(pool).findings[id];
		if (chance < 0.15 || found === undefined) {
			continue;
		}

		findings[id] =
			chance < 0.3
				? {
						kind: 'unobserved',
						at,
						reason: pick(['unreachable', 'access-denied', 'stale']),
						detail: `zq${Math.floor(random() * 900)}x said no.`,
					}
				: found;
		looks[id] = random() < 0.8 ? 'one' : 'another';
	}

	return {...pick(pool), findings, looks, attestations: random() < 0.5 ? {} : pick(pool).attestations};
};

type Planted = Awaited<ReturnType<typeof canarySession>>;

/** The names that a session's findings rest on. */
const namesIn = ({names}: Planted, {findings}: Session): readonly string[] =>
	numberedChecks(guide).flatMap(({check}) =>
		findings[check.id]?.facts === undefined ? [] : collectorsOf(check).flatMap(({id}) => names.get(id) ?? []),
	);

const times = (text: string, part: string) => text.split(part).length - 1;

const documentOf = (session: Session, before: Session | null, hide: Hide): ReportDocument =>
	reportDocument({
		...parts(session),
		seal: {session: 'zq0x-session', entries: 3, head: 'a'.repeat(64)},
		events: [],
		before: before === null ? null : {at, session: before},
		hide,
	});

/** What is wrong with the reports of a session; null where nothing is. `known`: the names of earlier ones, which those of this one are added to. */
const wrongIn = (session: Session, before: Session | null, names: readonly string[], known: NameToken[]): string | null => {
	const report = documentOf(session, before, nothingHidden);
	const [html, markdown, json] = [reportHtml(report), reportMarkdown(report), jsonText(report)];
	const findings = report.steps.flatMap(step => step.findings);
	if (!reportDocumentSchema.safeParse(report).success || findings.length !== ids.length) {
		return 'a document that its schema does not know';
	}

	for (const {check, look, number} of findings) {
		const isOnce = times(html, `<article id="${check}">`) === 1 && times(markdown, `\n\`${check}\` · `) === 1;
		const isIn = lookOf(session.findings[check]) === look && times(markdown, `\n#### ${signOf(look)} ${number} `) === 1;
		const word = new RegExp(`<article id="${check}">.*?<span class="look ([\\w-]+)">`).exec(html)?.[1];
		if (!isOnce || !isIn || word !== look) {
			return `${check} is not ${outcomeWord(look)} once in every form`;
		}
	}

	const document = checkDocument({...parts(session), asked: guide.steps.map(({id}) => id), strict: false});
	const isMet = (id: string) => ['met', 'not-applicable'].includes(lookOf(session.findings[id]));
	for (const [index, gate] of report.gates.entries()) {
		if (
			(gate.state === 'open') !== document.gates[index]?.open ||
			(gate.state === 'open' && !(isMet(gate.check) && session.looks[gate.check] === 'one'))
		) {
			return `gate ${gate.id} is ${gate.state}, and check says otherwise`;
		}
	}

	const sum = (look: 'met' | 'unmet' | 'unobserved') => report.steps.reduce((count, {counts}) => count + counts[look], 0);
	for (const look of ['met', 'unmet', 'unobserved'] as const) {
		if (sum(look) !== ids.filter(id => lookOf(session.findings[id]) === look).length) {
			return `not as many ${outcomeWord(look)} as there are`;
		}
	}

	return (
		wrongWithout(session, before, report, names, known) ??
		(json.includes('"redacted": false') ? null : 'no word of whether names stand in it')
	);
};

const wrongWithout = (
	session: Session,
	before: Session | null,
	report: ReportDocument,
	names: readonly string[],
	known: NameToken[],
): string | null => {
	const sessions = before === null ? [session] : [session, before];
	const without = (names: readonly NameToken[]) => {
		const tokens = tokensOf(key, names);
		return {document: documentOf(session, before, hiding(guide, sessions, 'zq0x-session', tokens)), tokens};
	};
	const {document, tokens} = without(known);
	const [markdown, json] = [sealed(reportMarkdown(document)), sealed(jsonText(document))];
	const left = [markdown, json].flatMap(text => text.match(anyCanary) ?? []);
	if (left.length > 0) {
		return `${left[0]} stands in a report without names`;
	}

	const [named] = namesLeft(report, document, names);
	if (named !== undefined) {
		return `a name stands in ${named.join(': ')}`;
	}

	known.splice(0, known.length, ...tokens.all());
	if (json !== sealed(jsonText(without(known).document))) {
		return 'another token for the same name';
	}

	const isBack = (text: string, original: string) => {
		const back = restored(text, known);
		return back.text === sealed(original) && back.unknown.length === 0 && readSeal(back.text).kind === 'whole';
	};
	return isBack(markdown, reportMarkdown(report)) && isBack(json, jsonText(report)) ? null : 'a name does not come back';
};

describe('random sessions', () => {
	let pool: readonly Session[];
	let called: readonly Planted[];
	beforeAll(async () => {
		pool = (await Promise.all(worlds.map(world => canarySession(world, at)))).map(({session}) => session);
		called = await Promise.all(worlds.map(world => canarySession(world, at, 'words')));
	});

	it('are told alike in every form, with names and without', {timeout: 300_000}, () => {
		const random = randomFrom(seed);
		const known: NameToken[] = [];
		const wrong: string[] = [];
		for (let number = 0; number < most && wrong.length < 5; number++) {
			// In every third, people and computers are called like words of the guide or with two letters, each in several spellings.
			const planted = random() < 0.3 ? called[Math.floor(random() * called.length)] : undefined;
			const session = drawn(planted === undefined ? pool : [planted.session], random);
			const before = random() < 0.3 ? drawn(planted === undefined ? pool : [planted.session], random) : null;
			const objection = wrongIn(session, before, planted === undefined ? [] : namesIn(planted, session), known);
			if (objection !== null) {
				wrong.push(`session ${number} of seed ${seed}: ${objection}`);
			}
		}

		expect(wrong).toEqual([]);
	});
});
