import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {importInto} from '../../src/app/importing.ts';
import {inPackage} from '../../src/package-root.ts';
import {openStore, type Store} from '../../src/session/store.ts';
import {guide} from '../../steps/guide.ts';
import {printed} from '../evidence/printed.ts';
import {foundIn, verdictOf} from './brought.ts';

const now = () => '2026-11-28T05:00:00.000Z';
const at = '2026-11-28T03:00:00.000Z';
const domain = 'corp.example.test';
const rooms = 'steps/06-hello-settings/domain-controller';
const recorded = (id: string): string => JSON.stringify(JSON.parse(readFileSync(inPackage(rooms, `${id}.recorded.json`), 'utf8')).answer);
const elsewhere = 'a'.repeat(40);
const thumbprint = /"thumbprint":"([0-9A-F]{40})"/.exec(recorded('domain-controller'))?.[1] ?? '';
const controllers = {
	'domain-controller': JSON.parse(recorded('domain-controller')) as object,
	// The two were recorded apart; on one computer the log names a certificate of its store, and begins after it came.
	'controller-events': JSON.parse(
		recorded('controller-events').replaceAll(elsewhere, thumbprint).replaceAll('"since":null', '"since":"2026-11-20T00:00:00.000Z"'),
	) as object,
};

let folder: string;
let store: Store;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'whfb-controllers-'));
	store = openStore(join(folder, 'sessions'));
	mkdirSync(join(folder, 'brought'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

/** Writes the file of a domain controller, whose script ran at a time; `over` is what its own store and registry say otherwise. */
const write = (file: string, computer: string, {over = {}, ran = at}: {readonly over?: object; readonly ran?: string} = {}): void => {
	const answers = Object.entries(controllers).map(([collector, answer]) => ({
		collector,
		script: `${rooms}/${collector}.ps1`,
		facts: {...answer, computer, at: ran, ...(collector === 'domain-controller' ? over : {})},
	}));
	writeFileSync(
		join(folder, 'brought', file),
		printed({place: 'domain-controller', computer: computer.split('.')[0] ?? '', at: ran, answers}),
	);
};
const bring = (): Promise<string> =>
	importInto(
		{guide, store, tool: '1.0.0', now, confirms: false, environment: {}},
		{path: join(folder, 'brought'), taken: null},
		'contoso',
		() => {},
	);

const london = (number: number) => `LON-DC0${number}.${domain}`;
const listed = (...names: readonly string[]) => ({
	'domain-controllers': {
		forests: [
			{
				forest: domain,
				silent: null,
				domains: [
					{
						domain,
						silent: null,
						controllers: names.map(name => ({name, computer: `CN=${name}`, build: 20348, readOnly: false})),
					},
				],
			},
		],
	},
});
const seven = listed(...[1, 2, 3, 4, 5, 6, 7].map(london));
/** A store that holds no certificate. */
const empty = {certificates: [], certificatesInAll: 0};
const check = 'dc-enrolment';

describe('a folder of files of domain controllers', () => {
	it('is judged together: how many were seen, which do not hold, and which nobody saw', async () => {
		for (const number of [1, 2, 3, 4, 5, 6]) {
			write(`${number}.json`, london(number), number === 3 ? {over: empty} : {});
		}

		expect(await bring()).toMatch(/^Taken: 6 files of 6 computers\.\nKept in session contoso/);
		const said = verdictOf(await foundIn(store, 'contoso', check, seven, now));
		expect(said).toMatch(/^unmet: 6 of 7 domain controllers seen, 1 not met: LON-DC03\. LON-DC03\.corp\.example\.test /);
		expect(said).toMatch(/Not seen: LON-DC07\.corp\.example\.test/);
		expect(verdictOf(await foundIn(store, 'contoso', 'dc-patches', seven, now))).toBe(
			'elsewhere: 6 of 7 domain controllers seen. Nothing was brought from LON-DC07.corp.example.test.',
		);
	});

	it('counts nobody of another forest and nobody whom the directory does not know, and names both', async () => {
		for (const number of [1, 2, 3, 4, 5, 6, 7]) {
			write(`${number}.json`, london(number));
		}

		write('paris.json', 'PAR-DC01.fabrikam.test', {over: {domain: 'fabrikam.test', rootDomain: 'DC=fabrikam,DC=test'}});
		write('unknown.json', `LON-DC99.${domain}`, {over: empty});
		expect(await bring()).toMatch(/^Taken: 9 files of 9 computers\./);
		const said = verdictOf(await foundIn(store, 'contoso', check, seven, now));
		expect(said).toMatch(/^foreign: 7 of 7 domain controllers seen\. /);
		expect(said).toContain('PAR-DC01.fabrikam.test is no domain controller of a forest that was looked at.');
		expect(said).toContain('LON-DC99.corp.example.test');
	});

	it('lets the newest file of each speak, and counts the same file once', async () => {
		for (const number of [1, 2]) {
			write(`${number}.json`, london(number));
		}

		write('again.json', london(2));
		write('1-before.json', london(1), {over: empty, ran: '2026-11-28T02:00:00.000Z'});
		expect(await bring()).toContain('Taken: 3 files of 2 computers. 1 file came twice.');
		const both = listed(london(1), london(2));
		expect(verdictOf(await foundIn(store, 'contoso', check, both, now))).toMatch(/^met: 2 of 2 domain controllers seen/);
		write('2-later.json', london(2), {over: empty, ran: '2026-11-28T04:00:00.000Z'});
		await bring();
		expect(verdictOf(await foundIn(store, 'contoso', check, both, now))).toMatch(
			/^unmet: 2 of 2 domain controllers seen, 1 not met: LON-DC02\./,
		);
	});
});
