import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {collectorOf} from '../src/guide/check.ts';
import {caseFiles} from './case-files.ts';
import {hasRecording, isShownWhole} from './forgotten.ts';
import {asked, heldBack, shownOnly} from './read-and-judged.ts';
import {recorded, recordingFile} from './record.ts';
import {tell} from './tell.ts';

const told = recorded.filter(hasRecording);

/** Paths of everything in a value; an element of a list is `[]`. */
const pathsOf = (value: unknown, path: string): readonly string[] => {
	if (Array.isArray(value)) {
		return [...new Set(value.flatMap(one => pathsOf(one, `${path}[]`)))];
	}

	return typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([name, inner]) => [`${path}.${name}`, ...pathsOf(inner, `${path}.${name}`)])
		: [];
};

/** The value, noting each path that somebody reads by its name. Going over all members at once, as a copy does, reads none of them. */
const watched = (value: unknown, path: string, seen: Set<string>): unknown => {
	if (typeof value !== 'object' || value === null) {
		return value;
	}

	return new Proxy(value, {
		get: (target, name) => {
			const inner: unknown = Reflect.get(target, name);
			if (typeof name !== 'string' || typeof inner === 'function' || (Array.isArray(target) && !/^\d+$/.test(name))) {
				return inner;
			}

			const where = Array.isArray(target) ? `${path}[]` : `${path}.${name}`;
			seen.add(where);
			return watched(inner, where, seen);
		},
	});
};

const isUnder = (path: string, rows: readonly {readonly path: string}[]) =>
	rows.some(row => path === row.path || path.startsWith(`${row.path}.`) || path.startsWith(`${row.path}[`));

/** Whose fact it is: a path begins with the collector's id. */
const collectorIn = (path: string): string => /^[^.[]+/.exec(path)?.[0] ?? path;

describe('what a collector reads', () => {
	const seen = new Set<string>();
	const given = new Set<string>();
	for (const {check, cases} of caseFiles) {
		for (const {given: facts} of Object.values(cases)) {
			const named = Object.entries(facts as Readonly<Record<string, unknown>>).map(([name, value]) => {
				const need = check.needs[name];
				const id = need === undefined ? name : collectorOf(need).id;
				if (typeof value === 'object' && value !== null && 'seen' in value && value.seen === false) {
					return [name, value] as const;
				}

				const inner = typeof value === 'object' && value !== null && 'seen' in value && 'facts' in value ? value.facts : value;
				for (const path of pathsOf(inner, id)) {
					given.add(path);
				}

				const around = inner === value ? watched(value, id, seen) : {...(value as object), facts: watched(inner, id, seen)};
				return [name, around] as const;
			});
			const facts_ = Object.fromEntries(named) as never;
			check.judge(facts_);
			check.exhibits?.(facts_);
		}
	}

	it('is judged or shown by somebody, or stands in the table of what is not, with its reason', () => {
		expect(given.size).toBeGreaterThan(100);
		// Why a part is silent is for people; that it is silent shows where its facts are not.
		const isSilence = (path: string) => /\.silent(\.(reason|detail))?$/.test(path);
		const idle = [...given]
			.filter(path => !seen.has(path) && !isSilence(path) && !isUnder(path, shownOnly) && isShownWhole(collectorIn(path)))
			.sort();
		tell(idle.map(path => `test/read-and-judged.ts has no row for ${path}, which nobody judges: judge it, or say there why it is read.`));
	});

	it('has no row in that table that somebody judges by now', () => {
		expect(shownOnly.filter(({path}) => seen.has(path)).map(({path}) => path)).toEqual([]);
		const gone = shownOnly.filter(({path}) => ![...given].some(one => one === path) && isShownWhole(collectorIn(path)));
		expect(gone.map(({path}) => path)).toEqual([]);
	});
});

describe('what a runner brings', () => {
	it('reaches the facts, or stands in the table of what is held back, with its reason', () => {
		const seen = new Set<string>();
		const brought = new Set<string>();
		for (const collector of told) {
			const {answer} = JSON.parse(readFileSync(recordingFile(collector), 'utf8')) as {answer: unknown};
			const via = collector.query.via;
			for (const path of pathsOf(answer, via)) {
				brought.add(path);
			}

			collector.read(watched(answer, via, seen));
		}

		const idle = [...brought].filter(path => path.startsWith('directory.') && !path.includes('.attributes.') && !seen.has(path));
		expect(idle.filter(path => !isUnder(path, heldBack)).sort()).toEqual([]);
		expect(heldBack.filter(({path}) => seen.has(path)).map(({path}) => path)).toEqual([]);
	});

	it('was asked for: every attribute of a query is read by its collector', () => {
		const unread = told.flatMap(collector => {
			const {query} = collector;
			if (query.via !== 'directory') {
				return [];
			}

			const seen = new Set<string>();
			const {answer} = JSON.parse(readFileSync(recordingFile(collector), 'utf8')) as {answer: unknown};
			collector.read(watched(answer, '', seen));
			if (!/"attributes":\{"/.test(JSON.stringify(answer))) {
				return [];
			}

			const names = query.attributes.map(attribute => (typeof attribute === 'string' ? attribute : attribute.name));
			return names.filter(name => ![...seen].some(path => path.endsWith(`.attributes.${name}`))).map(name => `${collector.id}: ${name}`);
		});
		expect(unread.filter(one => !isUnder(one, asked))).toEqual([]);
	});
});
