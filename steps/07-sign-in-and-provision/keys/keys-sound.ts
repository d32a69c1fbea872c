import {type FactsOf, optional} from '../../../src/guide/check.ts';
import {caution, declined, met, unmet, type Verdict} from '../../../src/guide/finding.ts';
import {usersInScope} from '../../02-prerequisites/scope/users-in-scope.facts.ts';
import {heard, unheard, usersOf} from '../../by-forest.ts';
import {defineCheckOver} from '../../check-over.ts';
import {counted, listed} from '../../directory.ts';
import {comparableGuid} from '../../identity.ts';
import {groupTrouble} from '../../scope-group.ts';
import {type Part, worstFirst} from '../../worst-first.ts';
import {deviceIds} from './device-ids.facts.ts';
import {type DirectoryKeys, directoryKeys} from './directory-keys.facts.ts';

const needs = {keys: directoryKeys, devices: optional(deviceIds), scope: optional(usersInScope)};

type Facts = FactsOf<typeof needs>;
type Domain = Extract<Extract<DirectoryKeys['forests'][number], {silent: null}>['domains'][number], {silent: null}>;

/** Hello keys that Entra ID wrote, with whose they are. Nobody else names a device. */
const helloKeys = ({users}: Domain) =>
	users.flatMap(({name, keys}) => keys.filter(({usage, source}) => usage === 'hello' && source === 'entra').map(key => ({name, ...key})));

const namesOf = (some: readonly {readonly name: string}[]): readonly string[] => [...new Set(some.map(({name}) => name))].sort();

const domainVerdicts = (domain: Domain, facts: Facts): readonly Verdict[] => {
	const weak = domain.users.filter(({keys}) => keys.some(key => key.weak === true));
	// Windows names the computer in each key of Hello, and makes it an RSA key; what says neither is of a form that nobody knows.
	const unread = domain.users.filter(
		one =>
			one.unread > 0 ||
			one.keys.some(({usage, source, weak, device}) => usage === 'hello' && source === 'entra' && (weak === null || device === null)),
	);
	const keys = helloKeys(domain);
	const {devices} = facts;
	const known = new Set(devices.seen ? devices.facts.ids : []);
	const orphans = devices.seen ? keys.filter(({device}) => device !== null && !known.has(comparableGuid(device) ?? '')) : [];
	const name = domain.domain;
	return [
		...(weak.length > 0
			? [
					unmet(
						'replace-weak-keys',
						`${name}: ${counted(weak.length, 'user')} in scope ${weak.length === 1 ? 'has' : 'have'} a key that can be computed from its public half (CVE-2017-15361): ${listed(namesOf(weak))}.`,
					),
				]
			: []),
		...(unread.length > 0
			? [declined('malformed', 'read-the-values', `${name}: values of ${listed(namesOf(unread))} are of a form that is not known.`)]
			: []),
		...(orphans.length > 0 && devices.seen && devices.facts.without === 0
			? [
					caution(
						'remove-old-keys',
						`${name}: ${counted(orphans.length, 'key')} of ${listed(namesOf(orphans))} ${orphans.length === 1 ? 'is' : 'are'} of computers that are no device of this tenant any more.`,
					),
				]
			: []),
		...(keys.length > 0 && (!devices.seen || (orphans.length > 0 && devices.facts.without > 0))
			? [
					declined(
						devices.seen ? 'inconclusive' : devices.reason,
						'let-the-devices-be-read',
						`${name}: whether the computers of ${counted(keys.length, 'key')} still exist was not seen. ${devices.seen ? 'Some devices of the tenant name no id.' : devices.detail}`,
					),
				]
			: []),
		...(domain.users.length > 0 ? [met(`${name}: the keys of ${counted(domain.users.length, 'user')} in scope are sound.`)] : []),
	];
};

type Forest = Extract<DirectoryKeys['forests'][number], {silent: null}>;

/** Whoever sees no key in a forest may not be allowed to: nothing is said of its keys then, unless nobody in scope lives there. */
const forestParts = ({forest, domains}: Forest, facts: Facts): readonly Part[] => {
	const parts = domains.flatMap((domain): readonly Part[] =>
		domain.silent === null
			? domainVerdicts(domain, facts).map(verdict => ({name: domain.domain, verdict}))
			: [unheard(domain.domain, domain.silent)],
	);
	return parts.length > 0 || usersOf(facts.scope, forest) === 0
		? parts
		: [{name: forest, verdict: declined('empty', 'look-as-an-administrator', `No key of a user in scope was seen in ${forest}.`)}];
};

/** Keys that are no good although they are there: weak ones, and those of computers that are gone. */
export const keysSound = defineCheckOver({
	id: 'keys-sound',
	question: 'Is every key in Active Directory a sound one, of a computer that still exists?',
	needs,
	partsOf: (facts): readonly Part[] => {
		const trouble = groupTrouble(facts.keys);
		return trouble === null
			? facts.keys.forests.flatMap(one => (one.silent === null ? forestParts(one, facts) : [unheard(one.forest, one.silent)]))
			: [{name: 'scope group', verdict: declined('empty', 'choose-a-group', trouble)}];
	},
	judge: parts => worstFirst(parts, {nothing: declined('empty', 'look-as-an-administrator', 'No key of a user in scope was seen.')}),
	keep: ({keys, devices, scope}) => ({
		scope,
		devices: devices.seen ? devices.facts.ids.length : devices,
		keys: {
			...keys,
			forests: keys.forests.map(one =>
				one.silent === null
					? {...one, domains: heard(one.domains).map(domain => ({domain: domain.domain, keys: helloKeys(domain).length}))}
					: one,
			),
		},
	}),
});
