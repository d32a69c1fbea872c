import {isoAt, momentOf} from '../../../src/guide/age.ts';
import {type FactsOf, optional, type Witness} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {type ConnectServers, connectServers} from '../../04-directory-synchronization/connect-server/connect-server.facts.ts';
import {heard} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {durationOf, elapsed, hour} from '../../elapsed.ts';
import {isSameUpn} from '../../identity.ts';
import {worstFirst} from '../../worst-first.ts';
import {type DirectoryKeys, directoryKeys} from './directory-keys.facts.ts';
import {type HelloMethods, helloMethods} from './hello-methods.facts.ts';

const needs = {methods: helloMethods, keys: optional(directoryKeys), connect: optional(connectServers)};

type Facts = FactsOf<typeof needs>;
type Pilot = Extract<HelloMethods['users'][number], {silent: null}>;
type Key = Extract<
	Extract<DirectoryKeys['forests'][number], {silent: null}>['domains'][number],
	{silent: null}
>['users'][number]['keys'][number];

/** Half an hour, the shortest and usual time between two cycles (how-to-connect-sync-feature-scheduler), in seconds. */
const usualCycle = 1800;
/** How long replication between domain controllers may take after a cycle, in seconds; ours, twice what a site of its own needs by a wide margin. */
const replication = 1800;

/** The cycle of the servers that export, in seconds: the longest of them, where they say. */
const cycleOf = (connect: Witness<ConnectServers>): {readonly seconds: number; readonly next: string | null; readonly stopped: boolean} => {
	const schedulers = connect.seen
		? connect.facts.servers.flatMap(({staging, scheduler}) => (staging === true ? [] : (scheduler ?? [])))
		: [];
	const longest = schedulers.reduce((seconds, {interval}) => Math.max(seconds, interval ?? 0), usualCycle);
	return {
		seconds: longest,
		next: schedulers.flatMap(({nextStart}) => nextStart ?? []).toSorted()[0] ?? null,
		stopped: schedulers.some(({enabled, suspended}) => !enabled || suspended === true),
	};
};

/** The keys that a user has in Active Directory, account by account: two forests may hold one name. `silent`: why not all of it was seen. */
const keysOf = (
	keys: Witness<DirectoryKeys>,
	user: string,
): {readonly accounts: readonly (readonly Key[])[]; readonly silent: string | null; readonly seesKeys: boolean} => {
	if (!keys.seen) {
		return {accounts: [], silent: keys.detail, seesKeys: false};
	}

	const domains = heard(keys.facts.forests).flatMap(({domains}) => domains);
	const users = heard(domains).flatMap(({users}) => users);
	const silent = [...keys.facts.forests, ...domains].find(one => one.silent !== null)?.silent ?? null;
	return {
		accounts: users
			.filter(({upn}) => isSameUpn(upn, user))
			.map(one => one.keys.filter(({usage, source}) => usage === 'hello' && source === 'entra')),
		silent: silent?.detail ?? null,
		seesKeys: users.some(one => one.keys.length > 0),
	};
};

/** How far apart the two times of one key may lie: it is made on the computer, and registered when the second factor has been given. */
const apart = hour;

/** Of the times of Entra's keys those that no key of an account is of; each key stands for one, and a time that nobody said for none. */
const withoutKey = (times: readonly (string | null)[], own: readonly Key[]): readonly (string | null)[] => {
	const left = [...own];
	return times.filter(time => {
		const at = left.findIndex(({created}) => Math.abs(elapsed(created, time)) <= apart);
		if (at >= 0) {
			left.splice(at, 1);
		}

		return at < 0;
	});
};

const latest = (times: readonly (string | null)[]): string | null =>
	times.reduce((last, time) => (time !== null && !(momentOf(time) <= momentOf(last)) ? time : last), null);

const pilotVerdict = ({user, methods}: Pilot, facts: Facts): Verdict => {
	if (methods.length === 0) {
		return unmet('enrol-the-pilot', `Entra ID holds no key of Windows Hello of ${user}.`);
	}

	const {accounts, silent, seesKeys} = keysOf(facts.keys, user);
	const times = methods.map(({created}) => created);
	const [own = [], missing = times] =
		accounts
			.map(account => [account, withoutKey(times, account)] as const)
			.sort(([, one], [, other]) => one.length - other.length)
			.at(0) ?? [];
	const has = `Entra ID holds ${counted(methods.length, 'key')} of ${user}`;
	if (missing.length === 0) {
		const left = own.length - methods.length;
		return left === 0
			? met(`${has}, and Active Directory has ${methods.length === 1 ? 'it' : 'them'}.`)
			: caution(
					'remove-old-keys',
					`${has}, and Active Directory has ${own.length}. ${counted(left, 'key')} in Active Directory ${left === 1 ? 'is' : 'are'} of no key there any more.`,
				);
	}

	const newest = missing.includes(null) ? null : latest(missing);
	const {seconds, next, stopped} = cycleOf(facts.connect);
	const age = elapsed(newest, facts.methods.takenAt) / 1000;
	const here = own.length === 0 ? 'none' : `${counted(own.length, 'key')}, of other times`;
	if (Number.isNaN(age) || age < 0) {
		return declined(
			'inconclusive',
			'wait-for-the-cycle',
			`${has}, Active Directory has ${here}, and how old the one that is missing is was not said.`,
		);
	}

	const said = `${has}, one from ${durationOf(age)} ago; Active Directory has ${here}`;
	if (stopped) {
		return unmet('find-where-the-key-stays', `${said}, and the scheduler of Connect is switched off or suspended: no cycle brings it.`);
	}

	if (age <= seconds + replication) {
		const due = next ?? isoAt(momentOf(newest) + seconds * 1000);
		return caution(
			'wait-for-the-cycle',
			`${said} yet. A cycle of Connect, every ${durationOf(seconds)}, and replication have to pass${due === null ? '' : `; the next cycle is due at ${due.slice(11, 16)} UTC`}.`,
		);
	}

	if (own.length >= methods.length) {
		return declined('inconclusive', 'find-where-the-key-stays', `${said}: whether one of them is it, nobody can tell.`);
	}

	if (silent !== null) {
		return declined('unreachable', 'let-it-answer', `${said} that was seen, and not all of it answered. ${silent}`);
	}

	return seesKeys
		? unmet('find-where-the-key-stays', `${said}, although a cycle of ${durationOf(seconds)} and replication have passed.`)
		: declined(
				'inconclusive',
				'look-as-an-administrator',
				`${said} that this account sees; it sees no key of anybody. What step 4 says of the rules and of the right to write comes first.`,
			);
};

/** Keys of named pilot users, in Entra ID and in Active Directory: a key that waits, one that stays out, one that is left over (X34). */
export const pilotKeys = defineCheckOver({
	id: 'pilot-keys',
	question: 'Has the key of each pilot user come from Entra ID to Active Directory?',
	needs,
	partsOf: facts =>
		facts.methods.users.map(one => ({
			name: one.user,
			verdict:
				one.silent === null
					? pilotVerdict(one, facts)
					: declined(one.silent.reason, 'let-the-keys-be-read', `The keys of ${one.user} in Entra ID were not seen. ${one.silent.detail}`),
		})),
	judge: parts =>
		worstFirst(parts, {
			met: `${listed(parts.map(({name}) => name))}: each key of Entra ID is in Active Directory.`,
			nothing: declined('not-answered', 'name-a-pilot', 'No pilot user was named, so nobody was asked for.'),
		}),
	keep: ({methods, keys}) => ({methods, keys: keys.seen ? 'those of the pilot users' : keys}),
});
