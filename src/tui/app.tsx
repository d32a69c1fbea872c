import {Box, render, Text, useInput, usePaste, useStdout, useWindowSize} from 'ink';
import {memo, useEffect, useSyncExternalStore} from 'react';
import type {Workspace} from '../session/workspace.ts';
import {type Conductor, conduct} from './conductor.ts';
import type {Line, Span} from './line.ts';
import {screenReaderSentence} from './spoken.ts';
import type {WizardEnd, WizardStart} from './start.ts';
import {chooseSigns, hasScreenReader, paints, themeOf} from './theme.ts';

/** Neighbours of one look become one stretch: what Ink lays out is a third of what screens say. */
const merged = (line: Line): Line =>
	line.reduce<Span[]>((spans, part) => {
		const last = spans.at(-1);
		if (last !== undefined && last.style === part.style) {
			spans[spans.length - 1] = {text: last.text + part.text, style: last.style};
		} else if (part.text !== '') {
			spans.push(part);
		}

		return spans;
	}, []);

/** One row: its spans in their colours. An empty one would take no row. */
const Row = memo(
	({line}: {readonly line: Line}) => (
		<Text wrap="truncate-end">
			{line.length === 0
				? ' '
				: line.map(({text, style}, at) =>
						style === 'plain' ? (
							text
						) : (
							// biome-ignore lint/suspicious/noArrayIndexKey: the place in the row is what a span is.
							<Text key={at} {...paints[style]}>
								{text}
							</Text>
						),
					)}
		</Text>
	),
	(before, after) =>
		before.line.length === after.line.length &&
		before.line.every(({text, style}, at) => text === after.line[at]?.text && style === after.line[at]?.style),
);

/** A window's rows, drawn as they are. */
export function Frame({lines, columns}: {readonly lines: readonly Line[]; readonly columns: number}) {
	return (
		<Box flexDirection="column" width={columns} height={lines.length}>
			{lines.map((line, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row of the window is its place.
				<Row key={at} line={merged(line)} />
			))}
		</Box>
	);
}

/** A screen in sentences, for a screen reader. */
export function ScreenReaderText({texts}: {readonly texts: readonly string[]}) {
	return (
		<Box flexDirection="column">
			{texts.map((text, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a sentence has no other name.
				<Text key={at}>{text}</Text>
			))}
		</Box>
	);
}

type Props = {readonly conductor: Conductor; readonly isSpoken: boolean; readonly onWriter: (write: (text: string) => void) => void};

/** The only component with keys: every input of the program comes in here. */
function App({conductor, isSpoken, onWriter}: Props) {
	const {columns, rows} = useWindowSize();
	const {write} = useStdout();
	useSyncExternalStore(conductor.subscribe, conductor.version);
	useEffect(() => onWriter(write), [onWriter, write]);
	useEffect(() => conductor.resize(columns, rows), [conductor, columns, rows]);
	useInput((input, key) => conductor.press({input, ...key}));
	usePaste(text => conductor.paste(text));
	const view = conductor.view();
	return isSpoken ? <ScreenReaderText texts={conductor.spoken()} /> : <Frame lines={conductor.frame()} columns={view.columns} />;
}

/** Where the wizard is drawn and reads its keys; tests give their own streams. */
export type Streams = {
	readonly stdin?: NodeJS.ReadStream;
	readonly stdout?: NodeJS.WriteStream;
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly platform?: NodeJS.Platform;
};

/**
 * Runs the wizard until somebody leaves. The alternate screen is entered with the first frame and left on every way out;
 * what to print after it, and the exit code, come back. Never throws: a mistake of ours comes back as exit 70.
 */
export const runWizard = async (start: WizardStart, streams: Streams = {}): Promise<WizardEnd> => {
	const {stdin = process.stdin, stdout = process.stdout, env = process.env, platform = process.platform} = streams;
	const isSpoken = hasScreenReader(env);
	const theme = themeOf(chooseSigns(env, platform, start.ascii));
	let writer = (text: string) => {
		stdout.write(text);
	};
	let redraw = () => {};
	let finish: (end: WizardEnd) => void = () => {};
	const ended = new Promise<WizardEnd>(resolve => {
		finish = resolve;
	});
	if (isSpoken) {
		stdout.write(`${screenReaderSentence}\n`);
	}

	const conductor = conduct(
		start,
		{theme, still: isSpoken, columns: stdout.columns || 80, rows: stdout.rows || 24, clock: () => performance.now()},
		{write: text => writer(text), redraw: () => redraw(), ended: end => finish(end)},
	);
	const signals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;
	const onSignal = () => conductor.leave(130);
	const onFault = (error: unknown) => conductor.fail(error);
	for (const signal of signals) {
		process.on(signal, onSignal);
	}

	process.on('uncaughtException', onFault);
	process.on('unhandledRejection', onFault);
	const app = render(
		<App
			conductor={conductor}
			isSpoken={isSpoken}
			onWriter={write => {
				writer = write;
			}}
		/>,
		{
			stdin,
			stdout,
			// Whoever came here has a terminal; a build server's variable must not make the screen blank.
			interactive: true,
			exitOnCtrlC: false,
			patchConsole: false,
			maxFps: 120,
			incrementalRendering: !isSpoken,
			alternateScreen: !isSpoken,
			isScreenReaderEnabled: isSpoken,
		},
	);
	redraw = () => {
		app.clear();
		if (!isSpoken) {
			// Home, and erase from there: after a resize nobody knows where the rows of the last frame stand.
			stdout.write('\u001B[H\u001B[J');
		}
	};
	app.waitUntilExit().then(
		// Ink ends by itself where its input does.
		() => conductor.leave(0),
		error => conductor.fail(error),
	);
	const end = await ended;
	app.unmount();
	await app.waitUntilExit().catch(() => undefined);
	for (const signal of signals) {
		process.off(signal, onSignal);
	}

	process.off('uncaughtException', onFault);
	process.off('unhandledRejection', onFault);
	return end;
};

export type {WizardEnd, WizardStart, Workspace};
