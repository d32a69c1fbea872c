import {it} from 'vitest';
import type {Check} from '../../src/guide/check.ts';
import type {Guide} from '../../src/guide/step.ts';
import {checkDocument} from '../../src/report/check-document.ts';
import {checkText} from '../../src/report/check-text.ts';
import {reportDocument} from '../../src/report/report-document.ts';
import {reportMarkdown} from '../../src/report/report-markdown.ts';
import type {Session} from '../../src/session/session.ts';
import {guide} from '../../steps/guide.ts';
import {checks, common, practised} from '../report/practised.ts';
import {holds, timed} from './ratio.ts';

it('writes a report in at most 1.3 times what check takes', async () => {
	const report = timed(async () => reportMarkdown(reportDocument({...common, session: await practised('second-forest'), seal: null})));
	const check = timed(async () =>
		checkText(
			guide,
			checkDocument({...common, session: await practised('second-forest'), asked: guide.steps.map(({id}) => id), strict: false}),
			{
				signs: 'full',
				colour: false,
			},
		),
	);
	await holds('report against check', {most: 1.3}, report, check, 15);
}, 120_000);

/** A guide and a session of so many findings: the checks of this guide as often as that takes, each time by other ids. */
const many = (session: Session, count: number): {readonly guide: Guide; readonly session: Session} => {
	const own = Array.from({length: count}, (_, at): Check => {
		const check = checks[at % checks.length] as Check;
		return {...check, id: `${check.id}-${at}`};
	});
	const [first] = guide.steps;
	const findings = Object.fromEntries(
		own.flatMap(({id}, at) => {
			const finding = session.findings[checks[at % checks.length]?.id ?? ''];
			// Their pages are not there: what they say to do is no part of this.
			return finding === undefined
				? []
				: [[id, finding.kind === 'judged' ? {...finding, verdict: {outcome: 'met', because: 'It holds.'}} : finding]];
		}),
	) as Session['findings'];
	return {
		guide: {...guide, steps: first === undefined ? [] : [{...first, checks: own, gates: {enter: [], leave: []}}]},
		session: {...session, findings, looks: {}},
	};
};

it('takes no more for a finding of a thousand than for one of a hundred', async () => {
	const session = await practised('ready');
	const written = (count: number, times: number) => {
		const parts = many(session, count);
		return timed(async () => {
			for (let at = 0; at < times; at++) {
				reportMarkdown(reportDocument({...common, ...parts, seal: null}));
			}
		});
	};
	await holds('1,000 findings once against 100 ten times', {most: 1.2}, written(1000, 1), written(100, 10), 15);
}, 120_000);
