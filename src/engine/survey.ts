import type {Answer, DirectoryAnswer, Entry, Silence} from '../guide/answer.ts';
import type {Collector, SurveyRecord} from '../guide/check.ts';
import type {DirectoryQuery, GraphQuery} from '../guide/query.ts';

/** The two streams that a survey joins, as their runners give them. */
export type Streams = {
	readonly directory: (query: DirectoryQuery, onEntry: (forest: string, entry: Entry) => void) => Promise<Answer>;
	readonly graph: (query: GraphQuery, onRecords: (records: readonly SurveyRecord[]) => void) => Promise<Answer>;
};

/** The DNS name of the domain that an entry lies in, from the DC parts of its DN (RFC 2247). */
export const domainOf = (dn: string): string => [...dn.matchAll(/(?:^|,)DC=([^,]+)/gi)].map(([, label]) => label).join('.');

type Index = Map<string, Map<string, SurveyRecord | SurveyRecord[]>>;

const put = (index: Index, record: SurveyRecord) => {
	for (const [field, known] of index) {
		const value = record[field];
		if (typeof value === 'string' && value !== '') {
			const key = value.toLowerCase();
			const before = known.get(key);
			known.set(key, before === undefined ? record : Array.isArray(before) ? [...before, record] : [before, record]);
		}
	}
};

/**
 * Reads the Graph side into an index, then lets the directory's side stream past it, and keeps only the tally.
 * A silent Graph side leaves every record without a counterpart to be looked up, and says so; a silent directory is the whole answer.
 */
export const survey = async (collector: Collector, streams: Streams): Promise<Answer> => {
	const {query, tally} = collector;
	if (query.via !== 'survey' || tally === undefined) {
		throw new Error(`${collector.id} is no survey.`);
	}

	const index: Index = new Map(tally.indexes.map(field => [field, new Map()]));
	const cloud = await streams.graph(query.graph, records => {
		for (const record of records) {
			put(index, record);
		}
	});
	const lookup = (field: string, value: string): readonly SurveyRecord[] => {
		const found = index.get(field)?.get(value.toLowerCase()) ?? [];
		return Array.isArray(found) ? found : [found as SurveyRecord];
	};

	const counting = tally.start();
	const directory = await streams.directory(query.directory, (_forest, entry) => {
		tally.count(counting, tally.record(entry.attributes, domainOf(entry.dn)), cloud.kind === 'facts' ? lookup : null);
	});
	if (directory.kind === 'unobserved') {
		return directory;
	}

	const {forests} = directory.facts as DirectoryAnswer;
	const unresolved = forests.flatMap(forest =>
		forest.answered ? forest.readings.flatMap(reading => ('entries' in reading ? (reading.unresolved ?? []) : [])) : [],
	);
	const silent = ({reason, detail}: Silence) => ({reason, detail});
	return {
		...directory,
		from: cloud.kind === 'facts' ? `${directory.from} and ${cloud.from}` : directory.from,
		facts: {
			directory: directory.facts,
			cloudSilent: cloud.kind === 'facts' ? null : silent(cloud),
			tally: tally.done(counting),
			unresolved: [...new Set(unresolved)],
		},
	};
};
