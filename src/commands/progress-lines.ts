import {type Collector, collectorsOf} from '../guide/check.ts';
import {type Progress, withPart} from '../guide/progress.ts';
import {type Guide, numberedChecks} from '../guide/step.ts';
import {soFarWords} from '../report/so-far.ts';

/** Milliseconds between two lines: somebody who waits wants a sign of life, not a log. */
const every = 3000;

/** Writes a line now and then on how far a long read has come. */
export const progressLines = (guide: Guide, write: (line: string) => void, now: () => number = () => performance.now()) => {
	const reads = new Map<string, readonly Progress[]>();
	let told = now();
	return (collector: Collector, part: Progress): void => {
		const parts = withPart(reads.get(collector.id) ?? [], part);
		reads.set(collector.id, parts);
		if (now() - told < every) {
			return;
		}

		told = now();
		const asking = numberedChecks(guide).find(({check}) => collectorsOf(check).some(({id}) => id === collector.id));
		const words = asking === undefined ? null : soFarWords(asking.number, parts);
		if (words !== null) {
			write(`${words}\n`);
		}
	};
};
