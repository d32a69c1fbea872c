import {readFileSync} from 'node:fs';
import {dirname} from 'node:path';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {askOnce} from '../../src/engine/ask.ts';
import {look} from '../../src/engine/look.ts';
import type {HeldPiece} from '../../src/engine/pieces.ts';
import {weigh} from '../../src/engine/weigh.ts';
import {type Answer, unobserved} from '../../src/guide/answer.ts';
import {type Collector, collectorsOf} from '../../src/guide/check.ts';
import {collectorsIn} from '../../src/guide/step.ts';
import {inPackage} from '../../src/package-root.ts';
import {guide} from '../../steps/guide.ts';

const now = '2026-11-28T05:00:00.000Z';
const at = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const nobody = unobserved('elsewhere', 'It must be asked there.');
const domain = 'corp.example.test';

/** The collectors that say of each computer what its own files say. */
const collectors = collectorsIn(guide).filter(({mergesBy}) => mergesBy !== undefined);

const recorded = ({id, query}: Collector): Readonly<Record<string, unknown>> =>
	JSON.parse(readFileSync(inPackage(dirname(query.via === 'powershell' ? query.script : ''), `${id}.recorded.json`), 'utf8')).answer;

const piece = (collector: Collector, facts: Readonly<Record<string, unknown>>, part: Partial<HeldPiece['answer']> = {}): HeldPiece => {
	const answer = {kind: 'facts', facts, source: 'carried', takenAt: at(-60), from: String(facts['computer']), ...part} as const;
	return {answer, digest: JSON.stringify(answer), about: collector.about?.(facts) ?? collector.id, barred: null, doubt: null};
};

/** Files of few computers, whose names are written in two ways, at few times, so that many are twins, ties and rivals. */
const filesOf = (collector: Collector): fc.Arbitrary<readonly HeldPiece[]> => {
	// Certificates are read once each, and take nearly all of the time.
	const whole = {...recorded(collector), ...(collector.id === 'domain-controller' ? {certificates: [], certificatesInAll: 0} : {})};
	const one = fc.record({
		computer: fc.constantFrom('DC01', 'dc01', 'DC02', 'DC03', 'DC03.'),
		said: fc.constantFrom('2026-11-28T01:00:00Z', '2026-11-28T02:00:00Z'),
		minutes: fc.constantFrom(-3000, -60, -60, -30, 60, 90, null),
		source: fc.constantFrom('carried' as const, 'carried' as const, 'exported' as const),
		kind: fc.integer({min: 0, max: 9}),
	});
	return fc.array(one, {maxLength: 12}).map(all =>
		all.map(({computer, said, minutes, source, kind}) => {
			const facts = kind === 0 ? {computer} : {...whole, computer, at: said};
			const own = piece(collector, facts, {source, takenAt: minutes === null ? null : at(minutes)});
			return kind === 1 ? {...own, doubt: {reason: 'inconclusive' as const, detail: 'Whose it is was not seen.'}} : own;
		}),
	);
};

describe('the files of many computers', () => {
	it('are those of domain controllers and of Connect servers', () => {
		expect(collectors.map(({id}) => id).toSorted()).toEqual(['connect-machine', 'controller-events', 'domain-controller']);
	});

	it.each(collectors)('of $id are weighed computer by computer as they are weighed together', collector => {
		const {mergesBy, ...together} = collector;
		const live: fc.Arbitrary<Answer> = fc.constantFrom<Answer[]>(nobody, nobody, {
			kind: 'facts',
			facts: {...recorded(collector), computer: 'DC01'},
			source: 'live',
			takenAt: now,
			from: 'here',
		});
		let leftOut = 0;
		fc.assert(
			fc.property(filesOf(collector), live, (files, asked) => {
				const weighed = weigh(collector, asked, files, now);
				expect(weighed).toEqual(weigh(together, asked, files, now));
				leftOut += weighed.kind === 'facts' && weighed.pieces?.some(({used}) => used) && weighed.pieces.some(({used}) => !used) ? 1 : 0;
			}),
			{numRuns: 200},
		);
		expect(leftOut).toBeGreaterThan(50);
	});
});

const places = ['domain-controller', 'controller-events'];
const checks = guide.steps.flatMap(step => step.checks.filter(check => collectorsOf(check).some(({id}) => places.includes(id))));

const ownThumbprint = /"thumbprint":"([0-9A-F]{40})"/.exec(JSON.stringify(collectors.map(recorded)))?.[1] ?? '';
/** What was recorded apart, as of one computer: the log of the KDC names a certificate of its store, and no log begins before that came. */
const agreeing = <Answer>(answer: Answer): Answer =>
	JSON.parse(
		JSON.stringify(answer).replaceAll('a'.repeat(40), ownThumbprint).replaceAll('"since":null', '"since":"2026-11-20T00:00:00.000Z"'),
	) as Answer;

/** A look at domain controllers, of each of which somebody brought both files; the directory lists them all. */
const lookAt = async (count: number): Promise<readonly string[]> => {
	const names = Array.from({length: count}, (_, index) => `DC${index}.${domain}`);
	const listed = names.map(name => ({name, computer: `CN=${name}`, build: 20348, readOnly: false}));
	const held = new Map(
		collectors.map(one => [
			one.id,
			places.includes(one.id) ? names.map(computer => piece(one, {...agreeing(recorded(one)), computer})) : [],
		]),
	);
	const once = askOnce(
		async () => nobody,
		({id}) => held.get(id) ?? [],
		() => now,
	);
	const controllers = {forests: [{forest: domain, silent: null, domains: [{domain, silent: null, controllers: listed}]}]};
	const found = await Promise.all(
		checks.map(check =>
			look(
				check,
				async one =>
					one.id === 'domain-controllers' ? {kind: 'facts', facts: controllers, source: 'live', takenAt: now, from: domain} : once(one),
				() => now,
			),
		),
	);
	return found.map(one => (one.kind === 'judged' ? one.verdict.because : one.detail));
};

/** The least processor time that something takes in some rounds, in microseconds: what else the machine does only adds to it. */
const leastTime = async (doing: () => Promise<unknown>): Promise<number> => {
	const times: number[] = [];
	for (let round = 0; round < 3; round += 1) {
		const before = process.cpuUsage();
		await doing();
		const {user, system} = process.cpuUsage(before);
		times.push(user + system);
	}

	return Math.min(...times);
};

describe('a look at hundreds of domain controllers', () => {
	it('sees each of them', async () => {
		const said = await lookAt(200);
		expect(said).toHaveLength(5);
		for (const one of said) {
			expect(one).toMatch(/^200 of 200 domain controllers seen/);
		}
	});

	it('takes time that grows as they do: four times as many take less than nine times as long', async () => {
		const few = await leastTime(() => lookAt(50));
		expect((await leastTime(() => lookAt(200))) / few).toBeLessThan(9);
	});
});
