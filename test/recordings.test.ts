import {globSync, readFileSync, statSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {z} from 'zod';
import {inPackage} from '../src/package-root.ts';
import {hasRecording, isNamed, knownCollectors, recordingOf} from './forgotten.ts';
import {questionOf, recorded, recordingFile} from './record.ts';

const recordingSchema = z.strictObject({
	collector: z.string(),
	taken: z.enum(['live', 'by hand']),
	note: z.string().regex(/Windows|tenant/),
	query: z.looseObject({via: z.string()}),
	host: z.string().min(1),
	at: z.iso.datetime(),
	powershell: z.string().min(1).nullable(),
	answer: z.unknown(),
});

const read = (file: string) => recordingSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

// One that is missing is told once, by `forgotten.test.ts`.
describe.each(recorded.filter(hasRecording).map(collector => ({id: collector.id, collector})))(
	'the recording of $id',
	({id, collector}) => {
		const file = recordingFile(collector);

		it('is small, and says what it cannot vouch for', () => {
			expect(read(file).collector).toBe(id);
			expect(statSync(file).size).toBeLessThan(64 * 1024);
		});

		it('answers the question that is asked today', () => {
			expect(
				read(file).query,
				`What ${id} asks has changed since its recording was made. Make a new one with: node test/record.ts ${id}`,
			).toEqual(questionOf(collector));
		});

		it('is understood by its collector', () => {
			const {answer, at, host} = read(file);
			const facts = collector.read(answer);
			const whole =
				collector.merge === undefined
					? facts
					: collector.merge([{kind: 'facts', facts, source: 'carried', takenAt: at, from: host, stale: false, clock: false}]);
			expect(collector.facts.safeParse(whole)).toMatchObject({success: true});
		});

		it('says who gave it: the lab, or somebody by hand, and who could not be asked then', () => {
			const {taken, note, query} = read(file);
			// No lab is real Windows, where a script would have to run.
			expect(query.via === 'powershell' ? taken : 'by hand').toBe('by hand');
			expect(note).toMatch(taken === 'live' ? /of the lab/ : query.via === 'powershell' ? /real Windows/ : /\S could not be asked\./);
		});
	},
);

it('keeps no recording of a collector that is gone', () => {
	const kept = globSync('steps/**/*.recorded.json', {cwd: inPackage()}).map(file => file.replaceAll('\\', '/'));
	const known = knownCollectors.map(recordingOf);
	expect(isNamed ? kept.filter(file => !known.includes(file)) : []).toEqual([]);
});
