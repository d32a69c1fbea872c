import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {beforeAll, describe, expect, it} from 'vitest';
import {commandsIn} from '../../src/app/script-commands.ts';
import {inPackage} from '../../src/package-root.ts';
import {describeWith} from '../require.ts';
import {type Command, parsed, type Script} from './parsed.ts';

const root = join(import.meta.dirname, '..', '..');
const shipped = globSync(['src/powershell/*.ps1', 'steps/**/*.ps1'], {cwd: root}).toSorted();
const read = (file: string) => readFileSync(join(root, file), 'latin1');

/**
 * Commands that only look. A verb is not enough everywhere: Get-ADSyncServerConfiguration, for one, writes files. Search-ADSyncDirectoryObjects
 * is an LDAP search, made by the service with the account of a connector.
 */
const looking =
	/^((Get|Test|Resolve|Select|Where|Sort|ForEach|ConvertTo|ConvertFrom|Measure|Group)-[A-Za-z]+|Search-ADSyncDirectoryObjects)$/;
const forbidden =
	/^(Get-ADSyncServerConfiguration|Get-Credential|Get-Clipboard|Test-Connection|ConvertTo-SecureString|ConvertFrom-SecureString|Select-AzContext)$/i;
/** LDAP requests that change are left out; `$library` is held below to be the LDAP library. The rest are containers, a probe of a port, and a certificate's chain. */
const makeable =
	/^((System\.DirectoryServices\.Protocols|\$library)\.(?!(Add|Modify|ModifyDN|Delete|Extended)Request)[A-Za-z]+(, .+)?|System\.Collections\.(Queue|Generic\.List\[(object|string)\])|System\.Guid|System\.Net\.Sockets\.TcpClient|System\.Security\.Cryptography\.X509Certificates\.X509Chain|System\.Threading\.Tasks\.Dataflow\.TransformBlock\[\$library\.DirectoryRequest,\$library\.DirectoryResponse\])$/;

/** Static members that give a value and touch nothing. */
const pure =
	/^(System\.)?(DirectoryServices\.Protocols\.\w+::\w+|Environment::(MachineName|UserName|UserDomainName|OSVersion|NewLine)|Security\.Cryptography\.SHA256::Create|Text\.Encoding::(ASCII|UTF8)|Convert::(To|From)\w+|BitConverter::\w+|Guid::(Empty|Parse)|Security\.Principal\.WindowsIdentity::GetCurrent|Math::\w+|math::\w+|TimeSpan::From\w+|timespan::From\w+|DateTime::(UtcNow|FromFileTimeUtc|SpecifyKind|MinValue|MaxValue)|datetime::(UtcNow|FromFileTimeUtc|SpecifyKind|MinValue|MaxValue)|DateTimeKind::\w+|Globalization\.CultureInfo::InvariantCulture|Int32::MaxValue|int::(MaxValue|MinValue)|long::(MaxValue|MinValue)|String::\w+|string::\w+|regex::(Escape|Matches|Match|Replace|Split|IsMatch)|StringComparer::\w+|StringComparison::\w+|Security\.Principal\.SecurityIdentifier::\w+|Diagnostics\.Stopwatch::StartNew|Net\.Dns::GetHostAddressesAsync|Delegate::CreateDelegate|Threading\.Tasks\.Dataflow\.DataflowBlock::(Post|Receive))$/i;
const changing =
	/^(CommitChanges|SetInfo|Save|Put|PutEx|MoveTo|Rename|DeleteTree|Delete|DeleteSubKey|DeleteValue|SetValue|CreateSubKey|SetAccessControl|SetSecurityDescriptor|WriteAll\w*|AppendAll\w*|Kill|Start|Invoke|InvokeScript|InvokeCommand|InvokeMethod|NewScriptBlock|AddScript|AddCommand|Create|Exit|SetEnvironmentVariable|Load|LoadFrom|LoadFile)$/i;
const modes = [
	'ErrorActionPreference',
	'ProgressPreference',
	'WarningPreference',
	'InformationPreference',
	'VerbosePreference',
	'DebugPreference',
];

/** The only two things run by a variable's name: the collector that host.ps1 is given, and Windows' own dsregcmd, which is told to report. */
const isAgreed = (file: string, {operator, text, arguments: given}: Command): boolean => {
	const programs = read(file).match(/\$program\s*=.*/gi) ?? [];
	return (
		operator === 'Ampersand' &&
		((file.endsWith('host.ps1') && text === '$Script') ||
			(file.endsWith('carried.ps1') && text === '$collector') ||
			(text === '$program' &&
				given.join(' ') === '/status' &&
				programs.every(one => /^\$program = "\$env:SystemRoot\\(System32|Sysnative)\\dsregcmd\.exe"\s*$/.test(one))))
	);
};

