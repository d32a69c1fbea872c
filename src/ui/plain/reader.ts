import {createInterface} from 'node:readline';

/** Asks one question; null where the input has ended or somebody pressed Ctrl+C. */
export type Reader = {readonly ask: (words: string) => Promise<string | null>; readonly close: () => void};

/** Lines from a pipe, a log or a dumb terminal; each answer is written after its question, so that a log holds both. */
export const linesFrom = (stdin: NodeJS.ReadableStream, stdout: NodeJS.WritableStream, isEchoed: boolean): Reader => {
	const lines = createInterface({input: stdin, terminal: false});
	const all = lines[Symbol.asyncIterator]();
	return {
		ask: async words => {
			stdout.write(`${words} `);
			const next = await all.next();
			stdout.write(isEchoed || next.done ? `${next.done ? '' : next.value}\n` : '');
			return next.done ? null : next.value;
		},
		close: () => lines.close(),
	};
};

const bare = (text: string) => text;
const style = {message: bare, answer: bare, defaultAnswer: bare, help: bare, highlight: bare, key: bare};

/** A terminal's questions: Inquirer's editing, without its colours and signs. */
export const promptsOf = (stdin: NodeJS.ReadableStream, stdout: NodeJS.WritableStream): Reader => ({
	ask: async words => {
		const {input} = await import('@inquirer/prompts');
		try {
			return await input({message: words, theme: {prefix: '', style}}, {input: stdin, output: stdout});
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
