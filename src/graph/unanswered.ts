import {type Silence, silence, type Unobserved} from '../guide/answer.ts';

/** Thrown inside the transport to end a question; the runner turns it back into the silence it carries. */
export class Unanswered extends Error {
	override readonly name = 'Unanswered';
	readonly silence: Silence;

	constructor(reason: Unobserved, detail: string, cause?: unknown) {
		super(detail, {cause});
		this.silence = silence(reason, detail);
	}
}
