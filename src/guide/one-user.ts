import type {UnobservedReason} from './answer.ts';
import type {Collector} from './check.ts';

/** Everything by which one user is known, as it was read. Names and ids are compared whole, as the guide compares identities, and never looked for in a text. */
export type Who = {
	readonly upns: readonly string[];
	readonly sids: readonly string[];
	readonly dns: readonly string[];
	/** Ids in the tenant. */
	readonly objectIds: readonly string[];
	/** sAMAccountName, with the DNS name of its domain: by itself it is nobody's. */
	readonly accounts: readonly {readonly domain: string; readonly name: string}[];
};

/** One thing that was seen of a user, or why it was not. */
export type UserLine = {readonly what: string} & (
	| {readonly seen: string}
	| {readonly silent: {readonly reason: UnobservedReason; readonly detail: string}}
);

/** What facts of one collector tell of one user. */
export type UserRoom = {
	/** The heading that it stands under: `Directory`, `Keys`. */
	readonly part: string;
	readonly collector: Collector;
	/** For what is asked about named users: the facts about this one alone; null where they hold nothing of that user. */
	readonly only?: (facts: unknown, user: string) => unknown;
	/** None where the facts do not name the user: then `unnamed` says what that means. */
	readonly says: (facts: unknown, who: Who) => readonly UserLine[];
	readonly unnamed: string;
};

/** What a guide can tell of one user. */
export type OneUser = {
	readonly rooms: readonly UserRoom[];
	/** Checks that are about named users alone, by id, and the heading that each stands under. */
	readonly checks: readonly {readonly part: string; readonly check: string}[];
	/** Who a user is, by the facts that were seen, by collector. */
	readonly whoIs: (user: string, facts: Readonly<Record<string, unknown>>) => Who;
};

/** A room whose facts are those of its collector. Whoever calls it has held them against the collector's schema. */
export const userRoom = <Facts>(room: {
	readonly part: string;
	readonly collector: Collector<Facts>;
	readonly only?: (facts: Facts, user: string) => Facts | null;
	readonly says: (facts: Facts, who: Who) => readonly UserLine[];
	readonly unnamed: string;
}): UserRoom => room as unknown as UserRoom;
