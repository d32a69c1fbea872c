import {PassThrough} from 'node:stream';
import {describe, expect, it, vi} from 'vitest';
import {parsePage} from '../../src/content/page.ts';
import {runWizard} from '../../src/ui/ink/app.tsx';
import type {WizardStart} from '../../src/wizard/start.ts';
import {allOfFour, atStepFour, sampleStart, sampleWalk} from '../wizard/sample.ts';

/** A terminal made of streams: what is written is kept, keys are put in. */
const terminal = (columns: number, rows: number) => {
	const stdin = Object.assign(new PassThrough(), {isTTY: true, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin});
	const stdout = Object.assign(new PassThrough(), {isTTY: true, columns, rows});
	let written = '';
	stdout.on('data', chunk => {
		written += String(chunk);
	});
	return {
		stdin,
		stdout,
		written: () => written,
		forget: () => {
			written = '';
		},
	};
};

const run = (start: Partial<WizardStart>, columns = 80, rows = 24, env: Record<string, string> = {LANG: 'C.UTF-8'}) => {
	const screen = terminal(columns, rows);
	const end = runWizard(sampleStart(start), {
		stdin: screen.stdin as unknown as NodeJS.ReadStream,
		stdout: screen.stdout as unknown as NodeJS.WriteStream,
		env,
	});
	const shows = async (words: string) => vi.waitFor(() => expect(screen.written()).toContain(words), {timeout: 5000, interval: 5});
	return {...screen, end, shows};
};

// Ink leaves alone what a pipeline of a build runs.
process.env['CI'] = 'false';

describe('the wizard in a terminal', () => {
	it('enters the alternate screen with the first frame and leaves it with q, the summary after it', async () => {
		const {stdin, written, shows, end} = run({workspace: sampleWalk(atStepFour(allOfFour), {answers: {}})});
		await shows('Enter');
		expect(written()).toContain('\u001B[?1049h');
		stdin.write('q');
		const {text, exit} = await end;
		expect(exit).toBe(0);
		expect(text).toContain('Continue with:  whfb resume contoso-hq');
		expect(written().lastIndexOf('\u001B[?1049l')).toBeGreaterThan(written().lastIndexOf('\u001B[?1049h'));
		expect(written()).toContain('\u001B[?25h');
	});

	it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('leaves the alternate screen on %s', async signal => {
		const before = process.listenerCount(signal);
		const {written, shows, end} = run({workspace: sampleWalk(atStepFour(allOfFour), {answers: {}})});
		await shows('Enter');
		process.emit(signal);
		expect((await end).exit).toBe(130);
		expect(written()).toContain('\u001B[?1049l');
		expect(process.listenerCount(signal)).toBeLessThanOrEqual(before + 1);
	});

	it('leaves the alternate screen on a mistake of ours, and says so afterwards', async () => {
		const {written, end} = run({
			workspace: sampleWalk(atStepFour(allOfFour), {answers: {}}),
			remedies: () => {
				throw new RangeError('no such remedy');
			},
		});
		const {exit, text} = await end;
		expect(exit).toBe(70);
		expect(text).toContain('RangeError: no such remedy');
		expect(written()).toContain('\u001B[?1049l');
	});

	it('takes keys one after another, and a bracketed paste as text', async () => {
		const {stdin, shows, end, forget} = run({});
		await shows('Start a session');
		await new Promise(resolve => setTimeout(resolve, 350));
		stdin.write('\r');
		await shows('Directories');
		forget();
		stdin.write('\u001B[200~acme\r\ncorp\u001B[201~');
		await shows('acme corp');
		stdin.write('\u0003');
		expect((await end).exit).toBe(0);
	});

	it('recommends plain mode once where a screen reader listens, and draws no screen', async () => {
		const {stdin, written, shows, end} = run({workspace: sampleWalk(atStepFour(allOfFour), {answers: {}})}, 80, 24, {
			LANG: 'C.UTF-8',
			INK_SCREEN_READER: 'true',
		});
		await shows('Step 4 of 7, The guide.');
		expect(written().match(/whfb --plain/g)).toHaveLength(1);
		expect(written()).not.toContain('\u001B[?1049h');
		expect(written()).not.toMatch(/[✓✗─]/);
		stdin.write('q');
		await end;
	});
});

describe('a long page', () => {
	const pageOf = (lines: number) =>
		parsePage(
			`---\nstep: 04-synchronization\ntitle: Long\nshort: Long\nminutes: 1\nrights: none\nwho: anybody\nsource: https://example.test/\nreviewed: 2026-11-22\n---\n${Array.from({length: lines / 2}, (_, at) => `Line ${at} of the page.\n\n`).join('')}`,
		);

	/** Milliseconds from a key to the end of its frame, the middle of many. */
	const keyToFrame = async (lines: number): Promise<number> => {
		const page = pageOf(lines);
		const {stdin, shows, end, stdout} = run({workspace: sampleWalk(atStepFour(allOfFour), {answers: {}}), page: () => page}, 120, 40);
		await shows('Enter');
		stdin.write('4');
		await shows('Line 3 of');
		const times: number[] = [];
		for (let key = 0; key < 60; key++) {
			const drawn = new Promise<void>(resolve => {
				stdout.once('data', () => resolve());
			});
			const from = performance.now();
			stdin.write(key % 20 < 10 ? 'j' : 'k');
			await drawn;
			times.push(performance.now() - from);
			await new Promise(resolve => setTimeout(resolve, 10));
		}

		stdin.write('q');
		await end;
		return times.slice(10).sort((a, b) => a - b)[25] ?? 0;
	};

	it('of 10,000 rows answers a key nearly as fast as one of 100', async () => {
		await keyToFrame(100);
		// The better of two: other work on the machine must not decide.
		const short = Math.min(await keyToFrame(100), await keyToFrame(100));
		const long = Math.min(await keyToFrame(10_000), await keyToFrame(10_000));
		console.log(`key to frame: ${short.toFixed(1)} ms with 100 rows, ${long.toFixed(1)} ms with 10,000`);
		// The bound of 1.5 is held by the bench, where nothing else runs; here only a blunder turns this red.
		expect(long / short).toBeLessThan(3);
	});
});
