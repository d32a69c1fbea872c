import {renderToString} from 'ink';
import {describe, expect, it} from 'vitest';
import {outcomeWord} from '../../src/guide/words.ts';
import {emptySession} from '../../src/session/session.ts';
import type {SignIn} from '../../src/session/workspace.ts';
import {Window} from '../../src/ui/ink/app.tsx';
import {bodyOf, frameOf, type Picture} from '../../src/ui/ink/frame.ts';
import {keyHelp} from '../../src/ui/ink/keys.ts';
import {lineWidth} from '../../src/ui/ink/line.ts';
import {linkRows} from '../../src/ui/ink/wrap.ts';
import {type Place, startView, type View} from '../../src/wizard/navigation.ts';
import {newlySaid} from '../../src/wizard/reader-text.ts';
import type {Scene} from '../../src/wizard/scene.ts';
import {screenOf} from '../../src/wizard/screen-of.ts';
import type {WizardStart} from '../../src/wizard/start.ts';
import {wordsOf} from '../../src/wizard/text.ts';
import {trailOf} from '../../src/wizard/trail.ts';
import {
	allOfFour,
	atStepFour,
	contoso,
	elsewhere,
	good,
	judged,
	noRule,
	now,
	sampleSignIn,
	sampleStart,
	sampleWalk,
	silent,
} from '../wizard/sample.ts';

const four = '04-synchronization';
const started = sampleStart();
const doctor = await started.doctor;
const lookAtUpn = {do: 'look', what: 'check 4.5', step: four, checks: ['verified-upn']} as const;
const closed = {...allOfFour};
const unseen = {...allOfFour, 'key-write-back': elsewhere, 'verified-upn': silent('not-signed-in', 'Nobody is signed in to Entra ID.')};
const listed: WizardStart['sessions'] = [
	{kind: 'sound', name: 'contoso-hq', session: atStepFour(allOfFour)},
	{kind: 'unreadable', name: 'adatum', why: 'damaged in line 12: it cannot be read'},
];

type Drawn = {
	readonly name: string;
	readonly screen: Place;
	readonly found: Parameters<typeof atStepFour>[0] | null;
	readonly start?: Partial<WizardStart>;
	readonly signIn?: SignIn;
};
const drawn: readonly Drawn[] = [
	{name: 'the welcome, first run', screen: {at: 'welcome'}, found: null},
	{name: 'the welcome, with sessions', screen: {at: 'welcome'}, found: null, start: {sessions: listed}},
	{name: 'the practice chooser', screen: {at: 'practices'}, found: null},
	{name: 'the questions of a new session', screen: {at: 'form', form: {for: 'session'}}, found: null},
	{name: 'every read beforehand', screen: {at: 'plan'}, found: null},
	{name: 'a step', screen: {at: 'page', step: four}, found: closed},
	{name: 'what was seen', screen: {at: 'seen', step: four}, found: closed},
	{name: 'the errands', screen: {at: 'errands', step: four}, found: unseen},
	{name: 'the map', screen: {at: 'map'}, found: closed},
	{name: 'a step that is read ahead', screen: {at: 'page', step: '06-settings'}, found: closed},
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
	{name: 'four ways to supply', screen: {at: 'finding', check: 'key-write-back'}, found: unseen},
	{name: 'nobody signed in', screen: {at: 'finding', check: 'verified-upn'}, found: unseen},
	{
		name: 'nobody signed in, where somebody can',
		screen: {at: 'finding', check: 'verified-upn'},
		found: unseen,
		signIn: sampleSignIn({kind: 'out'}),
	},
	{name: 'the ways to sign in', screen: {at: 'sign-in', then: lookAtUpn}, found: closed, signIn: sampleSignIn({kind: 'out'})},
	{
		name: 'a code to sign in with',
		screen: {at: 'sign-in', then: lookAtUpn},
		found: closed,
		signIn: sampleSignIn({
			kind: 'under-way',
			way: 'device-code',
			since: '2026-11-22T09:29:48Z',
			code: {url: 'https://microsoft.com/devicelogin', code: 'F7KQ2MXDA', expiresAt: '2026-11-22T09:44:48Z'},
		}),
	},
	{
		name: 'a browser to sign in with',
		screen: {at: 'sign-in', then: lookAtUpn},
		found: closed,
		signIn: sampleSignIn({kind: 'under-way', way: 'browser', since: '2026-11-22T09:30:48Z', code: null}),
	},
	{
		name: 'a refused sign-in',
		screen: {at: 'sign-in', then: lookAtUpn},
		found: closed,
		signIn: sampleSignIn({
			kind: 'refused',
			way: 'device-code',
			reason: 'not-signed-in',
			detail: 'Your organisation does not allow device codes (AADSTS53003).',
			code: 'AADSTS53003',
			next: ['browser', 'cli', 'none'],
		}),
	},
	{
		name: 'missing consent',
		screen: {at: 'sign-in', then: lookAtUpn},
		found: closed,
		signIn: sampleSignIn({
			kind: 'refused',
			way: 'device-code',
			reason: 'access-denied',
			detail: 'A Global Administrator or a Privileged Role Administrator grants them once (AADSTS65001). Asked for: Domain.Read.All.',
			code: 'AADSTS65001',
			next: ['cli', 'none'],
		}),
	},
	{
		name: 'which tenant',
		screen: {at: 'tenant', then: lookAtUpn},
		found: closed,
		signIn: sampleSignIn({
			kind: 'unconfirmed',
			tenancy: {
				...contoso,
				permissions: [...contoso.permissions, {name: 'Organization.Read.All', granted: null}, {name: 'User.Read.All', granted: false}],
			},
		}),
	},
	{
		name: 'a tenant that cannot be told',
		screen: {at: 'tenant', then: lookAtUpn},
		found: closed,
		signIn: sampleSignIn({
			kind: 'unconfirmed',
			tenancy: {
				...contoso,
				account: null,
				tenantId: null,
				tenantName: null,
				domain: null,
				permissions: [{name: 'Domain.Read.All', granted: false}],
			},
		}),
	},
	{name: 'an answer of a person', screen: {at: 'form', form: {for: 'answer', check: 'key-trust-chosen'}}, found: closed},
	{name: 'evidence to bring in', screen: {at: 'form', form: {for: 'bring', check: 'verified-upn'}}, found: unseen},
	{name: 'the hand-over', screen: {at: 'finish'}, found: closed},
	{name: 'help', screen: {at: 'help'}, found: closed},
	{name: 'what is being read', screen: {at: 'reads', checks: ['key-write-back']}, found: closed},
	{name: 'a notice', screen: {at: 'notice', title: 'Done', text: 'The script is in collect.ps1.'}, found: closed},
];

