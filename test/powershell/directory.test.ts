import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import type {Answer, Entry} from '../../src/guide/answer.ts';
import {all, equals, everything, present} from '../../src/guide/filter.ts';
import type {DirectoryQuery} from '../../src/guide/query.ts';
import {inPackage} from '../../src/package-root.ts';
import {type DirectoryOptions, directoryRunner} from '../../src/powershell/directory.ts';
import {runScript} from '../../src/powershell/powershell.ts';
import {asParameter} from '../../src/powershell/search-rows.ts';
import {credentials, type Forest, startForest} from '../lab/lab.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';
import {answered, factsOf} from './directory-answer.ts';

const asked = (part: Partial<DirectoryQuery>): DirectoryQuery => ({
	via: 'directory',
	from: 'one-dc',
	base: 'root-dse',
	scope: 'base',
	filter: everything,
	attributes: [],
	...part,
});
const schemaVersion = asked({base: 'schema', attributes: ['objectVersion']});
const keyAttribute = asked({
	base: 'schema',
	scope: 'one-level',
	filter: equals('lDAPDisplayName', 'msDS-KeyCredentialLink'),
	attributes: ['lDAPDisplayName', {name: 'schemaIDGUID', as: 'bytes'}],
});
const user = all(equals('objectCategory', 'person'), equals('objectClass', 'user'));
const persons = asked({
	from: 'in-scope',
	base: 'domain',
	scope: 'subtree',
	filter: user,
	attributes: ['sAMAccountName', 'userPrincipalName'],
});

/** schemaIDGUID of msDS-KeyCredentialLink as a directory stores it: 5b47d60f-6090-40b2-9f37-2a4de88f3063. */
const keyGuid = Buffer.from('0fd6475b9060b2409f372a4de88f3063', 'hex').toString('base64');

const entriesOf = (answer: Answer): readonly Entry[] =>
	factsOf(answer).forests.flatMap(forest => answered(forest).readings.flatMap(reading => ('entries' in reading ? reading.entries : [])));
const names = (answer: Answer, attribute = 'sAMAccountName') =>
	entriesOf(answer)
		.map(entry => entry.attributes[attribute]?.[0] ?? '')
		.sort();

