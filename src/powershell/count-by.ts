import {momentOf} from '../guide/age.ts';
import type {DirectoryAnswer, Entry, Reading} from '../guide/answer.ts';
import {foldAscii} from '../guide/fold.ts';
import type {CountBy} from '../guide/query.ts';

/** Name of the attribute in which an entry that stands for a kind says how many objects are of it. */
const countName = 'count';

/** Windows counts from 1601 in ten millionths of a second (MS-DTYP 2.3.3). */
const fileTimeEpoch = 11_644_473_600_000;
const day = 86_400_000;

/** The object above, as written; commas after a backslash part no names (RFC 4514). */
const containerOf = (dn: string): string => /^(?:[^,\\]|\\.)*,(.*)$/s.exec(dn)?.[1] ?? '';

/** `yes`, `no`, or nothing where the time is not there, or is none. Zero and the largest number mean that there was never one. */
const recentIn = (value: string | undefined, days: number, now: number): readonly string[] => {
	if (value === undefined || !/^\d{1,19}$/.test(value)) {
		return [];
	}

	const at = Number(BigInt(value) / 10_000n) - fileTimeEpoch;
	return [BigInt(value) > 0n && at < now + day * 365 && at >= now - days * day ? 'yes' : 'no'];
};

const partOf = (by: CountBy, {dn, attributes}: Entry, now: number): readonly string[] => {
	switch (by.by) {
		case 'container':
			return [containerOf(dn)];
		case 'value':
			return attributes[by.attribute]?.slice(0, 1) ?? [];
		case 'recent':
			return recentIn(attributes[by.attribute]?.[0], by.days, now);
	}
};

type Place = {readonly server: string; readonly namingContext: string};
const keyOf = (asked: string, {server, namingContext}: Place) =>
	JSON.stringify([foldAscii(asked), foldAscii(server), foldAscii(namingContext)]);

/** Counts entries of one query by kind as they come, and keeps none of them. `now`: ISO 8601. */
export const kindCounter = (countBy: readonly CountBy[], now: string) => {
	const moment = momentOf(now);
	const places = new Map<string, Map<string, {readonly entry: Entry; count: number}>>();
	return {
		add(forest: string, place: Place, entry: Entry): void {
			const parts = countBy.map(by => partOf(by, entry, moment));
			const key = JSON.stringify(parts.map((part, at) => (countBy[at]?.by === 'container' ? part.map(foldAscii) : part)));
			const kinds = places.get(keyOf(forest, place)) ?? new Map();
			places.set(keyOf(forest, place), kinds);
			const known = kinds.get(key);
			if (known === undefined) {
				const dn = countBy.findIndex(({by}) => by === 'container');
				const attributes = Object.fromEntries(
					countBy.flatMap((by, at) => (by.by === 'container' || parts[at]?.length === 0 ? [] : [[by.attribute, parts[at] ?? []]])),
				);
				kinds.set(key, {entry: {dn: parts[dn]?.[0] ?? '', attributes}, count: 1});
			} else {
				known.count++;
			}
		},
		/** The answer with an entry for each kind in place of the objects that were counted. */
		answer: (answer: DirectoryAnswer): DirectoryAnswer => ({
			...answer,
			forests: answer.forests.map(forest =>
				forest.answered
					? {
							...forest,
							readings: forest.readings.map(
								(reading): Reading =>
									'entries' in reading
										? {
												...reading,
												entries: [...(places.get(keyOf(forest.forest, reading))?.values() ?? [])].map(({entry, count}) => ({
													dn: entry.dn,
													attributes: {...entry.attributes, [countName]: [String(count)]},
												})),
											}
										: reading,
							),
						}
					: forest,
			),
		}),
	};
};
