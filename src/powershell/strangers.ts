import type {Stranger} from '../guide/answer.ts';
import {nameOfNobody} from './well-known-sids.ts';

/** What a forest knows of a SID: who bears it, that nobody does, that it could not look everywhere, or that it is of none of its domains. */
export type SidState = 'found' | 'absent' | 'unseen' | 'elsewhere';

/** A domain, or the other side of a trust: its DNS name, and its SID where that was read. */
export type KnownDomain = {readonly name: string; readonly sid: string | null};

/** What one forest says of the members of a scope group that are known by SID, or were lost. */
export type SaidOfMembers = {
	readonly sids: readonly {readonly sid: string; readonly state: SidState}[];
	/** Distinguished names of members that could not be read. */
	readonly lost: readonly string[];
	readonly trusts: readonly KnownDomain[];
};

const domainOf = (sid: string): string => sid.slice(0, sid.lastIndexOf('-'));

/**
 * Who the members are that nobody stands for, after every forest that answered was asked; in the order of their SIDs, so that no forest's turn decides.
 * `domains` are those of every forest that has ever answered, also of one that is silent now.
 */
export const strangersOf = (domains: readonly KnownDomain[], said: readonly SaidOfMembers[]): readonly Stranger[] => {
	const trusts = said.flatMap(one => one.trusts);
	const nameIn = (list: readonly KnownDomain[], sid: string): string | null =>
		list.flatMap(one => (one.sid === domainOf(sid) && one.name !== '' ? [one.name] : [])).sort()[0] ?? null;
	const states = Map.groupBy(
		said.flatMap(({sids}) => sids),
		({sid}) => sid,
	);
	const strangers = [...states].flatMap(([member, all]): readonly Stranger[] => {
		const is = (state: SidState) => all.some(one => one.state === state);
		const name = nameOfNobody(member);
		if (is('found')) {
			return [];
		}

		if (name !== null) {
			return [{member, kind: 'well-known', of: name}];
		}

		// A domain that answers, and was not looked through this time, may hold it.
		const home = nameIn(domains, member);
		if (home !== null || is('unseen')) {
			return [{member, kind: is('absent') && !is('unseen') ? 'deleted' : 'unread', of: home}];
		}

		const trusted = nameIn(trusts, member);
		return [{member, kind: trusted === null ? 'unknown' : 'trusted', of: trusted}];
	});
	const lost = [...new Set(said.flatMap(one => one.lost))].map((member): Stranger => ({member, kind: 'unread', of: null}));
	return [...strangers, ...lost].sort((a, b) => (a.member < b.member ? -1 : a.member > b.member ? 1 : 0));
};
