import {describe, expect, it} from 'vitest';
import {environmentIn} from '../../src/commands/options.ts';
import {confirmingText, isUserName, objectionsTo} from '../../src/session/environment.ts';
import {emptySession} from '../../src/session/session.ts';

const typed = (...users: readonly string[]) => ({values: {'pilot-user': [...users]}, words: [], settled: []});

describe('a pilot user', () => {
	it.each(['anna@contoso.com', "o'neill@emea.contoso.com", 'a.b_c-d!#^~@contoso.onmicrosoft.com', 'müller@contoso.com'])(
		'is named by %s',
		name => {
			expect(isUserName(name)).toBe(true);
			expect(environmentIn(typed(name), {})).toEqual({pilotUsers: [name]});
			expect(objectionsTo({pilotUsers: [name]})).toEqual([]);
		},
	);

	it.each([
		'',
		'anna',
		'anna@contoso',
		'@contoso.com',
		'anna@@contoso.com',
		'CONTOSO\\anna',
		'a b@contoso.com',
		'a/b@contoso.com',
		'anna@contoso.com/x',
		'an\u0007na@contoso.com',
	])('is not named by %j', name => {
		expect(isUserName(name)).toBe(false);
		expect(() => environmentIn(typed(name), {})).toThrow('is no user name');
		expect(objectionsTo({pilotUsers: [name]})).toHaveLength(1);
	});

	it('is named as often as somebody likes, and shown to whoever confirms a session from elsewhere', () => {
		const pilotUsers = ['anna@contoso.com', 'bert@contoso.com'];
		expect(environmentIn(typed(...pilotUsers), {})).toEqual({pilotUsers});
		const session = {
			...emptySession,
			environment: {...emptySession.environment, pilotUsers},
			unconfirmed: {because: 'brought', members: ['pilotUsers']},
		} as const;
		expect(confirmingText(session)).toContain('pilot users: anna@contoso.com, bert@contoso.com');
	});
});
