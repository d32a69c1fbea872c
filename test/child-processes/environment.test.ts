import {chmod, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, describe, expect, it, vi} from 'vitest';
import {foldersOf} from '../../src/child-processes/program-folders.ts';
import {namesFor, variablesFor} from '../../src/child-processes/variables.ts';
import {endingPrograms} from '../../src/graph/login-processes.ts';
import {runScript} from '../../src/powershell/powershell.ts';

afterEach(() => {
	vi.unstubAllEnvs();
});

/** What would make a program load something of somebody else's, or tell it a secret. */
const hostile = [
	...['DOTNET_STARTUP_HOOKS', 'DOTNET_ADDITIONAL_DEPS', 'DOTNET_SHARED_STORE', 'DOTNET_DiagnosticPorts', 'DOTNET_EnableDiagnostics'],
	...['CORECLR_PROFILER', 'CORECLR_PROFILER_PATH', 'COMPlus_Version', 'COR_PROFILER', 'LD_LIBRARY_PATH', 'LD_AUDIT'],
	...['PSModulePath', 'PSExecutionPolicyPreference', 'NODE_OPTIONS', 'NODE_PATH', 'PYTHONPATH', 'PYTHONSTARTUP', 'PYTHONHOME'],
	...['BASH_ENV', 'ENV', 'IFS', 'PERL5LIB', 'WHFB_GRAPH_TOKEN', 'AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PASSWORD', 'GITHUB_TOKEN'],
];

describe('what a program is told', () => {
	it('L2 is a list of names, none of which loads anything into it', () => {
		const env = Object.fromEntries([...hostile, 'LD_PRELOAD'].map(name => [name, 'canary']));
		for (const platform of ['linux', 'win32'] as const) {
			for (const program of ['powershell', 'login'] as const) {
				expect(variablesFor(program, env, platform)).toEqual({});
				expect(namesFor(program, platform).length).toBeGreaterThan(10);
			}
		}
	});

	it('holds the proxy and the place of the login for what has a login, and not for a script', () => {
		const env = {HTTPS_PROXY: 'http://proxy:8080', AZURE_CONFIG_DIR: '/home/hana/.azure', HOME: '/home/hana', KRB5CCNAME: 'DIR:/tmp/x'};
		expect(variablesFor('login', env, 'linux')).toEqual({
			HTTPS_PROXY: 'http://proxy:8080',
			AZURE_CONFIG_DIR: '/home/hana/.azure',
			HOME: '/home/hana',
		});
		expect(variablesFor('powershell', env, 'linux')).toEqual({HOME: '/home/hana', KRB5CCNAME: 'DIR:/tmp/x'});
	});

	it('compares names as the system does', () => {
		expect(variablesFor('powershell', {SYSTEMROOT: 'C:\\Windows', systemdrive: 'C:', home: '/x'}, 'win32')).toEqual({
			SYSTEMROOT: 'C:\\Windows',
			systemdrive: 'C:',
		});
		expect(variablesFor('powershell', {home: '/x', Home: '/y'}, 'linux')).toEqual({});
	});

	it('has the folders of PATH that are the same from everywhere, and no others', () => {
		expect(foldersOf({PATH: '.::bin:/usr/bin:./x:/opt/x'}, 'linux')).toEqual(['/usr/bin', '/opt/x']);
		expect(foldersOf({Path: '.;;C:\\Tools;\\Tools;C:Tools;\\\\server\\share;"D:\\A B"'}, 'win32')).toEqual(['C:\\Tools', 'D:\\A B']);
		expect(variablesFor('login', {Path: '.;C:\\Tools'}, 'win32')).toEqual({PATH: 'C:\\Tools'});
	});
});

describe.skipIf(process.platform === 'win32')('what a program sees of whfb’s environment', () => {
	const told = async (start: (program: string) => Promise<unknown>): Promise<Readonly<Record<string, string>>> => {
		const place = await mkdtemp(join(tmpdir(), 'whfb-told-'));
		try {
			const program = join(place, 'az');
			await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' -p 'JSON.stringify(process.env)' > '${place}/told'\n`);
			await chmod(program, 0o755);
			for (const name of hostile) {
				vi.stubEnv(name, name === 'NODE_OPTIONS' ? '--no-warnings' : 'canary');
			}

			vi.stubEnv('PATH', `.:${place}:${process.env['PATH']}`);
			await start(program);
			return JSON.parse(await readFile(join(place, 'told'), 'utf8'));
		} finally {
			await rm(place, {recursive: true});
		}
	};

	it('L2 is nothing that loads something into it, for PowerShell', async () => {
		const script = join(import.meta.dirname, '..', 'powershell', 'fixtures', 'echo.ps1');
		const env = await told(program => runScript({path: program}, {script, parameters: {}, deadline: 20_000}));
		expect(Object.keys(env).filter(name => hostile.includes(name))).toEqual([]);
		expect(JSON.stringify(env)).not.toContain('canary');
		expect(env).toMatchObject({NO_COLOR: '1', WHFB_CHILD: expect.stringMatching(/^[0-9a-f]{32}\.[0-9a-f]{16}$/)});
		expect(env['PATH']).toMatch(/^\//);
	});

	it('L2 is nothing that loads something into it, for the Azure CLI', async () => {
		const {AzureCliCredential} = await import('@azure/identity');
		const env = await told(() =>
			endingPrograms(
				() => new AzureCliCredential().getToken('https://graph.microsoft.com/.default').catch(() => null),
				new AbortController().signal,
			),
		);
		expect(Object.keys(env).filter(name => hostile.includes(name))).toEqual([]);
		expect(JSON.stringify(env)).not.toContain('canary');
		expect(env).toMatchObject({WHFB_CHILD: expect.stringMatching(/^[0-9a-f]{32}\.[0-9a-f]{16}$/)});
	});
});
