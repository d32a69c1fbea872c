import {type Check, type Collector, collectorsOf} from '../guide/check.ts';
import {type CoverageCount, checksOf, countOf, type Sentence} from '../guide/coverage.ts';
import type {PlaceOutline} from '../guide/outline.ts';
import {addressByHand, graphOf, type Query} from '../guide/query.ts';
import {collectorsIn, type Guide, numberedChecks} from '../guide/step.ts';
import {exactly, whereOf} from './query-words.ts';

/** One read that whfb may make. Names are part of the contract. */
export type PlannedRead = {
	readonly id: string;
	readonly via: Query['via'];
	readonly what: string;
	readonly where: string;
	readonly rights: string;
	/** Least delegated Graph permissions. */
	readonly permissions: readonly string[];
	readonly applicationPermissions: readonly string[];
	/** The questions that it answers. */
	readonly because: string;
	/** The exact query: LDAP filter and attributes, Graph path, or script. */
	readonly query: string;
	/** For Graph, the address alone, to be pasted into Graph Explorer; null for everything else. */
	readonly address: string | null;
	/** Cmdlets and programs that its script calls; empty where it is no script. */
	readonly commands: readonly string[];
	/** Numbers of the checks that need it, `4.5`. */
	readonly checks: readonly string[];
};

/** A sentence of the pages that the guide follows. Names are part of the contract. */
type CoveredSentence = {
	readonly id: string;
	/** The step, or the name of a page that no step walks. */
	readonly page: string;
	readonly text: string;
	readonly how: Sentence['how'];
	/** Why no check proves it; null where one does, or a person says so. */
	readonly because: string | null;
	/** The machine that would bring it; null where none is waited for. */
	readonly place: string | null;
	/** Ids of the checks that prove it or a part of it, or ask a person. */
	readonly checks: readonly string[];
};

/** How much of the guide is proved. Names are part of the contract. */
type PlannedCoverage = CoverageCount & {readonly sentences: readonly CoveredSentence[]};

export type PlanDocument = {
	readonly format: 'whfb-plan';
	readonly version: 1;
	readonly tool: string;
	readonly guide: string;
	readonly queries: readonly PlannedRead[];
	readonly hosts: readonly string[];
	readonly coverage: PlannedCoverage;
};

/** What a plan is made of besides its guide. */
type Planned = {
	/** Whom whfb contacts for sign-in, Graph and the directory. */
	readonly hosts: readonly string[];
	/** Graph's. */
	readonly origin: string;
	/** The commands of a script, by its path. */
	readonly commandsIn: (script: string) => readonly string[];
};

const readOf = (
	places: readonly PlaceOutline[],
	collector: Collector,
	asked: readonly {readonly number: string; readonly check: Check}[],
	{origin, commandsIn}: Planned,
): PlannedRead => ({
	id: collector.id,
	via: collector.query.via,
	what: collector.what,
	where: whereOf(places, collector.query),
	rights: collector.rights,
	permissions: graphOf(collector.query)?.permissions ?? [],
	applicationPermissions: graphOf(collector.query)?.applicationPermissions ?? [],
	because: asked.map(({check}) => check.question).join(' '),
	query: exactly(collector, origin),
	address: addressByHand(collector.query, origin)?.address ?? null,
	commands: collector.query.via === 'powershell' ? commandsIn(collector.query.script) : [],
	checks: asked.map(({number}) => number),
});

const coverageIn = ({coverage}: Guide): PlannedCoverage => ({
	...countOf(coverage),
	sentences: coverage.pages.flatMap(({page, sentences}) =>
		sentences.map(sentence => ({
			id: sentence.id,
			page,
			text: sentence.text,
			how: sentence.how,
			because: 'because' in sentence ? sentence.because : null,
			place: 'place' in sentence ? (sentence.place ?? null) : null,
			checks: checksOf(sentence),
		})),
	),
});

/** What a person is asked, and what is brought in files, is no read at all. */
const isNoRead = (via: Query['via']): boolean => via === 'person' || via === 'files';

/** Whom a guide's own questions contact besides directories, sign-in and Graph. */
const contactsOf = ({query, contacts = []}: Collector): readonly string[] => [
	...(query.via === 'directory' && (query.serviceRecords !== undefined || query.hostsOf !== undefined)
		? ['the DNS servers of this computer']
		: []),
	...contacts,
];

/** Every read that a guide may make, in the guide's order. Nobody is asked to make it. */
export const planDocument = (guide: Guide, tool: string, planned: Planned): PlanDocument => {
	const numbered = numberedChecks(guide);
	const collectors = collectorsIn(guide);
	const queries = collectors.map(collector =>
		readOf(
			guide.outline.places,
			collector,
			numbered.filter(({check}) => collectorsOf(check).some(({id}) => id === collector.id)),
			planned,
		),
	);
	// What machines are asked comes first.
	const ordered = [...queries.filter(({via}) => !isNoRead(via)), ...queries.filter(({via}) => isNoRead(via))];
	return {
		format: 'whfb-plan',
		version: 1,
		tool,
		guide: guide.id,
		queries: ordered,
		hosts: [...new Set([...planned.hosts, ...collectors.flatMap(contactsOf)])],
		coverage: coverageIn(guide),
	};
};
