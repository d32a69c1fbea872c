import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parseBlocks} from '../../src/content/blocks.ts';
import {examples, type OwnNames, ownBlocks, withOwnNames} from '../../src/content/own-names.ts';
import {inPackage} from '../../src/package-root.ts';

const own: OwnNames = {
	'corp.example.test': 'hq.fabrikam.net',
	'dc01.corp.example.test': 'lon-dc03.hq.fabrikam.net',
	'pc01.corp.example.test': 'LON-W11-0042',
	'anna@example.test': 'hana@fabrikam.net',
};
const nobody: OwnNames = {...own, 'corp.example.test': null, 'dc01.corp.example.test': null, 'pc01.corp.example.test': null};

describe('own names in place of examples', () => {
	it.each([
		['Test-NetConnection dc01.corp.example.test -Port 389', 'Test-NetConnection lon-dc03.hq.fabrikam.net -Port 389'],
		['Resolve-DnsName _ldap._tcp.dc._msdcs.corp.example.test', 'Resolve-DnsName _ldap._tcp.dc._msdcs.hq.fabrikam.net'],
		['nltest /dsgetdc:corp.example.test /force', 'nltest /dsgetdc:hq.fabrikam.net /force'],
		["@{ Domain = 'CORP.example.test' }", "@{ Domain = 'hq.fabrikam.net' }"],
		['mailto:anna@example.test.', 'mailto:hana@fabrikam.net.'],
		['Enter-PSSession pc01.corp.example.test', 'Enter-PSSession LON-W11-0042'],
	])('stand in %s', (text, filled) => {
		expect(withOwnNames(text, own)).toBe(filled);
	});

	it.each([
		// Another computer of the example keeps the whole example: half a name would look like a computer of this domain.
		'repadmin /showrepl dc02.corp.example.test',
		'ping xdc01.corp.example.test',
		'corp.example.test.evil.example',
		'corp.example.testing',
		'joanna@example.test',
		'user@corp.example.test',
	])('do not stand in %s', text => {
		expect(withOwnNames(text, own)).toBe(text);
	});

	it('are left out where none is known', () => {
		expect(withOwnNames('Test-NetConnection dc01.corp.example.test', nobody)).toBe('Test-NetConnection dc01.corp.example.test');
	});

	it('take a name as it is, whatever it would mean in a replacement', () => {
		expect(withOwnNames('corp.example.test', {...own, 'corp.example.test': '$&$1'})).toBe('$&$1');
	});

	it('stand in commands and code wherever these are, and not in prose', () => {
		const {blocks} = parseBlocks(
			'Ask corp.example.test about `corp.example.test`.\n\n- One `pc01.corp.example.test`\n\n> [!NOTE]\n> See `anna@example.test`.\n\n| A |\n|---|\n| `corp.example.test` |\n\n```powershell\n# Who: anybody\nping dc01.corp.example.test\n```\n',
			1,
		);
		const text = JSON.stringify(ownBlocks(blocks, own));
		expect(text.match(/corp\.example\.test/g)).toHaveLength(1);
		for (const name of Object.values(own)) {
			expect(text).toContain(name);
		}
	});

	it('each have an example in some command of the pages', () => {
		const pages = ['content', 'steps'].flatMap(folder =>
			readdirSync(inPackage(folder), {recursive: true, encoding: 'utf8'})
				.filter(name => name.endsWith('.md'))
				.map(name => readFileSync(join(inPackage(folder), name), 'utf8')),
		);
		const commands = pages.flatMap(page => page.match(/```powershell\n[\s\S]*?```/g) ?? []).join('\n');
		for (const example of examples) {
			expect(withOwnNames(commands, own), example).toContain(own[example]);
		}
	});
});
