import {describe, expect, it} from 'vitest';
import {pageOf, remediesOf} from '../../src/content/library.ts';
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
