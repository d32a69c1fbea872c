import {afterAll, beforeAll, expect, it, vi} from 'vitest';
import type {Answer, DirectoryAnswer} from '../../src/guide/answer.ts';
import {all, equals, everything} from '../../src/guide/filter.ts';
import type {DirectoryQuery} from '../../src/guide/query.ts';
import {type DirectoryOptions, directoryRunner} from '../../src/powershell/directory.ts';
import {domainControllers, sites} from '../../steps/02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {readOnlyDcs} from '../../steps/02-prerequisites/domain-controllers/read-only-dcs.facts.ts';
import {forestsIn} from '../../steps/directory.ts';
import {credentials, type Forest, startForest} from '../lab/lab.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';
import {answered, factsOf} from './directory-answer.ts';

const persons: DirectoryQuery = {
	via: 'directory',
	from: 'in-scope',
	base: 'domain',
	scope: 'subtree',
	filter: all(equals('objectCategory', 'person'), equals('objectClass', 'user')),
	attributes: ['sAMAccountName'],
};
const heads: DirectoryQuery = {
	...persons,
	from: 'every-dc',
	base: 'schema',
	scope: 'base',
	filter: everything,
	attributes: ['objectVersion'],
};

const namesIn = (answer: Answer) =>
	factsOf(answer).forests.map(forest =>
		forest.answered
			? forest.readings
					.flatMap(reading => ('entries' in reading ? reading.entries.map(({attributes}) => attributes['sAMAccountName']?.[0]) : []))
					.sort()
			: null,
	);

// Several processes for each look at two forests; on a machine with other work that takes its time.
vi.setConfig({testTimeout: 180_000});

