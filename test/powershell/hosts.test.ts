import {describe, expect, it} from 'vitest';
import type {Answer, DirectoryAnswer, Host} from '../../src/guide/answer.ts';
import {unobserved} from '../../src/guide/answer.ts';
import {equals, present} from '../../src/guide/filter.ts';
import type {DirectoryQuery} from '../../src/guide/query.ts';
import {lookUpAll, lookUpHere} from '../../src/powershell/dns.ts';
import {askForHosts} from '../../src/powershell/hosts.ts';

const knowing =
	(...names: readonly string[]) =>
	async (name: string): Promise<Host['dns']> =>
		names.includes(name) ? 'found' : 'not-found';

describe('a host name that a directory holds', () => {
	it.each([
		['found where DNS knows it', 'ca01.corp.contoso.com', 'found'],
		['not found where DNS knows the domain controllers and not it', 'gone.corp.contoso.com', 'not-found'],
		['not found where it is no host name, which nothing resolves', 'ca 01', 'not-found'],
		['not found where it is a command', 'ca01; shutdown', 'not-found'],
		['not found where it is empty', '', 'not-found'],
		['unknown where it is spelled in other letters, which DNS may spell otherwise', 'zертификат.contoso.com', 'unknown'],
	] as const)('is %s', async (_, name, dns) => {
		const asked: string[] = [];
		const lookUp = async (one: string) => {
			asked.push(one);
			return knowing('ca01.corp.contoso.com', 'dc01.corp.contoso.com')(one);
		};
		expect(await lookUpAll([name], ['dc01.corp.contoso.com'], lookUp)).toEqual([{name, dns}]);
		expect(asked.filter(one => !/^[a-z0-9.]+$/.test(one))).toEqual([]);
	});

	it('is unknown where DNS knows none of the servers that have just answered', async () => {
		expect(await lookUpAll(['gone.corp.contoso.com'], ['dc01.corp.contoso.com'], knowing())).toEqual([
			{name: 'gone.corp.contoso.com', dns: 'unknown'},
		]);
		expect(await lookUpAll(['gone.corp.contoso.com'], [], knowing())).toEqual([{name: 'gone.corp.contoso.com', dns: 'unknown'}]);
	});

	it('is unknown where DNS gave no answer', async () => {
		expect(await lookUpAll(['ca01.corp.contoso.com'], ['dc01'], async () => 'unknown')).toEqual([
			{name: 'ca01.corp.contoso.com', dns: 'unknown'},
		]);
	});

	it('is asked of the resolver of this computer', async () => {
		expect(await lookUpHere('localhost')).toBe('found');
		expect(await lookUpHere('no-such-host.invalid')).not.toBe('found');
	});
});

