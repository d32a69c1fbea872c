/** How a script is not heard any more: it runs and says nothing, or it is gone and something that it started holds its output open. */
export type Unheard = 'silent' | 'left-open';

/**
 * Measures how long a script gives nothing, in milliseconds. What counts is the wait for the next chunk of its output; the time that a page takes
 * here is not the script's. Once it is gone, all waits together get `patience`: whoever holds its output open may go on talking.
 */
export const hearing = (idleLimit: number, patience: number) => {
	let timer: NodeJS.Timeout | undefined;
	let since: number | null = null;
	let isGone = false;
	let left = patience;
	let settle = (_: Unheard) => {};
	const fellSilent = new Promise<Unheard>(resolve => {
		settle = resolve;
	});
	/** From now on the next chunk is waited for. */
	const wait = () => {
		since = performance.now();
		timer = setTimeout(() => settle(isGone ? 'left-open' : 'silent'), isGone ? Math.max(1, left) : idleLimit);
		// Whoever is stopped while a page is dealt with waits once more, for nothing.
		timer.unref();
	};
	/** A chunk has come. */
	const hear = () => {
		clearTimeout(timer);
		left -= isGone && since !== null ? performance.now() - since : 0;
		since = null;
	};
	/** The script itself has ended. */
	const gone = () => {
		isGone = true;
		if (since !== null) {
			clearTimeout(timer);
			wait();
		}
	};
	return {wait, hear, gone, fellSilent};
};
