import {createInterface} from 'node:readline';
import {defectText} from '../tui/leaving.ts';
import type {WizardEnd, WizardStart} from '../tui/start.ts';
import {flow} from './flow.ts';
import {say} from './say.ts';

/** Where plain mode reads and writes; tests give their own. */
export type PlainStreams = {
	readonly stdin?: NodeJS.ReadableStream & {readonly isTTY?: boolean};
	readonly stdout?: NodeJS.WritableStream;
	readonly env?: Readonly<Record<string, string | undefined>>;
};

type Reader = {readonly ask: (prompt: string) => Promise<string | null>; readonly close: () => void};

/** Lines from a pipe, a log or a dumb terminal; each answer is written after its question, so that a log holds both. */
const linesFrom = (stdin: NodeJS.ReadableStream, stdout: NodeJS.WritableStream, isEchoed: boolean): Reader => {
	const lines = createInterface({input: stdin, terminal: false});
	const all = lines[Symbol.asyncIterator]();
	return {
		ask: async prompt => {
			stdout.write(prompt);
			const next = await all.next();
			stdout.write(isEchoed || next.done ? `${next.done ? '' : next.value}\n` : '');
			return next.done ? null : next.value;
		},
		close: () => lines.close(),
	};
};

const bare = (text: string) => text;

/** A terminal's questions: Inquirer's editing, without its colours and signs. */
const promptsOf = (stdin: NodeJS.ReadableStream, stdout: NodeJS.WritableStream): Reader => ({
	ask: async prompt => {
		const {input} = await import('@inquirer/prompts');
		try {
			return await input(
				{
					message: prompt.trimEnd(),
					theme: {prefix: '', style: {message: bare, answer: bare, defaultAnswer: bare, help: bare, highlight: bare, key: bare}},
				},
				{input: stdin, output: stdout},
			);
		} catch (error) {
			// Ctrl+C, or a terminal that went away: somebody leaves.
			if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
				return null;
			}

			throw error;
		}
	},
	close: () => {},
});

/** Runs the journey line by line until somebody leaves or the input ends. Never throws: a mistake of ours comes back as exit 70. */
export const runPlain = async (start: WizardStart, streams: PlainStreams = {}): Promise<WizardEnd> => {
	const {stdin = process.stdin, stdout = process.stdout, env = process.env} = streams;
	const isTerminal = stdin.isTTY === true;
	const reader = isTerminal && env['TERM'] !== 'dumb' ? promptsOf(stdin, stdout) : linesFrom(stdin, stdout, !isTerminal);
	const talk = flow(start);
	let name: string | null = start.workspace?.name ?? null;
	try {
		for (let step = await talk.next(null); ; ) {
			if (step.done) {
				return step.value;
			}

			const {value} = step;
			if (value.kind === 'tell') {
				stdout.write(value.lines.map(line => `${line}\n`).join(''));
				step = await talk.next(null);
			} else {
				// A question longer than a row is told first, and asked below.
				const rows = say(value.prompt);
				stdout.write(
					rows
						.slice(0, -1)
						.map(line => `${line}\n`)
						.join(''),
				);
				step = await talk.next(await reader.ask(`${rows.at(-1) ?? ''} `));
			}
		}
	} catch (error) {
		name = start.workspace?.name ?? name;
		return {
			exit: 70,
			text: defectText({
				error,
				doing: null,
				session: name,
				savedAt: start.workspace?.savedAt() ?? null,
				tool: start.tool,
				system: `Node ${process.versions.node}, ${process.platform}`,
			}),
		};
	} finally {
		reader.close();
	}
};
