/** Numbers from 0 to 1 that are the same for the same seed (mulberry32), so that a campaign that fails can be run again. */
export const randomFrom = (seed: number): (() => number) => {
	let point = seed >>> 0;
	return () => {
		point = (point + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(point ^ (point >>> 15), point | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
};
