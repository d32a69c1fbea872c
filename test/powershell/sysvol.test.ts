import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Answer, DirectoryAnswer} from '../../src/guide/answer.ts';
import {everything} from '../../src/guide/filter.ts';
import type {SysvolQuery} from '../../src/guide/query.ts';
import {askSysvol} from '../../src/powershell/sysvol.ts';
import {sysvolFolders} from '../../src/powershell/sysvol-folders.ts';
import {helloKey, registryPol} from '../lab/policies.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';

const id = (last: string) => `{00000000-0000-4000-8000-00000000000${last}}`;
const [full, empty, gone, large, odd] = ['1', '2', '3', '4', '5'].map(id) as [string, string, string, string, string];
const domain = 'corp.example.test';
const context = 'DC=corp,DC=example,DC=test';
const pathOf = (name: string, host = domain, share = domain) => `\\\\${host}\\SysVol\\${share}\\Policies\\${name}`;

const answerOf = (paths: readonly (readonly [name: string, path: string | null])[]): DirectoryAnswer => ({
	forests: [
		{
			asked: domain,
			answered: true,
			forest: domain,
			ids: [],
			domains: [{name: domain, namingContext: context, sid: null}],
			controllers: [],
			readings: [
				{
					server: `dc1.${domain}`,
					namingContext: context.toLowerCase(),
					count: paths.length,
					entries: paths.map(([name, path]) => ({
						dn: `CN=${name},CN=Policies,CN=System,${context}`,
						attributes: path === null ? {} : {gPCFileSysPath: [path]},
					})),
				},
			],
		},
	],
});

const query: SysvolQuery = {
	via: 'sysvol',
	folders: {via: 'directory', from: 'every-domain', base: 'domain', scope: 'subtree', filter: everything, attributes: ['gPCFileSysPath']},
	attribute: 'gPCFileSysPath',
	files: ['Machine\\Registry.pol', 'User\\Registry.pol'],
};

describe('a folder that the directory names', () => {
	it('is read where it is that of the policy, in either case', () => {
		const answer = answerOf([[full, `${pathOf(full).toUpperCase()}\\`]]);
		expect(sysvolFolders(answer, 'gPCFileSysPath').folders).toEqual([{domain, id: full.toUpperCase()}]);
	});

	it.each([
		['of another server', pathOf(full, 'evil.test')],
		['of a controller', pathOf(full, `dc1.${domain}`)],
		['of another domain', pathOf(full, domain, 'evil.test')],
		['of another policy', pathOf(empty)],
		['that leads out', `${pathOf(full)}\\..\\..\\..\\secret`],
		['that leads deeper', `${pathOf(full)}\\User`],
		['on a local disk', 'C:\\Windows\\System32'],
		['of a share of its own', `\\\\${domain}\\c$\\${domain}\\Policies\\${full}`],
		['by another sign', pathOf(full).replaceAll('\\', '/')],
		['by a device', `\\\\?\\UNC${pathOf(full).slice(1)}`],
		['that ends in another line', `${pathOf(full)}\n`],
		['that is not there', null],
	] as const)('%s is named and not read', (_, path) => {
		expect(sysvolFolders(answerOf([[full, path]]), 'gPCFileSysPath')).toEqual({
			folders: [],
			elsewhere: [{dn: `CN=${full},CN=Policies,CN=System,${context}`, path: path ?? ''}],
		});
	});
});

it('is not read elsewhere than on Windows, and nobody is asked for it', async () => {
	const nobody = () => {
		throw new Error('asked');
	};
	expect(await askSysvol(query, {shell: nobody, directory: nobody, platform: 'linux'})).toMatchObject({
		kind: 'unobserved',
		reason: 'no-runner',
		detail: expect.stringContaining('Windows'),
	});
});

describeWith('powershell', 'SYSVOL, in a local folder', () => {
	let path = '';
	const root = mkdtempSync(join(tmpdir(), 'whfb-sysvol-'));
	const policies = join(root, domain, 'SYSVOL', domain, 'Policies');
	const pol = registryPol([[helloKey, 'Enabled', 1]]);

	beforeAll(async () => {
		path = await engine();
		for (const name of [full, empty, large, odd]) {
			mkdirSync(join(policies, name), {recursive: true});
		}

		// Samba writes its folders in capitals; SMB makes no difference.
		mkdirSync(join(policies, full, 'MACHINE'));
		writeFileSync(join(policies, full, 'MACHINE', 'Registry.pol'), pol);
		mkdirSync(join(policies, large, 'User'));
		writeFileSync(join(policies, large, 'User', 'registry.POL'), Buffer.alloc(1024 * 1024 + 1));
		mkdirSync(join(policies, odd, 'User', 'Registry.pol'), {recursive: true});
		mkdirSync(join(policies, odd, 'Machine'));
		writeFileSync(join(policies, odd, 'Machine', 'Registry.pol'), '');
	});
	afterAll(() => rmSync(root, {recursive: true}));

	const ask = async (answer: DirectoryAnswer, at = root): Promise<Answer> =>
		askSysvol(query, {
			shell: async () => ({path}),
			directory: async () => ({kind: 'facts', facts: answer, source: 'live', takenAt: null, from: 'test'}),
			platform: 'linux',
			root: at,
			deadline: 30_000,
		});
	const statesIn = (answer: Answer) =>
		answer.kind === 'facts'
			? (answer.facts as {folders: {id: string; files: {state: string; bytes: string | null}[]}[]}).folders.map(one => [
					one.id,
					...one.files.map(({state, bytes}) => (bytes === null ? state : `${state} ${bytes}`)),
				])
			: answer;

	it('is read file by file, and what is not there is told from what could not be read', async () => {
		const answer = await ask(answerOf([full, empty, gone, large, odd].map(name => [name, pathOf(name)])));
		expect(statesIn(answer)).toEqual([
			[full, `read ${pol.toString('base64')}`, 'absent'],
			[empty, 'absent', 'absent'],
			[gone, 'missing', 'missing'],
			[large, 'absent', 'large'],
			[odd, 'read ', 'failed'],
		]);
	});

	it('that is not there is unreachable, and no policy of it is empty', async () => {
		expect(statesIn(await ask(answerOf([[full, pathOf(full)]]), join(root, 'nowhere')))).toEqual([[full, 'unreachable', 'unreachable']]);
	});

	it.runIf(process.getuid?.() !== 0)('whose folder may not be listed is refused', async () => {
		chmodSync(join(policies, empty), 0);
		expect(statesIn(await ask(answerOf([[empty, pathOf(empty)]])))).toEqual([[empty, 'refused', 'refused']]);
		chmodSync(join(policies, empty), 0o700);
	});

	it('is not read where no policy names a folder', async () => {
		expect(statesIn(await ask(answerOf([])))).toEqual([]);
	});
});
