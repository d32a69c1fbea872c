import {expect} from 'vitest';

/** Milliseconds that something takes. */
export type Timed = () => Promise<number>;

/** Times what a promise takes to come; `before` is done first each time, and not counted. */
export const timed =
	(doing: () => Promise<unknown>, before: () => void = () => undefined): Timed =>
	async () => {
		before();
		const from = performance.now();
		await doing();
		return performance.now() - from;
	};

/** The median. */
export const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** The median of the ratios of rounds that were run in turn: in a slow minute both are slow. */
export const ratioOf = (ones: readonly number[], others: readonly number[]): number =>
	middle(ones.map((one, round) => one / (others[round] ?? Number.NaN)));

/**
 * Runs two things in turn, so that whatever else the machine does falls on both, and takes the median of the ratios of the rounds: in a slow minute both are slow.
 * A first round of each warms the disk and is not counted. Prints the ratio with its bound, and by how much it misses `aim`, and holds the bound.
 */
export const holds = async (
	title: string,
	bound: {readonly most: number; readonly aim?: number} | {readonly least: number},
	one: Timed,
	other: Timed,
	rounds: number,
): Promise<void> => {
	const [ones, others]: [number[], number[]] = [[], []];
	for (let round = 0; round <= rounds; round++) {
		const [a, b] = [await one(), await other()];
		if (round > 0) {
			ones.push(a);
			others.push(b);
		}
	}

	const ratio = ratioOf(ones, others);
	const isMost = 'most' in bound;
	const aim = isMost ? (bound.aim ?? bound.most) : bound.least;
	const missed = (isMost ? ratio > aim : ratio < aim) ? `; MISSES ${aim} by ${(Math.abs(ratio / aim - 1) * 100).toFixed(0)} %` : '';
	const words = `${isMost ? `at most ${bound.most}` : `at least ${bound.least}`}${missed}`;
	process.stdout.write(
		`${title}: ${ratio.toFixed(2)}, ${words} (${middle(ones).toFixed(1)} ms against ${middle(others).toFixed(1)} ms, medians of ${rounds})\n`,
	);
	if (isMost) {
		expect(ratio).toBeLessThanOrEqual(bound.most);
	} else {
		expect(ratio).toBeGreaterThanOrEqual(bound.least);
	}
};
