import {expect, it} from 'vitest';
import {all, asksForPilotUsers, equals, pilotUsers, withPilotUsers} from '../../src/guide/filter.ts';
import {directoryRunner} from '../../src/powershell/directory.ts';

const asked = all(equals('objectClass', 'user'), pilotUsers);

it('puts each pilot user into the filter by the user principal name, or by the implicit one, and escapes both', () => {
	expect(withPilotUsers(asked, ['anna@contoso.com', "o'n(*)@contoso.com"])).toBe(
		'(&(objectClass=user)(|(|(userPrincipalName=anna@contoso.com)(&(!(userPrincipalName=*))(sAMAccountName=anna)))' +
			"(|(userPrincipalName=o'n\\28\\2a\\29@contoso.com)(&(!(userPrincipalName=*))(sAMAccountName=o'n\\28\\2a\\29)))))",
	);
	expect(asksForPilotUsers(withPilotUsers(asked, ['anna@contoso.com']))).toBe(false);
});

it('takes no value of a filter for the place where pilot users belong', () => {
	expect(asksForPilotUsers(equals('description', '(<pilot-users>)'))).toBe(false);
	expect(withPilotUsers(asked, ['$&@contoso.com'])).toContain('(userPrincipalName=$&@contoso.com)');
});

it('asks nobody where no pilot user is named, and says so', async () => {
	const runner = directoryRunner({
		shell: () => Promise.reject(new Error('A PowerShell is started.')),
		directories: [null],
		now: () => '2026-11-22T09:00:00.000Z',
	});
	expect(
		await runner.ask({via: 'directory', from: 'every-domain', base: 'domain', scope: 'subtree', filter: asked, attributes: []}),
	).toMatchObject({kind: 'facts', facts: {forests: [], pilotUsers: []}, takenAt: '2026-11-22T09:00:00.000Z'});
});
