/** The program cannot do what it was started for. The message is one sentence: what was tried, what came back, what to do. Exit 2. */
export class CannotStart extends Error {
	override readonly name = 'CannotStart';
}