describeWith(['samba', 'powershell'], 'the directory', () => {
	let old: Forest;
	let current: Forest;
	let shell: DirectoryOptions['shell'];
	const runner = (options: Partial<DirectoryOptions> = {}) => directoryRunner({shell, directories: [current.dns], ...options});

	beforeAll(async () => {
		const path = await engine();
		shell = async () => ({path});
		[old, current] = await Promise.all([
			startForest({realm: 'OLD.DIRECTORY.TEST', schema: '2012_R2'}),
			startForest({realm: 'NEW.DIRECTORY.TEST', schema: '2019', users: 2500}),
		]);
		Object.assign(process.env, await credentials([old, current], 'reader'));
	});
	afterAll(async () => {
		await Promise.all([old?.remove(), current?.remove()]);
	});

	it('tells a forest with the schema of 2012 R2 from one with that of 2019', async () => {
		const {ask} = runner({directories: [old.dns, current.host]});
		const [version, attribute] = await Promise.all([ask(schemaVersion), ask(keyAttribute)]);
		expect(entriesOf(version).map(entry => entry.attributes.objectVersion)).toEqual([['69'], ['88']]);
		expect(
			factsOf(attribute).forests.map(forest => answered(forest).readings.map(reading => 'entries' in reading && reading.entries.length)),
		).toEqual([[0], [1]]);
		expect(entriesOf(attribute)[0]?.attributes.schemaIDGUID).toEqual([keyGuid]);
		expect(version).toMatchObject({source: 'live', from: `${old.host}, ${current.host}`});
	});

	it('knows a forest by its objectGUIDs and its domains by their SIDs', async () => {
		const [forest] = factsOf(await runner().ask(schemaVersion)).forests;
		expect(forest).toMatchObject({
			asked: current.dns,
			forest: current.dns,
			ids: current.ids,
			domains: [{name: current.dns, namingContext: current.baseDn, sid: current.domainSid}],
		});
	});

	it('takes two names of one forest for one forest', async () => {
		expect(factsOf(await runner({directories: [current.dns, current.host]}).ask(schemaVersion)).forests).toHaveLength(1);
	});

	it('reads more objects than one page holds', async () => {
		const bulk = asked({
			from: 'every-domain',
			base: {in: 'domain', path: 'OU=Bulk'},
			scope: 'one-level',
			filter: user,
			attributes: ['userPrincipalName'],
		});
		const {ask} = runner();
		const [kept, counted] = await Promise.all([ask(bulk), ask({...bulk, countOnly: true})]);
		expect(new Set(names(kept, 'userPrincipalName')).size).toBe(2500);
		expect(answered(factsOf(counted).forests[0]).readings).toEqual([
			{server: current.host, namingContext: current.baseDn, entries: [], count: 2500},
		]);
	});

	it('streams as many persons as ldapsearch finds', async () => {
		const seen: string[] = [];
		// A page holds a thousand; a key has to be heard before all of it is dealt with.
		const inOneTurn = [0];
		let next = setImmediate(function turned() {
			inOneTurn.push(0);
			next = setImmediate(turned);
		});
		const answer = await runner().stream({...persons, attributes: [{name: 'objectSid', as: 'bytes'}]}, (forest, entry) => {
			expect(forest).toBe(current.dns);
			seen.push(entry.attributes.objectSid?.[0] ?? '');
			inOneTurn.push((inOneTurn.pop() ?? 0) + 1);
		});
		clearImmediate(next);
		expect(inOneTurn.filter(entries => entries > 250)).toEqual([]);
		const rival = await current.search('-E', 'pr=1000/noprompt', '-b', current.baseDn, user, '1.1');
		const [reading] = answered(factsOf(answer).forests[0]).readings;
		expect(new Set(seen).size).toBe(rival.match(/^dn::? /gm)?.length);
		expect(reading).toMatchObject({count: seen.length, entries: []});
	});

	/** The shipped script with something else in the place of a part, run for the pages of all users. */
	const readWith = async (part: string, other: string): Promise<readonly unknown[]> => {
		const folder = await mkdtemp(join(tmpdir(), 'whfb-ahead-'));
		const script = join(folder, 'search-directory.ps1');
		const text = await readFile(inPackage('src', 'powershell', 'search-directory.ps1'), 'latin1');
		expect(text.split(part)).toHaveLength(2);
		await writeFile(script, text.replace(part, other));
		const query = asked({base: 'domain', scope: 'subtree', filter: user, attributes: ['sAMAccountName']});
		const parameters = {Directory: current.dns, Queries: [asParameter('0', query)], Pages: true};
		const found = await shell();
		const pages: unknown[] = [];
		const ran =
			'kind' in found ? found : await runScript(found, {script, parameters, deadline: 30_000, onPage: page => void pages.push(page)});
		expect(ran).toMatchObject({kind: 'facts', edition: 'Core'});
		await rm(folder, {recursive: true});
		return pages;
	};
	const desktop = "-eq 'Desktop'";

	it('brings the same pages in the way of Windows PowerShell as in that of PowerShell 7', async () => {
		const pages = await readWith(desktop, desktop);
		// A head, three pages and a tail: 2500 persons and those of the lab.
		expect(pages).toHaveLength(5);
		expect(await readWith(desktop, "-eq 'Core'")).toEqual(pages);
	});

	it('tells why a page that was asked for ahead did not come', async () => {
		const pages = await readWith('[void] [System.Threading.Tasks', "$Request.Filter = '(('; [void] [System.Threading.Tasks");
		// The head, the first page, and a tail that holds the code of a filter that is none (winldap.h).
		expect(pages).toHaveLength(3);
		expect(pages.at(-1)).toMatchObject({kind: 'tail', readings: [{code: '87', count: 1000}]});
	});

	it('streams one forest of two names once', async () => {
		const seen: string[] = [];
		const options = {directories: [current.dns, current.host]};
		await runner(options).stream({...persons, filter: equals('sAMAccountName', 'good')}, (_, entry) => seen.push(entry.dn));
		expect(seen).toEqual([`CN=good,OU=People,${current.baseDn}`]);
	});

	it('finds the members of a group through nested groups, their primary group, and round a circle', async () => {
		expect(names(await runner({scopeGroup: 'Pilot'}).ask(persons))).toEqual(['gone', 'good', 'primary', 'second']);
	});

	it('finds all members of a group that a server hands out in ranges', async () => {
		expect(names(await runner({scopeGroup: 'Crowd'}).ask(persons))).toHaveLength(2500);
	});

	it('takes a name that wants to be a filter for a name', async () => {
		expect(names(await runner({scopeGroup: 'a*)(cn=*'}).ask(persons))).toEqual(['good']);
	});

	it('brings home names that are hostile, as they stand there', async () => {
		expect(names(await runner({scopeGroup: 'Hostile'}).ask({...persons, attributes: ['cn']}), 'cn')).toEqual(
			["o'brien", 'a*)(objectClass=*', 'x,DC=evil', 'back\\slash', 'Jürgen 山田', 'zero width', 'trailing'].sort(),
		);
		expect(names(await runner().ask({...persons, filter: equals('cn', 'a*)(objectClass=*')}))).toEqual(['star']);
		const upns = names(await runner({scopeGroup: 'Hostile'}).ask(persons), 'userPrincipalName');
		expect(upns).toContain('trailing@contoso.example ');
		expect(upns).toContain('zero@contoso\u200b.example');
	});

	it('finds nobody in a group that holds nobody', async () => {
		const {scopeGroup, forests} = factsOf(await runner({scopeGroup: 'Empty'}).ask(persons));
		expect(scopeGroup).toEqual({asked: 'Empty', matches: 1, strangers: []});
		expect(answered(forests[0]).readings).toMatchObject([{count: 0, entries: []}]);
	});

	it.each([
		['no group of that name', 'Nobody Made This', 0],
		['two groups of that name', 'Twin', 2],
	])('guesses nothing where it finds %s', async (_, scopeGroup, matches) => {
		const answer = await runner({scopeGroup}).ask(persons);
		expect(factsOf(answer).scopeGroup).toEqual({asked: scopeGroup, matches, strangers: []});
		expect(entriesOf(answer)).toEqual([]);
	});

	it('takes a group by its SID where the name is ambiguous', async () => {
		const found = await current.search('-b', `OU=People,${current.baseDn}`, '(cn=Pilot)', 'objectSid');
		const sid = Buffer.from(/objectSid:: (\S+)/.exec(found)?.[1] ?? '', 'base64');
		const rid = sid.readUInt32LE(sid.length - 4);
		expect(names(await runner({scopeGroup: `${current.domainSid}-${rid}`}).ask(persons))).toContain('good');
	});

	it('finds members of another forest in that forest', async () => {
		const found = await old.search('-b', `OU=People,${old.baseDn}`, '(cn=Pilot Nested)', 'objectSid');
		const sid = Buffer.from(/objectSid:: (\S+)/.exec(found)?.[1] ?? '', 'base64');
		await current.ldif(
			[
				'dn: CN=Both Forests,OU=People,@BASEDN@',
				'changetype: add',
				'objectClass: group',
				'sAMAccountName: Both Forests',
				'groupType: -2147483644',
				'',
			].join('\n'),
		);
		await current.ldif(
			[
				'dn: CN=Both Forests,OU=People,@BASEDN@',
				'changetype: modify',
				'add: member',
				'member: CN=good,OU=People,@BASEDN@',
				`member: <SID=${old.domainSid}-${sid.readUInt32LE(sid.length - 4)}>`,
				'',
			].join('\n'),
		);
		const two = runner({directories: [current.dns, old.dns], scopeGroup: 'Both Forests'});
		const answer = await two.ask(persons);
		expect(factsOf(answer).forests.map(forest => answered(forest).readings.map(reading => 'entries' in reading && reading.count))).toEqual([
			[1],
			[4],
		]);
		expect(factsOf(answer).scopeGroup?.strangers).toEqual([]);
		const streamed: string[] = [];
		await two.stream(persons, (forest, entry) => streamed.push(`${forest} ${entry.attributes.sAMAccountName?.[0]}`));
		expect(streamed.sort()).toEqual([`${current.dns} good`, ...['gone', 'good', 'primary', 'second'].map(name => `${old.dns} ${name}`)]);
	});

	it('names a domain controller that does not answer, and hears the others', async () => {
		const site = 'CN=Servers,CN=Default-First-Site-Name,CN=Sites,CN=Configuration,@BASEDN@';
		const server = (name: string, host: string | null) =>
			[
				`dn: CN=${name},${site}`,
				'changetype: add',
				'objectClass: server',
				...(host === null ? [] : [`dNSHostName: ${host}`, 'serverReference: CN=DC1,OU=Domain Controllers,@BASEDN@']),
				'',
				'',
			].join('\n') +
			[
				`dn: CN=NTDS Settings,CN=${name},${site}`,
				'changetype: add',
				'objectClass: applicationSettings',
				'objectClass: nTDSDSA',
				'options: 1',
				'',
				'',
			].join('\n');
		await current.ldif(server('DC2', 'dc2.new.directory.test') + server('DC3', 'localhost') + server('DC4', null), {relax: true});
		const {forests} = factsOf(await runner().ask({...schemaVersion, from: 'every-dc'}));
		const readings = answered(forests[0]).readings;
		expect(readings.map(({server: name}) => name).sort()).toEqual([current.host, 'dc2.new.directory.test', 'localhost', 'DC4'].sort());
		expect(readings.find(reading => reading.server === current.host)).toMatchObject({count: 1});
		expect(readings.find(reading => reading.server === 'localhost')).toMatchObject({
			silent: 'unreachable',
			detail: expect.stringContaining('port 389'),
		});
		expect(readings.find(reading => reading.server.startsWith('dc2'))).toMatchObject({
			silent: 'unreachable',
			detail: expect.stringContaining('DNS'),
		});
	});

	it('takes a path that is not there for an answer: nothing', async () => {
		const {forests} = factsOf(
			await runner().ask(asked({base: {in: 'configuration', path: 'CN=Nothing,CN=Services'}, filter: present('objectClass')})),
		);
		expect(answered(forests[0]).readings).toMatchObject([{count: 0, entries: []}]);
	});

	it('is silent where no ticket opens the directory', async () => {
		const before = process.env.KRB5CCNAME;
		Object.assign(process.env, await credentials([old, current], null));
		try {
			expect(await runner().ask(schemaVersion)).toMatchObject({kind: 'unobserved', reason: 'access-denied'});
		} finally {
			Object.assign(process.env, await credentials([old, current], 'reader'));
		}
		expect(process.env.KRB5CCNAME).not.toBe(before);
	});

	it('is silent where the directory is stopped, and hears the other forest all the same', async () => {
		await old.stop();
		try {
			expect(await runner({directories: [old.dns]}).ask(schemaVersion)).toMatchObject({kind: 'unobserved', reason: 'unreachable'});
			const {forests} = factsOf(await runner({directories: [old.dns, current.dns]}).ask(schemaVersion));
			expect(forests).toMatchObject([
				{asked: old.dns, answered: false, reason: 'unreachable'},
				{asked: current.dns, answered: true},
			]);
		} finally {
			await old.start();
		}
	});

	it('is silent where a name is not in DNS', async () => {
		expect(await runner({directories: ['nowhere.directory.test']}).ask(schemaVersion)).toMatchObject({
			kind: 'unobserved',
			reason: 'unreachable',
		});
	});

	it('leaves the directory as it was, byte for byte', async () => {
		const before = await current.dump();
		const {ask, stream} = runner({scopeGroup: 'Pilot'});
		await Promise.all([
			...(['one-dc', 'every-dc', 'every-domain', 'in-scope'] as const).map(from => ask({...persons, from})),
			ask(keyAttribute),
			stream(persons, () => undefined),
		]);
		expect(before.length).toBeGreaterThan(1_000_000);
		expect((await current.dump()) === before).toBe(true);
	});
});
