import {z} from 'zod';

const failure = z.strictObject({
	category: z.string(),
	id: z.string(),
	type: z.string(),
	hresult: z.int(),
	/** LDAP or COM code of the innermost exception. */
	code: z.int().nullable(),
	/** Windows error in eight hexadecimal digits, as a domain controller begins its diagnostic text. */
	extended: z.string().nullable(),
	message: z.string(),
	at: z.string(),
});

/** The shape of what a script answers, as host.ps1 writes it. */
export const scriptAnswer = z.strictObject({
	format: z.literal('whfb-answer'),
	version: z.literal(1),
	outcome: z.enum(['facts', 'failed']),
	facts: z.unknown(),
	pages: z.int().nonnegative(),
	error: failure.nullable(),
	computer: z.string(),
	account: z.string(),
	/** ISO 8601, UTC. */
	at: z.iso.datetime(),
	powershell: z.string(),
	edition: z.string(),
	language: z.string(),
});

/** What a script met, as host.ps1 writes it: categories and codes, because messages are translated. */
export type ScriptFailure = Readonly<z.infer<typeof failure>>;
/** The last frame of every run of host.ps1. */
export type ScriptAnswer = Readonly<z.infer<typeof scriptAnswer>>;

/** Why a value is no answer of a script, in a sentence. */
export const whyNoAnswer = (value: unknown): string => {
	const newer = z.object({format: z.literal('whfb-answer'), version: z.int().min(2)}).safeParse(value);
	return newer.success
		? `The answer is of version ${newer.data.version}; this program reads version 1.`
		: 'The answer has another shape than host.ps1 gives it.';
};
