import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import type {Witness} from '../../src/guide/check.ts';
import {keptComputers, retired} from '../../steps/04-directory-synchronization/connect-server/retired-server.ts';
import {type WindowsServers, windowsServers} from '../../steps/04-directory-synchronization/connect-server/windows-servers.facts.ts';
import {connectorOf, entra, server, staleServer} from '../../steps/case-builders/connect-servers.ts';
import {forest, secondForest} from '../../steps/case-builders/forests.ts';
import {nobodyAsked, seen} from '../../steps/case-builders/witnesses.ts';

type Computer = {readonly name: string | null; readonly dnsName: string | null; readonly enabled: boolean | null};
const recording = '../../steps/04-directory-synchronization/connect-server/windows-servers.recorded.json';
const silent = {reason: 'unreachable' as const, detail: 'It does not answer.'};
const computer = (name: string, enabled = true, dnsName: string | null = `${name.toLowerCase()}.${forest}`): Computer => ({
	name,
	dnsName,
	enabled,
});
const dc = computer('DC01');
const domainOf = (name: string, ...servers: readonly Computer[]) => ({domain: name, silent: null, servers: [...servers]});
const forestOf = (name: string, ...domains: readonly (ReturnType<typeof domainOf> | {domain: string; silent: typeof silent})[]) => ({
	forest: name,
	silent: null,
	domains: [...domains],
});
const directory = (
	...forests: readonly (ReturnType<typeof forestOf> | {forest: string; silent: typeof silent})[]
): Witness<WindowsServers> => seen({forests: [...forests]});
const one = (...servers: readonly Computer[]) => directory(forestOf(forest, domainOf(forest, ...servers)));
const named = staleServer({server: 'SYNC01', dnsName: `SYNC01.${forest}`});
const unnamed = staleServer({server: 'SYNC01', connectors: [entra(), connectorOf(forest), connectorOf(secondForest)]});

