/** A mutant that lives, told without a line's number, which any edit above it changes. */
export type Survivor = {
	readonly file: string;
	/** As Stryker names what it did: `ConditionalExpression`. */
	readonly mutator: string;
	/** The text that was replaced, with its blanks folded, and what came in its place. */
	readonly was: string;
	readonly becomes: string;
	/** How many of the file are alike; one where it is left out. */
	readonly times?: number;
};

/** One that is known: why it lives begins with `equivalent`, `words`, or `not yet covered`. */
export type Named = Survivor & {readonly why: string};

type Place = {readonly line: number; readonly column: number};

/** What of Stryker's report is read (mutation-testing-report-schema). */
export type Report = {
	readonly files: Readonly<
		Record<
			string,
			{
				readonly source: string;
				readonly mutants: readonly {
					readonly mutatorName: string;
					readonly replacement?: string;
					readonly status: string;
					readonly location: {readonly start: Place; readonly end: Place};
				}[];
			}
		>
	>;
};

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

const between = (source: string, start: Place, end: Place): string => {
	const lines = source.split('\n').slice(start.line - 1, end.line);
	const last = lines.length - 1;
	return lines.map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined)).join('\n');
};

const keyOf = ({file, mutator, was, becomes}: Survivor): string => JSON.stringify([file, mutator, was, becomes]);

/** Whoever lives in a report, the same ones together. One that no test meets lives as well. */
export const survivorsIn = ({files}: Report): readonly Survivor[] => {
	const all = Object.entries(files).flatMap(([file, {source, mutants}]) =>
		mutants
			.filter(({status}) => status === 'Survived' || status === 'NoCoverage')
			.map(({mutatorName, replacement = '', location: {start, end}}) => ({
				file,
				mutator: mutatorName,
				was: folded(between(source, start, end)),
				becomes: folded(replacement),
			})),
	);
	return [...Map.groupBy(all, keyOf).values()].flatMap(([one, ...others]) =>
		one === undefined ? [] : [{...one, ...(others.length === 0 ? {} : {times: others.length + 1})}],
	);
};

/** What a report has against the list: those who live and are not named so often, and those who are named and live no more, in the files that were mutated. */
export const against = (report: Report, named: readonly Named[]) => {
	const living = survivorsIn(report);
	const same = <One extends Survivor>(all: readonly One[], one: Survivor) =>
		all.find(other => keyOf(other) === keyOf(one) && (other.times ?? 1) === (one.times ?? 1));
	return {
		unnamed: living.filter(one => same(named, one) === undefined),
		gone: named.filter(one => Object.hasOwn(report.files, one.file) && same(living, one) === undefined),
	};
};
