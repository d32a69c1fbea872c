import {type Collector, collectorOf, type Needs} from '../guide/check.ts';
import {type Guide, numberedChecks} from '../guide/step.ts';
import type {SoFar} from '../session/walk.ts';
import {soFarWords} from '../tui/so-far.ts';

/** Milliseconds between two lines: somebody who waits wants a sign of life, not a log. */
const every = 3000;

/** Writes a line now and then on how far a long read has come. */
export const progressLines = (guide: Guide, write: (line: string) => void, now: () => number = () => performance.now()) => {
	const reads = new Map<string, readonly SoFar[]>();
	let told = now();
	return (collector: Collector, part: SoFar): void => {
		const parts = [...(reads.get(collector.id) ?? []).filter(({what}) => what !== part.what), part];
		reads.set(collector.id, parts);
		if (now() - told < every) {
			return;
		}

		told = now();
		const asking = numberedChecks(guide).find(({check}) =>
			Object.values(check.needs as Needs).some(need => collectorOf(need).id === collector.id),
		);
		const words = asking === undefined ? null : soFarWords(asking.number, parts);
		if (words !== null) {
			write(`${words}\n`);
		}
	};
};
