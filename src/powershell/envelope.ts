import {createHash} from 'node:crypto';
import {type ScriptAnswer, scriptAnswer, whyNoAnswer} from './script-answer.ts';

/** No answer of ours comes near this many bytes in one frame; more is a script gone wrong. */
export const frameLimit = 8 * 1024 * 1024;

/** One thing that host.ps1 has said, or what is wrong with what came. */
export type Envelope =
	| {readonly kind: 'page'; readonly page: unknown}
	| {readonly kind: 'answer'; readonly answer: ScriptAnswer}
	| {readonly kind: 'malformed'; readonly because: string};

type Frame = {readonly kind: string; readonly number: number; readonly length: number; readonly hash: string};

const newline = 0x0a;
const headLimit = 256;

/**
 * Reads what host.ps1 prints, chunk by chunk, and trusts nothing in it. Text before the first frame (a banner) and after the answer (CLIXML)
 * is let be, whatever its bytes; between two frames, and inside one, anything unexpected makes the whole reading malformed, and it stays so.
 * Call `push` with each chunk of standard output and `end` once; an answer is only certain when `end` gives no `malformed`.
 */
export const envelopeParser = (nonce: string) => {
	let rest: Buffer = Buffer.alloc(0);
	let scanned = 0;
	let frame: Frame | null = null;
	let payload: string | null = null;
	let frames = 0;
	let pages = 0;
	let unhashed = false;
	let answered: ScriptAnswer | null = null;
	let broken: string | null = null;

	const wrong = (because: string): readonly Envelope[] => {
		broken = because;
		rest = Buffer.alloc(0);
		return [{kind: 'malformed', because}];
	};

	const begin = (line: string): readonly Envelope[] => {
		const parts = /^WHFB-BEGIN ([0-9a-f]{32}) (page|answer) ([1-9]\d{0,8}) (\d{1,8}) ([0-9a-f]{64}|-)$/.exec(line);
		if (parts === null) {
			return wrong('A frame begins with a line that cannot be read.');
		}

		const [, by, kind = '', number, length, hash = ''] = parts;
		if (by !== nonce) {
			return wrong('A frame answers another request than ours.');
		}

		if (answered !== null) {
			return wrong('A second answer came after the first.');
		}

		if (Number(number) !== frames + 1) {
			return wrong(`Frame ${number} came where frame ${frames + 1} was due.`);
		}

		if (Number(length) > frameLimit) {
			return wrong(`A frame of ${length} bytes is longer than the ${frameLimit} that are read.`);
		}

		frame = {kind, number: Number(number), length: Number(length), hash};
		return [];
	};

	const finish = ({kind, length, hash}: Frame, text: string): readonly Envelope[] => {
		if (text.length !== length) {
			return wrong(`A frame holds ${text.length} bytes where it announced ${length}.`);
		}

		if (hash === '-') {
			unhashed = true;
		} else if (createHash('sha256').update(text, 'latin1').digest('hex') !== hash) {
			return wrong('A frame differs from its own hash.');
		}

		let value: unknown;
		try {
			value = JSON.parse(text);
		} catch {
			return wrong('A frame holds something that is not JSON.');
		}

		frames++;
		if (kind === 'page') {
			pages++;
			return [{kind: 'page', page: value}];
		}

		const parsed = scriptAnswer.safeParse(value);
		if (!parsed.success) {
			return wrong(whyNoAnswer(value));
		}

		if (parsed.data.pages !== pages) {
			return wrong(`The answer speaks of ${parsed.data.pages} pages, and ${pages} came.`);
		}

		if ((parsed.data.outcome === 'failed') !== (parsed.data.error !== null)) {
			return wrong('The answer says both that it failed and that it did not.');
		}

		// Only ConstrainedLanguage cannot compute a hash; elsewhere its absence means that somebody else wrote the frame.
		if (unhashed && parsed.data.language === 'FullLanguage') {
			return wrong('A frame has no hash where it must have one.');
		}

		answered = parsed.data;
		return [{kind: 'answer', answer: parsed.data}];
	};

	const take = (bytes: Buffer): readonly Envelope[] => {
		const line = bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes;
		const text = line.toString('latin1');
		if (frame === null) {
			if (text.startsWith('WHFB-BEGIN')) {
				return begin(text);
			}

			return frames === 0 || answered !== null || text === '' ? [] : wrong('Something stands between two frames.');
		}

		if (/[^ -~]/.test(text)) {
			return wrong('A frame holds bytes outside printable ASCII.');
		}

		if (payload === null) {
			payload = text;
			return [];
		}

		if (text !== `WHFB-END ${nonce} ${frame.number}`) {
			return wrong('A frame does not end where it should.');
		}

		const whole = {frame, payload};
		frame = null;
		payload = null;
		return finish(whole.frame, whole.payload);
	};

	const push = (chunk: Uint8Array): readonly Envelope[] => {
		if (broken !== null) {
			return [];
		}

		const given: Envelope[] = [];
		rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
		let start = 0;
		for (let at = rest.indexOf(newline, scanned); at !== -1; at = rest.indexOf(newline, start)) {
			given.push(...take(rest.subarray(start, at)));
			if (broken !== null) {
				return given;
			}

			start = at + 1;
		}

		rest = rest.subarray(start);
		scanned = rest.length;
		const limit = frame === null ? frameLimit : payload === null ? Math.max(frame.length, headLimit) + 1 : headLimit;
		if (rest.length > limit) {
			given.push(
				...wrong(
					frame === null ? `A line of more than ${frameLimit} bytes came outside any frame.` : 'A frame is longer than it announced.',
				),
			);
		}

		return given;
	};

	const end = (): readonly Envelope[] => {
		if (broken !== null) {
			return [];
		}

		if (frame === null && rest.length > 0) {
			const given = push(Buffer.from('\n'));
			if (broken !== null) {
				return given;
			}
		}

		if (frame !== null) {
			return wrong('The output ends in the middle of a frame.');
		}

		return answered === null ? wrong(frames === 0 ? 'No answer came.' : 'The output ends before the answer.') : [];
	};

	return {push, end};
};
