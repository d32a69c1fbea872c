import {PassThrough} from 'node:stream';
import {describe, expect, it, vi} from 'vitest';
import type {Progress} from '../../src/guide/progress.ts';
import {emptySession} from '../../src/session/session.ts';
import type {Signing} from '../../src/session/workspace.ts';
import {runPlain} from '../../src/ui/plain/plain.ts';
import type {WizardStart} from '../../src/wizard/start.ts';
import {
	allOfFour,
	atStepFour,
	contoso,
	elsewhere,
	good,
	practising,
	sampleSignIn,
	sampleStart,
	sampleWalk,
	silent,
} from '../wizard/sample.ts';

/** The whole journey as a log: the answers of a pipe, and all that was written. */
const transcript = async (answers: readonly string[], start: Partial<WizardStart>) => {
	const stdin = new PassThrough();
	const stdout = new PassThrough();
	let text = '';
	stdout.on('data', chunk => {
		text += String(chunk);
	});
	stdin.end(answers.map(answer => `${answer}\n`).join(''));
	const end = await runPlain(sampleStart(start), {stdin, stdout, env: {}});
	return {text: `${text}${end.text}`, exit: end.exit};
};

const isPlain = (text: string) => {
	const long = text.split('\n').filter(line => line.length > 80);
	expect(long).toEqual([]);
	expect(text).not.toMatch(/[\u001B✓✗·…│─]/);
};