/** The one thing that is ever made: the file that a carried script was told to write, in the folder that was named, over no other. */
const isNewFile = (file: string, {parameters, arguments: given}: Command): boolean =>
	file.endsWith('carried.ps1') &&
	parameters.join(' ') === 'ItemType Path Name Value' &&
	given[0] === 'File' &&
	given[1] === '([string] $Carried.Out)';

describe('every shipped script', () => {
	it.each(shipped)('%s is printable ASCII with CRLF at every end of line', file => {
		const text = read(file);
		expect(text.match(/[^\r\n\t -~]/)?.index ?? null).toBeNull();
		expect(text.match(/(?<!\r)\n|\r(?!\n)/)?.index ?? null).toBeNull();
		expect(text.endsWith('\r\n')).toBe(true);
	});
});

describeWith('dotnet', 'every shipped script, as the parser reads it', () => {
	let scripts: readonly Script[] = [];
	beforeAll(async () => {
		scripts = await parsed(shipped, root);
	});

	/** Everything of one kind in all scripts that breaks a rule, as `file:line what`. */
	const breaking = (find: (script: Script) => readonly (readonly [line: number, what: string])[]) =>
		scripts.flatMap(script => find(script).map(([line, what]) => `${script.file}:${line} ${what}`));

	it('is among those that were read', () => {
		expect(scripts.map(({file}) => file)).toEqual(shipped);
		expect(shipped.map(file => file.replaceAll('\\', '/'))).toContain('src/powershell/host.ps1');
	});

	it('has no parse error', () => {
		expect(breaking(({errors}) => errors.map(one => [one.line, one.message]))).toEqual([]);
	});

	it('holds nothing that Windows PowerShell 5.1 cannot read', () => {
		expect(breaking(({modern}) => modern.map(one => [one.line, one.what]))).toEqual([]);
	});

	it('calls only commands that look, functions of its own that do, and Import-Module ADSync', () => {
		const bad = breaking(({file, commands, functions}) => {
			const own = new Set(functions.map(one => one.name.toLowerCase()));
			return commands
				.filter(one => {
					if (one.name === null) {
						return !isAgreed(file, one);
					}

					if (own.has(one.name.toLowerCase())) {
						return false;
					}

					if (one.name === 'Import-Module') {
						return one.arguments[0] !== 'ADSync';
					}

					if (one.name === 'New-Item') {
						return !isNewFile(file, one);
					}

					if (one.name === 'New-Object') {
						return !makeable.test((one.arguments[0] ?? '').replace(/^(['"])(.*)\1$/, '$2'));
					}

					return one.name !== 'Set-StrictMode' && one.name !== 'Write-Output' && (!looking.test(one.name) || forbidden.test(one.name));
				})
				.map(one => [one.line, one.text] as const);
		});
		expect(bad).toEqual([]);
	});

	it('calls no command that the plan does not name, and the plan names none that it does not call', () => {
		for (const {file, commands, functions} of scripts) {
			const own = functions.map(({name}) => name);
			const called = commands.flatMap(({name}) => (name === null || own.includes(name) ? [] : [name]));
			const programs = /\bdsregcmd\.exe"/.test(read(file)) ? ['dsregcmd.exe'] : [];
			expect(commandsIn(file), file).toEqual([...new Set([...called, ...programs])].toSorted());
		}
	});

	it('gives another thread one thing to do: to send the request that it is given', () => {
		const made = shipped.flatMap(file => read(file).match(/.*CreateDelegate.*/g) ?? []);
		expect(made.map(line => line.trim())).toEqual([`$send = [System.Delegate]::CreateDelegate($signature, $Connection, 'SendRequest')`]);
	});

	it('calls no method that changes, starts or loads anything', () => {
		const bad = breaking(({members}) =>
			members
				.filter(one =>
					one.static
						? one.on !== 'System.Reflection.Assembly' && !pure.test(`${one.on?.split(',')[0]}::${one.name}`)
						: one.call && (one.name === null || changing.test(one.name)),
				)
				.map(one => [one.line, `${one.on ?? ''}${one.static ? '::' : '.'}${one.name}`]),
		);
		expect(bad).toEqual([]);
	});

	it('loads the library of LDAP and no other, because Windows PowerShell 5.1 has not done so', () => {
		for (const {file, members, assignments} of scripts) {
			const loading = members.some(one => one.on === 'System.Reflection.Assembly');
			expect(/System\.DirectoryServices\.Protocols/.test(read(file)), file).toBe(loading);
			if (loading) {
				expect(read(file)).toMatch(/^\$library = 'System\.DirectoryServices\.Protocols'\r$/m);
				expect(assignments.filter(one => one.left === '$library').length).toBe(1);
				expect(read(file).match(/Assembly\]::.*/g)).toEqual(['Assembly]::LoadWithPartialName($library)']);
			}
		}
	});

	it('writes to no file and to no environment variable', () => {
		expect(
			breaking(({redirections}) => redirections.filter(one => !/>\s*\$null$/.test(one.text)).map(one => [one.line, one.text])),
		).toEqual([]);
		expect(
			breaking(({assignments}) => assignments.filter(one => /^\$(env|global):/i.test(one.left)).map(one => [one.line, one.left])),
		).toEqual([]);
	});

	it('is strict and stops at the first error', () => {
		for (const {file, commands} of scripts) {
			expect(
				commands.some(one => one.name === 'Set-StrictMode' && one.parameters[0] === 'Version' && one.arguments[0] === '3.0'),
				file,
			).toBe(true);
			expect(read(file), file).toMatch(/^\$ErrorActionPreference = 'Stop'\r?$/m);
		}
	});

	it('says what it reads and who may run it', () => {
		for (const {file, help} of scripts) {
			expect(help?.synopsis?.trim(), `${file}: .SYNOPSIS`).toBeTruthy();
			expect(help?.description?.trim(), `${file}: .DESCRIPTION`).toBeTruthy();
			expect(help?.notes, `${file}: .NOTES`).toMatch(/who may run it/i);
		}
	});

	it('keeps the parameters of host.ps1 bare, or standard input would not reach it', () => {
		const host = scripts.find(({file}) => file.endsWith('host.ps1'));
		expect(host?.scriptAttributes).toEqual([]);
		expect(host?.types.filter(one => one.use === 'attribute')).toEqual([]);
		for (const mode of modes) {
			expect(read('src/powershell/host.ps1')).toMatch(new RegExp(`^\\$${mode} = '(SilentlyContinue|Stop)'\r$`, 'm'));
		}
	});
});

describe('the program', () => {
	const sources = globSync(['src/**/*.{ts,tsx}', 'steps/**/*.ts'], {cwd: root});

	it('never asks for an encoded command, a bypassed policy or a hidden window', () => {
		const bad = sources.filter(file =>
			/EncodedCommand|ExecutionPolicy['", ]+Bypass|WindowStyle|Invoke-Expression|['"]-enc['"]|['"]-Command['"]/i.test(read(file)),
		);
		expect(bad).toEqual([]);
	});

	it('starts PowerShell in one place, and beside it only a browser and what ends or lists processes, by absolute path', () => {
		// What makes a package runs where it is made, and never ships.
		const starting = sources.filter(
			file => !file.startsWith(join('src', 'package')) && /['"](execa|(node:)?child_process)['"]/.test(read(file)),
		);
		const [own, ...others] = ['child-processes', 'graph', 'powershell'].map(folder => starting.filter(file => file.includes(folder)));
		expect(others).toEqual([
			['login-processes.ts', 'open-browser.ts'].map(file => join('src', 'graph', file)),
			[join('src', 'powershell', 'powershell.ts')],
		]);
		expect(own?.toSorted()).toEqual(
			['end-trees.ts', 'process-tree.ts', 'processes.ts', 'tree-members.ts', 'watchdog.ts'].map(file =>
				join('src', 'child-processes', file),
			),
		);
		const started = starting.flatMap(file => read(file).match(/\b(?:execa|execFile|exec|spawn|spawnSync|fork)\(\s*[^,{:)]*/g) ?? []);
		// What @azure/identity starts goes through graph/login-processes.ts, which changes with what it is started and by what it is ended.
		expect(started.map(call => call.replace(/\s+/g, '')).toSorted()).toEqual(
			[
				'execa(shell.path',
				"spawn('/bin/sh'",
				'spawn(',
				'spawn(options',
				'spawn(program',
				"spawnSync('/bin/ps'",
				'spawnSync(program',
			].toSorted(),
		);
		expect(read(join('src', 'child-processes', 'end-trees.ts'))).toMatch(
			/program = win32\.join\(windowsFolder\(\), 'System32', 'taskkill\.exe'\)/,
		);
	});
});

describe('the functions of a script', () => {
	it.each(globSync(['src/**/*.ps1', 'steps/**/*.ps1'], {cwd: inPackage()}))('bear each a name of its own in %s, in either case', script => {
		const names = [...readFileSync(inPackage(script), 'utf8').matchAll(/^\s*function\s+([\w-]+)/gm)].map(([, name = '']) =>
			name.toLowerCase(),
		);
		expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
	});
});
