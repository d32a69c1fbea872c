import {renderToString} from 'ink';
import {describe, expect, it} from 'vitest';
import {outcomeWord} from '../../src/guide/words.ts';
import {emptySession} from '../../src/session/session.ts';
import {Frame} from '../../src/tui/app.tsx';
import {frameOf} from '../../src/tui/frame.ts';
import {lineWidth, wordsOf} from '../../src/tui/line.ts';
import type {Scene} from '../../src/tui/scene.ts';
import {screenOf} from '../../src/tui/screen-of.ts';
import {sayAll} from '../../src/tui/spoken.ts';
import type {WizardStart} from '../../src/tui/start.ts';
import {themeOf} from '../../src/tui/theme.ts';
import {type Screen, startView} from '../../src/tui/view.ts';
import {allOfFour, atStepFour, elsewhere, good, noRule, now, sampleStart, sampleWalk, silent} from './sample.ts';

const four = '04-synchronization';
const started = sampleStart();
const doctor = await started.doctor;
const closed = {...allOfFour};
const unseen = {...allOfFour, 'key-write-back': elsewhere, 'verified-upn': silent('not-signed-in', 'Nobody is signed in to Entra ID.')};
const listed: WizardStart['sessions'] = [
	{kind: 'sound', name: 'contoso-hq', session: atStepFour(allOfFour)},
	{kind: 'unreadable', name: 'adatum', why: 'damaged in line 12: it cannot be read'},
];

type Drawn = {
	readonly name: string;
	readonly screen: Screen;
	readonly found: Parameters<typeof atStepFour>[0] | null;
	readonly start?: Partial<WizardStart>;
};
const drawn: readonly Drawn[] = [
	{name: 'the welcome, first run', screen: {at: 'welcome'}, found: null},
	{name: 'the welcome, with sessions', screen: {at: 'welcome'}, found: null, start: {sessions: listed}},
	{name: 'the practice chooser', screen: {at: 'practices'}, found: null},
	{name: 'the questions of a new session', screen: {at: 'form', form: {for: 'session'}}, found: null},
	{name: 'every read beforehand', screen: {at: 'plan'}, found: null},
	{name: 'a step', screen: {at: 'step', step: four}, found: closed},
	{name: 'a step that is read ahead', screen: {at: 'step', step: '06-settings'}, found: closed},
	{name: 'the checks', screen: {at: 'checks', step: null}, found: closed},
	{name: 'looking', screen: {at: 'looking'}, found: {}},
	{name: 'a finding', screen: {at: 'finding', check: 'key-write-back'}, found: closed},
	{name: 'the evidence', screen: {at: 'evidence', check: 'key-write-back'}, found: closed},
	{name: 'a refusal to leave', screen: {at: 'refusal', wish: 'finish', step: four, shut: ['key-write-back']}, found: closed},
	{name: 'a refusal to enter', screen: {at: 'refusal', wish: 'enter', step: four, shut: ['schema-on-every-dc']}, found: closed},
	{name: 'a refusal for something not seen', screen: {at: 'refusal', wish: 'finish', step: four, shut: ['key-write-back']}, found: unseen},
	{
		name: 'a refusal with two gates',
		screen: {at: 'refusal', wish: 'finish', step: four, shut: ['key-write-back', 'verified-upn']},
		found: closed,
	},
	{name: 'a hard stop', screen: {at: 'refusal', wish: 'finish', step: four, shut: ['verified-upn']}, found: closed},
	{name: 'four ways to supply', screen: {at: 'supply', check: 'key-write-back'}, found: unseen},
	{name: 'nobody signed in', screen: {at: 'supply', check: 'verified-upn'}, found: unseen},
	{name: 'an answer of a person', screen: {at: 'form', form: {for: 'answer', check: 'key-trust-chosen'}}, found: closed},
	{name: 'resuming', screen: {at: 'resume'}, found: closed},
	{name: 'the hand-over', screen: {at: 'finish'}, found: closed},
	{name: 'help', screen: {at: 'help'}, found: closed},
	{name: 'what is being read', screen: {at: 'reads', checks: ['key-write-back']}, found: closed},
	{name: 'a notice', screen: {at: 'notice', title: 'Done', text: 'The script is in collect.ps1.'}, found: closed},
];

