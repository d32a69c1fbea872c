/** How far one part of a long read has come: reading either side, or comparing them. `secondsLeft` and `total` are null while nobody can say. */
export type Progress = {
	readonly what: 'directory' | 'graph' | 'comparison';
	readonly done: number;
	readonly total: number | null;
	readonly secondsLeft: number | null;
};

/** The parts with one of them told anew. */
export const withPart = (parts: readonly Progress[], part: Progress): readonly Progress[] => [
	...parts.filter(({what}) => what !== part.what),
	part,
];
