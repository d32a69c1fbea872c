import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {type Page, parsePage, parseRemedies} from '../../src/content/page.ts';
import type {Finding} from '../../src/guide/finding.ts';
import {emptySession} from '../../src/session/session.ts';
import {bodyOf, frameOf, type Picture} from '../../src/ui/ink/frame.ts';
import {lineWidth} from '../../src/ui/ink/line.ts';
import {rowsOf} from '../../src/ui/plain/say.ts';
import {type Place, startView} from '../../src/wizard/navigation.ts';
import {sentencesOf} from '../../src/wizard/reader-text.ts';
import type {Scene} from '../../src/wizard/scene.ts';
import {screenOf} from '../../src/wizard/screen-of.ts';
import {wordsOf} from '../../src/wizard/text.ts';
import {trailOf} from '../../src/wizard/trail.ts';
import {guide} from '../../steps/guide.ts';
import {good, noRule, now, sampleSignIn, sampleStart, sampleWalk, silent} from '../wizard/sample.ts';

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
const scene: Scene = {start, workspace, session, before: null, now, clock: 0, waitsFor: null, doctor: null, plan: null, still: false};

const pictureOf = (place: Place, columns: number, rows: number, top = -1, of = scene): Picture => {
	const view = startView(place, 0);
	return {screen: screenOf(of, view), trail: trailOf(of, place), view, size: {columns, rows}, top, cursor: 0, search: null, signs: 'full'};
};
const linesOf = (picture: Picture) => {
	const {head, body, foot} = frameOf(picture);
	return [...head, ...body, ...foot];
};

describe.each(guide.steps.map(({id}) => id))('the page of %s', id => {
	it.each([
		[80, 24],
		[50, 20],
		[120, 40],
	])('can be read to its end at %i x %i, no row cut but a command', (columns, rows) => {
		const {rows: body, stops} = bodyOf(pictureOf({at: 'page', step: id}, columns, rows));
		for (let top = 0; top < body.length; top += rows - 8) {
			const lines = linesOf(pictureOf({at: 'page', step: id}, columns, rows, top));
			expect(lines).toHaveLength(rows);
			expect(lines.map(lineWidth)).toEqual(lines.map(() => columns));
		}

		const cut = body.flatMap(row => (lineWidth(row) > columns - 2 && !row.some(({style}) => style === 'command') ? [wordsOf(row)] : []));
		expect(cut).toEqual([]);
		const own = shownOn(start.page(id));
		expect(own.length).toBeGreaterThan(0);
		expect(stops.map(stop => stop.id)).toEqual(expect.arrayContaining(own));
	});
});

it('draws the finding, the evidence and the ways to supply of every check, and what was seen of every step', () => {
	for (const {id} of checks) {
		for (const at of ['finding', 'evidence'] as const) {
			for (const [columns, rows] of [
				[80, 24],
				[50, 20],
			] as const) {
				const lines = linesOf(pictureOf({at, check: id}, columns, rows));
				expect(lines.map(lineWidth), `${at} ${id}`).toEqual(lines.map(() => columns));
				expect(wordsOf(lines.at(-2) ?? []), `${at} ${id}`).not.toContain('…');
			}
		}
	}

	for (const {id: step} of guide.steps) {
		for (const at of ['seen', 'errands'] as const) {
			for (const columns of [50, 80, 120, 200]) {
				const {rows, width} = bodyOf(pictureOf({at, step}, columns, 24));
				expect(
					rows.filter(line => lineWidth(line) > width - 1 && !line.some(({style}) => style === 'command')).map(wordsOf),
					`${at} ${step}`,
				).toEqual([]);
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
		const picture = pictureOf({at: 'finding', check: id}, columns, 24, 0, {...scene, workspace: signedOut, session: unseen});
		const copy = picture.screen.actions.find(({name}) => name === 'copy')?.deed;
		const rows = bodyOf(picture).rows.map(wordsOf);
		expect(rows.filter(row => row.length > columns - 2)).toEqual([]);
		expect(rows.map(row => row.trim()).join('')).toContain(`${users}with the header ConsistencyLevel: eventual`);
		expect(copy?.do === 'copy' ? copy.text.split('\n') : []).toContain(users);
		expect(rows.join('').match(/ConsistencyLevel/g)).toHaveLength(1);
	}
});

it('says every page in plain mode within 80 columns, but for commands and addresses', () => {
	for (const {id} of guide.steps) {
		const rows = rowsOf(sentencesOf(screenOf(scene, startView({at: 'page', step: id}, 0)).blocks));
		expect(rows.length).toBeGreaterThan(50);
		expect(rows.filter(row => row.length > 80 && !row.startsWith('  ') && !row.startsWith('['))).toEqual([]);
	}
});
