import {execFile} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {beforeAll, describe, expect, it} from 'vitest';
import {collectorScript, scriptsFor} from '../../src/evidence/collector-script.ts';
import {collectorsIn} from '../../src/guide/step.ts';
import {inPackage} from '../../src/package-root.ts';
import {guide} from '../../steps/guide.ts';
import {folder} from '../evidence/pilot.ts';
import {engine} from '../lab/powershell.ts';
import {describeWith} from '../require.ts';

const {places} = guide.outline;
const collectors = collectorsIn(guide);
const carried = places.filter(({id}) => scriptsFor(id, collectors).length > 0);
const scripts = carried.flatMap(({id}) => scriptsFor(id, collectors).map(({path}) => path));

/** A person reads them before they run where an Enterprise Admin is signed in. */
const mostLines = 300;
/** Longer, and why: the most lines that it may have. */
const longer: Readonly<Record<string, number>> = {
	// Rules, connectors, scopes and access lists of Connect are of one reading: gates compare them with each other, and one file has one time.
	'steps/04-directory-synchronization/connect-server.ps1': 893,
};

describe('the scripts that are carried', () => {
	it('are those of Connect servers, domain controllers and clients', () => {
		expect(carried.map(({id}) => id).toSorted()).toEqual(['client', 'connect-server', 'domain-controller']);
		expect(scripts.length).toBeGreaterThanOrEqual(10);
		expect(Object.keys(longer).filter(path => !scripts.includes(path))).toEqual([]);
	});

	it('say in the first line whom they are for and in what window they run', () => {
		const firstOf = (place: string) =>
			collectorScript({place, places, collectors, nonce: '0123456789abcdef0123456789abcdef', created: '2026-11-22T08:00:00.000Z'}).split(
				'\r\n',
			)[0];
		expect(firstOf('connect-server')).toMatch(/^# ---- For the Connect server: run it in an elevated window of Windows PowerShell 5\.1/);
		expect(firstOf('domain-controller')).toMatch(
			/^# ---- For a domain controller: run it in an elevated window of Windows PowerShell 5\.1/,
		);
		expect(firstOf('client')).toMatch(/^# ---- For a client computer: .*not elevated$/);
	});

	it.each(scripts)('can be read in one sitting: %s', path => {
		expect(readFileSync(inPackage(path), 'latin1').trimEnd().split('\r\n').length).toBeLessThanOrEqual(longer[path] ?? mostLines - 1);
	});
});

/** What Get-Help says of files, as PowerShell shows it to whoever asks. */
const helpOf = async (files: readonly string[]): Promise<readonly Readonly<Record<string, string | readonly string[]>>[]> => {
	const asking = join(folder(), 'help.ps1');
	writeFileSync(
		asking,
		`$all = @(foreach ($file in $args) {
	$help = Get-Help -Name $file -Full
	[ordered] @{
		synopsis = [string] $help.Synopsis
		description = (@($help.description | ForEach-Object { $_.Text }) -join ' ')
		parameters = @($help.parameters.parameter | ForEach-Object { '{0}: {1}' -f $_.name, (@($_.description | ForEach-Object { $_.Text }) -join ' ') })
		examples = @($help.examples.example | ForEach-Object { [string] $_.code })
	}
})
ConvertTo-Json -InputObject $all -Depth 5 -Compress`,
	);
	const {stdout} = await promisify(execFile)(await engine(), ['-NoLogo', '-NoProfile', '-NonInteractive', '-File', asking, ...files], {
		maxBuffer: 1 << 24,
	});
	return JSON.parse(stdout);
};

describeWith('powershell', 'Get-Help of a script to carry', () => {
	let help: Awaited<ReturnType<typeof helpOf>> = [];
	beforeAll(async () => {
		const files = carried.map(({id}) => {
			const file = join(folder(), `${id}.ps1`);
			const nonce = '0123456789abcdef0123456789abcdef';
			writeFileSync(file, collectorScript({place: id, places, collectors, nonce, created: '2026-11-22T08:00:00.000Z'}), 'latin1');
			return file;
		});
		help = await helpOf(files);
	});

	it('says for each place what it does, what can be given to it, and shows an example', () => {
		expect(help).toHaveLength(carried.length);
		for (const one of help) {
			expect(one).toEqual({
				synopsis: expect.stringMatching(/^Looks at this computer for whfb and prints what it sees\.\s*$/),
				description: expect.stringMatching(/It changes nothing/),
				parameters: [
					expect.stringMatching(/^Out: A folder that is there\./),
					expect.stringMatching(/^OneLine: Prints one line of at most 2,048/),
				],
				examples: [expect.stringMatching(/-File \.\\THIS-FILE\.ps1 -Out /)],
			});
		}
	});
});