describe('W60 a server of which only old evidence is there', () => {
	it('is gone where its domain lists others and not it, and disabled where its account is', () => {
		expect(retired(named, one(dc))).toBe('gone');
		expect(retired(named, one(dc, computer('SYNC01', false)))).toBe('disabled');
		expect(retired(named, one(dc, computer('SYNC01')))).toBeNull();
		expect(retired(named, one(computer('SYNC01', false), computer('SYNC01')))).toBeNull();
	});

	it('is looked for by its whole name in its own domain, and by its short name where an account has no other', () => {
		expect(retired(named, one(dc, computer('SYNC01', true, null)))).toBeNull();
		expect(retired(named, one(dc, computer('SYNC01', false, null)))).toBe('disabled');
		expect(retired(named, one(dc, computer('SYNC01', true, 'sync01.other.test')))).toBe('gone');
		const elsewhere = forestOf(forest, domainOf(forest, dc), domainOf(`lab.${forest}`, computer('SYNC01', true, null)));
		expect(retired(named, directory(elsewhere))).toBe('gone');
	});

	it('stays where an object cannot be read whole that is it, or may be', () => {
		const nameless = {name: null, dnsName: null, enabled: false};
		expect(retired(named, one(dc, {...computer('SYNC01'), enabled: null}))).toBeNull();
		expect(retired(named, one(computer('SYNC01', false), {...computer('SYNC01'), enabled: null}))).toBeNull();
		expect(retired(named, one(dc, nameless))).toBeNull();
		expect(retired(named, one(dc, {...computer('DC02'), name: null}))).toBe('gone');
		const second = forestOf(secondForest, domainOf(secondForest, dc));
		expect(retired(unnamed, directory(forestOf(forest, domainOf(forest, {...nameless, enabled: true})), second))).toBeNull();
		expect(keptComputers(one(dc, nameless), [named])).toEqual(one(nameless));
	});

	it('stays where the directory withholds userAccountControl or the name of its object', () => {
		const {answer} = JSON.parse(readFileSync(new URL(recording, import.meta.url), 'utf8'));
		const [reading] = answer.forests[0].readings;
		const [controller] = reading.entries;
		const own = staleServer({server: 'SYNC01', dnsName: 'sync01.corp.recorded.test'});
		const listing = (attributes: object): Witness<WindowsServers> => {
			reading.entries = [controller, {dn: 'CN=SYNC01', attributes}];
			return seen(windowsServers.facts.parse(windowsServers.read?.(answer)) as WindowsServers);
		};
		expect(retired(own, listing({sAMAccountName: ['OTHER$'], userAccountControl: ['4096']}))).toBe('gone');
		expect(retired(own, listing({sAMAccountName: ['SYNC01$'], dNSHostName: [own.dnsName]}))).toBeNull();
		expect(retired(own, listing({userAccountControl: ['4096']}))).toBeNull();
	});

	it('stays where its domain was not listed, not read, or read as empty', () => {
		expect(retired(named, directory(forestOf(forest, domainOf(`lab.${forest}`, dc))))).toBeNull();
		expect(retired(named, directory(forestOf(forest, {domain: forest, silent})))).toBeNull();
		expect(retired(named, directory({forest, silent}))).toBeNull();
		expect(retired(named, one())).toBeNull();
	});

	it('without a whole name is gone only where every domain of every forest that it has a connector for was read', () => {
		const [first, second] = [forestOf(forest, domainOf(forest, dc)), forestOf(secondForest, domainOf(secondForest, dc))];
		expect(retired(unnamed, directory(first, second))).toBe('gone');
		expect(retired(unnamed, directory(first))).toBeNull();
		expect(retired(unnamed, directory(second))).toBeNull();
		expect(retired(unnamed, directory(first, {forest: secondForest, silent}))).toBeNull();
		expect(retired(unnamed, directory(first, forestOf(secondForest, domainOf(secondForest, dc), {domain: 'x', silent})))).toBeNull();
		expect(retired(unnamed, directory(first, forestOf(secondForest, domainOf(secondForest))))).toBeNull();
		expect(retired(unnamed, directory(first, forestOf(secondForest, domainOf(secondForest, computer('SYNC01')))))).toBeNull();
		expect(retired(unnamed, directory(first, forestOf(secondForest, domainOf(secondForest, dc, computer('SYNC01', false)))))).toBe(
			'disabled',
		);
		// A Connect server may live in a forest that it has no connector for.
		expect(retired(unnamed, directory(first, second, forestOf('third.test', domainOf('third.test', computer('SYNC01')))))).toBeNull();
		expect(retired(unnamed, directory(first, second, forestOf('third.test', domainOf('third.test', computer('SYNC01', false)))))).toBe(
			'gone',
		);
		expect(retired(named, directory(first, second, forestOf('third.test', domainOf('third.test', computer('SYNC01')))))).toBe('gone');
		expect(retired({...unnamed, connectors: [entra()]}, directory(first, second))).toBeNull();
	});

	it('stays where it was seen fresh, and where the directory was not', () => {
		expect(retired(server({dnsName: named.dnsName}), one(dc))).toBeNull();
		expect(retired(named, nobodyAsked)).toBeNull();
		expect(retired(named, {...one(dc), stale: true} as Witness<WindowsServers>)).toBeNull();
	});
});

describe('the servers of the directory that a session keeps', () => {
	it('are those that bear the name of a Connect server, in their forest and domain', () => {
		const other = computer('SYNC09', true, named.dnsName);
		const all = directory(forestOf(forest, domainOf(forest, dc, computer('sync01', true, null), other), {domain: 'x', silent}), {
			forest: secondForest,
			silent,
		});
		const kept = keptComputers(all, [server({server: 'ABC'}), named]);
		expect(kept).toEqual(
			directory(forestOf(forest, domainOf(forest, computer('sync01', true, null), other), {domain: 'x', silent}), {
				forest: secondForest,
				silent,
			}),
		);
		expect(keptComputers(nobodyAsked, [named])).toBe(nobodyAsked);
	});
});
