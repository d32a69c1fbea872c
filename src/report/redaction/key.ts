import {z} from 'zod';
import {jsonObject} from '../../guide/json-object.ts';

const keySchema = z.strictObject({
	format: z.literal('whfb-redaction-key'),
	version: z.literal(1),
	/** What tokens are derived with, 32 bytes in hexadecimal. */
	key: z.string().regex(/^[0-9a-f]{64}$/),
	/** Every name that has a token so far. */
	names: z.array(z.strictObject({token: z.string(), name: z.string()})),
});

/** What gives names back. It stays with who makes a report, and is no part of one. */
export type RedactionKey = z.infer<typeof keySchema>;

/** A key as a file holds it; null where it is none. */
export const keyIn = (text: string): RedactionKey | null => keySchema.safeParse(jsonObject(text)).data ?? null;
