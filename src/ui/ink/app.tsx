import {Box, render, Static, Text, useInput, usePaste, useStdout, useWindowSize} from 'ink';
import {memo, useEffect, useState, useSyncExternalStore} from 'react';
import {createSupportsHyperlinks} from 'supports-hyperlinks';
import {asTyped} from '../../command-line.ts';
import {chooseSigns} from '../../report/letters.ts';
import {control} from '../../wizard/controller.ts';
import {screenReaderSentence} from '../../wizard/reader-text.ts';
import type {WizardEnd, WizardStart} from '../../wizard/start.ts';
import {type Span, wordsOf} from '../../wizard/text.ts';
import {drive, type WindowDriver} from './driver.ts';
import type {Frame} from './frame.ts';
import {keyHelp} from './keys.ts';
import type {Line} from './line.ts';
import {hasScreenReader, paints} from './theme.ts';

const clipboardLimit = 8192;

/** Neighbours of one look become one stretch, and blanks at the end go: what Ink lays out is a third of what screens say, and it erases what stood there. */
const merged = (line: Line): Line => {
	const spans: Span[] = [];
	for (const part of line) {
		const last = spans.at(-1);
		if (last !== undefined && last.style === part.style && last.href === part.href) {
			spans[spans.length - 1] = {...last, text: last.text + part.text};
		} else if (part.text !== '') {
			spans.push(part);
		}
	}

	const last = spans.at(-1);
	return last?.style === 'plain' ? [...spans.slice(0, -1), {...last, text: last.text.trimEnd()}] : spans;
};

/** A text as an address that a terminal opens (OSC 8), where it is known to; every piece of one that is broken leads to all of it. */
const linked = ({text, href}: Span, opens: boolean): string =>
	opens && href !== undefined && /^https:\/\/[!-~]+$/.test(href) ? `\u001B]8;;${href}\u0007${text}\u001B]8;;\u0007` : text;

/** One row: its spans in their colours. An empty one would take no row. */
const Row = memo(
	({line, opens}: {readonly line: Line; readonly opens: boolean}) => (
		<Text wrap="truncate-end">
			{wordsOf(line) === ''
				? ' '
				: line.map((part, at) =>
						part.style === 'plain' ? (
							part.text
						) : (
							// biome-ignore lint/suspicious/noArrayIndexKey: the place in the row is what a span is.
							<Text key={at} {...paints[part.style]}>
								{linked(part, opens)}
							</Text>
						),
					)}
		</Text>
	),
	(before, after) =>
		before.line.length === after.line.length &&
		before.line.every(
			({text, style, href}, at) => text === after.line[at]?.text && style === after.line[at]?.style && href === after.line[at]?.href,
		),
);

function Rows({lines, opens}: {readonly lines: readonly Line[]; readonly opens: boolean}) {
	return (
		<Box flexDirection="column" flexShrink={0} height={lines.length}>
			{lines.map((line, at) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a row of the window is its place.
				<Row key={at} line={merged(line)} opens={opens} />
			))}
		</Box>
	);
}

/** A window: where one is, the body's rows that show, and what can be done. */
export function Window({frame, columns, opens}: {readonly frame: Frame; readonly columns: number; readonly opens: boolean}) {
	return (
		<Box flexDirection="column" width={columns}>
			<Rows lines={frame.head} opens={opens} />
			<Rows lines={frame.body} opens={opens} />
			<Rows lines={frame.foot} opens={opens} />
		</Box>
	);
}

/** What a screen reader gets: each sentence once, never drawn again. */
function Spoken({driver}: {readonly driver: WindowDriver}) {
	const [texts, add] = useState<readonly string[]>([]);
	useEffect(() => {
		const say = () => {
			const lines = driver.spoken();
			if (lines.length > 0) {
				add(before => [...before, ...lines]);
			}
		};
		say();
		return driver.subscribe(say);
	}, [driver]);
	return <Static items={[...texts]}>{(text, at) => <Text key={at}>{text}</Text>}</Static>;
}

type Props = {
	readonly driver: WindowDriver;
	readonly isSpoken: boolean;
	readonly opens: boolean;
	readonly onWriter: (write: (text: string) => void) => void;
};

/** The only component with keys: every input of the program comes in here. */
export function App({driver, isSpoken, opens, onWriter}: Props) {
	const {columns, rows} = useWindowSize();
	const {write} = useStdout();
	useSyncExternalStore(driver.subscribe, driver.version);
	useEffect(() => onWriter(write), [onWriter, write]);
	useEffect(() => driver.resize({columns, rows}), [driver, columns, rows]);
	useInput((input, key) => driver.press({input, ...key}));
	usePaste(text => driver.paste(text));
	return isSpoken ? <Spoken driver={driver} /> : <Window frame={driver.frame()} columns={driver.size().columns} opens={opens} />;
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
	const signs = chooseSigns(env, platform, start.ascii);
	const clock = () => performance.now();
	let writer = (text: string) => {
		stdout.write(text);
	};
	let redraw = () => {};
	let finish: (end: WizardEnd) => void = () => {};
	const ended = new Promise<WizardEnd>(resolve => {
		finish = resolve;
	});
	if (isSpoken) {
		stdout.write(`${asTyped(screenReaderSentence)}\n`);
	}

	const controller = control(
		start,
		{signs, flag: '', still: isSpoken, clock, keys: keyHelp},
		{
			copy: text => {
				if (Buffer.byteLength(text) > clipboardLimit) {
					return 'Too long for the clipboard. Mark the lines with the mouse, or write a file with o.';
				}

				writer(`\u001B]52;c;${Buffer.from(text).toString('base64')}\u0007`);
				return "Sent to your terminal's clipboard. Nothing there? Mark the lines with the mouse.";
			},
			bell: () => writer('\u0007'),
			ended: end => finish(end),
		},
	);
	const driver = drive(controller, {
		size: {columns: stdout.columns || 80, rows: stdout.rows || 24},
		signs,
		clock,
		redraw: () => redraw(),
		completePath: start.completePath,
	});
	const signals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;
	const onSignal = () => controller.leave(130);
	const onFault = (error: unknown) => controller.fail(error);
	for (const signal of signals) {
		process.on(signal, onSignal);
	}

	process.on('uncaughtException', onFault);
	process.on('unhandledRejection', onFault);
	const app = render(
		<App
			driver={driver}
			isSpoken={isSpoken}
			opens={createSupportsHyperlinks(stdout)}
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
		() => controller.leave(0),
		error => controller.fail(error),
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
