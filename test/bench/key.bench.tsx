import {PassThrough} from 'node:stream';
import {Box, render, Text, useInput} from 'ink';
import {useState} from 'react';
import {afterAll, beforeAll, it} from 'vitest';
import {parsePage} from '../../src/content/page.ts';
import {runWizard} from '../../src/ui/ink/app.tsx';
import {allOfFour, atStepFour, sampleStart, sampleWalk} from '../wizard/sample.ts';
import {holds, type Timed} from './ratio.ts';

// Ink leaves alone what a pipeline of a build runs.
process.env['CI'] = 'false';

const pageOf = (lines: number) =>
	parsePage(
		`---\nstep: 04-synchronization\ntitle: Long\nshort: Long\nminutes: 1\nrights: none\nwho: anybody\nsource: https://example.test/\nreviewed: 2026-11-22\n---\n${Array.from({length: lines / 2}, (_, at) => `Line ${at} of the page.\n\n`).join('')}`,
	);

/** A terminal of 120 by 40 that takes keys and tells when something was drawn. */
const terminal = () => {
	const stdin = Object.assign(new PassThrough(), {isTTY: true, setRawMode: () => stdin, ref: () => stdin, unref: () => stdin});
	const stdout = Object.assign(new PassThrough(), {isTTY: true, columns: 120, rows: 40});
	stdout.resume();
	const drawn = () => new Promise<void>(resolve => stdout.once('data', () => resolve()));
	let pressed = 0;
	const key: Timed = async () => {
		// Keys of a person: one that comes too soon after another waits for the next frame.
		await new Promise(resolve => setTimeout(resolve, 20));
		const frame = drawn();
		const from = performance.now();
		stdin.write(pressed++ % 20 < 10 ? 'j' : 'k');
		await frame;
		return performance.now() - from;
	};
	return {stdin, drawn, key, streams: {stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream}};
};

/** The wizard on a page of so many lines. */
const opened = async (lines: number): Promise<{readonly key: Timed; readonly close: () => Promise<void>}> => {
	const page = pageOf(lines);
	const {stdin, drawn, key, streams} = terminal();
	const first = drawn();
	const end = runWizard(sampleStart({workspace: sampleWalk(atStepFour(allOfFour), {answers: {}}), page: () => page}), {
		...streams,
		env: {LANG: 'C.UTF-8'},
	});
	await first;
	await new Promise(resolve => setTimeout(resolve, 500));
	stdin.write('4');
	await new Promise(resolve => setTimeout(resolve, 500));
	return {
		key,
		close: async () => {
			stdin.write('q');
			await end;
		},
	};
};

/** Forty lines as wide as the window that each key moves on by one, and nothing else. */
const Bare = () => {
	const [from, move] = useState(0);
	useInput(input => move(at => at + (input === 'j' ? 1 : -1)));
	return (
		<Box flexDirection="column">
			{Array.from({length: 40}, (_, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row is its place.
				<Text key={at}>{`Line ${from + at} of the page. `.padEnd(118, 'x')}</Text>
			))}
		</Box>
	);
};

const bareInk = async (): Promise<{readonly key: Timed; readonly close: () => Promise<void>}> => {
	const {drawn, key, streams} = terminal();
	const first = drawn();
	const app = render(<Bare />, {
		...streams,
		interactive: true,
		patchConsole: false,
		maxFps: 120,
		incrementalRendering: true,
		alternateScreen: true,
	});
	await first;
	return {key, close: async () => app.unmount()};
};

let short: Awaited<ReturnType<typeof opened>>;
let long: Awaited<ReturnType<typeof opened>>;
let bare: Awaited<ReturnType<typeof bareInk>>;
beforeAll(async () => {
	short = await opened(100);
	long = await opened(10_000);
	bare = await bareInk();
	for (let key = 0; key < 20; key++) {
		await short.key();
		await long.key();
		await bare.key();
	}
});
afterAll(async () => {
	await short?.close();
	await long?.close();
	await bare?.close();
});

it('answers a key on a long page as soon as on a short one', () =>
	holds('a key to the next frame on 10,000 lines against 100', {most: 1.5}, long.key, short.key, 101));

it('answers a key as soon as bare Ink draws forty lines', () =>
	holds('a key to the next frame against a bare Ink re-render of 40 lines', {most: 1.3}, short.key, bare.key, 101));