const sceneOf = ({found, start = {}, signIn}: Drawn, practice: string | null = null): Scene => {
	const workspace = found === null ? null : sampleWalk(atStepFour(found), {answers: {}}, {practice, signIn: signIn ?? null});
	return {
		start: {...started, ...start},
		workspace,
		session: workspace?.session() ?? emptySession,
		before: null,
		now,
		clock: 0,
		waitsFor: null,
		doctor,
		plan: 'whfb would make these 35 reads and no others.',
		still: false,
	};
};

const pictureOf = (scene: Scene, view: View, columns: number, rows: number, signs: 'full' | 'ascii' = 'full'): Picture => ({
	screen: screenOf(scene, view, keyHelp),
	trail: trailOf(scene, view.places[0] ?? {at: 'welcome'}),
	view,
	size: {columns, rows},
	top: -1,
	cursor: 0,
	search: null,
	signs,
});

const drawnAs = (scene: Scene, place: Place, columns: number, rows: number, signs: 'full' | 'ascii' = 'full') => {
	const picture = pictureOf(scene, startView(place, 0), columns, rows, signs);
	const frame = frameOf(picture);
	const lines = [...frame.head, ...frame.body, ...frame.foot];
	return {frame, lines, shown: picture.screen, body: bodyOf(picture), texts: lines.map(wordsOf)};
};

const draw = (each: Drawn, columns: number, rows: number, signs: 'full' | 'ascii' = 'full') =>
	drawnAs(sceneOf(each), each.screen, columns, rows, signs);

