import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {DirectoryAnswer, Entry, ListedController} from '../../src/guide/answer.ts';
import {domainControllers, sites} from '../../steps/02-prerequisites/domain-controllers/domain-controllers.facts.ts';
import {isReadOnlyComputer, readOnlyDcs} from '../../steps/02-prerequisites/domain-controllers/read-only-dcs.facts.ts';

const configuration = 'CN=Configuration,DC=corp,DC=test';
const computerOf = (name: string) => `CN=${name},OU=Domain Controllers,DC=corp,DC=test`;
const serverOf = (name: string, site = 'London') => `CN=${name},CN=Servers,CN=${site},CN=Sites,${configuration}`;
const listed = (name: string, over: Partial<ListedController> = {}): ListedController => ({
	name: `${name}.corp.test`,
	host: `${name}.corp.test`,
	server: serverOf(name),
	computer: computerOf(name),
	readOnly: false,
	...over,
});
const computer = (name: string, attributes: Record<string, string>): Entry => ({
	dn: computerOf(name),
	attributes: Object.fromEntries(Object.entries({dNSHostName: `${name}.corp.test`, ...attributes}).map(([key, value]) => [key, [value]])),
});
const writable = {primaryGroupID: '516', userAccountControl: String(0x82000), 'msDS-isRODC': 'FALSE'};
const marks = [
	['its primary group', {primaryGroupID: '521'}],
	['PARTIAL_SECRETS_ACCOUNT', {userAccountControl: String(0x5001000)}],
	['msDS-isRODC', {'msDS-isRODC': 'true'}],
] as const;

const answerOf = (controllers: readonly ListedController[], entries: readonly Entry[] | null): DirectoryAnswer => ({
	forests: [
		{
			asked: 'corp.test',
			answered: true,
			forest: 'corp.test',
			ids: [],
			domains: [{name: 'corp.test', namingContext: 'DC=corp,DC=test', sid: null}],
			controllers,
			readings: [
				entries === null
					? {server: 'dc1.corp.test', namingContext: 'DC=corp,DC=test', silent: 'timed-out', detail: 'It did not answer in time.'}
					: {server: 'dc1.corp.test', namingContext: 'DC=corp,DC=test', entries, count: entries.length},
			],
		},
	],
});
const factsOf = <T>(
	{read, facts}: {read: (answer: unknown) => unknown; facts: {parse: (value: unknown) => T}},
	answer: DirectoryAnswer,
): T => facts.parse(read(answer));
const readOnlyIn = (controllers: readonly ListedController[], entries: readonly Entry[] | null) =>
	factsOf(readOnlyDcs, answerOf(controllers, entries)).forests.flatMap(forest =>
		forest.silent === null ? forest.controllers.map(({readOnly}) => readOnly) : [],
	);

