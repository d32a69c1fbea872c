import {control} from '../../wizard/controller.ts';
import type {WizardEnd, WizardStart} from '../../wizard/start.ts';
import {converse} from './driver.ts';
import {linesFrom, promptsOf} from './reader.ts';
import {rowsOf} from './say.ts';

/** Where plain mode reads and writes; tests give their own. */
export type PlainStreams = {
	readonly stdin?: NodeJS.ReadableStream & {readonly isTTY?: boolean};
	readonly stdout?: NodeJS.WritableStream;
	readonly env?: Readonly<Record<string, string | undefined>>;
};

/** Runs the wizard line by line until somebody leaves or the input ends. Never throws: a mistake of ours comes back as exit 70. */
export const runPlain = async (start: WizardStart, streams: PlainStreams = {}): Promise<WizardEnd> => {
	const {stdin = process.stdin, stdout = process.stdout, env = process.env} = streams;
	const isTerminal = stdin.isTTY === true;
	const reader = isTerminal && env['TERM'] !== 'dumb' ? promptsOf(stdin, stdout) : linesFrom(stdin, stdout, !isTerminal);
	const write = (rows: readonly string[]) => void stdout.write(rows.map(row => `${row}\n`).join(''));
	let end: WizardEnd | null = null;
	let finish: (end: WizardEnd) => void = () => {};
	const ended = new Promise<WizardEnd>(resolve => {
		finish = resolve;
	});
	const controller = control(
		start,
		{signs: 'ascii', flag: ' --plain', still: true, clock: () => performance.now(), keys: []},
		{
			copy: text => {
				write(['', ...rowsOf(text.split('\n').map(line => ({text: line, indent: 0, hanging: 0, isVerbatim: true}))), '']);
				return 'It stands above, to be marked and copied.';
			},
			bell: () => {},
			ended: how => {
				end = how;
				finish(how);
			},
		},
	);
	try {
		if (start.workspace === null) {
			await start.doctor.catch(() => undefined);
		}

		await Promise.race([
			ended,
			converse({controller, write, ask: reader.ask, isOver: () => end !== null}).catch(error => controller.fail(error)),
		]);
		return await ended;
	} finally {
		reader.close();
	}
};