describe.each(drawn)('$name', each => {
	it.each([
		[80, 24],
		[50, 20],
		[120, 40],
		[50, 16],
		[200, 60],
	])('fills %i x %i exactly, with one next thing that is never cut', (columns, rows) => {
		const {lines, frame, texts, shown, body} = draw(each, columns, rows);
		expect(lines).toHaveLength(rows);
		expect(lines.map(lineWidth)).toEqual(lines.map(() => columns));
		const rendered = renderToString(<Window opens={false} frame={frame} columns={columns} />, {columns}).split('\n');
		expect(rendered).toHaveLength(rows);
		const enter = texts.at(-2) ?? '';
		expect(enter).toMatch(/^ Enter {2}\w/);
		expect(enter).not.toContain('…');
		expect(shown.enter.words.startsWith(enter.slice(8).trim().split(' ')[0] ?? '-')).toBe(true);
		expect(texts.at(-1)).toMatch(/leave|close/);
		// Nothing that is said is cut: only a command keeps its line, so that a mouse can mark it.
		const cut = body.rows.filter(line => lineWidth(line) > body.width - 1 && !line.some(({style}) => style === 'command'));
		expect(cut.map(wordsOf)).toEqual([]);
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
		const {lines, frame} = draw(each, 80, 24);
		const rendered = renderToString(<Window opens={false} frame={frame} columns={80} />, {columns: 80});
		expect(
			rendered
				.replace(/\u001B\[[0-9;]*m/g, '')
				.split('\n')
				.map(row => row.trimEnd()),
		).toEqual(lines.map(line => wordsOf(line).trimEnd()));
	});

	it('can be said in sentences, without a sign', () => {
		const scene = sceneOf(each);
		const view = startView(each.screen, 0);
		const {lines} = newlySaid(null, view, trailOf(scene, each.screen), screenOf(scene, view, keyHelp), 'Keys: q leave.');
		const said = lines.join('\n');
		expect(said).not.toMatch(/[✓✗│─]/);
		expect(said).toMatch(/\nEnter: .+\.\nKeys: q leave\.$/);
		// The same place, unchanged: nothing is said twice.
		const first = newlySaid(null, view, trailOf(scene, each.screen), screenOf(scene, view, keyHelp), 'Keys: q leave.');
		expect(newlySaid(first.said, view, trailOf(scene, each.screen), screenOf(scene, view, keyHelp), 'Keys: q leave.').lines).toEqual([]);
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
		expect(textOf('a refusal for something not seen')).toMatch(/Enter {2}see what lets 4\.4 be seen/);
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
			expect(text).toContain(`     ${outcomeWord(look)} · `);
		}
	});

	it('shows the whole reason, over as many rows as it takes', () => {
		const text = textOf('a step', 80, 60).replace(/\s+/g, ' ');
		expect(text).toContain('2.5.79.0 on SYNC01, and support for it has ended some time ago, so plan an upgrade · ');
	});

	it('leaves the header at the step where the reader is, while another is read', () => {
		expect(textOf('a step that is read ahead')).toMatch(/^ 4 of 7 {2}reading 6: /);
		expect(textOf('a step that is read ahead')).toContain('Enter  return to step 4, where you are');
	});
});

describe('what was seen', () => {
	it('shows what belongs to the focused row below it, and beside it in a wide window', () => {
		expect(textOf('what was seen', 80, 40)).toMatch(/^ What to do +On SYNC01/m);
		expect(textOf('what was seen', 120, 40)).toMatch(/│ What to do/);
		expect(textOf('what was seen', 120, 12 + 6)).toMatch(/│ more below: Enter or e opens all of it/);
	});
});

describe('the errands', () => {
	it('are grouped by who can give what is missing, each with its checks, its gates and the way there and back', () => {
		const text = textOf('the errands', 80, 40);
		expect(text).toMatch(/> One file from the Connect server +1 check, gate schema before Connect/);
		expect(text).toMatch(/Sign in to Entra ID +1 check, gate verified UPN domain/);
		expect(text).toMatch(/See what was seen +3 checks/);
		expect(text).toMatch(/→ Finish step 4 and read step 5 +both gates are shut/);
		expect(text).toMatch(/Enter {2}write the script for the Connect server/);
		expect(text).toMatch(/1 {1,2}The script is written where you say/);
	});
});

describe('the ways to supply', () => {
	it('say beside each whether it can open the gate', () => {
		const text = textOf('four ways to supply');
		expect(text).toMatch(/Carry a script [\s\S]*? can open the gate/);
		expect(text).toMatch(/State it yourself [\s\S]*? never opens the gate/);
	});

	it('begin with signing in where that can be done, and name what to ask by hand', () => {
		const text = textOf('nobody signed in, where somebody can', 80, 40);
		expect(text).toMatch(/> Sign in [\s\S]*? can open the gate/);
		expect(text).toMatch(/^ {3}https:\/\/graph\.microsoft\.com\/v1\.0\/domains\?\S*\$count=true *$/m);
		expect(text).toMatch(/^ {5}with the header ConsistencyLevel: eventual *$/m);
		expect(text).toMatch(/Enter {2}sign in to Entra ID/);
		expect(text).toMatch(/y copy the address/);
	});

	it('say how a file is brought in: here, or after leaving, for this session and with its time', () => {
		const text = textOf('four ways to supply', 80, 40);
		expect(text).toContain('Already have a file? Bring it in here, or after leaving with:');
		expect(text).toContain('  whfb import FILE --session contoso-hq --taken TIME');
		expect(text).not.toContain('any terminal');
	});

	it('ask when a file was taken that carries no time', () => {
		for (const [columns, rows] of [
			[80, 24],
			[50, 20],
		] as const) {
			const text = textOf('evidence to bring in', columns, rows).replaceAll(/\s+/g, ' ');
			expect(text).toContain(
				'> File or folder its path on this computer; Tab completes it Taken when, like 2026-11-22T09:00Z; only for a file that carries no time',
			);
			expect(text).toContain('it can shut a gate but never open one');
		}
	});

	it('do not speak of signing in in a practice environment', () => {
		expect(textOf('nobody signed in', 80, 40)).not.toMatch(/Sign in|Graph Explorer/);
	});
});

