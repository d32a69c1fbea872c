import {createHash} from 'node:crypto';
import {z} from 'zod';
import type {Refusal} from '../guide/importer.ts';
import {safeValue} from './safe-value.ts';

const answer = z.strictObject({
	collector: z.string().min(1),
	script: z.string(),
	/** Of the collector's text as it ran; null in ConstrainedLanguage, and nowhere else. */
	sha256: z
		.string()
		.regex(/^[0-9a-f]{64}$/)
		.nullable(),
	outcome: z.enum(['facts', 'failed']),
	facts: z.unknown(),
	error: z.strictObject({category: z.string(), id: z.string(), message: z.string()}).nullable(),
	at: z.iso.datetime(),
});

const payload = z.strictObject({
	place: z.string().regex(/^[a-z0-9-]{1,64}$/),
	created: z.iso.datetime(),
	at: z.iso.datetime(),
	computer: z.string(),
	account: z.string(),
	/** The account's SID; null where PowerShell could not tell it, absent in what older scripts wrote. */
	sid: z
		.string()
		.regex(/^S-1-[0-9-]{1,180}$/)
		.nullable()
		.exactOptional(),
	powershell: z.string(),
	language: z.string(),
	answers: z.array(answer).min(1),
});

const envelope = z.strictObject({
	format: z.literal('whfb-carried'),
	version: z.literal(1),
	nonce: z.string().regex(/^[0-9a-f]{32}$/),
	length: z.int().positive(),
	sha256: z
		.string()
		.regex(/^[0-9a-f]{64}$/)
		.nullable(),
	payload,
	end: z.string(),
});

/** What a carried script printed: who looked, where and when, and what each collector saw. Every text is safe to show. */
export type Carried = {readonly nonce: string} & Readonly<z.infer<typeof payload>>;

/** Whether a text says of itself that a carried script wrote it. */
export const looksCarried = (text: string): boolean => /^\s*\{\s*"format"\s*:\s*"whfb-carried"/.test(text);

/** Whether only ConstrainedLanguage left hashes out: elsewhere their absence means that somebody took them away. */
const hasItsHashes = ({answers, language}: z.infer<typeof payload>): boolean =>
	answers.every(one => (one.sha256 === null) === (language === 'ConstrainedLanguage'));

/** What a script printed, put together of another form than its file; null where it is not what a script can have printed. */
export const carriedFrom = (value: unknown): Carried | null => {
	const read = payload.safeParse(value);
	return read.success && hasItsHashes(read.data) ? {nonce: '', ...(safeValue(read.data) as z.infer<typeof payload>)} : null;
};

const again = 'Run the script again and bring what it prints, unchanged.';

/** Reads what a carried script printed; whatever was cut off or changed on the way is refused. */
export const readCarried = (text: string): Carried | Refusal => {
	const refuse = (why: string): Refusal => ({refused: `${why} ${again}`});
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return refuse(
			/"end"\s*:\s*"[0-9a-f]{32}"\s*\}\s*$/.test(text)
				? 'This file was changed after the script wrote it: it is no JSON any more.'
				: 'This file breaks off before its end.',
		);
	}

	const newer = z.looseObject({version: z.int().min(2)}).safeParse(parsed);
	if (newer.success) {
		return {
			refused: `This file has version ${newer.data.version}, and this whfb reads version 1. Bring it in with the whfb that made the script, or a later one.`,
		};
	}

	const whole = envelope.safeParse(parsed);
	if (!whole.success || whole.data.end !== whole.data.nonce) {
		return refuse('This file has another shape than the script gives it, so it was changed.');
	}

	// The hash is of the one line that the script wrote; a program that set the file anew would have changed it.
	const line = /^"payload": (\{.*\}),\r?$/m.exec(text)?.[1];
	const {length, sha256, nonce} = whole.data;
	const hash = line === undefined ? '' : createHash('sha256').update(line, 'utf8').digest('hex');
	const {answers, language} = whole.data.payload;
	const isHashed = language === 'ConstrainedLanguage' ? sha256 === null : sha256 === hash;
	if (line?.length !== length || !isHashed || !hasItsHashes(whole.data.payload)) {
		return refuse('This file was changed after the script wrote it.');
	}

	if (
		answers.some(({outcome, error}) => (outcome === 'failed') !== (error !== null)) ||
		new Set(answers.map(({collector}) => collector)).size < answers.length
	) {
		return refuse('This file says both that a script failed and that it did not.');
	}

	return {nonce, ...(safeValue(whole.data.payload) as z.infer<typeof payload>)};
};
