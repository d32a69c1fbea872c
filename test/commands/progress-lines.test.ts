import {describe, expect, it} from 'vitest';
import {progressLines} from '../../src/commands/progress-lines.ts';
import {type Collector, collectorOf, type Needs} from '../../src/guide/check.ts';
import type {Progress} from '../../src/guide/progress.ts';
import {soFarWords} from '../../src/report/so-far.ts';
import {guide} from '../wizard/sample.ts';

const part = (what: Progress['what'], done: number, total: number | null = null, secondsLeft: number | null = null): Progress => ({
	what,
	done,
	total,
	secondsLeft,
});

describe('how far a long read has come', () => {
	it.each<readonly [string, readonly Progress[], string | null]>([
		['nothing yet', [], null],
		['one user', [part('directory', 1)], '4.5 has read 1 user from the directory'],
		['one user of one', [part('graph', 1, 1)], '4.5 has read 1 of about 1 user from Graph'],
		['one user compared', [part('comparison', 1, 1)], '4.5 has read both sides, and compared 1 of 1 user'],
		['one side', [part('directory', 2_000)], '4.5 has read 2,000 users from the directory'],
		['the other side', [part('graph', 999, 3_000, 4)], '4.5 has read 999 of about 3,000 users from Graph, about 5 s left'],
		[
			'both sides',
			[part('graph', 84_000, 300_000, 121), part('directory', 126_000)],
			'4.5 has read 126,000 users from the directory and 84,000 of about 300,000 from Graph, about 2 min left',
		],
		[
			'a side that is done',
			[part('directory', 126_000), part('graph', 300_000, 300_000, 0)],
			'4.5 has read 126,000 users from the directory and 300,000 of about 300,000 from Graph',
		],
		[
			'the comparison',
			[part('directory', 300_000), part('graph', 300_000), part('comparison', 180_000, 300_000, 59)],
			'4.5 has read both sides, and compared 180,000 of 300,000 users, about 60 s left',
		],
	])('is said of %s', (_, parts, words) => {
		expect(soFarWords('4.5', parts)).toBe(words);
	});

	it('is a line every three seconds at most where there is no screen', () => {
		const lines: string[] = [];
		let clock = 0;
		const tell = progressLines(
			guide,
			line => lines.push(line),
			() => clock,
		);
		const check = guide.steps.flatMap(({checks}) => checks).find(({id}) => id === 'verified-upn');
		const [collector] = Object.values(check?.needs as Needs).map(collectorOf) as [Collector];
		for (; clock < 10_000; clock += 10) {
			tell(collector, part('directory', clock));
			tell(collector, part('graph', clock * 2));
		}

		expect(lines).toEqual([
			'4.5 has read 3,000 users from the directory and 5,980 from Graph\n',
			'4.5 has read 6,000 users from the directory and 11,980 from Graph\n',
			'4.5 has read 9,000 users from the directory and 17,980 from Graph\n',
		]);
	});
});
