import type {Answer, Entry, Unobserved} from '../guide/answer.ts';
import type {SurveyRecord} from '../guide/check.ts';
import type {DirectoryQuery, GraphQuery} from '../guide/query.ts';

/** What a stream of records leaves as its facts: the count that came with it, null where none did, and whether its last page was full. */
export type StreamEnd = {readonly count: number | null; readonly endsFull: boolean};

/** The two streams that a survey joins, as their runners give them. What their callbacks throw has to end them, and a promise holds them back. */
export type Streams = {
	readonly directory: (query: DirectoryQuery, onEntry: (forest: string, entry: Entry) => void) => Promise<Answer>;
	/** Facts are a StreamEnd. */
	readonly graph: (query: GraphQuery, onRecords: (records: readonly SurveyRecord[]) => Promise<void>) => Promise<Answer>;
	/** How many records Graph says that there are, or why it did not say. */
	readonly size: (query: GraphQuery) => Promise<number | Unobserved>;
};