describe('plain mode', () => {
	it('goes from the welcome through practice to the refusal of step 4, numbers and Enter alone', async () => {
		// Practise, its first world; the map, then each step is read, looked at and finished; step 4 is refused.
		const world = sampleWalk(
			practising('connect-before-schema'),
			{answers: allOfFour},
			{name: 'practice-1', practice: 'connect-before-schema'},
		);
		const stepByStep = ['', '', ''];
		const answers = ['2', '', '', ...stepByStep.slice(1), ...stepByStep.slice(1), ...stepByStep.slice(1), '', '', 'b', '5', '', 'q'];
		const {text, exit} = await transcript(answers, {startPractice: async () => world});
		isPlain(text);
		expect(exit).toBe(0);
		expect(text).toContain('  2  Practise first: nothing real is touched');
		expect(text).toContain(' 18  half-seen: ');
		expect(text).toContain('Step 3 is finished.');
		expect(text).toContain('  5  Finish step 4 and read step 5, both gates are shut');
		expect(text).toContain('Step 4 cannot be left yet: 2 gates are shut.');
		expect(text).toMatch(/not met: schema before Connect, not met|schema before Connect/);
		expect(text).toMatch(/What opens it: On SYNC01 run the Connect wizard/);
		expect(text).toContain('Continue with:  whfb resume practice-1 --plain');
	});

	it('leaves politely where the input ends, because everything is saved', async () => {
		const {text, exit} = await transcript([], {workspace: sampleWalk(atStepFour(allOfFour), {answers: {}})});
		isPlain(text);
		expect(exit).toBe(0);
		expect(text).toContain('The input has ended. Everything is saved.');
		expect(text).toContain('Continue with:  whfb resume contoso-hq --plain');
	});

	it('understands b, ? and q at every question, and says what it does not understand', async () => {
		const {text} = await transcript(['?', '99', 'x', '2', 'b', 'q'], {});
		isPlain(text);
		expect(text).toContain('b goes back, m is the map');
		expect(text).toContain('There is no 99 here. A number from 1 to 4, b, m, i, ? or q.');
		expect(text.match(/ {2}1 {2}Start a session/g)).toHaveLength(2);
	});

	it('follows each sign with a word, in the words of the screens', async () => {
		const {text} = await transcript(['', '5', 'q'], {workspace: sampleWalk(atStepFour(allOfFour), {answers: {}})});
		isPlain(text);
		expect(text.replace(/\s+/g, ' ')).toContain(' not met: 4.4 Does every AD connector write the key back? ');
		expect(text.replace(/\s+/g, ' ')).toContain('caution: 4.2 Is Connect Sync installed, and new enough? ');
	});

	it('says a page whole, and a list in full in few words', async () => {
		const page = await transcript(['', 'm', 'q'], {workspace: sampleWalk(atStepFour({}), {answers: {}})});
		expect(page.text).toContain('NOT SUPPORTED: Key trust is not supported');
		expect(page.text).toContain('Is SYNC01 the active server, not a staging one? not looked');
	});

	it('takes an answer with a name and a reason, again where something is missing', async () => {
		const workspace = sampleWalk(emptySession, {answers: {}});
		const {text} = await transcript(['', '', '', 'perhaps', 'n', '', 'Hana Novak', 'not decided', 'q'], {workspace});
		isPlain(text);
		expect(text).toContain('Yes or no? Write one of the two.');
		expect(text).toContain('Who says so? A name is missing; it stands in the record.');
		expect(workspace.session().attestations).toMatchObject({'key-trust-chosen': {yes: false, by: 'Hana Novak', reason: 'not decided'}});
	});

	it('says every ten seconds how far a look has come that takes minutes, and nothing where nothing has changed', async () => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
		try {
			const soFar = [
				{what: 'directory', done: 126_000, total: null, secondsLeft: null},
				{what: 'graph', done: 84_000, total: null, secondsLeft: null},
			] as Progress[];
			const workspace = sampleWalk(atStepFour(), {answers: {...allOfFour}, takes: 45_000, soFar});
			const whole = transcript(['', '', 'q'], {workspace});
			await vi.waitFor(() => expect(workspace.looking()).not.toBeNull());
			await vi.advanceTimersByTimeAsync(30_500);
			soFar[1] = {what: 'graph', done: 120_000, total: null, secondsLeft: null};
			await vi.advanceTimersByTimeAsync(20_000);
			const {text} = await whole;
			isPlain(text);
			expect(text.match(/has read/g)).toHaveLength(2);
			expect(text).toContain('4.5 has read 126,000 users from the directory and 84,000 from Graph.');
			expect(text).toContain('4.5 has read 126,000 users from the directory and 120,000 from Graph.');
		} finally {
			vi.useRealTimers();
		}
	});

	it('tells errands, each with its way there and back, and writes the script', async () => {
		const workspace = sampleWalk(
			atStepFour({
				...allOfFour,
				'key-write-back': elsewhere,
				'connect-version': elsewhere,
				'active-server': elsewhere,
				'verified-upn': good,
			}),
			{answers: {}},
		);
		const {text} = await transcript(['', '', '', 'q'], {workspace});
		isPlain(text);
		expect(text).toContain('3 of 5 checks were not seen. One errand settles them:');
		expect(text).toMatch(/ 1 {2}One file from the Connect server, 3 checks, gate schema before Connect/);
		expect(text).toContain('The script for connect-server is in collect-connect-server.ps1.');
	});

	it('asks when evidence was taken, again after a wrong time, and takes it without one', async () => {
		const bringing = async (...answers: readonly string[]) => {
			const workspace = sampleWalk(atStepFour({...allOfFour, 'key-write-back': elsewhere, 'verified-upn': good}), {answers: {}});
			const {text} = await transcript(['i', 'domains.json', ...answers, 'q'], {workspace});
			isPlain(text);
			return {text, brought: workspace.asked.filter(each => each.startsWith('brought'))};
		};

		const {text, brought} = await bringing('yesterday', '2027-01-01T00:00Z', '2026-11-22T09:00Z');
		expect(text.match(/That is no time\. Write like 2026-11-22T09:00Z\./g)).toHaveLength(1);
		expect(text.match(/That time has not come yet\. When was it taken\?/g)).toHaveLength(1);
		expect(text).toContain('empty: nobody knows');
		expect(brought).toEqual(['brought domains.json 2026-11-22T09:00Z']);
		expect((await bringing('')).brought).toEqual(['brought domains.json null']);
		expect((await bringing('b')).brought).toEqual([]);
	});

	it('names what to ask of Graph by hand, each address whole, with its header', async () => {
		const found = atStepFour({...allOfFour, 'key-write-back': good, 'verified-upn': silent('not-signed-in', 'Nobody is signed in.')});
		const workspace = sampleWalk(found, {answers: {}}, {signIn: sampleSignIn({kind: 'without'})});
		const {text} = await transcript(['', '2', 'q'], {workspace});
		expect(text).toMatch(/By hand: Put this to Graph Explorer, [^:]* bring it\s+in here with the time you asked\./);
		expect(text).toMatch(/^ {2}https:\/\/graph\.microsoft\.com\/v1\.0\/\S+\$count=true$/m);
		expect(text).toContain('    with the header ConsistencyLevel: eventual');
	});

	it('looks at the gates again when a session is resumed, and says what changed', async () => {
		const workspace = sampleWalk(atStepFour({...allOfFour, 'verified-upn': good}), {
			answers: {'verified-upn': allOfFour['verified-upn'] ?? good},
		});
		const {text} = await transcript(['q'], {
			workspace: {...workspace, lost: 'The session ended in mid-line. The last thing is missing.'},
			resumed: true,
		});
		isPlain(text);
		expect(text).toMatch(/4\.5 not met, was met\./);
		expect(text).toContain('The session ended in mid-line.');
	});

	it('starts a session with what somebody typed, and with defaults for the rest', async () => {
		let asked: unknown;
		const {text} = await transcript(['1', 'acme', 'corp.example.test, fabrikam.example.test', '', '', 'q'], {
			startSession: async answers => {
				asked = answers;
				return sampleWalk(emptySession, {answers: {}});
			},
		});
		isPlain(text);
		expect(asked).toEqual({name: 'acme', directories: ['corp.example.test', 'fabrikam.example.test'], scopeGroup: null, cloud: 'global'});
	});

	it('says that a mistake is ours', async () => {
		const {text, exit} = await transcript(['1', '', 'q'], {
			startSession: async () => Promise.reject(new TypeError('no such thing')),
			workspace: {...sampleWalk(atStepFour(), {answers: {}}), look: async () => Promise.reject(new TypeError('no such thing'))},
		});
		expect(exit).toBe(70);
		expect(text).toContain('a mistake in whfb');
	});
});

