/** How the fact of a sentence is established. `checks` of a sentence that is not readable or missing prove a part of it, or ask a person meanwhile. */
type Established =
	| {readonly how: 'proved' | 'attested'; readonly checks: readonly string[]}
	/** It speaks of no state that could be read. */
	| {readonly how: 'advice'; readonly because: string}
	/** `place`: the machine that would bring it; left out where nothing can. */
	| {readonly how: 'not readable'; readonly because: string; readonly place?: string; readonly checks?: readonly string[]}
	/** It could be read where the guide already looks, and nothing reads it yet; `because` says what would. */
	| {readonly how: 'missing'; readonly because: string; readonly checks?: readonly string[]};

/** A sentence of the pages that a guide follows, in the guide's own words, by a number that stays: `3.12` is sentence 12 of page 3. */
export type Sentence = {readonly id: string; readonly text: string} & Established;

/** A page of the guide's source. */
export type CoveredPage = {
	/** The step that walks it, or the page's own name. */
	readonly page: string;
	/** Where it stands or stood. */
	readonly sources: readonly string[];
	readonly sentences: readonly Sentence[];
};

/** What a guide makes of every sentence that it follows, and the checks that go beyond them. */
export type Coverage = {
	readonly pages: readonly CoveredPage[];
	readonly beyond: readonly {readonly check: string; readonly because: string}[];
};

export const proved = (id: string, text: string, ...checks: readonly string[]): Sentence => ({id, text, how: 'proved', checks});

export const attested = (id: string, text: string, ...checks: readonly string[]): Sentence => ({id, text, how: 'attested', checks});

export const advice = (id: string, text: string, because: string): Sentence => ({id, text, how: 'advice', because});

/** `place` is null where no machine of the guide can bring it. */
export const notReadable = (id: string, text: string, place: string | null, because: string, ...checks: readonly string[]): Sentence => ({
	id,
	text,
	how: 'not readable',
	because,
	...(place === null ? {} : {place}),
	checks,
});

export const sentencesOf = ({pages}: Coverage): readonly Sentence[] => pages.flatMap(({sentences}) => sentences);

/** The checks that a sentence names. */
export const checksOf = (sentence: Sentence): readonly string[] => ('checks' in sentence ? (sentence.checks ?? []) : []);

/** How many sentences are established in each way. */
export type CoverageCount = Readonly<Record<'proved' | 'attested' | 'advice' | 'notReadable' | 'missing', number>>;

export const countOf = (coverage: Coverage): CoverageCount => {
	const count = (how: Sentence['how']) => sentencesOf(coverage).filter(sentence => sentence.how === how).length;
	return {
		proved: count('proved'),
		attested: count('attested'),
		advice: count('advice'),
		notReadable: count('not readable'),
		missing: count('missing'),
	};
};

/** The count as rows of a table. */
export const countRows = ({proved, attested, advice, notReadable, missing}: CoverageCount): readonly (readonly [string, number])[] => [
	['proved by a check', proved],
	["resting on a person's word", attested],
	['advice, which speaks of nothing that could be read', advice],
	['not readable from here: another machine has to bring it, or nothing can', notReadable],
	['missing: it could be read, and no check reads it yet', missing],
];

/** The count in one sentence. */
export const countWords = ({proved, attested, advice, notReadable, missing}: CoverageCount): string =>
	`Of the guide's ${proved + attested + advice + notReadable + missing} sentences ${proved} are proved, ${attested} rest on a person's word, ${advice} are advice, ${notReadable} cannot be read from here and ${missing} are not read yet.`;
