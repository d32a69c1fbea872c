import {existsSync, globSync, readFileSync, statSync} from 'node:fs';
import {basename, relative} from 'node:path';
import {describe, expect, it} from 'vitest';
import {z} from 'zod';
import {inPackage} from '../src/package-root.ts';
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

describe.each(recorded.map(collector => ({id: collector.id, collector})))('the recording of $id', ({id, collector}) => {
	const file = recordingFile(collector);

	it('is there, is small, and says what it cannot vouch for', () => {
		expect(existsSync(file), `${id} has no recording. Make one with: node test/record.ts ${id}`).toBe(true);
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

	it('says so where no real Windows, and nothing of the lab, gave it', () => {
		const {taken, note, query} = read(file);
		expect(taken).toBe(query.via === 'powershell' ? 'by hand' : 'live');
		expect(note).toMatch(taken === 'by hand' ? /real Windows/ : /of the lab/);
	});
});

it('keeps no recording of a collector that is gone', () => {
	const all = globSync('steps/**/*.recorded.json', {cwd: inPackage()}).map(file => basename(file));
	expect(all.sort()).toEqual(recorded.map(collector => basename(relative(inPackage(), recordingFile(collector)))).sort());
});
