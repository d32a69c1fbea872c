import {execFile} from 'node:child_process';
import {globSync, mkdtempSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';

const run = promisify(execFile);

/** The compiler of .NET 10; what it makes is good for every 10.0 (dotnet/runtime, docs/design/coreclr/botr/readytorun-overview.md). */
const compilerVersion = '10.0.12';
const platform = {linux: ['linux', 'linux'], win32: ['win', 'windows'], darwin: ['osx', 'osx']}[process.platform as string] ?? [
	'none',
	'none',
];

/** What a script of ours loads: the rest is not worth its time. */
const parts =
	/^(?:System\.Management\.Automation|Microsoft\.PowerShell\..*|Newtonsoft\.Json|System\.DirectoryServices\.Protocols|Microsoft\.ApplicationInsights)\.dll$/;

/**
 * Compiles a PowerShell that `dotnet tool install` has put into `folder` for this computer, as the PowerShell that administrators install is. The tool has
 * intermediate language alone, and every start compiles what it calls: that is half of a second and more of each test that asks a directory. Nothing else
 * about it changes. Rejects where the compiler is not to be had, and then leaves it as it was.
 */
export const compile = async (folder: string, program: string): Promise<void> => {
	const place = mkdtempSync(join(folder, 'compiler-'));
	const id = `Microsoft.NETCore.App.Crossgen2.${platform[0]}-${process.arch}`;
	const env = {...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', DOTNET_SKIP_FIRST_TIME_EXPERIENCE: '1'};
	try {
		writeFileSync(
			join(place, 'compiler.csproj'),
			`<Project Sdk="Microsoft.NET.Sdk">
				<PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
				<ItemGroup><PackageDownload Include="${id}" Version="[${compilerVersion}]" /></ItemGroup>
			</Project>`,
		);
		await run('dotnet', ['restore', '--packages', join(place, 'packages')], {cwd: place, env, timeout: 60_000});
		const compiler = join(
			place,
			'packages',
			id.toLowerCase(),
			compilerVersion,
			'tools',
			process.platform === 'win32' ? 'crossgen2.exe' : 'crossgen2',
		);
		const {stdout} = await run(program, ['-NoProfile', '-NonInteractive', '-Command', '[object].Assembly.Location; $PSHOME'], {
			env,
			timeout: 60_000,
		});
		const [framework = '', home = ''] = stdout.trim().split(/\r?\n/);
		const references = ['-r', join(dirname(framework), '*.dll'), '-r', join(home, '*.dll')];
		const target = ['-O', '--targetos', platform[1] ?? '', '--targetarch', process.arch];
		const compiled = globSync('*.dll', {cwd: home}).filter(name => parts.test(name));
		for (const part of compiled) {
			await run(compiler, [join(home, part), '-o', join(place, part), ...references, ...target], {env, timeout: 120_000});
		}

		for (const part of compiled) {
			renameSync(join(place, part), join(home, part));
		}
	} finally {
		rmSync(place, {recursive: true, force: true});
	}
};
