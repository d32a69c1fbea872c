import {z} from 'zod';

const text = z.string();
const at = z.iso.datetime({offset: true});
const look = z.enum(['met', 'caution', 'unmet', 'unobserved', 'not-applicable', 'not-looked']);
/** A check, as everything that changed names it: by its id, because numbers move when a guide grows. */
const named = {check: text, number: text, question: text};

/** Everything that differs between two points, in the guide's order. Names are part of the contract. */
export const changedSchema = z.strictObject({
	/** The moments of both. */
	from: at,
	to: at,
	/** Checks whose outcome is another one, with what is said of them now. */
	outcomes: z.array(z.strictObject({...named, was: look, is: look, because: text})),
	/** Checks that rested on fresh evidence then, and on the same now, which is older than a day. */
	aged: z.array(z.strictObject({...named, takenAt: text})),
	/** How many persons are what, where that differs. */
	counts: z.array(z.strictObject({...named, what: text, was: z.int().nonnegative(), is: z.int().nonnegative()})),
	/** What people stated anew, otherwise or by somebody else; null is no answer. */
	answers: z.array(z.strictObject({statement: text, question: text, was: text.nullable(), is: text.nullable()})),
	/** Whom and what is looked at. */
	scope: z.array(z.strictObject({what: text, was: text, is: text})),
});

/** What differs between two points of a session, or of two. */
export type Changed = z.infer<typeof changedSchema>;