describe('plain mode, where somebody has to sign in', () => {
	const looked = (signIn: ReturnType<typeof sampleSignIn>) => sampleWalk(atStepFour({}), {answers: {...allOfFour}}, {signIn});

	it('asks how, says what to type, and asks whether it is the right tenant', async () => {
		const code = {url: 'https://microsoft.com/devicelogin', code: 'F7KQ2MXDA', expiresAt: '2026-11-22T09:44:48Z'};
		const listeners = new Set<() => void>();
		let now: Signing = {kind: 'out'};
		const signIn = sampleSignIn(
			{kind: 'out'},
			{},
			{
				now: () => now,
				isDue: () => now.kind !== 'signed-in',
				start: async way => {
					now = {kind: 'under-way', way, since: '2026-11-22T09:31:00Z', code};
					for (const tell of listeners) {
						tell();
					}

					await new Promise(resolve => setTimeout(resolve, 20));
					now = {kind: 'unconfirmed', tenancy: contoso};
					return now;
				},
				confirm: () => {
					now = {kind: 'signed-in', tenancy: contoso};
				},
			},
		);
		const workspace = {
			...looked(signIn),
			subscribe: (listener: () => void) => {
				listeners.add(listener);
				return () => listeners.delete(listener);
			},
		};
		const {text} = await transcript(['', '', '3', '', 'q'], {workspace});
		isPlain(text);
		expect(text).toMatch(/ {2}1 {2}The browser: .*\n {2}2 {2}The Azure CLI: .*\n(?: {5}.*\n)? {2}3 {2}A code: /);
		expect(text).toMatch(/Open: https:\/\/microsoft\.com\/devicelogin\s+on any computer or phone\s+Type: F7KQ2MXDA/);
		expect(text).toContain('Never type a code that somebody else sent you.');
		expect(text).toContain('Contoso Ltd, contoso.com');
		expect(text).toContain('Is this the right tenant?');
		expect(text).toMatch(/4 looked at: /);
	});

	it('says why it was refused, and offers what may go better', async () => {
		const refused: Signing = {
			kind: 'refused',
			way: 'browser',
			reason: 'not-signed-in',
			detail: 'The sign-in was declined.',
			code: null,
			next: ['device-code', 'none'],
		};
		const {text} = await transcript(['', '', '1', 'q'], {workspace: looked(sampleSignIn({kind: 'out'}, {browser: refused}))});
		isPlain(text);
		expect(text).toContain('The sign-in was declined.');
		expect(text.slice(text.indexOf('declined'))).toMatch(/ {2}1 {2}A code: /);
		expect(text.slice(text.indexOf('declined'))).not.toMatch(/The browser: /);
	});
});
