import {setImmediate as nextTurn} from 'node:timers/promises';
import {setFlagsFromString} from 'node:v8';
import {compareTimes} from '../guide/age.ts';
import {type Answer, type Entry, type Facts, type Unobserved, unobserved} from '../guide/answer.ts';
import type {Collector, Kept, SurveyRecord} from '../guide/check.ts';
import type {Progress} from '../guide/progress.ts';
import type {DirectoryQuery, GraphQuery} from '../guide/query.ts';
import {isWholeList, type ListLength, withShorterPages} from '../guide/whole-list.ts';
import {heldRecords} from './user-index/held-records.ts';
import {type RecordIndex, recordIndex} from './user-index/record-index.ts';

/** What a stream of records leaves as its facts: the count that came with it, null where none did, and whether its last page was full. */
export type StreamEnd = {readonly count: number | null; readonly endsFull: boolean};

/** The two streams that a survey joins, as their runners give them. What their callbacks throw has to end them. */
export type Streams = {
	readonly directory: (query: DirectoryQuery, onEntry: (forest: string, entry: Entry) => void) => Promise<Answer>;
	/** Facts are a StreamEnd. */
	readonly graph: (query: GraphQuery, onRecords: (records: readonly SurveyRecord[]) => void) => Promise<Answer>;
	/** How many records Graph says that there are, or why it did not say. */
	readonly size: (query: GraphQuery) => Promise<number | Unobserved>;
};

export type SurveyOptions = {
	readonly onProgress?: (progress: Progress) => void;
	/** Ends both streams; the survey answers `cancelled` at once. */
	readonly signal?: AbortSignal;
	/** Milliseconds from any fixed moment. */
	readonly now?: () => number;
};

/** Records between two signs of life. */
const stride = 2_000;

/** Whether a comma of a DN is part of a name: an odd number of backslashes stands before it. */
const isEscaped = (dn: string, comma: number): boolean => {
	let before = comma;
	while (dn[before - 1] === '\\') {
		before -= 1;
	}

	return (comma - before) % 2 === 1;
};

/** The DC parts at the end of a DN. */
const componentsOf = (dn: string): string => {
	let start = dn.length;
	while (start > 0) {
		const comma = start === dn.length ? dn.lastIndexOf(',') : start > 1 ? dn.lastIndexOf(',', start - 2) : -1;
		if (!/^DC=/i.test(dn.slice(comma + 1, comma + 4)) || isEscaped(dn, comma)) {
			break;
		}

		start = comma + 1;
	}

	return dn.slice(start);
};

const nameOf = (components: string): string =>
	components
		.split(',')
		.map(each => each.slice(3))
		.join('.');

/** Gives the DNS name of the domain that an entry lies in, from the DC parts at the end of its DN (RFC 2247). Most lie in the domain of the one before. */
export const domainReader = (): ((dn: string) => string) => {
	let components = '';
	let name = '';
	return (dn: string): string => {
		const own = componentsOf(dn);
		if (own !== components) {
			components = own;
			name = nameOf(own);
		}

		return name;
	};
};

/** Counts what is done, and tells it now and then with the time that is left. */
const progressTeller = (what: Progress['what'], onProgress: (progress: Progress) => void, now: () => number) => {
	const since = now();
	let total: number | null = null;
	let done = 0;
	let told = 0;
	return {
		add: (more: number) => {
			done += more;
			if (done - told >= stride || done === total) {
				told = done;
				const each = (now() - since) / 1000 / done;
				onProgress({what, done, total, secondsLeft: total === null ? null : total <= done ? 0 : Math.ceil((total - done) * each)});
			}
		},
		expect: (expected: number | null) => {
			total = expected;
		},
		done: () => done,
	};
};

/** Graph's side as it was read: what is kept of it, and how much of it came; or why it is missing. */
type Cloud = {readonly answer: Answer; readonly index: RecordIndex; readonly length: ListLength | null};

/**
 * Reads Graph's side, and asks before and after how many records there are. Where what came does not fit, it is read once more, in pages of another length:
 * records come and go, the count lags, and a list may fill its last page by chance. A list that brings its own count, as a saved one does, is held to that.
 */
const readCloud = async (
	{graph, size}: Streams,
	{kept, query, sizeOf}: {readonly kept: Kept; readonly query: GraphQuery; readonly sizeOf: GraphQuery},
	onReading: () => {
		readonly expect: (count: number | null) => void;
		readonly take: (records: readonly SurveyRecord[], index: RecordIndex) => void;
	},
): Promise<Cloud> => {
	const ask = async (): Promise<number | null> => {
		const said = await size(sizeOf);
		return typeof said === 'number' ? said : null;
	};

	const readOnce = async (asked: GraphQuery, counting: Promise<number | null>): Promise<Cloud> => {
		const index = recordIndex(kept);
		const {expect, take} = onReading();
		// The count is asked for first and not waited for: it is on its way before the first page is.
		const before = counting.then(count => {
			expect(count);
			return count;
		});
		const [said, answer] = await Promise.all([before, graph(asked, records => take(records, index))]);
		if (answer.kind === 'unobserved') {
			return {answer, index, length: null};
		}

		const {count, endsFull} = answer.facts as StreamEnd;
		return {answer, index, length: {read: index.count, said: count === null ? [said, await ask()] : [count, count], endsFull}};
	};

	const first = await readOnce(query, ask());
	const isSettled = first.length === null || isWholeList(first.length) || first.length.said.every(count => count === null);
	const isSaved = first.answer.kind === 'facts' && (first.answer.facts as StreamEnd).count !== null;
	if (isSettled || isSaved) {
		return first;
	}

	const again = await readOnce(withShorterPages(query), Promise.resolve(first.length?.said[1] ?? null));
	// Whom the first reading found was found, whatever became of the second.
	return again.answer.kind === 'unobserved' && again.answer.reason !== 'cancelled' ? first : again;
};

