let running = 0;
const waiting: (() => void)[] = [];

/** At most two PowerShells at once: each takes a second of a processor to start, and a domain controller has other work too. */
export const takeTurn = async (signal: AbortSignal | undefined): Promise<boolean> => {
	if (signal?.aborted) {
		return false;
	}

	if (running < 2) {
		running++;
		return true;
	}

	return new Promise(settle => {
		const go = () => {
			signal?.removeEventListener('abort', leave);
			settle(true);
		};
		const leave = () => {
			waiting.splice(waiting.indexOf(go), 1);
			settle(false);
		};
		signal?.addEventListener('abort', leave, {once: true});
		waiting.push(go);
	});
};

/** Gives the turn to who waits longest. */
export const endTurn = () => {
	const next = waiting.shift();
	if (next === undefined) {
		running--;
	} else {
		next();
	}
};
