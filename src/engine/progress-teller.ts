import type {Progress} from '../guide/progress.ts';

/** Records between two signs of life. */
const stride = 2_000;

/** Counts what is done, and tells it now and then with the time that is left. */
export const progressTeller = (what: Progress['what'], onProgress: (progress: Progress) => void, now: () => number) => {
	const since = now();
	let total: number | null = null;
	let done = 0;
	let told = 0;
	return {
		add: (more: number) => {
			done += more;
			if (done - told >= stride || done === total) {
				told = done;
				const each = (now() - since) / 1000 / done;
				onProgress({what, done, total, secondsLeft: total === null ? null : total <= done ? 0 : Math.ceil((total - done) * each)});
			}
		},
		expect: (expected: number | null) => {
			total = expected;
		},
		done: () => done,
	};
};