describe('signing in', () => {
	it('shows the code, the clock, the warning, and what is asked for and why, all at once', () => {
		const text = textOf('a code to sign in with');
		expect(text).toMatch(/^ Open +https:\/\/microsoft\.com\/devicelogin +on any computer or phone *$/m);
		expect(text).toMatch(/^ Type +F7KQ2MXDA *$/m);
		expect(text).toContain('Waiting for you: 1 min 12 s so far, the code is good for 13 min 48 s more');
		expect(text).toMatch(/Started here at \d\d:\d\d\. Never type a code that somebody else sent you\./);
		expect(text).toMatch(/^ {3}Domain\.Read\.All +is every UPN suffix a verified domain\? *$/m);
		expect(text).toContain('The token stays in memory and is never saved.');
		expect(text).toMatch(/^ Enter {2}choose another way to sign in/m);
		expect(text.split('\n').at(-1)).toMatch(/^ y copy the code {2}x stop {2}m map {2}b back {2}\? help {2}q leave *$/);
		expect(text).not.toMatch(/ of \d+ ─$/m);
	});

	it('offers only what this computer can do', () => {
		const text = textOf('the ways to sign in', 80, 40);
		expect(text).toMatch(/> The browser/);
		expect(text).toMatch(/The Azure CLI/);
		expect(text).toMatch(/No sign-in/);
		expect(text).not.toMatch(/A certificate|Managed identity|A token|Az PowerShell/);
	});

	it('goes from a policy against codes to the browser, and does not offer a code again', () => {
		const text = textOf('a refused sign-in');
		expect(text).toContain('Your organisation does not allow device codes (AADSTS53003).');
		expect(text).toMatch(/^ Enter {2}use the browser of this computer/m);
		expect(text).not.toMatch(/A code/);
	});

	it('goes on with what is granted where consent is missing', () => {
		expect(textOf('missing consent')).toMatch(/^ Enter {2}sign in with what is granted already/m);
	});

	it('asks whether it is the right tenant, with account, name, id, cloud and what may be read', () => {
		const text = textOf('which tenant');
		expect(text).toMatch(/^ Account +hana@contoso\.com *$/m);
		expect(text).toMatch(/^ Tenant +Contoso Ltd, contoso\.com *$/m);
		expect(text).toMatch(/^ +0b7c3f52-4d1e-4c7a-9f0e-5d1c2a86e413 *$/m);
		expect(text).toMatch(/^ Cloud +global *$/m);
		expect(text).toMatch(/^ May read +✓ Domain\.Read\.All *$/m);
		expect(text).toMatch(/^ +\? Organization\.Read\.All, the token does not say *$/m);
		expect(text).toMatch(/^ +\? User\.Read\.All, not granted *$/m);
		expect(text).toContain('It will remember this');
		expect(text).toMatch(/^ Enter {2}yes, look at this tenant/m);
		expect(text.split('\n').at(-1)).toMatch(/ b no, sign in as somebody else {2}\? help {2}q leave *$/);
	});

	it('names what stays not seen, and says where the tenant cannot be told', () => {
		const text = textOf('a tenant that cannot be told');
		expect(text).toContain('? Domain.Read.All, not granted: 4.5 will stay not seen');
		expect(text).toContain('neither the token nor Graph says which');
		expect(text).toContain('cannot hold to it');
	});
});

it('lists all practice environments, grouped by how they end', () => {
	const text = textOf('the practice chooser', 80, 40);
	expect(text.match(/what somebody meets there/g)).toHaveLength(18);
	expect([...text.matchAll(/Ends (open|shut|not seen)/g)].map(([, ends]) => ends)).toEqual(['open', 'shut', 'not seen']);
});