describe('a search for the objects that bear host names', () => {
	const source: DirectoryQuery & {from: 'one-dc'} = {
		via: 'directory',
		from: 'one-dc',
		base: 'configuration',
		scope: 'subtree',
		filter: equals('objectClass', 'pKIEnrollmentService'),
		attributes: ['dNSHostName'],
	};
	const query = {
		...source,
		from: 'every-domain',
		base: 'domain',
		filter: present('objectCategory'),
		hostsOf: {
			query: source,
			attribute: 'dNSHostName',
			bearers: [
				{attribute: 'dNSHostName', prefix: ''},
				{attribute: 'servicePrincipalName', prefix: 'HOST/'},
			],
		},
	} as const satisfies DirectoryQuery;
	const answering = (...names: readonly string[]): Answer => ({
		kind: 'facts',
		source: 'live',
		takenAt: null,
		from: 'dc01',
		facts: {
			forests: [
				{
					asked: 'corp.contoso.com',
					answered: true,
					forest: 'corp.contoso.com',
					ids: [],
					domains: [{name: 'corp.contoso.com', namingContext: 'DC=corp,DC=contoso,DC=com', sid: null}],
					controllers: [],
					readings: [
						{
							server: 'dc01',
							namingContext: 'CN=Configuration',
							count: names.length,
							entries: names.map(name => ({dn: `CN=${name}`, attributes: {dNSHostName: [name]}})),
						},
					],
				},
			],
		} satisfies DirectoryAnswer,
	});

	it('asks for each name once, as it stands, and never lets a name be more than a name', async () => {
		const asked: DirectoryQuery[] = [];
		await askForHosts(
			query,
			false,
			async one => {
				asked.push(one);
				return answering('ca01', 'ca01', 'x*)(objectClass=*');
			},
			knowing('dc01'),
		);
		expect(asked.map(({filter}) => filter)).toEqual([
			'(objectClass=pKIEnrollmentService)',
			'(&(objectCategory=*)(|(dNSHostName=ca01)(dNSHostName=x\\2a\\29\\28objectClass=\\2a)(servicePrincipalName=HOST/ca01)(servicePrincipalName=HOST/x\\2a\\29\\28objectClass=\\2a)))',
		]);
		expect(asked[1]).not.toHaveProperty('hostsOf');
	});

	it('searches for nothing where no name was found, and says of each domain that nothing bears one', async () => {
		const asked: DirectoryQuery[] = [];
		const answer = await askForHosts(
			query,
			false,
			async one => {
				asked.push(one);
				return answering();
			},
			knowing('dc01'),
		);
		expect(asked).toEqual([source]);
		expect(answer).toMatchObject({
			kind: 'facts',
			facts: {hosts: [], forests: [{answered: true, readings: [{namingContext: 'DC=corp,DC=contoso,DC=com', entries: [], count: 0}]}]},
		});
	});

	it('is silent where the names could not be read, or nothing could be searched', async () => {
		const mute = unobserved('timed-out', 'DC01 did not answer in time.');
		for (const isOneForest of [true, false]) {
			expect(await askForHosts(query, isOneForest, async () => mute, knowing())).toEqual(mute);
			expect(await askForHosts(query, isOneForest, async one => (one === source ? answering('ca01') : mute), knowing('dc01'))).toEqual(
				mute,
			);
		}
	});

	it('leaves the names to the one forest that is asked, in the turn in which they are asked for', async () => {
		const asked: DirectoryQuery[] = [];
		const answer = askForHosts(
			query,
			true,
			async one => {
				asked.push(one);
				return one === source ? answering('ca01', 'gone') : answering('ca01');
			},
			knowing('ca01', 'dc01'),
		);
		expect(asked).toEqual([source, query]);
		expect(await answer).toMatchObject({
			kind: 'facts',
			facts: {
				hosts: [
					{name: 'ca01', dns: 'found'},
					{name: 'gone', dns: 'not-found'},
				],
				forests: [{readings: [{count: 1}]}],
			},
		});
	});

	it('is silent in a forest whose names nobody read, of each domain, as who was asked for them; and not in another', async () => {
		const silence = {
			server: 'dc01',
			namingContext: 'CN=Configuration',
			silent: 'timed-out' as const,
			detail: 'dc01 did not answer in time.',
		};
		for (const isOneForest of [true, false]) {
			const answer = await askForHosts(
				query,
				isOneForest,
				async one => {
					const {facts, ...rest} = answering('ca01') as Extract<Answer, {kind: 'facts'}>;
					const {forests} = facts as DirectoryAnswer;
					const quiet = forests.map(forest => (forest.answered && one === source ? {...forest, readings: [silence]} : forest));
					const other = forests.map(forest => ({...forest, asked: 'fabrikam.com'}));
					return {...rest, facts: {forests: [...quiet, ...other]} satisfies DirectoryAnswer};
				},
				knowing('dc01'),
			);
			expect(answer).toMatchObject({
				kind: 'facts',
				facts: {
					forests: [
						{asked: 'corp.contoso.com', readings: [{...silence, namingContext: 'DC=corp,DC=contoso,DC=com'}]},
						{asked: 'fabrikam.com', readings: [{count: 1}]},
					],
				},
			});
		}
	});
});
