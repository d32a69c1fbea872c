import {type Unobserved, type UnobservedReason, unobserved} from '../guide/answer.ts';

/** Thrown inside the transport to end a question; the runner turns it back into the reason it carries. */
export class Unanswered extends Error {
	override readonly name = 'Unanswered';
	readonly unobserved: Unobserved;

	constructor(
		reason: UnobservedReason,
		detail: string,
		{cause, absent = false}: {readonly cause?: unknown; readonly absent?: boolean} = {},
	) {
		super(detail, {cause});
		this.unobserved = {...unobserved(reason, detail), ...(absent ? {absent} : {})};
	}
}
