import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {type Page, parsePage, parseRemedies} from '../../src/content/page.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {flow} from '../../src/plain/flow.ts';
import {emptySession} from '../../src/session/session.ts';
import {frameOf} from '../../src/tui/frame.ts';
import {lineWidth, wordsOf} from '../../src/tui/line.ts';
import type {Scene} from '../../src/tui/scene.ts';
import {screenOf} from '../../src/tui/screen-of.ts';
import {themeOf} from '../../src/tui/theme.ts';
import {onLayer, startView} from '../../src/tui/view.ts';
import {guide} from '../../steps/guide.ts';
import {good, noRule, now, sampleSignIn, sampleStart, sampleWalk, silent} from './sample.ts';

const root = new URL('../../', import.meta.url);
const pageFile = (id: string) => new URL(`content/${id}.md`, root);
const checks = guide.steps.flatMap(({checks: all}) => all);
/** A page as it would be with no check forgotten on it or besides it; that none is, is held by `forgotten.test.ts`. */
const readPage = (step: string): Page => {
	const page = parsePage(readFileSync(pageFile(step), 'utf8'));
	return {...page, blocks: page.blocks.filter(block => block.kind !== 'check' || checks.some(({id}) => id === block.id))};
};
const shownOn = ({blocks}: Page) => blocks.flatMap(block => (block.kind === 'check' ? [block.id] : []));
const pages = new Map(guide.steps.map(({id}) => [id, readPage(id)]));
const remediesOf = (check: string) => {
	const file = readdirSync(new URL('steps/', root), {recursive: true, withFileTypes: true}).find(({name}) => name === `${check}.md`);
	return file && existsSync(`${file.parentPath}/${file.name}`)
		? parseRemedies(readFileSync(`${file.parentPath}/${file.name}`, 'utf8'))
		: {intro: [], remedies: [], links: []};
};

const findings = Object.fromEntries(
	checks.map(({id}, at): [string, Finding] => [id, [good, noRule, silent('unreachable', 'Nothing answered.')][at % 3] ?? good]),
);
const session = {...emptySession, findings};
const workspace = {...sampleWalk(session, {answers: {}}), guide, session: () => session};
const remedies = new Map(checks.map(({id}) => [id, remediesOf(id)]));
const start = sampleStart({
	workspace,
	page: id => pages.get(id) ?? parsePage(''),
	remedies: id => remedies.get(id) ?? {intro: [], remedies: [], links: []},
});
const scene: Scene = {start, workspace, session, before: null, theme: themeOf('full'), now, doctor: null, plan: null, still: false};

describe.each(guide.steps.map(({id}) => id))('the page of %s', id => {
	it.each([
		[80, 24],
		[50, 20],
		[120, 40],
	])('can be read to its end at %i x %i, no row cut but a command', (columns, rows) => {
		let view = startView({at: 'step', step: id}, columns, rows, 0);
		const {body, items} = screenOf(scene, view);
		for (let top = 0; top < body.length; top += rows - 8) {
			view = onLayer(view, {top});
			const lines = frameOf(scene, view);
			expect(lines).toHaveLength(rows);
			expect(lines.map(lineWidth)).toEqual(lines.map(() => columns));
		}

		const cut = body.flatMap(row =>
			Array.isArray(row) && lineWidth(row) > columns - 2 && !row.some(({style}) => style === 'command') ? [wordsOf(row)] : [],
		);
		expect(cut).toEqual([]);
		const own = shownOn(start.page(id));
		expect(own.length).toBeGreaterThan(0);
		expect(items.map(item => item.id)).toEqual(expect.arrayContaining(own));
	});
});

it('draws the finding, the evidence and the ways to supply of every check', () => {
	for (const {id} of checks) {
		for (const at of ['finding', 'evidence', 'supply'] as const) {
			for (const [columns, rows] of [
				[80, 24],
				[50, 20],
			] as const) {
				const lines = frameOf(scene, startView({at, check: id}, columns, rows, 0));
				expect(lines.map(lineWidth), `${at} ${id}`).toEqual(lines.map(() => columns));
				expect(wordsOf(lines.at(-2) ?? []), `${at} ${id}`).not.toContain('…');
			}
		}
	}
});

it('shows every address that answers a check by hand whole, with its header, and copies it whole', () => {
	const id = 'verified-upn';
	const unseen = {...session, findings: {...findings, [id]: silent('not-signed-in', 'Nobody is signed in.')}};
	const signedOut = {...workspace, signIn: sampleSignIn({kind: 'without'}), session: () => unseen};
	const users =
		'https://graph.microsoft.com/v1.0/users?$select=id,userPrincipalName,accountEnabled,userType,onPremisesUserPrincipalName,onPremisesSecurityIdentifier,onPremisesImmutableId,onPremisesSyncEnabled,onPremisesProvisioningErrors&$top=999&$count=true';
	for (const columns of [80, 50]) {
		const {body, copy} = screenOf({...scene, workspace: signedOut, session: unseen}, startView({at: 'supply', check: id}, columns, 24, 0));
		const rows = body.flatMap(row => (Array.isArray(row) ? [wordsOf(row)] : []));
		expect(rows.filter(row => row.length > columns - 2)).toEqual([]);
		expect(rows.map(row => row.trim()).join('')).toContain(`${users}with the header ConsistencyLevel: eventual`);
		expect(copy?.text.split('\n')).toContain(users);
		expect(rows.join('').match(/ConsistencyLevel/g)).toHaveLength(1);
	}
});

it('says every page in plain mode within 80 columns, but for commands and addresses', async () => {
	const talk = flow(start);
	const long: string[] = [];
	let reply: string | null = null;
	let page = 0;
	for (let step = await talk.next(reply); !step.done; step = await talk.next(reply)) {
		reply = null;
		if (step.value.kind === 'tell') {
			long.push(...step.value.lines.filter(line => line.length > 80 && !line.startsWith('  ') && !line.startsWith('[')));
		} else {
			// Each round reads one more step by its number.
			const isWhich = page > 0 && step.value.prompt.startsWith('Number') && page % 2 === 0;
			page += 1;
			reply = page > 16 ? 'q' : isWhich ? String(page / 2) : 'b';
		}
	}

	expect(long).toEqual([]);
});
