import type {UnobservedReason} from '../../src/guide/answer.ts';
import type {Witness} from '../../src/guide/check.ts';
import type {MembersByContainer} from '../06-hello-settings/group-policy/members-by-container.facts.ts';
import type {RegistryPolicies, UnreadFile} from '../06-hello-settings/group-policy/registry-policies.facts.ts';
import type {ScopeGroup} from '../06-hello-settings/scope-group.facts.ts';
import type {PolicyFacts} from '../group-policy/landscape.ts';
import type {Setting, SettingName} from '../group-policy/policy-settings.ts';
import {seen} from './witnesses.ts';

/** One domain with one controller, and policies as an example says. */
const domain = 'corp.contoso.com';
const context = 'DC=corp,DC=contoso,DC=com';
const domainSid = 'S-1-5-21-1-2-3';
const pilotSid = `${domainSid}-1105`;
const strangeGroup = `${domainSid}-2000`;

/** Who applies and reads a policy: whoever signs in, as every new policy has it; or the pilot group, as the guide has it. */
type Filter = 'everybody' | 'pilot' | 'pilot-unread' | 'strangers' | 'not-pilot' | 'nobody' | 'unread' | 'pilot-and-strangers';

const entry = (sid: string, apply: boolean, read: boolean, allows = true) => ({sid, allows, apply, read, conditional: false});
const everybody = 'S-1-5-11';

const access = {
	everybody: [entry(everybody, true, true)],
	pilot: [entry(pilotSid, true, true), entry(everybody, false, true)],
	'pilot-unread': [entry(pilotSid, true, true)],
	strangers: [entry(strangeGroup, true, true), entry(everybody, false, true)],
	'not-pilot': [entry(pilotSid, true, false, false), entry(everybody, true, true)],
	nobody: [entry(everybody, false, true)],
	unread: null,
	'pilot-and-strangers': [entry(pilotSid, true, true), entry(strangeGroup, true, true), entry(everybody, false, true)],
} as const;

type Settings = Readonly<Partial<Record<SettingName, Setting>>>;

/** A policy of an example; what is left out is as a new policy has it. `on` are the containers that link it: `domain`, a name of a unit, `site`. */
export type Example = {
	readonly name: string;
	readonly on?: readonly string[];
	readonly disabled?: true;
	readonly enforced?: true;
	readonly machine?: Settings;
	readonly user?: Settings;
	readonly flags?: number;
	readonly wmi?: true;
	readonly filter?: Filter;
	readonly unread?: UnreadFile;
	/** Its object is listed, and none of its attributes may be read. */
	readonly isHidden?: true;
	/** Linked, and not among those that can be read. */
	readonly isGone?: true;
};

const site = `CN=London,CN=Sites,CN=Configuration,${context}`;
const containerDn = (name: string) => (name === 'domain' ? context : name === 'site' ? site : `OU=${name},${context}`);
const dnOf = (name: string) => `CN=${name},CN=Policies,CN=System,${context}`;

const nothingUnread = {unread: null, settings: {}};

const registryOf = (policies: readonly Example[]): RegistryPolicies => ({
	policies: policies
		.filter(one => one.unread !== 'elsewhere' && (one.machine ?? one.user) !== undefined)
		.map(({name, machine, user, unread = null}) => ({
			domain,
			id: name,
			machine: machine === undefined ? nothingUnread : {unread, settings: unread === null ? {...machine} : {}},
			user: user === undefined ? nothingUnread : {unread, settings: unread === null ? {...user} : {}},
		})),
	elsewhere: policies.filter(({unread}) => unread === 'elsewhere').map(({name}) => ({dn: dnOf(name), path: '\\\\elsewhere\\share'})),
});

/** Links stand in the order of the policies; the last of a container is the strongest. `blocking` are units that block. */
export const policies = (
	examples: readonly Example[],
	{blocking = [], silent}: {readonly blocking?: readonly string[]; readonly silent?: UnobservedReason} = {},
): PolicyFacts => {
	const container = (name: string) => ({
		dn: containerDn(name),
		links: examples
			.filter(({on = ['domain']}) => on.includes(name))
			.map(one => ({policy: dnOf(one.name), disabled: one.disabled ?? false, enforced: one.enforced ?? false})),
		blocks: blocking.includes(name),
	});
	const units = [...new Set([...examples.flatMap(({on = []}) => on), ...blocking])].filter(name => name !== 'site' && name !== 'domain');
	const quiet = silent === undefined ? null : {reason: silent, detail: 'It did not answer.'};
	return {
		objects: {
			forests: [
				{
					forest: domain,
					silent: null,
					domains: [
						quiet === null
							? {
									domain,
									silent: null,
									policies: [{name: 'Default Domain Policy'}, ...examples.filter(({isGone}) => !isGone)].map((one: Example) => ({
										dn: dnOf(one.name),
										id: one.name,
										name: one.name,
										flags: one.isHidden ? null : (one.flags ?? 0),
										functionality: one.isHidden ? null : 2,
										wmiFilter: one.wmi === undefined ? null : '[corp.contoso.com;{1};0]',
										machine: one.machine !== undefined && !one.isHidden,
										user: one.user !== undefined && !one.isHidden,
										access: access[one.isHidden ? 'unread' : (one.filter ?? 'everybody')]?.map(entry => ({...entry})) ?? null,
									})),
								}
							: {domain, silent: quiet},
					],
				},
			],
		},
		links: {forests: [{forest: domain, silent: null, domains: [{domain, silent: null, containers: ['domain', ...units].map(container)}]}]},
		sites: {
			forests: [
				{
					forest: domain,
					silent: null,
					sites: examples.some(({on}) => on?.includes('site')) ? [container('site')] : [],
					domains: [{domain, namingContext: context, sid: domainSid}],
					controllers: [{name: `dc01.${domain}`, computer: `CN=DC01,OU=Domain Controllers,${context}`, site, readOnly: false}],
				},
			],
		},
		registry: registryOf(examples),
	};
};

/** Members of the pilot group, by the unit they live in; null where the session names no group. */
export const members = (units: Readonly<Record<string, number>> | null): MembersByContainer => ({
	group: units === null ? null : 'Hello Pilot',
	groupMatches: units === null ? null : 1,
	forests: [
		{
			forest: domain,
			silent: null,
			domains: [
				{
					domain,
					silent: null,
					containers: Object.entries(units ?? {}).map(([name, users]) => ({dn: containerDn(name), users})),
				},
			],
		},
	],
});

/** The pilot group, with its SID unless an example says otherwise. */
export const pilot = (sid: string | null = pilotSid, group: string | null = 'Hello Pilot'): Witness<ScopeGroup> =>
	seen({
		group,
		forests: [
			{
				forest: domain,
				silent: null,
				domains: [
					{domain, silent: null, groups: group === null ? [] : [{dn: `CN=Hello Pilot,OU=Groups,${context}`, type: -2147483646, sid}]},
				],
			},
		],
	});
