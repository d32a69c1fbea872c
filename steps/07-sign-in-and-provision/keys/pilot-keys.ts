import {isoAt, momentOf} from '../../../src/guide/age.ts';
import {type FactsOf, optional, type Witness} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {type ConnectServers, connectServers} from '../../04-directory-synchronization/connect-server/connect-server.facts.ts';
import {heard} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {day, durationOf, elapsed} from '../../elapsed.ts';
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
const cycleOf = (connect: Witness<ConnectServers>): {readonly seconds: number; readonly next: string | null} => {
	const schedulers = connect.seen
		? connect.facts.servers.flatMap(({staging, scheduler}) => (staging === true ? [] : (scheduler ?? [])))
		: [];
	const longest = schedulers.reduce((seconds, {interval}) => Math.max(seconds, interval ?? 0), usualCycle);
	return {seconds: longest, next: schedulers.map(({nextStart}) => nextStart).find(next => next !== null) ?? null};
};

/** The keys that a user has in Active Directory; null where a part of it was silent and no key of that user was found elsewhere. */
const keysOf = (
	keys: Witness<DirectoryKeys>,
	user: string,
): {readonly own: readonly Key[]; readonly silent: string | null; readonly seesKeys: boolean} => {
	if (!keys.seen) {
		return {own: [], silent: keys.detail, seesKeys: false};
	}

	const domains = heard(keys.facts.forests).flatMap(({domains}) => domains);
	const users = heard(domains).flatMap(({users}) => users);
	const silent = [...keys.facts.forests, ...domains].find(one => one.silent !== null)?.silent ?? null;
	return {
		own: users
			.filter(({upn}) => isSameUpn(upn, user))
			.flatMap(one => one.keys.filter(({usage, source}) => usage === 'hello' && source === 'entra')),
		silent: silent?.detail ?? null,
		seesKeys: users.some(one => one.keys.length > 0),
	};
};

const latest = (times: readonly (string | null)[]): string | null =>
	times.reduce((last, time) => (time !== null && !(momentOf(time) <= momentOf(last)) ? time : last), null);

const pilotVerdict = ({user, methods}: Pilot, facts: Facts): Verdict => {
	if (methods.length === 0) {
		return unmet('enrol-the-pilot', `Entra ID holds no key of Windows Hello of ${user}.`);
	}

	const {own, silent, seesKeys} = keysOf(facts.keys, user);
	const newest = latest(methods.map(({created}) => created));
	// A key of before the newest one of Entra ID is another key; the two clocks may differ by some minutes, and a day is no risk.
	const isHere =
		own.length >= methods.length && own.some(({created}) => created === null || newest === null || elapsed(created, newest) <= day);
	const has = `Entra ID holds ${counted(methods.length, 'key')} of ${user}`;
	if (isHere) {
		const more =
			own.length > methods.length
				? ` ${counted(own.length - methods.length, 'key')} in Active Directory ${own.length - methods.length === 1 ? 'is' : 'are'} of no key there any more.`
				: '';
		return more === ''
			? met(`${has}, and Active Directory has ${methods.length === 1 ? 'it' : 'them'}.`)
			: caution('remove-old-keys', `${has}, and Active Directory has ${own.length}.${more}`);
	}

	const {seconds, next} = cycleOf(facts.connect);
	const age = elapsed(newest, facts.methods.takenAt) / 1000;
	const here = own.length === 0 ? 'none' : `only ${own.length}`;
	if (Number.isNaN(age) || age < 0) {
		return declined('inconclusive', 'wait-for-the-cycle', `${has}, Active Directory has ${here}, and how old the newest is was not said.`);
	}

	const said = `${has}, the newest from ${durationOf(age)} ago; Active Directory has ${here}`;
	if (age <= seconds + replication) {
		const due = next ?? isoAt(momentOf(newest) + seconds * 1000);
		return caution(
			'wait-for-the-cycle',
			`${said} yet. A cycle of Connect, every ${durationOf(seconds)}, and replication have to pass${due === null ? '' : `; the next cycle is due at ${due.slice(11, 16)} UTC`}.`,
		);
	}

	if (silent !== null) {
		return declined('unreachable', 'let-it-answer', `${said} that was seen, and not all of it answered. ${silent}`);
	}

	return seesKeys
		? unmet('find-where-the-key-stays', `${said}, although a cycle of ${durationOf(seconds)} and replication have passed.`)
		: declined(
				'inconclusive',
				'look-as-an-administrator',
				`${said} that this account sees; it sees no key of anybody, and may not be allowed to.`,
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
