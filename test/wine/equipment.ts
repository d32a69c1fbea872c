import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pack} from '../../src/package/pack.ts';
import {cacheFolder, powershellVersion} from '../lab/powershell.ts';

/**
 * What stands in for Windows: Wine, with what it lacks made good at test time and never shipped.
 * mshtml is left out, which would open a window to install itself; .NET needs mscoree as it is.
 */
const environment = {WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mshtml='};

/** The build of Windows that Wine says it is, the first of 10 with the calls that a later one would be asked for and Wine does not have. */
const build = '15063';

const registry = `REGEDIT4

[HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Windows NT\\CurrentVersion]
"CurrentBuild"="${build}"
"CurrentBuildNumber"="${build}"
`;

/** A PowerShell for Windows, self-contained: the published package is one for .NET on any system, and its modules lie beside it in the package. */
const project = `<Project Sdk="Microsoft.NET.Sdk">
	<PropertyGroup>
		<OutputType>Exe</OutputType>
		<TargetFramework>net10.0</TargetFramework>
		<AssemblyName>pwsh</AssemblyName>
		<RuntimeIdentifier>win-x64</RuntimeIdentifier>
		<SelfContained>true</SelfContained>
		<InvariantGlobalization>true</InvariantGlobalization>
	</PropertyGroup>
	<ItemGroup>
		<PackageReference Include="Microsoft.PowerShell.SDK" Version="${powershellVersion}" GeneratePathProperty="true" />
	</ItemGroup>
	<Target Name="CopyModules" AfterTargets="Publish">
		<ItemGroup>
			<ModuleFile Include="$(PkgMicrosoft_PowerShell_SDK)/contentFiles/any/any/runtimes/win/lib/net10.0/Modules/**/*" />
		</ItemGroup>
		<Copy SourceFiles="@(ModuleFile)" DestinationFiles="@(ModuleFile->'$(PublishDir)/Modules/%(RecursiveDir)%(Filename)%(Extension)')" />
	</Target>
</Project>
`;

const ran = (
	program: string,
	args: readonly string[],
	{cwd = '/', env = {}}: {readonly cwd?: string; readonly env?: NodeJS.ProcessEnv} = {},
) => {
	const {status, stdout, stderr, error} = spawnSync(program, args, {cwd, encoding: 'utf8', env: {...process.env, ...env}});
	if (status !== 0) {
		throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${error?.message ?? ''} ${stdout} ${stderr}`);
	}

	return stdout;
};

const publish = (folder: string) => {
	const source = mkdtempSync(join(tmpdir(), 'whfb-pwsh-'));
	try {
		writeFileSync(join(source, 'pwsh.csproj'), project);
		writeFileSync(join(source, 'Program.cs'), 'return Microsoft.PowerShell.ConsoleShell.Start("", "", args);\n');
		ran('dotnet', ['publish', '-c', 'Release', '-o', folder], {cwd: source, env: {DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1'}});
	} finally {
		rmSync(source, {recursive: true, force: true});
	}
};

/** Makes the disk and the registry of a Windows; the mark says that it was made to the end. */
const make = (prefix: string) => {
	rmSync(prefix, {recursive: true, force: true});
	mkdirSync(prefix, {recursive: true});
	const env = {...environment, WINEPREFIX: prefix};
	ran('wineboot', ['-i'], {env});
	ran('wine', ['winecfg', '-v', 'win10'], {env});
	ran('wineserver', ['-w'], {env});
	const settings = join(prefix, 'build.reg');
	writeFileSync(settings, registry);
	ran('wine', ['regedit', settings], {env});
	ran('wineserver', ['-w'], {env});
	// It is a stub that says nothing and ends with 0.
	rmSync(join(prefix, 'drive_c', 'windows', 'system32', 'WindowsPowerShell'), {recursive: true, force: true});
	publish(join(prefix, 'drive_c', 'pwsh'));
	writeFileSync(join(prefix, 'whole'), '');
};

/** Node asks for a call that Wine has under this name and that does not do all: without it, V8 takes its older way. One byte. */
const patched = (program: Buffer): Buffer => {
	const name = Buffer.from('VirtualAlloc2\0');
	const at = program.indexOf(name);
	if (at < 0 || program.indexOf(name, at + 1) >= 0) {
		throw new Error('Node no longer names VirtualAlloc2 once: look at how it is asked for now.');
	}

	const copy = Buffer.from(program);
	copy[at] = 'X'.charCodeAt(0);
	return copy;
};

/** A Windows as near as it can be had here. */
export type Windows = {
	/** Where the package lies, as Windows writes it. */
	readonly folder: string;
	/** The same, as this system sees it. */
	readonly here: string;
	/** The disk, as this system sees it. */
	readonly disk: string;
	readonly node: string;
	readonly env: NodeJS.ProcessEnv;
	/** Bytes of the zip. */
	readonly zip: number;
	/** node.exe as it was in the zip. */
	readonly original: Buffer;
	readonly stop: () => void;
};

/** Makes it where it is not there yet, and unpacks the package into it; node.exe alone is replaced. */
export const startWindows = async (): Promise<Windows> => {
	const recipe = createHash('sha256').update(registry).update(project).digest('hex').slice(0, 12);
	const prefix = join(cacheFolder(), `wine-${recipe}`);
	if (!existsSync(join(prefix, 'whole'))) {
		make(prefix);
	}

	const disk = join(prefix, 'drive_c');
	const place = join(disk, 'whfb');
	rmSync(place, {recursive: true, force: true});
	mkdirSync(place);
	await pack('win-x64', place);
	const [zip = ''] = readdirSync(place).filter(file => file.endsWith('.zip'));
	ran('unzip', ['-q', zip], {cwd: place});
	const folder = zip.replace(/\.zip$/, '');
	const node = join(place, folder, 'node.exe');
	const original = readFileSync(node);
	writeFileSync(node, patched(original));
	return {
		folder: `C:\\whfb\\${folder}`,
		here: join(place, folder),
		disk,
		node,
		env: {...process.env, ...environment, WINEPREFIX: prefix},
		zip: readFileSync(join(place, zip)).length,
		original,
		stop: () => void spawnSync('wineserver', ['-k'], {env: {...process.env, WINEPREFIX: prefix}}),
	};
};

/** A path of this system as Windows writes it; Wine has it all as drive Z. */
export const onZ = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;
