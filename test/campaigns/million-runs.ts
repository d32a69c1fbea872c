// One run of the campaign, in a process of its own whose memory can be measured: node million-runs.js <what> <users> <origin, or milliseconds a page>
import {setImmediate as setTurn} from 'node:timers';
import {setImmediate} from 'node:timers/promises';
import {survey} from '../../src/engine/survey.ts';
import {graphRunner} from '../../src/graph/graph.ts';
import type {Answer, Entry} from '../../src/guide/answer.ts';
import {persons} from '../../steps/04-directory-synchronization/upn/persons.facts.ts';
import {startGraph} from '../lab/graph.ts';
import {entryOf, figuresOf, organisation} from './people.ts';

const [what = '', least = '', origin = ''] = process.argv.slice(2);
const people = organisation(Number(least));
const {query} = persons;
if (query.via !== 'survey') {
	throw new Error('persons is a survey.');
}

const say = (told: object) =>
	process.stdout.write(
		`${JSON.stringify({...told, peak: process.resourceUsage().maxRSS / 1024, cpu: process.resourceUsage().userCPUTime / 1e6, users: people.users})}\n`,
	);

/** Every account, a few at a time, as a directory would give them. */
const directory = async (persons: number, onEntry: (forest: string, entry: Entry) => void): Promise<Answer> => {
	for (let number = 0; number < persons; number++) {
		onEntry('contoso.com', entryOf(number));
		if (number % 50 === 49) {
			await setImmediate();
		}
	}

	const forest = {asked: 'contoso.com', answered: true, forest: 'contoso.com', ids: ['1'], domains: [], readings: []};
	return {kind: 'facts', facts: {forests: [forest]}, source: 'live', takenAt: null, from: 'dc1.contoso.com'};
};

/** Milliseconds of this thread that turns of the event loop have taken: what a key that is pressed meanwhile waits for. Whatever else the machine does is not counted. */
const watchTurns = () => {
	const turns: number[] = [];
	let last = process.threadCpuUsage();
	const turn = () => {
		const spent = process.threadCpuUsage(last);
		last = process.threadCpuUsage();
		turns.push((spent.user + spent.system) / 1000);
		next = setTurn(turn);
	};
	let next = setTurn(turn);
	return () => {
		clearImmediate(next);
		const longest = turns.toSorted((a, b) => b - a);
		return {turns: turns.length, longest: longest.slice(0, 5), late: longest.filter(each => each > 5).length};
	};
};

/** Reads everything; told to stop after some users, it says how long the answer took then. */
const run = async (accounts: number, stopAfter: number, watch: () => () => object = () => () => ({})) => {
	const cancel = new AbortController();
	const told = {directory: 0, graph: 0, comparison: 0, together: 0};
	let stoppedAt = 0;
	const graph = graphRunner({origin, token: async () => 'local-graph-token', signal: cancel.signal});
	// The client is loaded by the first question of a look, whatever it is.
	await graph.ask({via: 'graph', path: '/v1.0/organization', permissions: [], applicationPermissions: []});
	const watched = watch();
	const start = performance.now();
	const answer = await survey(
		persons,
		{
			directory: (_query, onEntry) => directory(accounts, onEntry),
			graph: (asked, onRecords) => graph.stream(asked, onRecords),
			size: graph.count,
		},
		{
			signal: cancel.signal,
			onProgress: progress => {
				told[progress.what] = progress.done;
				told.together += progress.what === 'graph' && told.directory > 0 && told.directory < people.persons ? 1 : 0;
				if (stoppedAt === 0 && told.graph >= stopAfter) {
					stoppedAt = performance.now();
					cancel.abort();
				}
			},
		},
	);
	const end = performance.now();
	const figures = answer.kind === 'facts' ? figuresOf((answer.facts as {readonly tally: unknown}).tally) : answer;
	say({...watched(), seconds: (end - start) / 1000, afterStop: (end - stoppedAt) / 1000, told, figures});
};

switch (what) {
	case 'nothing':
		say({});
		break;
	case 'serve': {
		// The users of a page are made when it is asked for, and then the page takes its time.
		const pause = new Int32Array(new SharedArrayBuffer(4));
		const users = {
			length: people.users,
			slice: (from: number, to: number) => {
				Atomics.wait(pause, 0, 0, Number(origin));
				return Array.from({length: Math.min(to, people.users) - from}, (_, at) => people.userAt(from + at));
			},
		};
		const graph = await startGraph({users: users as unknown as []});
		process.stdout.write(`${graph.origin}\n`);
		process.once('SIGTERM', () => void graph.stop());
		break;
	}

	case 'loop': {
		const start = performance.now();
		let records = 0;
		for (let next: string | undefined = origin + query.graph.path; next !== undefined; ) {
			const response = await fetch(next, {headers: {authorization: 'Bearer local-graph-token'}});
			const page = JSON.parse(await response.text());
			records += page.value.length;
			next = page['@odata.nextLink'];
		}

		say({seconds: (performance.now() - start) / 1000, records});
		break;
	}

	case 'survey':
		await run(people.persons, Number.POSITIVE_INFINITY);
		break;
	case 'turns':
		await run(people.persons, Number.POSITIVE_INFINITY, watchTurns);
		break;
	case 'graph-alone':
		await run(0, Number.POSITIVE_INFINITY);
		break;
	case 'cancel':
		await run(people.persons, 20_000);
		break;
	default:
		throw new Error(`No run is called ${what}.`);
}
