import {Late} from './sign-in-errors.ts';

/** Waits for work or for the signal, whichever comes first. The library notices a signal only when it next asks the authority, if at all. */
const orStop = async <Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> => {
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const stop = () => reject(signal.reason);
		signal.addEventListener('abort', stop, {once: true});
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
};

type Limits = {
	readonly stop: AbortSignal | undefined;
	readonly milliseconds: number;
	readonly words: string;
};

/** Waits for work for so long and no longer, whatever the work makes of the signal it is given. */
export const inTime = async <Value>(work: (signal: AbortSignal) => Promise<Value>, {stop, milliseconds, words}: Limits): Promise<Value> => {
	const late = AbortSignal.timeout(milliseconds);
	const either = stop === undefined ? late : AbortSignal.any([stop, late]);
	try {
		return await orStop(work(either), either);
	} catch (error) {
		throw late.aborted ? new Late(words, {cause: error}) : error;
	}
};