describe('a domain controller', () => {
	it.each(marks)('A23 is read-only where %s alone says so', (_, mark) => {
		expect(readOnlyIn([listed('dc1')], [computer('dc1', {...writable, ...mark})])).toEqual([true]);
	});

	it('A23 is read-only where its NTDS settings alone say so, also where its computer was not read', () => {
		expect(readOnlyIn([listed('dc1', {readOnly: true})], [computer('dc1', writable)])).toEqual([true]);
		expect(readOnlyIn([listed('dc1', {readOnly: true})], null)).toEqual([true]);
	});

	it('A23 is writable where nothing marks it, and neither where its computer was not read or shows no mark at all', () => {
		expect(readOnlyIn([listed('dc1')], [computer('dc1', writable)])).toEqual([false]);
		expect(readOnlyIn([listed('dc1')], null)).toEqual([null]);
		expect(readOnlyIn([listed('dc1')], [])).toEqual([null]);
		expect(readOnlyIn([listed('dc1')], [computer('dc1', {})])).toEqual([null]);
	});

	it('A23 has the marks of its own computer and of no other of the same short name', () => {
		const other = {
			dn: 'CN=dc1,OU=Domain Controllers,DC=emea,DC=corp,DC=test',
			attributes: {dNSHostName: ['dc1.emea.corp.test'], primaryGroupID: ['521']},
		};
		expect(readOnlyIn([listed('dc1')], [computer('dc1', writable), other])).toEqual([false]);
	});

	it('A23 is found by the name of its computer where its server object names none', () => {
		expect(readOnlyIn([listed('dc1', {computer: null})], [computer('DC1', {...writable, primaryGroupID: '521'})])).toEqual([true]);
	});

	it('A23 is never writable while any mark says that it is not, whatever the others say', () => {
		const mark = fc.record({
			primaryGroupID: fc.constantFrom('516', '521', '515', 'x'),
			userAccountControl: fc.nat(2 ** 31 - 1).map(String),
			'msDS-isRODC': fc.constantFrom('TRUE', 'FALSE', 'true', ''),
		});
		fc.assert(
			fc.property(mark, attributes => {
				const isMarked =
					attributes.primaryGroupID === '521' ||
					(Number(attributes.userAccountControl) & 0x4000000) !== 0 ||
					attributes['msDS-isRODC'].toUpperCase() === 'TRUE';
				expect(isReadOnlyComputer(computer('dc1', attributes))).toBe(isMarked);
			}),
		);
	});

	it('A23 is read-only among the computers of its domain where its NTDS settings alone say so', () => {
		const answer = answerOf([listed('dc1', {readOnly: true}), listed('dc2')], [computer('dc1', writable), computer('dc2', writable)]);
		expect(factsOf(domainControllers, answer).forests).toMatchObject([{domains: [{controllers: [{readOnly: true}, {readOnly: false}]}]}]);
	});

	it.each(marks)('A23 is read-only among the computers of its domain by %s', (_, mark) => {
		const {forests} = factsOf(domainControllers, answerOf([], [computer('dc1', {...writable, ...mark}), computer('dc2', writable)]));
		expect(forests).toMatchObject([{domains: [{controllers: [{readOnly: true}, {readOnly: false}]}]}]);
	});
});

describe('the domain controllers of a site', () => {
	const site: Entry = {dn: `CN=London,CN=Sites,${configuration}`, attributes: {objectClass: ['top', 'site']}};
	const server = (name: string, over: Record<string, string[]> = {}): Entry => ({
		dn: serverOf(name),
		attributes: {objectClass: ['top', 'server'], dNSHostName: [`${name}.corp.test`], serverReference: [computerOf(name)], ...over},
	});
	const settings = (name: string, over: Record<string, string[]> = {}): Entry => ({
		dn: `CN=NTDS Settings,${serverOf(name)}`,
		attributes: {
			objectClass: ['top', 'applicationSettings', 'nTDSDSA'],
			objectCategory: [`CN=NTDS-DSA,CN=Schema,${configuration}`],
			...over,
		},
	});
	const readOnlyOf = (...entries: readonly Entry[]) =>
		factsOf(sites, answerOf([], [site, ...entries])).forests.flatMap(forest =>
			forest.silent === null ? forest.sites.flatMap(({controllers}) => controllers.map(({name, readOnly}) => [name, readOnly])) : [],
		);

	it.each<[string, Entry, Entry]>([
		['class', server('dc2'), settings('dc2', {objectClass: ['top', 'applicationSettings', 'nTDSDSA', 'nTDSDSARO']})],
		['category', server('dc2'), settings('dc2', {objectCategory: [`CN=NTDS-DSA-RO,CN=Schema,${configuration}`]})],
		['msDS-isRODC of the settings', server('dc2'), settings('dc2', {'msDS-isRODC': ['TRUE']})],
		['msDS-isRODC of the server', server('dc2', {'msDS-isRODC': ['TRUE']}), settings('dc2')],
	])('A23 are read-only by %s alone', (_, one, its) => {
		expect(readOnlyOf(one, its, server('dc1'), settings('dc1'))).toEqual([
			['dc2.corp.test', true],
			['dc1.corp.test', false],
		]);
	});

	it('are those that lie in it and have NTDS settings', () => {
		const elsewhere = {...server('dc3'), dn: serverOf('dc3', 'Leeds')};
		expect(
			readOnlyOf(server('gone'), server('dc1'), settings('dc1'), elsewhere, {...settings('dc3'), dn: `CN=NTDS Settings,${elsewhere.dn}`}),
		).toEqual([['dc1.corp.test', false]]);
	});
});
