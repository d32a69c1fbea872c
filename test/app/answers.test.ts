import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {beginWorkspace} from '../../src/app/open-workspace.ts';
import {practiceIds} from '../../src/engine/practice.ts';
import {isAsked, statementIdOf} from '../../src/guide/checks.ts';
import {numberedChecks} from '../../src/guide/step.ts';
import {lookOf} from '../../src/guide/words.ts';
import {openStore} from '../../src/session/store.ts';
import {guide} from '../../steps/guide.ts';

const folder = mkdtempSync(join(tmpdir(), 'whfb-answers-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const asked = numberedChecks(guide)
	.map(({check}) => check)
	.filter(isAsked);

it('has questions that only people can answer', () => {
	expect(asked.length).toBeGreaterThan(3);
});

it.each([...practiceIds(guide.outline.practice).filter(id => ['ready', 'unreachable', 'unverified-domain', 'half-seen'].includes(id))])(
	'judges what somebody answers while practising in %s, and what they answer anew',
	async practice => {
		const opener = {guide, tool: '1.1.0', now: () => new Date().toISOString(), given: {practice}};
		const workspace = beginWorkspace(opener, openStore(folder), practice);
		try {
			for (const check of asked) {
				for (const [yes, look] of [
					[true, 'met'],
					[false, 'unmet'],
				] as const) {
					await workspace.answer({statement: statementIdOf(check), yes, by: 'hana', reason: 'agreed on Monday'});
					const finding = workspace.session().findings[check.id];
					expect({check: check.id, look: lookOf(finding), source: finding?.kind === 'judged' ? finding.source : null}).toEqual({
						check: check.id,
						look,
						source: 'attested',
					});
				}
			}
		} finally {
			workspace.close();
		}
	},
);