const sceneOf = ({found, start = {}}: Drawn, set: 'full' | 'ascii' = 'full', practice: string | null = null): Scene => {
	const walk = found === null ? null : sampleWalk(atStepFour(found), {answers: {}}, {practice});
	return {
		start: {...started, ...start},
		walk,
		session: walk?.session() ?? emptySession,
		before: null,
		theme: themeOf(set),
		now,
		doctor,
		plan: 'whfb would make these 35 reads and no others.',
		still: false,
	};
};

const draw = (each: Drawn, columns: number, rows: number, set: 'full' | 'ascii' = 'full') => {
	const scene = sceneOf(each, set);
	const view = startView(each.screen, columns, rows, 0);
	return {lines: frameOf(scene, view), shown: screenOf(scene, view), texts: frameOf(scene, view).map(wordsOf)};
};

describe.each(drawn)('$name', each => {
	it.each([
		[80, 24],
		[50, 20],
		[120, 40],
		[50, 16],
	])('fills %i x %i exactly, with one next thing that is never cut', (columns, rows) => {
		const {lines, texts, shown} = draw(each, columns, rows);
		expect(lines).toHaveLength(rows);
		expect(lines.map(lineWidth)).toEqual(lines.map(() => columns));
		const rendered = renderToString(<Frame lines={lines} columns={columns} />, {columns}).split('\n');
		expect(rendered).toHaveLength(rows);
		const enter = texts.at(-2) ?? '';
		expect(enter).toMatch(/^ Enter {2}\w/);
		expect(enter).not.toContain('…');
		expect(shown.enter.words.startsWith(enter.slice(8).trim().split(' ')[0] ?? '-')).toBe(true);
		expect(texts.at(-1)).toMatch(/leave|close/);
	});

	it('says where the reader is and shows both gates', () => {
		for (const [columns, rows] of [
			[80, 24],
			[50, 20],
			[120, 40],
		] as const) {
			const {texts} = draw(each, columns, rows);
			expect(texts[1]).toMatch(columns < 80 ? /gates \S \S $/ : /gates {2}\S schema {2}\S UPN domain $/);
			expect(texts[1]).toMatch(/1\]? .*7 /);
			if (each.found !== null) {
				expect(texts[0]).toMatch(/^ 4 of 7 {2}\S/);
				expect(texts[1]).toContain('[4]');
			}
		}
	});

	it('holds only ASCII where only ASCII can be shown', () => {
		expect(draw(each, 80, 24, 'ascii').texts.join('\n')).toMatch(/^[ -~\n]*$/);
	});

	it('is the same with its colours taken away', () => {
		const {lines} = draw(each, 80, 24);
		const rendered = renderToString(<Frame lines={lines} columns={80} />, {columns: 80});
		expect(
			rendered
				.replace(/\u001B\[[0-9;]*m/g, '')
				.split('\n')
				.map(row => row.trimEnd()),
		).toEqual(lines.map(line => wordsOf(line).trimEnd()));
	});

	it('can be said in sentences, without a sign', () => {
		const said = sayAll(sceneOf(each), startView(each.screen, 80, 24, 0)).join('\n');
		expect(said).not.toMatch(/[✓✗│─]/);
		expect(said).toMatch(/Enter: .+ Keys: .*question mark help, q leave\.$/);
	});
});

const textOf = (name: string, columns = 80, rows = 24) => {
	const each = drawn.find(one => one.name === name);
	return each === undefined ? '' : draw(each, columns, rows).texts.join('\n');
};

describe('a refusal', () => {
	it('names the thing, what opens it, how long, who and why, remedy before reason', () => {
		const text = textOf('a refusal to leave');
		const order = ['Step 4 cannot be left yet', 'schema before Connect', '✗ fabrikam.com', 'What opens it', 'How long', 'Who', 'Why'].map(
			words => text.indexOf(words),
		);
		expect(order.every(at => at >= 0)).toBe(true);
		expect(order).toEqual([...order].sort((a, b) => a - b));
	});

	it('says not supported where a domain can never be verified', () => {
		expect(textOf('a hard stop')).toContain('Step 4 cannot be left: this is not supported.');
		expect(textOf('a hard stop')).toContain('│ NOT SUPPORTED');
	});

	it('leads to the ways to supply it where nobody has seen it', () => {
		expect(textOf('a refusal for something not seen')).toContain('nobody has seen');
		expect(textOf('a refusal for something not seen')).toMatch(/Enter {2}see what would let 4\.4 be seen/);
	});

	it('shows the remedy in a narrow window before the page has to be scrolled', () => {
		expect(textOf('a refusal to leave', 50, 20)).toContain('What opens it');
	});
});

