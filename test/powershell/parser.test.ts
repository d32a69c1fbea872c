// biome-ignore-all lint/suspicious/noTemplateCurlyInString: PowerShell has such names too.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {describeWith} from '../require.ts';
import {parsed, type Script} from './parsed.ts';

/** What 5.1 cannot read or does not know, one line of script each, and how it is called. */
const newer: readonly (readonly [line: string, what: string])[] = [
	['$b = $a ? 1 : 2', '? :'],
	['$c = $a ?? 3', '??'],
	['$c ??= 3', '??='],
	['$d = ${a}?.Name', '?.'],
	['$d = ${a}?.Trim()', '?.'],
	['$d = ${a}?[0]', '?[]'],
	['Get-Item . && Get-Item ..', '&& or ||'],
	['Get-Item . || Get-Item ..', '&& or ||'],
	['Get-Item . &', 'background &'],
	['function Get-X { end { 1 } clean { 2 } }', 'clean block'],
	['using namespace System.IO', 'using'],
	['class Thing { [int] $Size }', 'class or enum'],
	['class Thing : object { hidden [int] $Size = 1; static [int] Get() { return 1 } }', 'class or enum'],
	['enum Size { Small; Large }', 'class or enum'],
	['1..3 | ForEach-Object -Parallel { $_ }', '-Parallel'],
	['1..3 | ForEach-Object -Par { $_ }', '-Par'],
	["'{}' | ConvertFrom-Json -AsHashtable", '-AsHashtable'],
	["'{}' | & $command -AsHashtable", '-AsHashtable'],
	['ConvertTo-Json -AsArray 1', '-AsArray'],
	['Get-Content x -AsByteStream', '-AsByteStream'],
	['Sort-Object -Stable', '-Stable'],
	['Import-Module ADSync -UseWindowsPowerShell', '-UseWindowsPowerShell'],
	['Split-Path x -LeafBase', '-LeafBase'],
	['Join-Path a b c', 'Join-Path with a third part'],
	["Test-Json '{}'", 'Test-Json'],
	["'a' | Join-String", 'Join-String'],
	['if ($IsWindows) { 1 }', '$IsWindows'],
	['$PSStyle.Reset', '$PSStyle'],
	["'x' -replace 'x', { $_ }", '-replace with a script block'],
	["'a'..'e'", 'a range of letters'],
	['1u', 'the number 1u'],
	['0b101', 'the number 0b101'],
	['0xffus', 'the number 0xffus'],
	['100ykb', 'the number 100ykb'],
	['"`u{1f600}"', '`u{} or `e'],
	['"`e[0m"', '`u{} or `e'],
	['Write-Output `u{41}', '`u{} or `e'],
	['@"\n`u{1f600}\n"@', '`u{} or `e'],
	['[Math]::Clamp(1, 2, 3)', '[Math]::Clamp'],
	['[System.Math]::Cbrt(8)', '[Math]::Cbrt'],
	['[Convert]::ToHexString($bytes)', '[Convert]::ToHexString'],
	['[System.Security.Cryptography.SHA256]::HashData($bytes)', '[SHA256]::HashData'],
	["'a; b'.Split('; ')", '.Split at a text'],
	["'ab'.Contains('A', 5)", '.Contains with a comparison'],
	["'ab'.Replace('A', 'b', 5)", '.Replace with a comparison'],
	['[System.Array]::Empty[int]()', 'a generic method with its types'],
	['[semver] "1.0.0"', '[semver]'],
	['$x = [ulong] 1', '[ulong]'],
	['param([ValidateNotNullOrWhiteSpace()] $a)', '[ValidateNotNullOrWhiteSpace]'],
	['Get-Item .\n    | Select-Object Name', '| at the start of a line'],
	['#requires -Version 7.0\n1', '#requires'],
	['#requires -PSEdition Core\n1', '#requires'],
];

/** What 5.1 reads as well, and looks like something above. */
const older: readonly string[] = [
	'Where-Object { $_ -eq 1 } | Select-Object -Skip 1 -First 2 | Sort-Object -Property Name -Descending',
	'$a?',
	"'`u{41} and `e'",
	'"``u{41} and ``e"',
	'"`n`r`t`0"',
	'1l + 0xffd + 0x1s2 + 2kb + 1.5d + 1e3',
	"1..3; 'x' -replace 'x', 'y'",
	"'a;b'.Split(';'); 'a'.Contains('b'); 'a'.Replace('a', 'b')",
	'[Math]::Max(1, 2); [Convert]::ToBase64String($b); [System.Guid]::NewGuid()',
	"ConvertFrom-Json '{}'; ConvertTo-Json 1 -Depth 3 -Compress; Join-Path a b; Get-Content x -Raw",
	'Get-Item . |\n    Select-Object Name',
	'function Get-X { begin { 1 } process { 2 } end { 3 } }',
	'& $command -Depth 3',
	'#requires -Version 5.1\n1',
];

describeWith('dotnet', 'the parser', () => {
	const read = async (lines: readonly string[]): Promise<readonly Script[]> => {
		const place = mkdtempSync(join(tmpdir(), 'whfb-parse-'));
		try {
			const files = lines.map((line, index) => {
				const file = join(place, `${String(index).padStart(3, '0')}.ps1`);
				writeFileSync(file, `${line.replaceAll('\\n', '\n')}\n`);
				return file;
			});
			return await parsed(files);
		} finally {
			rmSync(place, {recursive: true, force: true});
		}
	};

	it('finds each kind of thing that Windows PowerShell 5.1 does not know', async () => {
		const scripts = await read(newer.map(([line]) => line));
		expect(scripts.map(({modern}, index) => [newer[index]?.[0], modern.map(one => one.what)])).toEqual(
			newer.map(([line, what]) => [line, expect.arrayContaining([what])]),
		);
	});

	it('lets pass what Windows PowerShell 5.1 knows', async () => {
		const scripts = await read(older);
		expect(scripts.flatMap(({modern}, index) => modern.map(one => [older[index], one.what]))).toEqual([]);
		expect(scripts.length).toBe(older.length);
	});

	it('says what does not parse', async () => {
		const [script] = await read(['if (1) {']);
		expect(script?.errors).toEqual([{line: 1, message: expect.stringContaining('}')}]);
	});

	it('sees each command, member, type and redirection that a shipped script may not hold', async () => {
		const [script] = await parsed([join(import.meta.dirname, 'fixtures', 'forbidden.ps1')]);
		expect(script?.commands.map(one => one.name)).toEqual(expect.arrayContaining(['Invoke-Expression', 'Set-Content', 'iex', null]));
		expect(script?.members.filter(one => one.static).map(one => `${one.on}::${one.name}`)).toContain('System.IO.File::WriteAllText');
		expect(script?.redirections.map(one => one.text)).toEqual(['> out.txt']);
		expect(script?.assignments.map(one => one.left)).toContain('$env:Path');
		expect(script?.types).toContainEqual({name: 'System.IO.File', line: expect.any(Number), use: 'expression'});
		expect(script?.functions.map(one => one.name)).toEqual(['Get-Nothing']);
		expect(script?.scriptAttributes).toEqual(['CmdletBinding']);
		expect(script?.help).toBeNull();
	});
});
