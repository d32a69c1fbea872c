import {expect, it} from 'vitest';
import type {Event} from '../../src/session/event.ts';
import {proved} from '../../src/session/proof.ts';
import {broken, guide, tell} from './passages.ts';
import {randomFrom} from './random.ts';

/** How many sessions are walked: WHFB_PASSAGES=100000 for the long run. */
const stories = Number(process.env.WHFB_PASSAGES ?? 1_500);
const seed = Number(process.env.WHFB_SEED ?? 26_11_2026);
const wishes = 12;

const walked = async (count: number, written?: (event: Event) => Event) => {
	const sums = {stories: 0, events: 0, granted: 0, refused: 0, withheld: 0, grantedUnsaved: 0};
	const jumped = {seconds: [0, 0], hours: [0, 0], years: [0, 0]};
	const faults: string[] = [];
	for (let story = 0; story < count; story++) {
		const {events, ...counts} = await tell({random: randomFrom(seed + story), wishes, ...(written === undefined ? {} : {written})});
		const own = [...broken(events), ...proved(guide, events).unproved.map(({index, step}) => `event ${index}: ${step} unproved`)];
		faults.push(...own.map(fault => `seed ${seed + story}: ${fault}`));
		sums.stories += 1;
		for (const [way, [back, ahead]] of Object.entries(counts.jumped)) {
			const own = jumped[way as keyof typeof jumped];
			own[0] = (own[0] ?? 0) + back;
			own[1] = (own[1] ?? 0) + ahead;
		}

		sums.events += events.length;
		for (const kind of ['granted', 'refused', 'withheld', 'grantedUnsaved'] as const) {
			sums[kind] += counts[kind];
		}
	}

	return {sums, faults, jumped};
};

it(`writes no passage without its proof in ${stories} sessions, whatever clock, disk and world do`, {
	timeout: Math.max(60_000, stories * 60),
}, async () => {
	const {sums, faults, jumped} = await walked(stories);
	process.stdout.write(`Passages, seed ${seed}: ${JSON.stringify({...sums, jumped})}\n`);
	expect(faults).toEqual([]);
	expect(sums.grantedUnsaved).toBe(0);
	// A campaign in which nobody passes, or nobody is stopped, has shown nothing.
	expect(sums.granted).toBeGreaterThan(stories);
	expect(sums.refused).toBeGreaterThan(stories);
	expect(sums.withheld).toBeGreaterThan(stories / 10);
	// Clocks went by seconds, hours and years, back and ahead.
	expect(Math.min(...Object.values(jumped).flat())).toBeGreaterThan(stories / 4);
});

it.each<readonly [string, (event: Event) => Event]>([
	['forgets which look found something', event => (event.type === 'found' ? {...event, look: 'ffffffffffffffff'} : event)],
	['forgets which look somebody passed on', event => (event.type === 'finished' ? {...event, look: 'ffffffffffffffff'} : event)],
	[
		'makes of a silence a yes that another look found',
		event =>
			event.type === 'found' && event.finding.kind === 'judged' && event.check === 'second'
				? {...event, finding: {kind: 'unobserved', at: event.at, reason: 'unreachable', detail: ''}}
				: event,
	],
])('would notice a journal that %s', async (_, written) => {
	expect((await walked(40, written)).faults.length).toBeGreaterThan(10);
});
