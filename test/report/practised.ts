import {askFor} from '../../src/app/runners.ts';
import {look} from '../../src/engine/look.ts';
import {gatesOf} from '../../src/guide/step.ts';
import {reportDocument} from '../../src/report/report-document.ts';
import type {ReportDocument} from '../../src/report/report-schema.ts';
import {emptySession, type Session} from '../../src/session/session.ts';
import {guide} from '../../steps/guide.ts';

const at = '2026-11-22T09:31:00Z';

/** Every check of the guide once, those of gates among them. */
export const checks = [...new Set(guide.steps.flatMap(step => [...step.checks, ...gatesOf(step).map(gate => gate.check)]))];

/** A practice environment that was looked at once, in the look `one`. */
export const practised = async (practice: string): Promise<Session> => {
	const session: Session = {...emptySession, environment: {...emptySession.environment, practice}};
	const ask = askFor({guide, environment: session.environment, session: () => session, env: {}, now: () => at, say: () => undefined});
	const found = await Promise.all(checks.map(async check => [check.id, await look(check, ask, () => at)] as const));
	return {...session, findings: Object.fromEntries(found), looks: Object.fromEntries(found.map(([id]) => [id, 'one']))};
};

/** What a report of a test is made of, but for its session. */
export const common = {
	guide,
	titles: (step: string) => step,
	look: 'one',
	at,
	tool: '1.0.0',
	environment: {kind: 'real', name: 'contoso-hq'} as const,
	events: [],
	before: null,
};

export const reportOf = (session: Session): ReportDocument => reportDocument({...common, session, seal: null});