describe('a step', () => {
	it('shows each check with its word under the sentence it proves', () => {
		const text = textOf('a step', 80, 60);
		expect(text.indexOf('met · All is there')).toBeGreaterThan(text.indexOf('Is SYNC01 the active server'));
		for (const look of ['met', 'caution', 'unmet'] as const) {
			expect(text).toContain(`      ${outcomeWord(look)} · `);
		}
	});

	it('shows the finding of the focused check beside it in a wide window, and only there', () => {
		expect(textOf('a step', 120, 40)).toMatch(/│ ! caution · seen 2 min ago, live, SYNC01/);
		expect(textOf('a step', 109, 40)).not.toContain('Why it matters');
	});

	it('leaves the header at the step where the reader is, while another is read', () => {
		expect(textOf('a step that is read ahead')).toMatch(/^ 4 of 7 {2}reading 6: /);
		expect(textOf('a step that is read ahead')).toContain('Enter  return to step 4, where you are');
	});
});

describe('the ways to supply', () => {
	it('say beside each whether it can open the gate', () => {
		const text = textOf('four ways to supply');
		expect(text).toMatch(/Carry a script .* yes/);
		expect(text).toMatch(/State it yourself .* never/);
	});

	it('name what works today where nobody is signed in', () => {
		expect(textOf('nobody signed in', 80, 40)).toContain('WHFB_GRAPH_TOKEN');
		expect(textOf('nobody signed in', 80, 40)).toContain('whfb import');
	});
});

it('lists all eighteen practice environments, grouped by how they end', () => {
	const text = textOf('the practice chooser', 80, 40);
	expect(text.match(/what somebody meets there/g)).toHaveLength(18);
	expect([...text.matchAll(/Ends (open|shut|not seen)/g)].map(([, ends]) => ends)).toEqual(['open', 'shut', 'not seen']);
});

it('says PRACTICE and the id on every frame of a practice session, and PRACTICE alone in a narrow window', () => {
	for (const each of drawn.filter(({found}) => found !== null)) {
		const scene = sceneOf(each, 'full', 'second-forest');
		expect(wordsOf(frameOf(scene, startView(each.screen, 80, 24, 0))[0] ?? [])).toContain('PRACTICE second-forest');
		expect(wordsOf(frameOf(scene, startView(each.screen, 50, 20, 0))[0] ?? [])).toContain('PRACTICE');
	}
});

it('says in two lines that a window is too small', () => {
	const each = drawn[5] as Drawn;
	const {texts, lines} = draw(each, 44, 12);
	expect(lines).toHaveLength(12);
	expect(texts[0]?.trimEnd()).toBe('This window is 44 x 12. whfb needs 50 x 16.');
	expect(texts.slice(2).join('').trim()).toBe('');
});

it('says in the header that the last thing is not saved', () => {
	const walk = sampleWalk(atStepFour({dns: good}), {answers: {}}, {notSaved: () => 'the disk is full'});
	const scene: Scene = {...sceneOf(drawn[5] as Drawn), walk, session: walk.session()};
	for (const columns of [80, 50]) {
		expect(wordsOf(frameOf(scene, startView({at: 'step', step: four}, columns, 24, 0))[0] ?? [])).toContain('NOT SAVED, the disk is full');
	}
});

it('shows what a newcomer can do first without scrolling, however much this computer has to say', () => {
	const scene = {...sceneOf(drawn[0] as Drawn), doctor: Array.from({length: 12}, () => 'something about this computer')};
	for (const [columns, rows] of [
		[80, 24],
		[50, 20],
	] as const) {
		const text = frameOf(scene, startView({at: 'welcome'}, columns, rows, 0))
			.map(wordsOf)
			.join('\n');
		expect(text).toContain(' > Start a session');
		expect(text).toContain('See every read beforehand');
	}
});

it('says the name of what was judged once', () => {
	const found = {
		...allOfFour,
		'key-write-back': {...noRule, exhibits: [{sign: 'unmet', what: 'fabrikam.com', seen: 'fabrikam.com: no rule writes it'}]} as const,
	};
	const {texts} = draw({name: '', screen: {at: 'finding', check: 'key-write-back'}, found}, 80, 24);
	expect(texts.join('\n')).toMatch(/✗ fabrikam\.com {3}no rule writes it/);
});
