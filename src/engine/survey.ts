import {setFlagsFromString} from 'node:v8';
import {compareTimes} from '../guide/age.ts';
import {type Answer, type Facts, unobserved} from '../guide/answer.ts';
import type {Collector} from '../guide/check.ts';
import type {Progress} from '../guide/progress.ts';
import {inTurns, stepwise} from '../in-turns.ts';
import {domainReader} from './domain-of-dn.ts';
import {progressTeller} from './progress-teller.ts';
import {type Cloud, readCloud} from './read-cloud.ts';
import type {Streams} from './survey-streams.ts';
import {heldRecords} from './user-index/held-records.ts';

/** How a survey says how far it has come, and how it is stopped. */
export type SurveyOptions = {
	readonly onProgress?: (progress: Progress) => void;
	/** Ends both streams; the survey answers `cancelled` at once. */
	readonly signal?: AbortSignal;
	/** Milliseconds from any fixed moment. */
	readonly now?: () => number;
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
 * Reads both sides at once, keeps of each only what is compared (some 60 bytes a record), and when both were read to the end puts every person
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
	const persons = heldRecords(tally.held);
	const domain = domainReader();
	let over = false;
	const goOn = () => {
		if (over || signal?.aborted) {
			throw stop;
		}
	};

	const compare = async (directory: Facts, {answer: graph, index, length}: Cloud): Promise<Answer> => {
		// A list without anybody in it is a failed look: whoever asks stands in it.
		const isEmpty = graph.kind === 'facts' && index.count === 0 && index.faults.length === 0;
		const unread = graph.kind === 'unobserved' ? graph : isEmpty ? unobserved('empty', `${graph.from} listed nobody at all.`) : null;
		const lookup = unread === null ? index.lookup : null;
		const counting = tally.start();
		const compared = progressTeller('comparison', onProgress, now);
		compared.expect(read.done());
		function* comparing() {
			for (const bundle of persons.bundles()) {
				for (const record of bundle) {
					tally?.count(counting, record, lookup);
				}

				compared.add(bundle.length);
				yield;
			}
		}

		await inTurns(comparing(), goOn);
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
		const graph = readCloud(streams, {kept: tally.cloud, query: query.graph, sizeOf: query.size ?? null, goOn}, () => {
			const found = progressTeller('graph', onProgress, now);
			return {
				expect: found.expect,
				take: async (records, index) => {
					goOn();
					await inTurns(stepwise(records, index.add), goOn);
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
