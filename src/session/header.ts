import {jsonObject} from '../guide/json-object.ts';
import {safeText} from '../guide/untrusted.ts';
import type {Beginning, Event} from './event.ts';
import {environmentShape} from './event-shape.ts';
import {digest} from './journal-lines.ts';
import {count, matching, maybe, object, oneOf, orNull, type ShapeOf, text, time} from './shape.ts';

/**
 * The form of journals that this program writes. Another version is refused; a later minor one may hold entries that are kept and not understood.
 * 2.1: the verdict of a finding may say that something is not supported.
 */
export const form = {version: 2, minor: 1} as const;

/** The first line of a journal, which says what the session is. A lineage is one session's whole life, through exports and renames. */
export type Header = {
	readonly lineage: string;
	/** 1 is what 1.0.0 wrote: it said what a session is in its first two events. */
	readonly version: 1 | 2;
	readonly minor: number;
	readonly beginning: Beginning;
};

/** What stands where a header should. `headless`: a session whose first line, or in 1.0.0 whose first event, is damaged. */
export type NoHeader =
	| {readonly kind: 'newer'; readonly version: number; readonly tool: string}
	| {readonly kind: 'headless'; readonly why: string}
	| {readonly kind: 'foreign'; readonly why: string};

const written = object({
	format: oneOf('whfb-session'),
	version: count,
	minor: count,
	lineage: text,
	created: time,
	tool: text,
	guide: text,
	edition: text,
	kind: oneOf('practice', 'real'),
	practice: orNull(matching(/^[a-z0-9-]+$/)),
	account: text,
	computer: text,
	environment: environmentShape,
	hash: text,
});

const writtenFirst = object({
	format: oneOf('whfb-session'),
	version: count,
	lineage: text,
	created: time,
	tool: text,
	hash: maybe(text),
});

/** The first line of a new journal, with its end. It carries a hash of its own, because nothing before it could prove it. */
export const headerLine = (lineage: string, {at, tool, guide, edition, account, computer, environment}: Beginning): string => {
	const {practice = null, ...rest} = environment;
	const body = {
		format: 'whfb-session',
		...form,
		lineage,
		created: at,
		tool,
		guide,
		edition,
		kind: practice === null ? 'real' : 'practice',
		practice,
		account,
		computer,
		environment: rest,
	};
	return `${JSON.stringify({...body, hash: digest(JSON.stringify(body))})}\n`;
};

const ofSecondForm = (value: Readonly<Record<string, unknown>>): Header | NoHeader => {
	const isLater = typeof value['minor'] === 'number' && value['minor'] > form.minor;
	const path = written.objection(value, isLater);
	const {hash, ...body} = value as ShapeOf<typeof written>;
	if (path !== null || hash !== digest(JSON.stringify(body))) {
		return {kind: 'headless', why: path === null ? 'its first line is not what was written' : `its first line is damaged (${path})`};
	}

	const {kind, practice, environment, lineage, minor, created: at, tool, guide, edition, account, computer} = body;
	if ((kind === 'practice') !== (practice !== null) || (environment.practice ?? null) !== null) {
		return {kind: 'headless', why: 'its first line says both that it is practice and that it is not'};
	}

	const beginning: Beginning = {
		at,
		tool: safeText(tool),
		guide,
		edition: safeText(edition),
		account: safeText(account),
		computer: safeText(computer),
		environment: {...environment, ...(practice === null ? {} : {practice})},
	};
	return {lineage, version: 2, minor, beginning};
};

/** Reads the first line of a journal. `rest` are the lines after it: they tell a damaged session from a file that never was one. */
export const readHeader = (line: string, rest: readonly string[]): Header | NoHeader => {
	const looksLikeOurs = /whfb-session/.test(line) || [line, ...rest].some(each => /^\s*\{"seq":/.test(each));
	const value = jsonObject(line);
	if (value === null || value['format'] !== 'whfb-session' || typeof value['version'] !== 'number') {
		const why = value === null ? 'its first line cannot be read' : 'its first line is not that of a session';
		return {kind: looksLikeOurs || line.trim() === '' ? 'headless' : 'foreign', why};
	}

	const {version} = value;
	const tool = typeof value['tool'] === 'string' ? safeText(value['tool']) : null;
	if (version > form.version) {
		return {kind: 'newer', version, tool: tool ?? 'unknown'};
	}

	if (version === 2) {
		return ofSecondForm(value);
	}

	const path = version === 1 ? writtenFirst.objection(value, true) : 'version';
	if (path !== null) {
		return {kind: 'headless', why: `its first line is damaged (${path})`};
	}

	const {lineage, created: at} = value as unknown as ShapeOf<typeof writtenFirst>;
	const beginning: Beginning = {at, tool: tool ?? '', guide: '', edition: '', account: '', computer: '', environment: {}};
	return {lineage, version: 1, minor: 0, beginning};
};

/**
 * What a journal of 1.0.0 is, which said so in two events, the opening and the settings. A program that was killed between them, or a line that is
 * damaged, leaves a session that does not say whether it is practice: it is none.
 */
export const beginningOfFirst = (header: Header, events: readonly Event[]): Header | NoHeader => {
	const settings = events.flatMap(event => (event.type === 'settled' ? [event.environment] : []));
	const practice = settings.map(each => each.practice ?? null).find(each => each !== null) ?? null;
	const isSaid = events.slice(0, 2).some(({type}) => type === 'settled');
	const isPractised = events.some(event => event.type === 'found' && event.finding.source === 'practice');
	const isBegun = events.some(({type}) => type !== 'opened');
	if (practice === null && (isPractised || !(isSaid || isBegun))) {
		return {kind: 'headless', why: 'it does not say whether it is practice or real'};
	}

	const {beginning} = header;
	return {...header, beginning: {...beginning, environment: practice === null ? {} : {practice}}};
};
