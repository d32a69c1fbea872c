/** Draws that can be repeated: the same seed gives the same worlds (mulberry32). */
export type Draw = {
	/** A whole number from 0 to `below` - 1. */
	readonly below: (below: number) => number;
	readonly chance: (percent: number) => boolean;
	readonly one: <T>(of: readonly [T, ...T[]]) => T;
	readonly shuffled: <T>(list: readonly T[]) => readonly T[];
};

export const drawFrom = (seed: number): Draw => {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const below = (limit: number) => Math.floor(next() * limit);
	return {
		below,
		chance: percent => next() * 100 < percent,
		one: of => of[below(of.length)] ?? of[0],
		shuffled: list =>
			list
				.map(value => ({value, at: next()}))
				.toSorted((a, b) => a.at - b.at)
				.map(({value}) => value),
	};
};
