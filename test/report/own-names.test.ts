import {describe, expect, it} from 'vitest';
import {pageOf, remediesOf} from '../../src/content/library.ts';
import {examplesLeft} from '../../src/content/own-names.ts';
import {objectsNamed, withObjects} from '../../src/report/filled-names.ts';
import {ownNames, pageIn, remedyIn} from '../../src/report/own-names.ts';
import {emptySession} from '../../src/session/session.ts';

const forest = (name: string) => ({name, ids: ['00000000-0000-0000-0000-000000000001']});
const named = (environment: Partial<typeof emptySession.environment>, ...forests: readonly string[]) =>
	ownNames({environment: {...emptySession.environment, ...environment}, identity: {forests: forests.map(forest), tenant: null}});

describe('the names of an environment', () => {
	it('are its forest, its pilot client and controller, and its first pilot user', () => {
		const pilot = {pilotUsers: ['hana@fabrikam.net', 'bo@fabrikam.net'], pilotClient: 'LON-W11-0042', pilotController: 'dc3.fabrikam.net'};
		expect(named(pilot, 'fabrikam.net')).toEqual({
			'corp.example.test': 'fabrikam.net',
			'dc01.corp.example.test': 'dc3.fabrikam.net',
			'pc01.corp.example.test': 'LON-W11-0042',
			'anna@example.test': 'hana@fabrikam.net',
		});
	});

	it('are none where nobody said them, and no domain where there are several forests', () => {
		for (const forests of [[], ['fabrikam.net', 'contoso.com']]) {
			expect(Object.values(named({}, ...forests))).toEqual([null, null, null, null]);
		}
	});

	it.each(["o'neil@fabrikam.net", '$(calc)@fabrikam.net', 'a;b@fabrikam.net', '-x@fabrikam.net', 'a`b@fabrikam.net'])(
		'never are %s, which a shell would read',
		user => {
			expect(named({pilotUsers: [user]})['anna@example.test']).toBeNull();
			expect(named({pilotUsers: [user, 'hana@fabrikam.net']})['anna@example.test']).toBe('hana@fabrikam.net');
		},
	);

	it.each(['-Force', 'a b', '$env:X', 'x;y', 'a|b'])('never are the computer %s', name => {
		const {'pc01.corp.example.test': client, 'dc01.corp.example.test': controller} = named({pilotClient: name, pilotController: name});
		expect([client, controller]).toEqual([null, null]);
	});
});

describe('a page and a remedy in an environment', () => {
	const page = pageOf('07-sign-in-and-provision');
	const session = {
		...emptySession,
		environment: {...emptySession.environment, pilotClient: 'LON-W11-0042', pilotUsers: ['hana@fabrikam.net']},
	};

	it('are the same where nothing is known of it', () => {
		expect(pageIn(emptySession, page)).toBe(page);
	});

	it('hold its names in their commands, and are made once for the same names', () => {
		const filled = pageIn(session, page);
		const commands = JSON.stringify(filled.blocks.filter(({kind}) => kind === 'command'));
		expect(commands).toContain('LON-W11-0042');
		expect(commands).toContain('hana@fabrikam.net');
		expect(pageIn({...session}, page)).toBe(filled);
		expect(JSON.stringify(pageIn({...session, environment: {...session.environment, pilotClient: 'PC9'}}, page))).toContain('PC9');
	});

	it('hold its forest in a remedy', () => {
		const [remedy] = remediesOf('03-new-installation-baseline', 'dc-clocks-agree').remedies.filter(({commands}) =>
			JSON.stringify(commands).includes('/domain:corp.example.test'),
		);
		const found =
			remedy === undefined ? null : remedyIn({...session, identity: {forests: [forest('hq.fabrikam.net')], tenant: null}}, remedy);
		expect(JSON.stringify(found?.commands)).toContain('/domain:hq.fabrikam.net');
	});
});

describe('the examples that are left in commands', () => {
	it('are told with what each stands for, and those that were filled are not', () => {
		expect(examplesLeft(['ping dc01.corp.example.test', "Get-ADUser -Identity 'anna@example.test'"])).toEqual([
			'dc01.corp.example.test in a command stands for the domain controller that is meant.',
			'anna@example.test in a command stands for the user name of the pilot user.',
		]);
		expect(examplesLeft(['ping dc3.fabrikam.net', 'nltest /dsgetdc:corp.example.testing'])).toEqual([]);
	});
});

describe('a command that asks for what a finding names', () => {
	const line = "$name = Read-Host 'Short name of the domain controller that whfb names'";

	it('holds the name where there is one, and lists them where there are several', () => {
		expect(withObjects(line, {objects: ['DC9.corp.example.test']})).toEqual(["$name = 'DC9'"]);
		expect(withObjects("$domain = Read-Host 'The domain that whfb names'", {objects: ['contoso.de']})).toEqual(["$domain = 'contoso.de'"]);
		expect(withObjects(line, {objects: ['DC8.x.test', 'DC9.x.test']})).toEqual(['# DC8', '# DC9', line]);
		expect(withObjects(line, {objects: []})).toEqual([line]);
		expect(withObjects("$name = Read-Host 'A domain controller of that site'", {objects: ['DC9.x.test']})).toEqual([
			"$name = Read-Host 'A domain controller of that site'",
		]);
	});

	it.each(["x'; calc; '", '$(calc)', '-Force', 'a b', 'x\ncalc'])('never holds %j', what => {
		const finding = {kind: 'unobserved', at: '', reason: 'empty', detail: '', exhibits: [{sign: 'unmet', what, seen: ''}]} as const;
		expect(objectsNamed(finding)).toEqual([]);
	});
});