/** Where two halves come from: as far away as the one that was brought, and as old as the older. */
const together = (directory: Facts, graph: Facts): Omit<Facts, 'facts'> => ({
	kind: 'facts',
	source: graph.source === 'live' ? directory.source : graph.source,
	takenAt: graph.source === 'live' ? directory.takenAt : ([directory.takenAt, graph.takenAt].toSorted(compareTimes)[0] ?? null),
	from: `${directory.from} and ${graph.from}`,
});

/**
 * Else V8 lets its nursery grow to 40 MB and more for pages that live a moment, and wait long with what outlived them.
 * Both are read at each collection, so they count from here on.
 */
const beSparing = (isSparing: boolean) => {
	setFlagsFromString(`--semi-space-growth-factor=${isSparing ? 1 : 2}`);
	setFlagsFromString(`--heap-growing-percent=${isSparing ? 100 : 0}`);
};

/**
 * Reads both sides at once, keeps of each only what is compared (some 50 bytes a record), and when both were read to the end puts every person
 * through the tally. Nobody can be judged sooner, because two objects with one SID may be a million records apart; so neither side waits for the other.
 * A silent Graph side leaves every record without a counterpart to be looked up, and says so; a silent directory is the whole answer, at once.
 * Facts: the directory's own answer, `cloudSilent`, `cloudList` (how much of Graph's list came), `cloudFaults`, the tally, and members nobody found.
 */
export const survey = async (
	collector: Collector,
	streams: Streams,
	{onProgress = () => undefined, signal, now = () => performance.now()}: SurveyOptions = {},
): Promise<Answer> => {
	const {query, tally} = collector;
	if (query.via !== 'survey' || tally === undefined) {
		throw new Error(`${collector.id} is no survey.`);
	}

	const stop = new Error('The survey is over.');
	const read = progressTeller('directory', onProgress, now);
	const persons = heldRecords();
	const domain = domainReader();
	let over = false;
	const goOn = () => {
		if (over || signal?.aborted) {
			throw stop;
		}
	};

	const compare = async (directory: Facts, {answer: graph, index, length}: Cloud): Promise<Answer> => {
		// A list without anybody in it is a failed look: whoever asks stands in it.
		const isEmpty = index.count === 0 && index.faults.length === 0;
		const unread = graph.kind === 'unobserved' ? graph : isEmpty ? unobserved('empty', `${graph.from} listed nobody at all.`) : null;
		const lookup = unread === null ? index.lookup : null;
		const counting = tally.start();
		const compared = progressTeller('comparison', onProgress, now);
		compared.expect(read.done());
		for (const bundle of persons.bundles()) {
			for (const record of bundle) {
				tally.count(counting, record, lookup);
			}

			compared.add(bundle.length);
			await nextTurn();
			goOn();
		}

		return {
			...directory,
			...(graph.kind === 'facts' ? together(directory, graph) : {}),
			facts: {
				directory: directory.facts,
				cloudSilent: unread === null ? null : {reason: unread.reason, detail: unread.detail},
				cloudList: unread === null ? length : null,
				cloudFaults: unread === null ? index.faults : [],
				tally: tally.done(counting),
			},
		};
	};

	const run = async (): Promise<Answer> => {
		const directory = streams.directory(query.directory, (_forest, entry) => {
			goOn();
			persons.add(tally.record(entry.attributes, domain(entry.dn)));
			read.add(1);
		});
		const graph = readCloud(streams, {kept: tally.cloud, query: query.graph, sizeOf: query.size}, () => {
			const found = progressTeller('graph', onProgress, now);
			return {
				expect: found.expect,
				take: (records, index) => {
					goOn();
					for (const record of records) {
						index.add(record);
					}

					found.add(records.length);
				},
			};
		});
		const both = Promise.all([directory, graph]);
		// A directory that is silent is not waited for Graph with.
		const silent = new Promise<Answer>((settle, fail) => {
			directory.then(answer => (answer.kind === 'facts' ? undefined : settle(answer)), fail);
		});
		const ended = await Promise.race([silent, both]);
		if ('kind' in ended) {
			return ended;
		}

		const [left, right] = ended;
		return left.kind === 'facts' ? compare(left, right) : left;
	};

	const cancelled = unobserved('cancelled', 'Users were being read from the directory and from Graph, and you stopped it.');
	if (signal?.aborted) {
		return cancelled;
	}

	let cancel = () => {};
	const stopped = new Promise<Answer>(settle => {
		cancel = () => settle(cancelled);
		signal?.addEventListener('abort', cancel, {once: true});
	});
	beSparing(true);
	try {
		return await Promise.race([run(), stopped]);
	} finally {
		beSparing(false);
		over = true;
		signal?.removeEventListener('abort', cancel);
	}
};
