import {afterAll, beforeAll, expect, it} from 'vitest';
import {all, any, equals, hasRid} from '../../src/guide/filter.ts';
import type {DirectoryQuery} from '../../src/guide/query.ts';
import {directoryRunner} from '../../src/powershell/directory.ts';
import {sidOf} from '../../steps/directory.ts';
import {type Forest, startForest} from '../lab/lab.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';
import {answered, factsOf} from './directory-answer.ts';

const persons = all(equals('objectCategory', 'person'), equals('objectClass', 'user'));
const asked = (part: Partial<DirectoryQuery>): DirectoryQuery => ({
	via: 'directory',
	from: 'every-domain',
	base: 'domain',
	scope: 'subtree',
	filter: persons,
	attributes: [],
	...part,
});

describeWith(['samba', 'powershell'], 'what is made of a directory by the way', () => {
	let forest: Forest;
	let ask: (
		query: DirectoryQuery,
	) => Promise<readonly {readonly dn: string; readonly attributes: Readonly<Record<string, readonly string[]>>}[]>;

	beforeAll(async () => {
		const path = await engine();
		forest = await startForest({realm: 'MADE.DIRECTORY.TEST', schema: '2019'});
		Object.assign(process.env, forest.env);
		await forest.ldif(`dn: OU=North\\, \\#1,@BASEDN@
changetype: add
objectClass: organizationalUnit

dn: CN=Lone\\, wolf,OU=North\\, \\#1,@BASEDN@
changetype: add
objectClass: user
sAMAccountName: lone

dn: CN=Local,OU=People,@BASEDN@
changetype: add
objectClass: group
sAMAccountName: Local
groupType: -2147483644
member: CN=Pilot,OU=People,@BASEDN@

dn: CN=Open,OU=People,@BASEDN@
changetype: add
objectClass: group
sAMAccountName: Open
groupType: -2147483644
member: CN=S-1-5-11,CN=ForeignSecurityPrincipals,@BASEDN@
`);
		ask = async query => {
			const answer = await directoryRunner({shell: async () => ({path}), directories: [forest.dns]}).ask(query);
			return factsOf(answer).forests.flatMap(one =>
				answered(one).readings.flatMap(reading => {
					if (!('entries' in reading)) {
						throw new Error(reading.detail);
					}

					return reading.entries;
				}),
			);
		};
	}, 120_000);
	afterAll(async () => forest?.remove());

	it('brings the containers of what matches, each once, with how many it holds, and one object of each', async () => {
		const containers = await ask(asked({of: 'containers', attributes: ['ou', {name: 'held', as: 'held'}]}));
		const all = await ask(asked({attributes: []}));
		const parents = Map.groupBy(all, ({dn}) => dn.replace(/^(?:[^\\,]|\\.)*,/s, ''));
		expect(new Map(containers.map(({dn, attributes}) => [dn, Number(attributes.held?.[0])]))).toEqual(
			new Map([...parents].map(([dn, own]) => [dn, own.length])),
		);
		expect(containers.some(({attributes}) => attributes.ou?.[0] === 'North, #1')).toBe(true);
		const samples = await ask(asked({of: 'one-in-each', attributes: ['sAMAccountName']}));
		expect(samples.map(({dn}) => dn)).toEqual([...parents.values()].map(own => own[0]?.dn));
		expect(samples.every(({attributes}) => attributes.sAMAccountName !== undefined)).toBe(true);
	});

	it('brings the groups of an object, nested, by primary group, and those that everybody is in', async () => {
		const groups = await ask(
			asked({filter: equals('objectClass', 'group'), attributes: ['sAMAccountName', {name: 'objectSid', as: 'bytes'}]}),
		);
		const nameOf = new Map(groups.map(({attributes}) => [sidOf(attributes.objectSid?.[0] ?? ''), attributes.sAMAccountName?.[0]]));
		const members = await ask(
			asked({
				filter: any(equals('sAMAccountName', 'good'), equals('sAMAccountName', 'primary'), equals('sAMAccountName', "o'brien")),
				attributes: ['sAMAccountName', {name: 'groups', as: 'sids'}],
			}),
		);
		const groupsOf = (name: string) =>
			members
				.find(({attributes}) => attributes.sAMAccountName?.[0] === name)
				?.attributes.groups?.map(sid => nameOf.get(sid) ?? sid)
				.sort();
		expect(groupsOf('good')).toEqual(
			expect.arrayContaining(['Pilot', 'Pilot Nested', 'Local', 'Open', 'Domain Users', 'Users', 'star group']),
		);
		expect(groupsOf('primary')).toEqual(expect.arrayContaining(['Pilot Nested', 'Pilot', 'Local']));
		expect(groupsOf("o'brien")).toEqual(expect.arrayContaining(['Hostile', 'Open']));
		expect(groupsOf("o'brien")).not.toContain('Pilot');
	});

	it('finds an object by its RID in the domain that is asked', async () => {
		const found = await ask(asked({filter: any(hasRid(526), hasRid(527)), attributes: ['sAMAccountName']}));
		expect(found.map(({attributes}) => attributes.sAMAccountName?.[0]).sort()).toEqual(['Enterprise Key Admins', 'Key Admins']);
		expect(await ask(asked({filter: hasRid(999_999), attributes: []}))).toEqual([]);
	});
});
