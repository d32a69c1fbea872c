import type {Forest} from '../lab/lab.ts';
import {put} from './lab-pki.ts';
import {movedFrom} from './moves.ts';
import {check} from './program.ts';

/** How each check ended: its outcome, or why it was not seen. */
export type Ends = Readonly<Record<string, string>>;

/** A look takes five seconds, and some tests look three times; on a loaded machine it is twenty. */
export const patience = 90_000;

/** Looks at the steps that rest on the directory alone. */
export const lookAt = async (forest: Forest): Promise<Ends> => {
	const {steps} = await check(['--step', '2', '--step', '3', '--step', '6', '--directory', forest.dns], {tickets: forest.env});
	return Object.fromEntries(
		steps.flatMap(({findings}) => findings.map(one => [one.check, one.kind === 'judged' ? one.outcome : `not seen: ${one.reason}`])),
	);
};

/** What a look says otherwise than before, after one change in LDIF; the change is taken back. */
export const moved = async (forest: Forest, before: Ends, change: string, back: string): Promise<Ends> => {
	await forest.ldif(change, {relax: true});
	try {
		return movedFrom(before, await lookAt(forest));
	} finally {
		await forest.ldif(back, {relax: true});
	}
};

/** The same for one attribute of an object; no values take it away. */
export const movedBy = (
	forest: Forest,
	before: Ends,
	[dn, attribute]: readonly [dn: string, attribute: string],
	values: readonly string[],
	held: readonly string[],
): Promise<Ends> => moved(forest, before, put(dn, attribute, ...values), put(dn, attribute, ...held));