describeWith(['samba', 'powershell'], 'forests and members of groups, on real forests', () => {
	let home: Forest;
	let away: Forest;
	let shell: DirectoryOptions['shell'];
	const runner = (options: Partial<DirectoryOptions> = {}) => directoryRunner({shell, directories: [home.dns], ...options});
	const ridOf = async (forest: Forest, name: string) => {
		const found = await forest.search('-b', `OU=People,${forest.baseDn}`, `(cn=${name})`, 'objectSid');
		const sid = Buffer.from(/objectSid:: (\S+)/.exec(found)?.[1] ?? '', 'base64');
		return sid.readUInt32LE(sid.length - 4);
	};
	const group = async (name: string, ...members: readonly string[]) => {
		const dn = `CN=${name},OU=People,@BASEDN@`;
		await home.ldif(
			[`dn: ${dn}`, 'changetype: add', 'objectClass: group', `sAMAccountName: ${name}`, 'groupType: -2147483644', ''].join('\n'),
		);
		await home.ldif([`dn: ${dn}`, 'changetype: modify', 'add: member', ...members.map(member => `member: ${member}`), ''].join('\n'));
	};
	/** Who was found in each forest, and who was not. */
	const membersOf = async (scopeGroup: string, ...directories: readonly string[]) => {
		const answer = await runner({directories, scopeGroup}).ask(persons);
		return {found: namesIn(answer), strangers: factsOf(answer).scopeGroup?.strangers};
	};

	beforeAll(async () => {
		const path = await engine();
		shell = async () => ({path});
		[home, away] = await Promise.all([
			startForest({realm: 'HOME.NAMES.TEST', schema: '2019'}),
			startForest({realm: 'AWAY.NAMES.TEST', schema: '2016'}),
		]);
		Object.assign(process.env, await credentials([home, away], 'reader'));
		await home.ldif(
			[
				'dn: CN=gone.example,CN=System,@BASEDN@',
				'changetype: add',
				'objectClass: trustedDomain',
				'trustPartner: gone.example',
				'flatName: GONE',
				'trustDirection: 3',
				'trustType: 2',
				'trustAttributes: 8',
				'securityIdentifier: S-1-5-21-1111111111-2222222222-3333333333',
				'',
			].join('\n'),
			{relax: true},
		);
	});
	afterAll(async () => {
		await Promise.all([home?.remove(), away?.remove()]);
	});

	it('lists the names of a forest: its domains, and its controllers with their objects', async () => {
		expect(answered(factsOf(await runner().ask(heads)).forests[0])).toMatchObject({
			domains: [{name: home.dns}],
			controllers: [
				{
					name: home.host,
					host: home.host,
					server: `CN=DC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,${home.baseDn}`,
					computer: `CN=DC1,OU=Domain Controllers,${home.baseDn}`,
					readOnly: false,
				},
			],
		});
	});

	it('A22 names the domain of a trust whose SID a member bears', async () => {
		expect((await membersOf('With Stranger', home.dns)).strangers).toEqual([
			{member: 'S-1-5-21-1111111111-2222222222-3333333333-1111', kind: 'trusted', of: 'gone.example'},
		]);
	});

	it('A22 knows a deleted account from one that lives, in a forest that was asked', async () => {
		await group(
			'Half Gone',
			'CN=good,OU=People,@BASEDN@',
			`<SID=${away.domainSid}-${await ridOf(away, 'good')}>`,
			`<SID=${away.domainSid}-987654>`,
		);
		expect(await membersOf('Half Gone', home.dns, away.dns)).toEqual({
			found: [['good'], ['good']],
			strangers: [{member: `${away.domainSid}-987654`, kind: 'deleted', of: away.dns}],
		});
		// Nobody trusts the other forest here, so without it nobody knows whose the two are.
		expect((await membersOf('Half Gone', home.dns)).strangers?.map(({kind, of}) => [kind, of])).toEqual([
			['unknown', null],
			['unknown', null],
		]);
	});

	it('A22 finds a member whose account moved to another domain of its forest by the SID that it had before', async () => {
		await away.ldif(
			['dn: CN=second,OU=People,@BASEDN@', 'changetype: modify', 'add: sIDHistory', `sIDHistory: ${away.domainSid}-424242`, ''].join('\n'),
			{relax: true},
		);
		await group('Moved', `<SID=${away.domainSid}-424242>`);
		expect(await membersOf('Moved', home.dns, away.dns)).toEqual({found: [[], ['second']], strangers: []});
	});

	it('A22 takes a well-known SID for no person, and names it', async () => {
		await group('Everybody', 'CN=good,OU=People,@BASEDN@', 'CN=S-1-5-11,CN=ForeignSecurityPrincipals,@BASEDN@', '<SID=S-1-1-0>');
		expect((await membersOf('Everybody', home.dns)).strangers).toEqual([
			{member: 'S-1-1-0', kind: 'well-known', of: 'Everyone'},
			{member: 'S-1-5-11', kind: 'well-known', of: 'Authenticated Users'},
		]);
	});

	it('W62 names the domain of a member whose forest answered and then stopped', async () => {
		const {ask} = runner({directories: [home.dns, away.dns], scopeGroup: 'Half Gone'});
		await ask(heads);
		await away.stop();
		try {
			const {forests, scopeGroup} = factsOf(await ask(persons));
			expect(forests).toMatchObject([{answered: true}, {asked: away.dns, answered: false, reason: 'unreachable'}]);
			expect(scopeGroup?.strangers.map(({kind, of}) => [kind, of])).toEqual([
				['unread', away.dns],
				['unread', away.dns],
			]);
		} finally {
			await away.start();
		}
	});

	it('A25 asks one forest once, whichever of its names were given, and however often', async () => {
		const entries: string[] = [];
		const {ask, stream} = runner({directories: [home.host, home.dns, home.dns.toUpperCase(), home.host]});
		expect(factsOf(await ask(heads)).forests).toMatchObject([{asked: home.dns, forest: home.dns}]);
		await stream(persons, (_, {dn}) => entries.push(dn));
		expect(new Set(entries).size).toBe(entries.length);
		expect(entries.length).toBeGreaterThan(10);
	});

	it('A23 reads the marks of a read-only controller, of whose settings the class is the ordinary one', async () => {
		const server = `CN=RODC1,CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,${home.baseDn}`;
		const computer = `CN=RODC1,OU=Domain Controllers,${home.baseDn}`;
		await home.ldif(
			[
				`dn: ${computer}`,
				'changetype: add',
				'objectClass: computer',
				'sAMAccountName: RODC1$',
				'dNSHostName: rodc1.home.names.test',
				`userAccountControl: ${0x5001000}`,
				'',
				`dn: ${server}`,
				'changetype: add',
				'objectClass: server',
				'dNSHostName: rodc1.home.names.test',
				`serverReference: ${computer}`,
				'',
				`dn: CN=NTDS Settings,${server}`,
				'changetype: add',
				'objectClass: applicationSettings',
				'objectClass: nTDSDSA',
				`objectCategory: CN=NTDS-DSA-RO,CN=Schema,CN=Configuration,${home.baseDn}`,
				'options: 37',
				'',
			].join('\n'),
			{relax: true},
		);
		const answers = await Promise.all([readOnlyDcs, domainControllers, sites].map(({query}) => runner().ask(query as DirectoryQuery)));
		const [listed, computers, places] = answers.map(answer => (answer.kind === 'facts' ? answer.facts : null));
		expect(answered((listed as DirectoryAnswer).forests[0]).controllers.find(({name}) => name === 'rodc1.home.names.test')).toMatchObject({
			readOnly: true,
			computer,
		});
		expect(readOnlyDcs.facts.parse(readOnlyDcs.read(listed))).toMatchObject({
			forests: [
				{
					controllers: expect.arrayContaining([
						{server: home.host, readOnly: false},
						{server: 'rodc1.home.names.test', readOnly: true},
					]),
				},
			],
		});
		expect(JSON.stringify(domainControllers.facts.parse(domainControllers.read(computers)))).toContain(
			`"name":"rodc1.home.names.test","computer":"${computer}","build":null,"readOnly":true`,
		);
		expect(JSON.stringify(sites.facts.parse(sites.read(places)))).toContain(
			`"name":"rodc1.home.names.test","computer":"${computer}","readOnly":true`,
		);
	});

	it('A25 hears a controller that is silent through the forest that lists it, and no other silent name', async () => {
		const site = 'CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,@BASEDN@';
		const server = (name: string) =>
			[
				`dn: CN=${name},${site}`,
				'changetype: add',
				'objectClass: server',
				`dNSHostName: ${name}.home.names.test`,
				'',
				`dn: CN=NTDS Settings,CN=${name},${site}`,
				'changetype: add',
				'objectClass: applicationSettings',
				'objectClass: nTDSDSA',
				'options: 1',
				'',
				'',
			].join('\n');
		await home.ldif(server('dc9'), {relax: true});
		for (const directories of [
			['dc9.home.names.test', home.dns, 'lab.home.names.test'],
			['lab.home.names.test', home.host, 'DC9.Home.names.test.'],
		]) {
			const forests = forestsIn(factsOf(await runner({directories}).ask(heads)));
			expect(forests.map(one => (one.answered ? one.forest : one.asked)).sort()).toEqual([home.dns, 'lab.home.names.test']);
		}
	});
});