it('says PRACTICE and the id on every frame of a practice session, and PRACTICE alone in a narrow window', () => {
	for (const each of drawn.filter(({found}) => found !== null)) {
		const scene = sceneOf(each, 'second-forest');
		// Nobody signs in there.
		if (each.screen.at === 'sign-in' || each.screen.at === 'tenant') {
			continue;
		}

		expect(drawnAs(scene, each.screen, 80, 24).texts[0]).toContain('PRACTICE second-forest');
		expect(drawnAs(scene, each.screen, 50, 20).texts[0]).toContain('PRACTICE');
	}
});

it('shows a short title whole where the long one would be cut', () => {
	const scene = sceneOf(drawn.find(({name}) => name === 'a step') as Drawn, 'connect-before-schema');
	const title = (columns: number) => drawnAs(scene, {at: 'page', step: four}, columns, 24).texts[0];
	expect(title(80)).toMatch(/^ 4 of 7 {2}Synchronization +PRACTICE connect-before-schema/);
	expect(title(120)).toMatch(/^ 4 of 7 {2}Configure Directory Synchronization +PRACTICE/);
});

it('breaks an address between its parts alone, and keeps it whole where it fits', () => {
	const links = [
		{note: 1, href: 'https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/deploy/hybrid-key-trust'},
		{note: 12, href: 'https://learn.microsoft.com/entra/identity/devices/hybrid-join-plan'},
	];
	for (const width of [48, 78]) {
		const rows = linkRows(links, width).map(wordsOf);
		expect(rows.every(row => row.length <= width)).toBe(true);
		const parts = (note: string, until: string | null) =>
			rows.slice(
				rows.findIndex(row => row.startsWith(note)),
				until === null ? undefined : rows.findIndex(row => row.startsWith(until)),
			);
		const first = parts('[1]', '[12]').map(row => row.slice(5));
		expect(first.join('')).toBe(links[0]?.href);
		expect(first.slice(0, -1).every(part => part.endsWith('/'))).toBe(true);
		expect(parts('[12]', null)).toHaveLength(width === 78 ? 1 : 2);
	}
});

it('says not supported of what the judge says it of, whatever the words are', () => {
	const found = {
		...allOfFour,
		'verified-upn': judged({outcome: 'unmet', because: 'A name is shared, which is not supported.', remedy: 'give-another-suffix'}),
	};
	const {texts} = draw({name: '', screen: {at: 'refusal', wish: 'finish', step: four, shut: ['verified-upn']}, found}, 80, 24);
	expect(texts.join('\n')).toContain('Step 4 cannot be left yet: a name is shared');
	expect(texts.join('\n')).not.toContain('NOT SUPPORTED');
});

it('says not supported once', () => {
	const found = {
		...allOfFour,
		'verified-upn': judged({
			outcome: 'unmet',
			because: 'Not supported for 41 of 312 users. Repair them.',
			remedy: 'give-another-suffix',
			supported: false,
		}),
	};
	const {texts} = draw({name: '', screen: {at: 'refusal', wish: 'finish', step: four, shut: ['verified-upn']}, found}, 80, 24);
	expect(texts.join('\n')).toContain('│ NOT SUPPORTED  for 41 of 312 users. Repair them.');
});

it.each([
	[44, 12],
	[60, 10],
	[30, 6],
	[12, 20],
])('says in two sentences that a window of %i x %i is too small, and loses nothing of them', (columns, rows) => {
	const {texts, lines} = draw(drawn[5] as Drawn, columns, rows);
	expect(lines).toHaveLength(rows);
	expect(lines.map(lineWidth)).toEqual(lines.map(() => columns));
	expect(
		texts
			.map(row => row.trim())
			.filter(row => row !== '')
			.join(' '),
	).toBe(`This window is ${columns} x ${rows}. whfb needs 50 x 16. Make it larger, or leave with q and run whfb --plain.`);
});

it('says in the header that the last thing is not saved', () => {
	const workspace = sampleWalk(atStepFour({dns: good}), {answers: {}}, {notSaved: () => 'the disk is full'});
	const scene: Scene = {...sceneOf(drawn[5] as Drawn), workspace, session: workspace.session()};
	for (const columns of [80, 50]) {
		expect(drawnAs(scene, {at: 'page', step: four}, columns, 24).texts[0]).toContain('NOT SAVED, the disk is full');
	}
});

it('shows what a newcomer can do first without scrolling, however much this computer has to say', () => {
	const scene = {...sceneOf(drawn[0] as Drawn), doctor: Array.from({length: 12}, () => 'something about this computer')};
	for (const [columns, rows] of [
		[80, 24],
		[50, 20],
	] as const) {
		const text = drawnAs(scene, {at: 'welcome'}, columns, rows).texts.join('\n');
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
