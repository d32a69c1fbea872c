/** A stretch of text of one kind. A link carries the number of its footnote. Line breaks of the source are spaces. */
export type Run =
	| {readonly kind: 'plain' | 'strong' | 'code'; readonly text: string}
	| {readonly kind: 'link'; readonly text: string; readonly href: string; readonly note: number};

/** The words of some runs, without their kinds. */
export const textOf = (runs: readonly Run[]): string => runs.map(({text}) => text).join('');
